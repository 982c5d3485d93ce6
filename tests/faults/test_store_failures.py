"""A disk that is full, a store that is read-only, gone or damaged: what is said, and what goes on."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from pathlib import Path

import pytest

from data.store import Store
from data.store_failure import Damaged, NoRoom, ReadOnly, StoreFailure, Unreachable
from tests.faults.failing_disk import disk_is_full, files_cannot_grow, read_only
from tests.faults.writer import ROWS_PER_FILE, deposit
from tests.pages.small_store import appointments, put, structures

Filling = Callable[[Path], AbstractContextManager[None]]

ACTIVITY = 19 * 4


def assert_as_before(root: Path, deposits: int) -> None:
    """Whoever opens the store reads all that was deposited, and nothing of what failed."""
    for store in (Store(root), Store(root)):
        assert len(store.deposits()) == deposits
        assert len(store.history("activite")) == deposits * ROWS_PER_FILE
        assert store.current("avis").empty


@pytest.mark.parametrize("full", [disk_is_full, files_cannot_grow])
def test_un_disque_plein_refuse_le_depot_et_garde_le_reste(disk: Path, full: Filling) -> None:
    root = disk / "store"
    store = Store(root)
    deposit(store, "alpha", 1, b"un")
    with full(disk):
        for writer in (store, Store(root)):
            with pytest.raises(NoRoom, match="plus de place"):
                deposit(writer, "alpha", 2, b"deux")
            with pytest.raises(NoRoom, match="rien n'a été changé"):
                writer.withdraw("2026-001", author="alpha", reason="essai")
        assert_as_before(root, 1)
    assert deposit(store, "alpha", 2, b"deux") == "2026-002"
    assert_as_before(root, 2)


def test_le_disque_se_remplit_apres_l_inscription_le_depot_est_fait(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only the tidying of small files fails: the deposit keeps its number."""
    for value in range(16):
        deposit(store, "alpha", value, f"{value}".encode())
    monkeypatch.setattr("data.delta.write_deltalake", full_when_tidying())
    assert deposit(store, "alpha", 16, b"16") == "2026-017"
    assert_as_before(Path(store.root), 17)


def full_when_tidying() -> Callable[..., None]:
    from deltalake import write_deltalake

    def write(*arguments: object, mode: str, **options: object) -> None:
        if mode == "overwrite":
            raise OSError(28, "No space left on device")
        write_deltalake(*arguments, mode=mode, **options)  # type: ignore[call-overload]

    return write


def test_un_entrepot_en_lecture_seule_se_lit_et_refuse_les_depots(disk: Path) -> None:
    root = disk / "store"
    store = Store(root)
    deposit(store, "alpha", 1, b"un")
    with read_only(disk):
        for writer in (store, Store(root)):
            with pytest.raises(ReadOnly, match="lecture seule"):
                deposit(writer, "alpha", 2, b"deux")
        assert_as_before(root, 1)
        assert store.received("2026-001")[1] == b"un"
    assert deposit(store, "alpha", 2, b"deux") == "2026-002"


def test_lire_un_entrepot_neuf_n_ecrit_rien(tmp_path: Path) -> None:
    store = Store(tmp_path / "ailleurs")
    assert store.deposits().empty
    assert store.current("activite").empty
    assert not (tmp_path / "ailleurs").exists()


def gone(root: Path) -> Path:
    """The folder is elsewhere, as when its disk is not mounted."""
    return root.rename(root.with_name("ailleurs"))


def in_the_way(root: Path) -> Path:
    """Something else is at its place."""
    kept = gone(root)
    root.write_text("ce n'est pas un dossier")
    return kept


@pytest.mark.parametrize("lost", [gone, in_the_way])
def test_un_entrepot_qui_disparait_n_est_pas_pris_pour_un_entrepot_vide(
    store: Store, lost: Callable[[Path], Path]
) -> None:
    root = Path(store.root)
    deposit(store, "alpha", 1, b"un")
    assert len(store.current("activite")) == ROWS_PER_FILE
    kept = lost(root)
    for action in (store.deposits, store.versions, lambda: store.current("activite")):
        with pytest.raises(Unreachable, match="ne répond pas"):
            action()
    with pytest.raises(Unreachable, match="ne répond pas"):
        deposit(store, "alpha", 2, b"deux")
    if root.exists():
        root.unlink()
    kept.rename(root)
    assert set(store.current("activite")["valeur"]) == {1}
    assert deposit(store, "alpha", 2, b"deux") == "2026-002"


@pytest.fixture
def two_tables(store: Store) -> Store:
    """One deposit of activity and one of the directory, read once."""
    put(store, "activite", appointments("escale", 60), "L'Escale", "escale.csv", date(2026, 3, 2))
    put(store, "structures", structures(), "Ville", "annuaire.csv", date(2026, 3, 3))
    assert len(store.current("activite")) == ACTIVITY
    return store


def first_file(root: Path, table: str) -> Path:
    return next((root / table).glob("*.parquet"))


def lose_a_file(root: Path) -> None:
    first_file(root, "activite").unlink()


def spoil_a_file(root: Path) -> None:
    first_file(root, "activite").write_bytes(b"ceci n'est pas un tableau" * 40)


def cut_a_file(root: Path) -> None:
    file = first_file(root, "activite")
    file.write_bytes(file.read_bytes()[:-40])


def spoil_the_log(root: Path) -> None:
    (root / "activite" / "_delta_log" / f"{1:020d}.json").write_text("{ceci")


def empty_the_log(root: Path) -> None:
    """The last entry is there, and empty: the table would be read without its last deposit."""
    (root / "activite" / "_delta_log" / f"{1:020d}.json").write_text("")


def lose_the_last_entry(root: Path) -> None:
    (root / "activite" / "_delta_log" / f"{1:020d}.json").unlink()


def lose_the_log(root: Path) -> None:
    shutil.rmtree(root / "activite" / "_delta_log")


def lose_the_table(root: Path) -> None:
    shutil.rmtree(root / "activite")


DAMAGES = (
    lose_a_file,
    spoil_a_file,
    cut_a_file,
    spoil_the_log,
    empty_the_log,
    lose_the_last_entry,
    lose_the_log,
    lose_the_table,
)


@pytest.mark.parametrize("damage", DAMAGES)
def test_une_table_abimee_le_dit_et_les_autres_se_lisent(
    two_tables: Store, damage: Callable[[Path], None]
) -> None:
    damage(Path(two_tables.root))
    reader = Store(two_tables.root)
    with pytest.raises(Damaged, match="restaurer la dernière sauvegarde"):
        reader.current("activite")
    assert len(reader.deposits()) == 2
    assert len(reader.current("structures")) == 3
    assert reader.received("2026-001")[0] == "escale.csv"
    put(reader, "avis", [{"avis": "V1", "type": "commentaire"}], "Ville", "avis.csv", date(2026, 3, 4))
    assert len(reader.current("avis")) == 1


def test_un_fichier_recu_qui_manque_est_dit(two_tables: Store) -> None:
    first_file(Path(two_tables.root), "fichiers").unlink()
    reader = Store(two_tables.root)
    said = []
    for number in ("2026-001", "2026-002"):
        try:
            reader.received(number)
        except Damaged as failure:
            said.append(str(failure))
    assert len(said) >= 1
    assert "fichiers reçus" in said[0]
    assert len(reader.current("activite")) == ACTIVITY


def test_un_journal_perdu_n_est_pas_pris_pour_un_entrepot_neuf(two_tables: Store) -> None:
    shutil.rmtree(Path(two_tables.root) / "depots")
    for reader in (two_tables, Store(two_tables.root)):
        with pytest.raises(Damaged, match="journal des dépôts"):
            reader.deposits()
        with pytest.raises(Damaged, match="journal des dépôts"):
            deposit(reader, "alpha", 1, b"un")


def test_un_journal_dont_une_entree_manque_le_dit(two_tables: Store) -> None:
    (Path(two_tables.root) / "depots" / "_delta_log" / f"{1:020d}.json").unlink()
    with pytest.raises(Damaged, match="journal des dépôts"):
        Store(two_tables.root).deposits()


def test_un_stockage_objet_injoignable_le_dit(monkeypatch: pytest.MonkeyPatch) -> None:
    told = {"AWS_ENDPOINT_URL": "http://127.0.0.1:9", "AWS_ALLOW_HTTP": "true", "AWS_REGION": "eu-west-3"}
    for name, value in (told | {"AWS_ACCESS_KEY_ID": "a", "AWS_SECRET_ACCESS_KEY": "b"}).items():
        monkeypatch.setenv(name, value)
    with pytest.raises(StoreFailure, match="ne répond pas"):
        Store("s3://ville/castellum").deposits()

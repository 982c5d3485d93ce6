"""A backup holds the whole store, restores it alike, and says when it cannot."""

from __future__ import annotations

import io
import tarfile
from pathlib import Path

import pandas as pd
import pytest

from data.__main__ import main
from data.backup import BackupError, back_up, restore
from data.store import Store
from tests.faults.writer import deposit


@pytest.fixture
def saved(store: Store, tmp_path: Path) -> Path:
    """The backup of a store of two deposits, one of them withdrawn."""
    deposit(store, "alpha", 1, b"un")
    number = deposit(store, "alpha", 2, b"deux")
    store.withdraw(number, author="alpha", reason="essai")
    back_up(store.root, tmp_path / "sauvegarde.tar")
    return tmp_path / "sauvegarde.tar"


def rewritten(source: Path, target: Path, changed: dict[str, bytes]) -> Path:
    """The same archive with some contents changed, under the same names."""
    with tarfile.open(source) as read, tarfile.open(target, "w") as written:
        for entry in read:
            stream = read.extractfile(entry)
            assert stream is not None
            content = changed.get(entry.name, stream.read())
            entry.size = len(content)
            written.addfile(entry, io.BytesIO(content))
    return target


def test_un_entrepot_restaure_est_le_meme(store: Store, saved: Path, tmp_path: Path) -> None:
    kept = restore(saved, tmp_path / "neuf")
    restored = Store(tmp_path / "neuf")
    pd.testing.assert_frame_equal(restored.deposits(), store.deposits())
    pd.testing.assert_frame_equal(restored.current("activite"), store.current("activite"))
    assert restored.received("2026-002") == ("alpha.csv", b"deux")
    assert kept.deposits == 2


def test_les_numeros_continuent_apres_une_restauration(saved: Path, tmp_path: Path) -> None:
    restore(saved, tmp_path / "neuf")
    assert deposit(Store(tmp_path / "neuf"), "alpha", 3, b"trois") == "2026-003"


def test_on_ne_restaure_pas_sur_un_entrepot(store: Store, saved: Path) -> None:
    before = store.deposits()
    with pytest.raises(BackupError, match="dossier vide"):
        restore(saved, store.root)
    pd.testing.assert_frame_equal(Store(store.root).deposits(), before)


def test_une_restauration_interrompue_se_reprend(saved: Path, tmp_path: Path) -> None:
    """The journal comes last: without it, the place is still free."""
    with tarfile.open(saved) as archive:
        contents = [entry for entry in archive if entry.name.startswith("activite/")]
        archive.extractall(tmp_path / "neuf", contents, filter="data")
    assert restore(saved, tmp_path / "neuf").deposits == 2


def test_une_sauvegarde_abimee_est_refusee_avant_d_ecrire(saved: Path, tmp_path: Path) -> None:
    with tarfile.open(saved) as archive:
        one = next(name for name in archive.getnames() if name.endswith(".parquet"))
    damaged = rewritten(saved, tmp_path / "abimee.tar", {one: b"autre chose"})
    with pytest.raises(BackupError, match="abîmée"):
        restore(damaged, tmp_path / "neuf")
    assert not (tmp_path / "neuf").exists()


@pytest.mark.parametrize("content", [b"", b"bonjour", b"\x00" * 2048])
def test_un_fichier_quelconque_n_est_pas_une_sauvegarde(content: bytes, tmp_path: Path) -> None:
    other = tmp_path / "autre.tar"
    other.write_bytes(content)
    with pytest.raises(BackupError, match="n'est pas une sauvegarde"):
        restore(other, tmp_path / "neuf")


def test_un_nom_qui_sort_du_dossier_est_refuse(saved: Path, tmp_path: Path) -> None:
    with tarfile.open(saved) as archive:
        stream = archive.extractfile("sauvegarde.json")
        assert stream is not None
        manifest = stream.read().replace(b'"depots/', b'"../depots/')
    hostile = rewritten(saved, tmp_path / "hostile.tar", {"sauvegarde.json": manifest})
    with pytest.raises(BackupError, match="inattendu"):
        restore(hostile, tmp_path / "neuf")


def test_sans_entrepot_il_n_y_a_rien_a_sauvegarder(tmp_path: Path) -> None:
    with pytest.raises(BackupError, match="rien à sauvegarder"):
        back_up(tmp_path / "rien", tmp_path / "sauvegarde.tar")
    assert not (tmp_path / "rien").exists()
    assert list(tmp_path.glob("sauvegarde*")) == []


def test_les_commandes_sauvegardent_et_restaurent(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    deposit(store, "alpha", 1, b"un")
    target = str(tmp_path / "sauvegarde.tar")
    assert main(["backup", target]) == 0
    monkeypatch.setenv("CASTELLUM_STORE", str(tmp_path / "neuf"))
    assert main(["restore", target]) == 0
    assert capsys.readouterr().out.count("1 dépôts") == 2
    assert main(["restore", target]) == 1
    assert "dossier vide" in capsys.readouterr().err

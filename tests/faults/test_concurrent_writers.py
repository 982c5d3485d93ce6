from __future__ import annotations

import subprocess
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from data.delta import Conflict, DeltaFolder
from data.store import Store
from tests.faults.writer import ROWS_PER_FILE, deposit

Start = Callable[..., subprocess.Popen[str]]

FILES_EACH = 8


def numbers(writer: subprocess.Popen[str]) -> list[str]:
    output, errors = writer.communicate(timeout=120)
    assert writer.returncode == 0, errors
    return output.split()


def assert_nothing_lost(store: Store, writers: list[str], given: list[str], files_each: int) -> None:
    journal = store.deposits()
    expected = len(writers) * files_each
    assert sorted(given) == [f"2026-{number:03d}" for number in range(1, expected + 1)]
    assert journal["depot"].tolist() == sorted(given)
    assert journal["ordre"].tolist() == list(range(1, expected + 1))
    assert len(store.history("activite")) == expected * ROWS_PER_FILE
    last = store.current("activite").groupby("structure", observed=True)["valeur"].unique()
    assert {name: list(found) for name, found in last.items()} == {name: [files_each - 1] for name in writers}


def test_deux_processus_deposent_en_meme_temps_rien_n_est_perdu(start_writer: Start, tmp_path: Path) -> None:
    """The store does not exist yet: they also race to create it."""
    names = ["alpha", "beta"]
    writers = [start_writer("deposit", name, str(FILES_EACH)) for name in names]
    given = [number for writer in writers for number in numbers(writer)]
    assert_nothing_lost(Store(tmp_path / "store"), names, given, FILES_EACH)


def test_deux_processus_deposent_les_memes_octets_un_seul_est_retenu(
    start_writer: Start, tmp_path: Path
) -> None:
    writers = [start_writer("same", name) for name in ("alpha", "beta")]
    given = [number for writer in writers for number in numbers(writer)]
    assert sorted(given) == ["2026-001", "deja"]
    store = Store(tmp_path / "store")
    assert len(store.deposits()) == 1
    assert len(store.current("activite")) == ROWS_PER_FILE


def test_deux_repliques_deposent_la_meme_cle_les_deux_restent_la_derniere_vaut(
    start_writer: Start, tmp_path: Path
) -> None:
    writers = [start_writer("deposit", "alpha", str(FILES_EACH), first) for first in ("0", "100")]
    given = [number for writer in writers for number in numbers(writer)]
    store = Store(tmp_path / "store")
    journal = store.deposits()
    assert journal["depot"].tolist() == sorted(given)
    assert len(given) == 2 * FILES_EACH
    kept = store.history("activite").groupby("depot", observed=True)["valeur"].agg(["size", "unique"])
    assert set(kept["size"]) == {ROWS_PER_FILE}
    assert sorted(value for (value,) in kept["unique"]) == [*range(FILES_EACH), *range(100, 100 + FILES_EACH)]
    (last,) = kept.loc[journal["depot"].iloc[-1], "unique"]
    assert store.current("activite")["valeur"].tolist() == [last] * ROWS_PER_FILE


def test_vingt_analystes_deposent_ensemble_sur_deux_repliques(start_writer: Start, tmp_path: Path) -> None:
    """Ten people on each of two replicas, who find no store yet."""
    replicas = ["nord", "sud"]
    writers = [start_writer("crowd", name, "10") for name in replicas]
    given = [number for writer in writers for number in numbers(writer)]
    people = [f"{name}_{number}" for name in replicas for number in range(10)]
    store = Store(tmp_path / "store")
    assert_nothing_lost(store, people, given, 1)
    by_author = store.deposits().set_index("auteur")["depot"]
    assert [store.received(by_author[one])[1].decode() for one in people] == people


def test_des_visiteurs_qui_partagent_l_entrepot_deposent_ensemble(store: Store) -> None:
    """One server process: the sessions of several visitors share one Store."""
    names = ["alpha", "beta", "gamma"]
    given: list[str] = []

    def visitor(name: str) -> None:
        for number in range(4):
            given.append(deposit(store, name, number, f"{name} {number}".encode()))

    threads = [threading.Thread(target=visitor, args=(name,)) for name in names]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=120)
    assert_nothing_lost(store, names, given, 4)


def test_lire_pendant_qu_un_autre_depose_ne_montre_que_des_depots_entiers(
    store: Store, start_writer: Start
) -> None:
    writer = start_writer("deposit", "alpha", str(FILES_EACH))
    sizes = []
    while writer.poll() is None:
        sizes.append(len(store.history("activite")))
    assert numbers(writer)
    assert {size % ROWS_PER_FILE for size in sizes} == {0}
    assert sizes == sorted(sizes)
    assert len(store.history("activite")) == FILES_EACH * ROWS_PER_FILE


def test_deux_rangements_a_la_fois_ne_doublent_aucune_ligne(tmp_path: Path) -> None:
    """Each process tidies a table of many small files at the end of its own deposit."""
    schema = pa.schema([("valeur", pa.int64())])
    for number in range(20):
        DeltaFolder(str(tmp_path), "table", schema).append(pa.table({"valeur": [number]}, schema=schema))
    folders = [DeltaFolder(str(tmp_path), "table", schema) for _ in range(3)]
    tidying = [threading.Thread(target=folder.tidy) for folder in folders]
    for thread in tidying:
        thread.start()
    for thread in tidying:
        thread.join()
    table = DeltaFolder(str(tmp_path), "table", schema)
    assert sorted(table.read()["valeur"].to_pylist()) == list(range(20))
    assert len(table.ensure().file_uris()) == 1


def test_un_journal_qui_repond_conflit_apres_avoir_ecrit_ne_double_pas_le_depot(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An object store that retries a write by itself meets its own first try."""
    append_after = DeltaFolder.append_after
    answered: list[bool] = []

    def append_then_say_conflict(self: DeltaFolder, *arguments: Any) -> None:
        append_after(self, *arguments)
        if not answered:
            answered.append(True)
            raise Conflict("déjà là")

    monkeypatch.setattr(DeltaFolder, "append_after", append_then_say_conflict)
    number = deposit(store, "alpha", 1, b"un")
    assert answered
    assert store.deposits()["depot"].tolist() == [number] == ["2026-001"]
    answered.clear()
    store.withdraw(number, author="alpha", reason="essai")
    assert store.deposits()["statut"].tolist() == ["retire"]

from __future__ import annotations

import signal
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from data.store import Store
from tests.faults.writer import ROWS_PER_FILE, deposit

Start = Callable[..., subprocess.Popen[str]]

BEFORE_THE_EVENT = ("avant:activite", "apres:activite", "avant:fichiers", "apres:fichiers", "avant:depots")


def values(store: Store) -> set[float]:
    return set(store.current("activite")["valeur"])


def kill(start_writer: Start, moment: str) -> None:
    writer = start_writer("die", moment)
    assert writer.wait(timeout=60) == -signal.SIGKILL


@pytest.mark.parametrize("moment", BEFORE_THE_EVENT)
def test_un_depot_tue_a_mi_chemin_ne_change_rien(store: Store, start_writer: Start, moment: str) -> None:
    deposit(store, "alpha", 1, b"celui d'avant")
    before = (store.deposits().to_dict("records"), store.versions())
    kill(start_writer, moment)
    for reader in (store, Store(store.root)):
        assert values(reader) == {1}
        assert len(reader.history("activite")) == ROWS_PER_FILE
        assert (reader.deposits().to_dict("records"), reader.versions()) == before


@pytest.mark.parametrize("moment", BEFORE_THE_EVENT)
def test_le_fichier_d_un_depot_tue_peut_etre_redepose(store: Store, start_writer: Start, moment: str) -> None:
    deposit(store, "alpha", 1, b"celui d'avant")
    kill(start_writer, moment)
    number = deposit(store, "alpha", 2, b"celui qui meurt")
    assert number == "2026-002"
    assert values(store) == {2}
    assert store.received(number)[1] == b"celui qui meurt"


def test_tue_apres_l_inscription_au_journal_le_depot_est_entier(store: Store, start_writer: Start) -> None:
    deposit(store, "alpha", 1, b"celui d'avant")
    kill(start_writer, "apres:depots")
    assert values(store) == {2}
    assert store.received("2026-002")[1] == b"celui qui meurt"


def test_le_tout_premier_depot_tue_laisse_un_entrepot_vide(start_writer: Start, tmp_path: Path) -> None:
    kill(start_writer, "apres:activite")
    store = Store(tmp_path / "store")
    assert store.deposits().empty
    assert store.current("activite").empty


@pytest.mark.parametrize("numbers_seen", [1, 3, 6])
def test_un_processus_tue_n_importe_quand_laisse_des_depots_entiers(
    store: Store, start_writer: Start, numbers_seen: int
) -> None:
    writer = start_writer("deposit", "alpha", "200")
    assert writer.stdout is not None
    announced = [writer.stdout.readline().strip() for _ in range(numbers_seen)]
    writer.kill()
    writer.wait()
    journal = store.deposits()
    assert set(announced) <= set(journal["depot"])
    assert len(store.history("activite")) == ROWS_PER_FILE * len(journal)
    assert values(store) == {len(journal) - 1}

"""Depositors are killed at random instants, again and again: nothing accepted is lost, nothing half shows."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from collections.abc import Callable, Iterator

import pytest

from data.operations import OperationsJournal
from data.store import Store
from tests.faults.conftest import PROJECT
from tests.faults.mortal import content_of, structure_of
from tests.faults.writer import ROWS_PER_FILE, deposit

Kill = Callable[[int, float], list[str]]

KILLS = 200
# A first deposit opens and creates what the next ones find: most rounds die during their first three.
LONGEST_LIFE = 1.5
SEED = 30189


@pytest.fixture
def kill_one(store: Store) -> Iterator[Kill]:
    """Let one depositor live for a share of a deposit on the store of this test; what it said."""
    command = [sys.executable, "-m", "tests.faults.mortal"]
    warm = subprocess.Popen(
        command, cwd=PROJECT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert warm.stdin is not None
    assert warm.stdout is not None
    assert warm.stderr is not None
    asked, answers, errors = warm.stdin, warm.stdout, warm.stderr

    def kill(round_: int, share: float) -> list[str]:
        print(round_, share, file=asked, flush=True)
        said: list[str] = json.loads(answers.readline() or errors.read())
        return said

    yield kill
    warm.kill()
    warm.communicate()


def test_tue_deux_cents_fois_au_hasard_rien_n_est_perdu(store: Store, kill_one: Kill) -> None:
    draw = random.Random(SEED)
    numbers_given = 0
    for round_ in range(1, KILLS + 1):
        said = kill_one(round_, draw.uniform(0, LONGEST_LIFE))
        numbers_given += sum(not words.startswith("retrait") for words in said)
        assert_round_is_whole(store, round_, said)
    assert_all_is_whole(Store(store.root))
    journal = Store(store.root).deposits()
    # Some died before their first deposit, some between the event and its answer, some after several.
    assert KILLS // 10 < numbers_given < len(journal)
    assert journal["auteur"].nunique() < KILLS
    assert deposit(Store(store.root), "vivante", 1, b"la suivante") == f"2026-{len(journal) + 1:03d}"


def assert_round_is_whole(store: Store, round_: int, said: list[str]) -> None:
    """What was said is in the journal, with its rows and its file; at most one more deposit is there."""
    journal = store.deposits()
    mine = journal[journal["auteur"] == structure_of(round_)]
    given = [words for words in said if not words.startswith("retrait")]
    withdrawn = {words.removeprefix("retrait ") for words in said if words.startswith("retrait")}
    assert mine["depot"].tolist()[: len(given)] == given
    assert len(mine) <= len(given) + 1
    assert withdrawn <= set(mine.loc[mine["statut"] == "retire", "depot"])
    for place, number in enumerate(mine["depot"]):
        assert store.received(number) == (f"{place}.csv", content_of(round_, place))
        assert len(store.rows_of(number)) == ROWS_PER_FILE
    active = [place for place, standing in enumerate(mine["statut"]) if standing == "actif"]
    now = store.current("activite")
    assert set(now.loc[now["structure"] == structure_of(round_), "valeur"]) == set(active[-1:])


def assert_all_is_whole(store: Store) -> None:
    """Numbers follow one another, rows are whole, and each deposit was noted before it was made."""
    journal = store.deposits()
    assert journal["depot"].str[5:].astype(int).tolist() == list(range(1, len(journal) + 1))
    withdrawals = int((journal["statut"] == "retire").sum())
    assert journal["ordre"].is_monotonic_increasing
    assert store.versions()["activite"] == len(journal) + withdrawals
    active = journal.loc[journal["statut"] == "actif", "depot"]
    rows = store.history("activite")["depot"].value_counts()
    assert rows[rows > 0].to_dict() == dict.fromkeys(active, ROWS_PER_FILE)
    noted = OperationsJournal(store.root).read()
    assert set(journal["empreinte"]) <= set(noted.loc[noted["operation"] == "depot", "objet"])

"""A process that deposits, so that the tests can kill it or race several of them.

``die MOMENT``: deposit once and die at this moment, as by kill -9.
``deposit NAME COUNT [FIRST]``: deposit COUNT files named after NAME, whose values start at FIRST, printing
each number as soon as it is given.
``crowd NAME COUNT``: COUNT people at once on one replica, each depositing a file of a structure of their own.
``same NAME``: deposit one file whose bytes are the same for every writer; print the number, or "deja".
"""

from __future__ import annotations

import hashlib
import os
import signal
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pandas as pd

from data.delta import DeltaFolder
from data.store import AlreadyDeposited, Deposit, Store

ROWS_PER_FILE = 50


def rows(structure: str, value: float) -> pd.DataFrame:
    """The rows of one file: 50 actions of one structure, all with the same value."""
    return pd.DataFrame(
        {
            "periode": "2025-T1",
            "structure": structure,
            "action": [f"action_{number}" for number in range(ROWS_PER_FILE)],
            "territoire": "30189",
            "public": "tous",
            "mesure": "seances",
            "valeur": float(value),
            "statut": "definitif",
            "commentaire": None,
            "ligne": range(2, ROWS_PER_FILE + 2),
        }
    )


def deposit(store: Store, structure: str, value: float, content: bytes) -> str:
    """Deposit one file of `structure`; the number given."""
    digest = hashlib.sha256(content).hexdigest()
    details = Deposit(author=structure, table="activite", filename=f"{structure}.csv", sha256=digest)
    return store.deposit(details, rows(structure, value), content, now=datetime(2026, 3, 2, tzinfo=UTC))


def die_at(moment: str) -> None:
    """Have this process killed before or after one of the appends of a deposit: ``avant:depots``."""
    when, table = moment.split(":")
    for name in ("append", "append_after"):
        _kill_around(name, when, table)


def _kill_around(name: str, when: str, table: str) -> None:
    append = getattr(DeltaFolder, name)

    def append_or_die(self: DeltaFolder, *arguments: object) -> None:
        here = self.location.endswith(f"/{table}")
        if here and when == "avant":
            os.kill(os.getpid(), signal.SIGKILL)
        append(self, *arguments)
        if here and when == "apres":
            os.kill(os.getpid(), signal.SIGKILL)

    setattr(DeltaFolder, name, append_or_die)


def run_die(moment: str) -> None:
    die_at(moment)
    deposit(Store(), "alpha", 2, b"celui qui meurt")


def run_deposit(name: str, count: str, first: str = "0") -> None:
    store = Store()
    for number in range(int(first), int(first) + int(count)):
        print(deposit(store, name, number, f"{name} {number}".encode()), flush=True)


def run_crowd(name: str, count: str) -> None:
    store = Store()
    people = [f"{name}_{number}" for number in range(int(count))]
    with ThreadPoolExecutor(len(people)) as crowd:
        for number in crowd.map(lambda one: deposit(store, one, 0, one.encode()), people):
            print(number)


def run_same(name: str) -> None:
    try:
        print(deposit(Store(), name, 1, b"les memes octets"))
    except AlreadyDeposited:
        print("deja")


RUNS: dict[str, Callable[..., None]] = {
    "die": run_die,
    "deposit": run_deposit,
    "crowd": run_crowd,
    "same": run_same,
}

if __name__ == "__main__":
    RUNS[sys.argv[1]](*sys.argv[2:])

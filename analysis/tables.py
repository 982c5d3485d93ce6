"""The tables a computation reads, as they stand at one version of the store."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

import pandas as pd

from data import clock
from data.schemas import TABLES
from data.store import Store


@dataclass(frozen=True)
class Tables:
    """Current values by table, older versions on demand, and the day they are read.

    Attributes:
        current: for each table of the store, the current value of every key.
        read_history: every row of every active deposit of a table, with `ordre`.
        journal: the deposits, one row each.
        today: periods that end on or after this day are not over.
    """

    current: Mapping[str, pd.DataFrame]
    journal: pd.DataFrame
    today: date
    versions: Mapping[str, int] = field(default_factory=dict)
    read_history: Callable[[str], pd.DataFrame] | None = None

    def __getitem__(self, name: str) -> pd.DataFrame:
        return self.current[name]

    def history(self, name: str) -> pd.DataFrame:
        """Every version of every row, with `depose_le`, when it became known (on the clock of the city)."""
        rows = self.read_history(name) if self.read_history else self.current[name]
        known = self.journal.set_index("ordre")["date"].dt.tz_convert(clock.PARIS).dt.tz_localize(None)
        return rows.assign(depose_le=known.reindex(rows["ordre"]).to_numpy())


def read(store: Store, today: date | None = None) -> Tables:
    """The store's tables now."""
    return Tables(
        current={name: store.current(name) for name in TABLES},
        journal=store.deposits(),
        today=today or clock.today(),
        versions=store.versions(),
        read_history=store.history,
    )

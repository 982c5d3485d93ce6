"""The store as it was known at a moment: what was deposited or withdrawn since has not happened."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import NoReturn

import pandas as pd

from data.store import Store


class PastStore(Store):
    """A store that is only read, up to the events before `until`."""

    def __init__(self, root: str | Path, until: datetime) -> None:
        super().__init__(root)
        self.until = until
        self._known: tuple[pd.DataFrame, pd.DataFrame] | None = None

    def deposit(self, *_: object, **__: object) -> NoReturn:
        raise PermissionError("a store as it was known is only read")

    def withdraw(self, *_: object, **__: object) -> NoReturn:
        raise PermissionError("a store as it was known is only read")

    def _read_events(self) -> pd.DataFrame:
        events = super()._read_events()
        if self._known is None or self._known[0] is not events:
            self._known = (events, events[events["date"] < self.until])
        return self._known[1]

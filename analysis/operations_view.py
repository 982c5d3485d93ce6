"""The journal of operations, as those who administer read it and take it home."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pandas as pd

PARIS = ZoneInfo("Europe/Paris")
COLUMNS = {"date": "Date", "acteur": "Qui", "role": "Rôle", "operation": "Opération", "objet": "Objet"}


def operations_table(operations: pd.DataFrame) -> pd.DataFrame:
    """One row per operation, the latest first, dates on the clocks of the city.

    Args:
        operations: as `data.operations.OperationsJournal.read` gives it.
    """
    latest = operations.sort_values("date", ascending=False, kind="stable", ignore_index=True)
    local = latest["date"].dt.tz_convert(PARIS).dt.strftime("%d/%m/%Y %H:%M:%S")
    return latest.assign(date=local)[list(COLUMNS)].rename(columns=COLUMNS)

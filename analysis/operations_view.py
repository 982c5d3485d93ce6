"""The journal of operations, as those who administer read it and take it home."""

from __future__ import annotations

import pandas as pd

from data.clock import PARIS

COLUMNS = {
    "date": "Date",
    "acteur": "Qui",
    "role": "Rôle",
    "operation": "Opération",
    "objet": "Objet",
    "issue": "Issue",
}
# An operation that began and of which nothing else is known: the machine stopped, or the store did.
OUTCOMES = {"faite": "faite", "échouée": "échouée", "commencée": "interrompue, issue inconnue"}
NOT_NOTED = "non notée"


def operations_table(operations: pd.DataFrame) -> pd.DataFrame:
    """One row per operation, the latest first, dates on the clocks of the city.

    Args:
        operations: as `data.operations.OperationsJournal.read` gives it.
    """
    latest = operations.sort_values("date", ascending=False, kind="stable", ignore_index=True)
    local = latest["date"].dt.tz_convert(PARIS).dt.strftime("%d/%m/%Y %H:%M:%S")
    outcomes = latest["issue"].map(OUTCOMES).fillna(NOT_NOTED)
    return latest.assign(date=local, issue=outcomes)[list(COLUMNS)].rename(columns=COLUMNS)

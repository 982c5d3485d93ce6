"""The journal of deposits: one event per deposit or withdrawal, and what stands after all of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime

import numpy as np
import pandas as pd
import pyarrow as pa


class AlreadyDeposited(Exception):
    """The same bytes are already an active deposit; `deposit` is its row in the journal."""

    def __init__(self, deposit: pd.Series) -> None:
        super().__init__(str(deposit["depot"]))
        self.deposit = deposit


class UnknownDeposit(Exception):
    """No active deposit has this number."""


@dataclass(frozen=True)
class Deposit:
    """What the journal says of one accepted file, besides its number and order."""

    author: str
    table: str
    filename: str
    sha256: str
    reason: str | None = None
    period_start: date | None = None
    period_end: date | None = None
    read: int = 0
    repaired: int = 0
    refused: int = 0
    unchanged: int = 0
    added: int = 0
    changed: int = 0
    demonstration: bool = False


_JOURNAL_NAMES = {
    "author": "auteur",
    "table": "table",
    "filename": "fichier",
    "sha256": "empreinte",
    "reason": "motif",
    "period_start": "periode_debut",
    "period_end": "periode_fin",
    "read": "lues",
    "repaired": "reparees",
    "refused": "refusees",
    "unchanged": "inchangees",
    "added": "ajoutees",
    "changed": "modifiees",
    "demonstration": "demonstration",
}


def deposit_event(deposit: Deposit, identifier: str, number: str) -> dict[str, object]:
    """The event that commits a deposit: one row of the journal, without its order and date."""
    values = {_JOURNAL_NAMES[field.name]: getattr(deposit, field.name) for field in fields(deposit)}
    days = {name: _midnight(values[name]) for name in ("periode_debut", "periode_fin")}
    return values | days | {"evenement": "depot", "identifiant": identifier, "depot": number}


def withdrawal_event(journal: pd.DataFrame, number: str, author: str, reason: str) -> dict[str, object]:
    """The event that withdraws a deposit.

    Raises:
        UnknownDeposit: no active deposit has this number.
    """
    found = journal[(journal["depot"] == number) & (journal["statut"] == "actif")]
    if found.empty:
        raise UnknownDeposit(number)
    row = found.iloc[0]
    same = {"identifiant": row["identifiant"], "depot": number, "table": row["table"]}
    return same | {"evenement": "retrait", "auteur": author, "motif": reason}


def refuse_same_bytes(journal: pd.DataFrame, sha256: str) -> None:
    """Refuse a file that is already there.

    Raises:
        AlreadyDeposited: an active deposit of the journal has the same bytes.
    """
    same = journal[(journal["empreinte"] == sha256) & (journal["statut"] == "actif")]
    if not same.empty:
        raise AlreadyDeposited(same.iloc[-1])


def events_of(rows: pa.Table) -> pd.DataFrame:
    """The events in their order."""
    return rows.to_pandas().sort_values("ordre", ignore_index=True)


def is_there(events: pd.DataFrame, event: Mapping[str, object]) -> bool:
    """Whether this very event, of this moment and author, is in the journal."""
    same = [events[name] == event[name] for name in ("identifiant", "evenement", "auteur", "date")]
    return bool(np.logical_and.reduce(same).any())


def journal_of(events: pd.DataFrame) -> pd.DataFrame:
    """One row per deposit, with its `statut` and, once withdrawn, when, by whom and why."""
    deposits = events[events["evenement"] == "depot"].drop(columns="evenement")
    names = {"date": "retire_le", "auteur": "retire_par", "motif": "motif_retrait"}
    withdrawals = events.loc[events["evenement"] == "retrait", ["identifiant", *names]].rename(columns=names)
    journal = deposits.merge(withdrawals, on="identifiant", how="left", validate="one_to_one")
    return journal.assign(statut=np.where(journal["retire_le"].isna(), "actif", "retire"))


def _midnight(day: object) -> datetime | None:
    return datetime.combine(day, datetime.min.time()) if isinstance(day, date) else None

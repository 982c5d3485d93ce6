"""The store: deposits that are only ever added, and the tables they make.

A deposit is a few appends: its rows, the file as received, what its author settled about his files, then one
event in the journal. The event is the commit: rows whose deposit has no event are invisible, so a write that
dies half-way changes nothing. Events are numbered through Delta application transactions: two writers never
take the same number.
"""

from __future__ import annotations

import os
import random
import time
import uuid
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa

from data.current import latest_per_key
from data.delta import Conflict, DeltaFolder
from data.habits import HABITS, Habit, Memory, habits_of, memory_of, rows_of
from data.journal import (
    AlreadyDeposited,
    Deposit,
    UnknownDeposit,
    deposit_event,
    events_of,
    is_there,
    journal_of,
    refuse_same_bytes,
    withdrawal_event,
)
from data.schemas import DEPOTS, FICHIERS, TABLES
from data.store_failure import Busy, Damaged, refuse_lost_rows

__all__ = ["AlreadyDeposited", "Deposit", "Store", "UnknownDeposit"]

DEFAULT_ROOT = Path(__file__).parent.parent / "store"
ROOT_VARIABLE = "CASTELLUM_STORE"
COMMIT_ATTEMPTS = 60


class Store:
    """The tables under one root: a local folder or an object-store URL."""

    def __init__(self, root: str | Path | None = None) -> None:
        self.root = str(root or os.environ.get(ROOT_VARIABLE) or DEFAULT_ROOT)
        self._tables = {
            name: DeltaFolder(self.root, name, table.arrow_schema) for name, table in TABLES.items()
        }
        self._files = DeltaFolder(self.root, "fichiers", FICHIERS)
        self._habits = DeltaFolder(self.root, "habitudes", HABITS)
        self._journal = DeltaFolder(self.root, "depots", DEPOTS)
        self._events: tuple[int | None, pd.DataFrame] | None = None
        self._deposits: tuple[pd.DataFrame, pd.DataFrame] | None = None
        self._versions: tuple[pd.DataFrame, dict[str, int]] | None = None
        self._histories: dict[str, tuple[int, pd.DataFrame]] = {}
        self._currents: dict[str, tuple[int, pd.DataFrame]] = {}

    def deposit(
        self,
        deposit: Deposit,
        rows: pd.DataFrame,
        content: bytes,
        *,
        habits: Sequence[Habit] = (),
        now: datetime | None = None,
    ) -> str:
        """Add one accepted file; returns its number, such as ``2026-041``.

        Args:
            rows: the table's own columns and `ligne`.
            content: the bytes as received.
            habits: what its author settled about his files, to be remembered.

        Raises:
            AlreadyDeposited: an active deposit has the same bytes; nothing is added.
        """
        identifier = uuid.uuid4().hex
        refuse_same_bytes(self.deposits(), deposit.sha256)
        self._append_contents(deposit, identifier, rows, content, habits)
        moment = now or datetime.now(UTC)

        def event(journal: pd.DataFrame, number: int) -> dict[str, object]:
            refuse_same_bytes(journal, deposit.sha256)
            return deposit_event(deposit, identifier, f"{moment.year}-{number:03d}")

        committed = self._commit(event, moment)
        for table in (self._tables[deposit.table], self._journal):
            table.tidy()
        self._files.shorten_log()
        return committed

    def _append_contents(
        self, deposit: Deposit, identifier: str, rows: pd.DataFrame, content: bytes, habits: Sequence[Habit]
    ) -> None:
        """Everything a deposit holds, invisible until its event is in the journal."""
        # The journal is there before any file: files without a journal say that it was lost.
        self._journal.ensure()
        schema = TABLES[deposit.table].arrow_schema
        traced = rows.assign(depot=identifier)[schema.names]
        self._tables[deposit.table].append(pa.Table.from_pandas(traced, schema, preserve_index=False))
        received = {"depot": [identifier], "empreinte": [deposit.sha256], "contenu": [content]}
        self._files.append(pa.table(received, schema=FICHIERS))
        if habits:
            self._habits.append(rows_of(habits, identifier, deposit.author))
            self._habits.tidy()

    def withdraw(self, number: str, *, author: str, reason: str, now: datetime | None = None) -> None:
        """Withdraw an active deposit: the values it had replaced are current again.

        Raises:
            UnknownDeposit: no active deposit has this number.
        """

        def event(journal: pd.DataFrame, _: int) -> dict[str, object]:
            return withdrawal_event(journal, number, author, reason)

        self._commit(event, now or datetime.now(UTC))

    def deposits(self) -> pd.DataFrame:
        """The journal, one row per deposit in order. Shared: nobody changes it.

        `statut` is "actif" or "retire"; `retire_le`, `retire_par`, `motif_retrait` say when, by whom, why.
        """
        return self._journal_of(self._read_events())

    def versions(self) -> dict[str, int]:
        """For each table, the order of the last event that touched it (0: none). Shared, as what follows."""
        events = self._read_events()
        if self._versions is None or self._versions[0] is not events:
            last = events.groupby("table")["ordre"].max()
            self._versions = (events, {name: int(last.get(name, 0)) for name in TABLES})
        return self._versions[1]

    def current(self, name: str) -> pd.DataFrame:
        """The current value of every key: the one of the latest active deposit. Shared: nobody changes it.

        Columns of the table (texts are categories), then `depot` (number), `ligne`, `ordre`, `demonstration`.
        """
        return self._kept(self._currents, name, lambda: latest_per_key(self.history(name), TABLES[name].key))

    def history(self, name: str) -> pd.DataFrame:
        """Every row of every active deposit, older values included. Shared: nobody changes it."""
        return self._kept(self._histories, name, lambda: self._read_history(name))

    def _kept(
        self, kept: dict[str, tuple[int, pd.DataFrame]], name: str, make: Callable[[], pd.DataFrame]
    ) -> pd.DataFrame:
        """What was made of a table, made again only once an event has touched it."""
        version = self.versions()[name]
        held = kept.get(name)
        if held is None or held[0] != version:
            held = kept[name] = (version, make())
        return held[1]

    def _read_history(self, name: str) -> pd.DataFrame:
        rows = self._tables[name].read().to_pandas(strings_to_categorical=True, split_blocks=True)
        journal = self.deposits().set_index("identifiant")
        active = journal[journal["statut"] == "actif"]
        identifiers = pd.Index(rows["depot"].cat.categories)
        refuse_lost_rows(name, active, identifiers)
        place = (
            active.index.get_indexer(identifiers)[rows["depot"].cat.codes] if len(rows) else np.array([], int)
        )
        kept = rows.loc[place >= 0].drop(columns="depot")
        place = place[place >= 0]
        return kept.assign(
            depot=pd.Categorical.from_codes(place, categories=active["depot"]),
            ordre=active["ordre"].to_numpy()[place],
            demonstration=active["demonstration"].to_numpy(dtype=bool)[place],
        ).reset_index(drop=True)

    def memory(self, author: str) -> Memory:
        """What this author settled about his files, in deposits that are still active."""
        journal = self.deposits()
        active = journal[journal["statut"] == "actif"].set_index("identifiant")["ordre"].to_dict()
        return memory_of(habits_of(self._habits.read().to_pandas(), author, active))

    def received(self, number: str) -> tuple[str, bytes]:
        """Name and bytes of the file as received; UnknownDeposit: no deposit has this number."""
        row = self._row_of(number)
        contents = self._files.read(depot=row["identifiant"])["contenu"].to_pylist()
        if not contents:
            raise Damaged("fichiers")
        return row["fichier"], contents[0]

    def rows_of(self, number: str) -> pd.DataFrame:
        """Columns of the table and `ligne` of one deposit, even withdrawn; UnknownDeposit: there is none."""
        row = self._row_of(number)
        rows = self._tables[row["table"]].read(depot=row["identifiant"])
        return rows.to_pandas(strings_to_categorical=True).drop(columns="depot").sort_values("ligne")

    def structures_of(self, number: str) -> frozenset[str] | None:
        """The structures that the rows of a deposit, even withdrawn, are about; None when some have none."""
        row = self._row_of(number)
        table = TABLES[row["table"]]
        if "structure" not in table.names:
            return None
        rows = self._tables[table.name].read(depot=row["identifiant"])["structure"].unique().to_pylist()
        return None if None in rows else frozenset(map(str, rows))

    def _row_of(self, number: str) -> pd.Series:
        journal = self.deposits().set_index("depot")
        if number not in journal.index:
            raise UnknownDeposit(number)
        return journal.loc[number]

    def _commit(self, event: Callable[[pd.DataFrame, int], dict[str, object]], moment: datetime) -> str:
        """Append one event, decided on the journal as it stands; retried when somebody was first."""
        tried: dict[str, object] = {}
        for attempt in range(COMMIT_ATTEMPTS):
            snapshot = self._journal.snapshot()
            order = (snapshot.transaction_version("evenements") or 0) + 1
            number = (snapshot.transaction_version("depots") or 0) + 1
            held = self._events
            is_latest = held is not None and held[0] == snapshot.version()
            events = held[1] if held and is_latest else events_of(snapshot.to_pyarrow_table())
            if tried and is_there(events, tried):
                # An object store may answer « conflict » to a write that it had accepted.
                return str(tried["depot"])
            values = tried = event(self._journal_of(events), number) | {"date": moment}
            sequences = {"evenements": order}
            if values["evenement"] == "depot":
                sequences["depots"] = number
            row = pa.Table.from_pylist([values | {"ordre": order}], schema=DEPOTS)
            try:
                self._journal.append_after(snapshot, row, sequences)
                return str(values["depot"])
            except Conflict:
                time.sleep(random.uniform(0, 0.02 * (attempt + 1)))
        raise Busy

    def _journal_of(self, events: pd.DataFrame) -> pd.DataFrame:
        """The journal that these events make, made again only when they are others."""
        if self._deposits is None or self._deposits[0] is not events:
            self._deposits = (events, journal_of(events))
        return self._deposits[1]

    def _read_events(self) -> pd.DataFrame:
        version = self._journal.version()
        if version is None and self._files.exists():
            raise Damaged("depots")
        if self._events is None or self._events[0] != version:
            self._events = (version, events_of(self._journal.read()))
        return self._events[1]

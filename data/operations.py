"""The journal of operations: who did what, when, on which deposit or file, and how it ended.

An operation is noted before it begins and once it has ended. Rows are only ever added: one whose end is not
there was interrupted, or its end could not be written. None is done without a note.
"""

from __future__ import annotations

import logging
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Literal

import pandas as pd
import pyarrow as pa

from data.delta import DeltaFolder
from data.rights import Actor
from data.store_failure import StoreFailure

log = logging.getLogger("castellum.store")

Operation = Literal[
    "depot",
    "retrait",
    "lecture d'un fichier reçu",
    "export du journal",
    "édition publiée",
    "rapport",
    "refus",
]
Outcome = Literal["commencée", "faite", "échouée"]
TABLE = "operations"
OPERATIONS = pa.schema(
    [
        ("date", pa.timestamp("us", tz="UTC")),
        ("acteur", pa.string()),
        ("role", pa.string()),
        ("operation", pa.string()),
        ("objet", pa.string()),  # a number of deposit, the fingerprint of a file, a name of document
        ("numero", pa.string()),  # the same on the rows of one operation; none in the oldest rows
        ("issue", pa.string()),
    ]
)


class OperationsJournal:
    """The operations under the root of a store."""

    def __init__(self, root: str) -> None:
        self._folder = DeltaFolder(root, TABLE, OPERATIONS)

    def note(self, actor: Actor, operation: Operation, subject: str, now: datetime | None = None) -> None:
        """Add one operation that is done. `subject` holds no value of any file and nothing personal."""
        self._append(actor, operation, subject, uuid.uuid4().hex, "faite", now)

    @contextmanager
    def during(self, actor: Actor, operation: Operation, subject: str) -> Iterator[None]:
        """Note that an operation begins, then whether what happens inside was done or failed.

        What fails inside goes on as it came. An operation that was done stays done when its end cannot be
        written: it is read as one whose end is unknown.
        """
        number = uuid.uuid4().hex
        self._append(actor, operation, subject, number, "commencée")
        try:
            yield
        except BaseException:
            self._conclude(actor, operation, subject, number, "échouée")
            raise
        self._conclude(actor, operation, subject, number, "faite")

    def read(self) -> pd.DataFrame:
        """Every operation once, in the order in which they began; columns of the table.

        `issue` is the latest known: « commencée » when the end is unknown, missing for the operations noted
        before ends were.
        """
        rows = self._folder.read().to_pandas().sort_values("date", kind="stable", ignore_index=True)
        numbers = rows["numero"].fillna(rows.index.to_series().astype(str))
        ends = rows["issue"].groupby(numbers).last()
        begun = rows.loc[~numbers.duplicated()]
        return begun.assign(issue=numbers.loc[begun.index].map(ends)).reset_index(drop=True)

    def _conclude(
        self, actor: Actor, operation: Operation, subject: str, number: str, outcome: Outcome
    ) -> None:
        try:
            self._append(actor, operation, subject, number, outcome)
        except StoreFailure:
            log.warning("The end of an operation could not be noted: %s %s", operation, outcome)

    def _append(
        self,
        actor: Actor,
        operation: Operation,
        subject: str,
        number: str,
        outcome: Outcome,
        now: datetime | None = None,
    ) -> None:
        row = {
            "date": now or datetime.now(UTC),
            "acteur": actor.name,
            "role": actor.role,
            "operation": operation,
            "objet": subject,
            "numero": number,
            "issue": outcome,
        }
        self._folder.append(pa.Table.from_pylist([row], schema=OPERATIONS))
        self._folder.tidy()

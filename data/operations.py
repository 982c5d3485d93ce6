"""The journal of operations: who did what, when, on which deposit or file. Rows are only ever added."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Literal

import pandas as pd
import pyarrow as pa

from data.delta import DeltaFolder
from data.rights import Actor

Operation = Literal[
    "depot",
    "retrait",
    "lecture d'un fichier reçu",
    "export du journal",
    "édition publiée",
    "rapport",
    "refus",
]
TABLE = "operations"
OPERATIONS = pa.schema(
    [
        ("date", pa.timestamp("us", tz="UTC")),
        ("acteur", pa.string()),
        ("role", pa.string()),
        ("operation", pa.string()),
        ("objet", pa.string()),  # a number of deposit, the fingerprint of a file, a name of document
    ]
)


class OperationsJournal:
    """The operations under the root of a store."""

    def __init__(self, root: str) -> None:
        self._folder = DeltaFolder(root, TABLE, OPERATIONS)

    def note(self, actor: Actor, operation: Operation, subject: str, now: datetime | None = None) -> None:
        """Add one operation. `subject` holds no value of any file and nothing personal."""
        row = {
            "date": now or datetime.now(UTC),
            "acteur": actor.name,
            "role": actor.role,
            "operation": operation,
            "objet": subject,
        }
        self._folder.append(pa.Table.from_pylist([row], schema=OPERATIONS))
        self._folder.tidy()

    def read(self) -> pd.DataFrame:
        """Every operation, the oldest first."""
        return self._folder.read().to_pandas().sort_values("date", ignore_index=True)

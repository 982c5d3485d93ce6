"""What a table of the store is made of: columns with a type, a French label and their rules."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import pyarrow as pa

ColumnType = Literal["text", "code", "codes", "period", "number", "integer", "date", "boolean"]

ARROW_TYPES: dict[ColumnType, pa.DataType] = {
    "text": pa.string(),
    "code": pa.string(),
    "codes": pa.string(),
    "period": pa.string(),
    "number": pa.float64(),
    "integer": pa.int64(),
    "date": pa.timestamp("us"),
    "boolean": pa.bool_(),
}
TRACE = (("depot", pa.string()), ("ligne", pa.int64()))


@dataclass(frozen=True)
class Column:
    """One column.

    Attributes:
        codes: the list that a `code` belongs to: a code list of the catalogue, or ``mesures``,
            ``indicateurs``, ``engagements``, ``axes``, ``structures``.  `codes` columns hold several,
            separated by ``|``.
        required: an empty cell is an error.
        synonyms: other headings met in real files.
        minimum, maximum: bounds of a number, included.
    """

    name: str
    type: ColumnType
    label: str
    description: str
    required: bool = False
    codes: str | None = None
    unit: str | None = None
    minimum: float | None = None
    maximum: float | None = None
    pattern: str | None = None
    synonyms: tuple[str, ...] = ()
    default: str | None = None


@dataclass(frozen=True)
class Table:
    """One table of the store: its grain in words, its key and its columns."""

    name: str
    label: str
    grain: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    contacts_allowed: frozenset[str] = frozenset()

    def column(self, name: str) -> Column:
        return next(column for column in self.columns if column.name == name)

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)

    @property
    def required(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns if column.required)

    @property
    def arrow_schema(self) -> pa.Schema:
        """Columns as stored, then the trace of every row: deposit and line of the file."""
        fields = [(column.name, ARROW_TYPES[column.type]) for column in self.columns]
        return pa.schema([*fields, *TRACE])

"""The table under a chart: texts to read, values to download."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

BYTE_ORDER_MARK = "\ufeff"
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")

Value = str | float | int | date | None


@dataclass(frozen=True)
class DataTable:
    """`rows` are as read on the page; `values` are the same figures, raw, with columns of their own for a file.

    Attributes:
        numbers: how many of the last columns of `rows` are figures.
        file_name: without extension.
    """

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: int
    value_columns: tuple[str, ...]
    values: tuple[tuple[Value, ...], ...]
    file_name: str

    def csv(self) -> bytes:
        return french_csv(self.value_columns, self.values)


def french_csv(columns: Sequence[str], rows: Iterable[Sequence[Value]]) -> bytes:
    """A file that a French Excel opens rightly on a double click: byte order mark, `;`, decimal commas.

    A text that a spreadsheet would run as a formula is preceded by an apostrophe.
    """
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=";", lineterminator="\r\n")
    writer.writerow([_cell(column) for column in columns])
    writer.writerows([_cell(value) for value in row] for row in rows)
    return (BYTE_ORDER_MARK + stream.getvalue()).encode("utf-8")


def _cell(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, date):
        return value.strftime("%d/%m/%Y")
    if isinstance(value, (int, float)):
        return f"{value:.10g}".replace(".", ",")
    return f"'{value}" if value.startswith(FORMULA_STARTS) else value

"""Workbooks as people make them: title lines above the table, notes and a total below."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime

import pandas as pd
import xlsxwriter

# Same bytes each time: a workbook carries the date on which it was made.
MADE_ON = datetime(2024, 1, 2)


def workbook(
    table: pd.DataFrame, *, title: Sequence[str] = (), notes: Sequence[str] = (), totals: bool = False
) -> bytes:
    """An .xlsx file with one sheet; numbers are numbers, everything else is text."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(
        buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    book.set_properties({"created": MADE_ON})
    sheet = book.add_worksheet("Données")
    lines = [[text] for text in title] + ([[]] if title else []) + [list(table.columns)]
    lines += table.astype(object).where(table.notna(), None).to_numpy().tolist()
    if totals:
        lines.append(_total(table))
    lines += [[], *([text] for text in notes)] if notes else []
    for row, line in enumerate(lines):
        for column, cell in enumerate(line):
            _write(sheet, row, column, cell)
    book.close()
    return buffer.getvalue()


def _write(sheet: xlsxwriter.worksheet.Worksheet, row: int, column: int, cell: object) -> None:
    if isinstance(cell, int | float):
        sheet.write_number(row, column, cell)
    elif cell not in (None, ""):
        sheet.write_string(row, column, str(cell))


def _total(table: pd.DataFrame) -> list[object]:
    """A total row as spreadsheets have: the word in the first column, sums under the numbers."""
    sums: list[object] = []
    for name in table.columns:
        numbers = pd.to_numeric(table[name], errors="coerce")
        sums.append(float(numbers.sum()) if numbers.notna().any() else None)
    return ["Total", *sums[1:]]

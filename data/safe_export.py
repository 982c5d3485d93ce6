"""Tables out of the house: files that open in French Excel and hold no active formula.

A text that a spreadsheet would run (``=``, ``+``, ``-``, ``@`` first, in ordinary or full width) goes out
behind an apostrophe in a text file; `unprotected` takes it away when the file comes back.
"""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Mapping
from typing import Any

import pandas as pd
import xlsxwriter

APOSTROPHE = "'"
_ACTIVE = re.compile(r"[=+\-@\t\r\n|%]")
_NUMBER = re.compile(r"[+\-]?\d+(?:[.,]\d+)?")
_INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u00ad \u00a0\u202f"
WORKBOOK_OPTIONS = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "in_memory": True,
}
COLUMN_WIDTHS = (8, 60)


def safe_text(text: str) -> str:
    """The text, behind an apostrophe when a spreadsheet would take it for a formula."""
    return APOSTROPHE + text if _needs_protection(text) else text


def unprotected(text: str) -> str:
    """The text as it was before `safe_text`."""
    return text[1:] if text.startswith(APOSTROPHE) and _needs_protection(text[1:]) else text


def _needs_protection(text: str) -> bool:
    """A formula, or a text that already stands behind the apostrophe of one."""
    plain = text.lstrip(APOSTROPHE)
    first = unicodedata.normalize("NFKC", plain.lstrip(_INVISIBLE)[:1]).replace("−", "-")
    return bool(_ACTIVE.match(first) or _ACTIVE.match(plain)) and not _NUMBER.fullmatch(plain)


def to_csv(
    table: pd.DataFrame, *, delimiter: str = ";", decimal: str = ",", encoding: str = "utf-8-sig"
) -> bytes:
    """A text table that French Excel opens as it is: byte order mark, semicolons, decimal commas.

    Dates are written ``2025-03-31``. A character that `encoding` lacks is replaced by « ? ».
    """
    safe = pd.DataFrame(
        {position: _safe_column(table.iloc[:, position]) for position in range(table.shape[1])}
    )
    text = safe.to_csv(
        index=False,
        header=[safe_text(str(name)) for name in table.columns],
        sep=delimiter,
        decimal=decimal,
        date_format="%Y-%m-%d",
        lineterminator="\r\n",
    )
    return text.encode(encoding, errors="replace")


def to_xlsx(sheets: Mapping[str, pd.DataFrame]) -> bytes:
    """A workbook, one sheet per table; every text is written as a text, whatever it looks like."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, WORKBOOK_OPTIONS) as workbook:
        heading = workbook.add_format({"bold": True, "bottom": 1})
        date_format = workbook.add_format({"num_format": "dd/mm/yyyy"})
        for name, table in sheets.items():
            sheet = workbook.add_worksheet(name)
            sheet.freeze_panes(1, 0)
            for position, title in enumerate(table.columns):
                sheet.write_string(0, position, str(title), heading)
                sheet.set_column(position, position, _width(table, position))
                _write_column(sheet, position, table.iloc[:, position], date_format)
    return content.getvalue()


def _safe_column(column: pd.Series) -> pd.Series:
    if not _is_text(column):
        return column
    codes, distinct = pd.factorize(column)
    safe = pd.Series([safe_text(str(text)) for text in distinct], dtype="object")
    return pd.Series(pd.Categorical.from_codes(codes, range(len(safe))), index=column.index).map(safe)


def _is_text(column: pd.Series) -> bool:
    return column.dtype == object or isinstance(column.dtype, (pd.StringDtype, pd.CategoricalDtype))


def _write_column(sheet: Any, position: int, column: pd.Series, date_format: Any) -> None:
    for row, value in enumerate(column, start=1):
        if pd.isna(value):
            continue
        if isinstance(value, pd.Timestamp):
            sheet.write_datetime(row, position, value.to_pydatetime(), date_format)
        elif isinstance(value, bool):
            sheet.write_boolean(row, position, value)
        elif isinstance(value, (int, float)):
            sheet.write_number(row, position, value)
        else:
            sheet.write_string(row, position, str(value))


def _width(table: pd.DataFrame, position: int) -> int:
    shortest, longest = COLUMN_WIDTHS
    texts = [str(table.columns[position]), *map(str, table.iloc[:200, position])]
    return min(longest, max(shortest, *map(len, texts)) + 2)

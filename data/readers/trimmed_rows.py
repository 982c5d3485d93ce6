"""Rows cut after their last filled cell, separators and all: what scripts make of empty comments."""

from __future__ import annotations

from data.readers.records import Records, Row
from data.readers.row_kinds import is_value_like
from data.readers.separators import Separator
from data.report import Problem, listed, quoted

_LEAST_SHORT = 2
# Below a quarter of the rows, short rows are accidents, not the habit of the file.
_LEAST_SHARE = 4


def header_fields(records: Records) -> tuple[int, list[str]]:
    """The line of the first row that is not blank and its texts, when it may be a row of headings."""
    for row, line in zip(records.rows, records.starts, strict=True):
        fields = [field.strip() for field in row] if isinstance(row, list) else []
        while fields and not fields[-1]:
            fields.pop()
        if fields or isinstance(row, str):
            is_header = bool(fields) and all(fields) and not any(map(is_value_like, fields))
            return line, fields if is_header else []
    return 0, []


def announced_width(records: Records, separator: Separator) -> int:
    """The width of the headings when it is that of the widest rows too: most of the others were trimmed."""
    width = len(header_fields(records)[1])
    widths = [len(row) for row in records.rows if isinstance(row, list)]
    is_shared = width > separator.width and max(widths) == width and widths.count(width) > 1
    return width if is_shared else separator.width


def trimmed_lines(records: Records, separator: Separator, others: int = 0) -> frozenset[int]:
    """Lines of the rows that lack cells at their end, in a file where no row ends with an empty cell.

    `others` counts regular rows that are not among the records.
    """
    rows = [(row, line) for row, line in zip(records.rows, records.starts, strict=True) if _is_filled(row)]
    if any(_contradicts(row, separator) for row, _ in rows):
        return frozenset()
    short = [line for row, line in rows if isinstance(row, list) and 1 < len(row) < separator.width]
    is_habit = len(short) >= _LEAST_SHORT and len(short) * _LEAST_SHARE > len(rows) + others - 1
    return frozenset(short) if is_habit else frozenset()


def short_rows_problem(line: int, names: list[str], separator: Separator) -> Problem:
    missing = names[separator.width :]
    message = (
        f"La ligne de titres (ligne {line}) annonce {len(names)} colonnes, mais les lignes n’ont que "
        f"{separator.width} cases : les colonnes {listed(map(quoted, missing))} ont été lues vides. "
        "Confirmez qu’elles le sont, ou complétez-les."
    )
    return Problem("confirm", "short_rows", message, line=line)


def _is_filled(row: Row) -> bool:
    return bool(row.strip()) if isinstance(row, str) else len(row) > 1 or bool(row[0].strip())


def _contradicts(row: Row, separator: Separator) -> bool:
    """An empty last cell that is still there, or cells too many: nothing trimmed these rows."""
    if isinstance(row, str):
        return row.rstrip(" ").endswith(separator.character)
    return len(row) > separator.width or not row[-1].strip()

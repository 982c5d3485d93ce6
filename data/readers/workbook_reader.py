"""Reads a workbook in a process of its own: `python -m data.readers.workbook_reader`, file in, lines out.

A hostile workbook can make any reader ask for all the memory and abort. Here that ends this process
only. First line in: JSON {"kind", "sheet"}; then the bytes of the file. Lines out: one JSON object
{"sheets": [...]} or {"failure": cause}, then one object per sheet that was read.
"""

from __future__ import annotations

import io
import json
import sys
import zipfile
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any, BinaryIO

import python_calamine
from python_calamine import CalamineSheet, CalamineWorkbook, SheetVisibleEnum

from data.readers.cell_text import cell_text, percent_text
from data.readers.marks import Marks
from data.readers.ods_marks import read_ods_marks
from data.readers.xls_marks import read_xls_marks
from data.readers.xlsx_marks import read_xlsx_marks

MAX_MEMORY = 1_500_000_000
MAX_SECONDS = 15
MAX_CELLS = 5_000_000
MAX_COLUMNS = 200
KEPT_TEXT = 10_001


def limit_resources() -> None:
    """Bound the memory and the time of this process, where the system allows it."""
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY, MAX_MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (MAX_SECONDS, MAX_SECONDS))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def answer(request: BinaryIO) -> Iterator[dict[str, object]]:
    """The objects to write for one request."""
    order = json.loads(request.readline())
    content = request.read()
    workbook = CalamineWorkbook.from_object(io.BytesIO(content))
    sheets = [
        {"name": sheet.name, "visible": sheet.visible == SheetVisibleEnum.Visible}
        for sheet in workbook.sheets_metadata
    ]
    yield {"sheets": sheets}
    for sheet in sheets:
        is_wanted = sheet["visible"] if order["sheet"] is None else sheet["name"] == order["sheet"]
        if is_wanted:
            yield _read_sheet(workbook, content, order["kind"], str(sheet["name"]))


def _read_sheet(workbook: CalamineWorkbook, content: bytes, kind: str, name: str) -> dict[str, object]:
    sheet = workbook.get_sheet_by_name(name)
    if sheet.start is None:
        return {"name": name, "columns": [], "first_row": 0}
    if sheet.total_width > MAX_COLUMNS:
        return {"name": name, "failure": "too_many_columns", "count": sheet.total_width}
    if sheet.width * sheet.height > MAX_CELLS:
        return {"name": name, "failure": "too_many_cells", "count": sheet.width * sheet.height}
    marks = _marks(content, kind, name)
    columns, dates = _columns(sheet, marks)
    return {
        "name": name,
        "first_row": sheet.start[0],
        "columns": columns,
        "date_columns": dates,
        "merges": (sheet.merged_cell_ranges or []) + marks.merges,
        **{key: getattr(marks, key) for key in ("uncomputed", "doubtful", "outside", "percents")},
        "errors": len(marks.errors),
        "hidden_rows": marks.hidden_rows,
        "hidden_columns": marks.hidden_columns,
    }


def _marks(content: bytes, kind: str, name: str) -> Marks:
    if kind == "xls":
        return read_xls_marks(content, name)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return read_xlsx_marks(archive, name) if kind == "xlsx" else read_ods_marks(archive, name)


def _columns(sheet: CalamineSheet, marks: Marks) -> tuple[list[list[str | None]], list[int]]:
    """Text columns from column A on, and the numbers of those that hold true dates."""
    assert sheet.start is not None
    first_row, first_column = sheet.start
    rows = sheet.to_python(skip_empty_area=True)
    columns: list[list[str | None]] = [[None] * len(rows) for _ in range(first_column)]
    dates = []
    for number, values in enumerate(zip(*rows, strict=True), start=first_column):
        kinds = set(map(type, values))
        if any(hasattr(kind, "isoformat") and hasattr(kind, "year") for kind in kinds):
            dates.append(number)
        columns.append(_texts(values, kinds))
    for row, column in marks.percents:
        value = _at(rows, row - first_row, column - first_column)
        if isinstance(value, float):
            columns[column][row - first_row] = percent_text(value)
    for (row, column), text in marks.errors.items():
        if _at(rows, row - first_row, column - first_column) is not None:
            columns[column][row - first_row] = text
    return columns, dates


def _texts(values: Sequence[Any], kinds: set[type]) -> list[str | None]:
    """The text of each cell of a column; one that stands in many cells is made once."""
    if kinds == {str}:
        return [value[:KEPT_TEXT] or None for value in values]
    text_of = lru_cache(maxsize=len(values), typed=True)(cell_text)
    return [text_of(value[:KEPT_TEXT] if isinstance(value, str) else value) for value in values]


def _at(rows: Sequence[Sequence[object]], row: int, column: int) -> object | None:
    inside = 0 <= row < len(rows) and 0 <= column < len(rows[row])
    return rows[row][column] if inside else None


def main() -> None:
    """Answer one request on the standard streams."""
    limit_resources()
    try:
        for part in answer(sys.stdin.buffer):
            sys.stdout.write(json.dumps(part) + "\n")
    except python_calamine.PasswordError:
        sys.stdout.write(json.dumps({"failure": "password"}) + "\n")
    except MemoryError:
        sys.stdout.write(json.dumps({"failure": "too_many_cells"}) + "\n")
    except BaseException as failure:  # a panic of the reader is not an Exception
        sys.stdout.write(json.dumps({"failure": "cut_file", "reason": str(failure)}) + "\n")


if __name__ == "__main__":
    main()

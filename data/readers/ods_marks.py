"""The marks of an .ods sheet: errors, merged areas, hidden rows, percentages, formulas without result."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from xml.etree.ElementTree import Element, iterparse

from data.readers.marks import Marks

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_CALC = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"
_CLUES = (b'value-type="error"', b"visibility=", b"-spanned=", b'value-type="percentage"', b"table:formula=")
_MAX_REPEAT = 200


def read_ods_marks(archive: zipfile.ZipFile, sheet_name: str) -> Marks:
    """The marks of one sheet of an .ods workbook."""
    marks = Marks()
    content = archive.read("content.xml")
    if not any(clue in content for clue in _CLUES):
        return marks
    with archive.open("content.xml") as stream:
        row_number = 0
        for row in _rows(iterparse(stream, ("start", "end")), sheet_name):
            repeat = int(row.get(f"{_TABLE}number-rows-repeated", "1"))
            _mark_row(row, row_number, repeat, marks)
            row_number += repeat
    return marks


def _rows(events: Iterator[tuple[str, Element]], sheet_name: str) -> Iterator[Element]:
    inside = False
    for event, element in events:
        if element.tag == f"{_TABLE}table":
            inside = event == "start" and element.get(f"{_TABLE}name") == sheet_name
        elif event == "end" and element.tag == f"{_TABLE}table-row":
            if inside:
                yield element
            element.clear()


def _mark_row(row: Element, number: int, repeat: int, marks: Marks) -> None:
    column = 0
    is_filled = False
    for cell in row:
        width = int(cell.get(f"{_TABLE}number-columns-repeated", "1"))
        if cell.get(f"{_OFFICE}value-type") or cell.get(f"{_TABLE}formula"):
            is_filled = True
            for offset in range(min(width, _MAX_REPEAT)):
                _mark_cell(cell, (number, column + offset), marks)
        _mark_merge(cell, number, column, marks)
        column += width
    if is_filled and row.get(f"{_TABLE}visibility") in {"collapse", "filter"}:
        marks.hidden_rows.extend(range(number, number + min(repeat, _MAX_REPEAT)))


def _mark_cell(cell: Element, place: tuple[int, int], marks: Marks) -> None:
    kind = cell.get(f"{_OFFICE}value-type")
    text = "".join("".join(part.itertext()) for part in cell.iter(f"{_TEXT}p"))
    if cell.get(f"{_CALC}value-type") == "error":
        marks.errors[place] = text or "#N/A"
    elif kind == "percentage":
        marks.percents.append(place)
    elif kind is None:
        marks.uncomputed.append(place)
    formula = cell.get(f"{_TABLE}formula") or ""
    if "WEBSERVICE" in formula or "DDE" in formula:
        marks.outside.append(place)


def _mark_merge(cell: Element, row: int, column: int, marks: Marks) -> None:
    rows = int(cell.get(f"{_TABLE}number-rows-spanned", "1"))
    columns = int(cell.get(f"{_TABLE}number-columns-spanned", "1"))
    if rows > 1 or columns > 1:
        marks.merges.append(((row, column), (row + rows - 1, column + columns - 1)))

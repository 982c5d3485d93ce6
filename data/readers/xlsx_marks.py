"""What the main reader does not tell of an .xlsx sheet, looked up in the bytes of its XML.

Error cells, formulas without a stored result, hidden rows and columns, percentages. Patterns are
searched only where a quick test finds them, so that a plain sheet costs nothing.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from posixpath import normpath
from xml.etree import ElementTree

from data.readers.marks import Marks, Place

_PREFIX = re.compile(rb"<(\w+):worksheet\b")
_REFERENCE = re.compile(rb"\br=[\"']([A-Z]{1,3})(\d{1,7})[\"']")
_VALUE = re.compile(rb"<v[^>]*>([^<]*)</v>")
_HIDDEN_ROW = re.compile(rb"<row\b[^>]*?\br=\"(\d+)\"[^>]*?\bhidden=\"(?:1|true)\"[^>]*>\s*<c\b")
_HIDDEN_COLUMN = re.compile(rb"<col\b[^>]*?\bhidden=\"(?:1|true)\"[^>]*>")
_BOUNDS = re.compile(rb"\b(min|max)=\"(\d+)\"")
_OUTSIDE = re.compile(rb"WEBSERVICE|FILTERXML|IMPORT(?:XML|DATA)|\bRTD\(|\bDDE|\bCALL\(|cmd\|", re.IGNORECASE)
_CELL_REACH = 40_000
_PERCENT_FORMATS = {"9", "10"}
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT_RELATION = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"


def read_xlsx_marks(archive: zipfile.ZipFile, sheet_name: str) -> Marks:
    """The marks of one sheet of an .xlsx workbook."""
    part = _sheet_parts(archive).get(sheet_name)
    if part is None or part not in archive.namelist():
        return Marks()
    sheet = _without_prefix(archive.read(part))
    marks = Marks(errors=dict(_error_cells(sheet)), percents=_percent_cells(sheet, _percent_styles(archive)))
    _mark_formulas(sheet, marks, b'fullCalcOnLoad="1"' in archive.read("xl/workbook.xml"))
    if b"hidden=" in sheet:
        marks.hidden_rows = [int(match[1]) - 1 for match in _HIDDEN_ROW.finditer(sheet)]
        marks.hidden_columns = list(_hidden_columns(sheet))
    return marks


def _sheet_parts(archive: zipfile.ZipFile) -> dict[str, str]:
    relations = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    targets = {item.get("Id"): item.get("Target", "") for item in relations}
    workbook = ElementTree.fromstring(archive.read("xl/workbook.xml"))
    parts = {}
    for sheet in workbook.iterfind(".//{*}sheets/{*}sheet"):
        target = targets.get(sheet.get(_RELATION) or sheet.get(_STRICT_RELATION), "")
        parts[sheet.get("name", "")] = (
            target.lstrip("/") if target.startswith("/") else normpath(f"xl/{target}")
        )
    return parts


def _without_prefix(sheet: bytes) -> bytes:
    match = _PREFIX.search(sheet[:2_000])
    if match is None:
        return sheet
    return sheet.replace(b"<" + match[1] + b":", b"<").replace(b"</" + match[1] + b":", b"</")


def _cells_around(sheet: bytes, pattern: bytes) -> Iterator[tuple[Place, bytes]]:
    """Each cell whose XML holds a match of the pattern, with that XML."""
    for match in re.finditer(pattern, sheet):
        start = sheet.rfind(b"<c ", max(match.start() - _CELL_REACH, 0), match.end())
        opened = sheet.find(b">", start)
        if start < 0 or sheet[opened - 1 : opened] == b"/" or sheet.find(b"</c>", start, match.start()) >= 0:
            continue
        end = sheet.find(b"</c>", match.start(), match.start() + _CELL_REACH)
        reference = _REFERENCE.search(sheet, start, opened)
        if reference and end > 0:
            yield (int(reference[2]) - 1, _column(reference[1])), sheet[start:end]


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1


def _error_cells(sheet: bytes) -> Iterator[tuple[Place, str]]:
    if b't="e"' not in sheet and b"t='e'" not in sheet:
        return
    for place, cell in _cells_around(sheet, rb"\bt=[\"']e[\"']"):
        value = _VALUE.search(cell)
        yield place, value[1].decode("utf-8", "replace") if value else "#N/A"


def _mark_formulas(sheet: bytes, marks: Marks, never_computed: bool) -> None:
    if b"<f" not in sheet:
        return
    for place, cell in _cells_around(sheet, rb"<f[ />]"):
        value = _VALUE.search(cell)
        is_text = re.search(rb"^<c [^>]*\bt=\"str\"", cell) is not None
        if not is_text and (value is None or not value[1].strip()):
            marks.uncomputed.append(place)
        elif value is not None and value[1] == b"0" and never_computed:
            marks.doubtful.append(place)
        if _OUTSIDE.search(cell):
            marks.outside.append(place)


def _hidden_columns(sheet: bytes) -> Iterator[int]:
    for match in _HIDDEN_COLUMN.finditer(sheet):
        bounds = {name: int(number) for name, number in _BOUNDS.findall(match[0])}
        yield from range(bounds.get(b"min", 1) - 1, min(bounds.get(b"max", 0), 200))


def _percent_styles(archive: zipfile.ZipFile) -> set[int]:
    if "xl/styles.xml" not in archive.namelist():
        return set()
    styles = ElementTree.fromstring(archive.read("xl/styles.xml"))
    percents = _PERCENT_FORMATS | {
        item.get("numFmtId", "")
        for item in styles.iterfind("{*}numFmts/{*}numFmt")
        if "%" in item.get("formatCode", "")
    }
    formats = styles.findall("{*}cellXfs/{*}xf")
    return {number for number, item in enumerate(formats) if item.get("numFmtId") in percents}


def _percent_cells(sheet: bytes, styles: set[int]) -> list[Place]:
    if not styles:
        return []
    codes = b"|".join(str(style).encode() for style in sorted(styles))
    cells = _cells_around(sheet, rb" s=\"(?:" + codes + rb")\"")
    return [
        place
        for place, cell in cells
        if _VALUE.search(cell) and not re.search(rb"^<c [^>]*\bt=\"(?!n\")", cell)
    ]

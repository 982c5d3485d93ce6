"""Small workbooks built for the tests, in the three formats, with the defects of real ones."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable, Sequence
from datetime import date

import xlsxwriter
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

HEADINGS = ["periode", "structure", "territoire", "public", "mesure", "valeur", "commentaire"]
KNOWN = frozenset(
    [*HEADINGS, "seances", "fileactive", "quartier", "association", "nombre", "mois", "nombredepersonnes"]
)


def data_row(number: int, value: object = None) -> list[object]:
    """A plausible row: one figure of one month."""
    value = 10 * number if value is None else value
    return [f"2025-{number:02d}", "CSAPA Les Alizés", "Pissevin", "tous", "file_active", value, "RAS"]


def write_table(sheet: Worksheet, first_row: int = 0, rows: int = 4) -> None:
    """Headings and rows of figures, from a row counted from 0."""
    sheet.write_row(first_row, 0, HEADINGS)
    for number in range(1, rows + 1):
        sheet.write_row(first_row + number, 0, data_row(number))


def xlsx(fill: Callable[[Workbook], object], **options: object) -> bytes:
    """An .xlsx workbook filled by a function."""
    stream = io.BytesIO()
    workbook = xlsxwriter.Workbook(stream, options)
    fill(workbook)
    workbook.close()
    return stream.getvalue()


def one_sheet(write: Callable[[Worksheet, Workbook], object], **options: object) -> bytes:
    """An .xlsx workbook with the table, then whatever `write` changes in its sheet."""

    def fill(workbook: Workbook) -> None:
        sheet = workbook.add_worksheet("Données")
        write_table(sheet)
        write(sheet, workbook)

    return xlsx(fill, **options)


def with_part(content: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    """The same zip with one of its parts changed."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for part in old.namelist():
            body = old.read(part)
            new.writestr(part, change(body) if part == name else body)
    return stream.getvalue()


_ODS = (
    '<?xml version="1.0" encoding="UTF-8"?><office:document-content '
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0">'
    "<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
)
_MIMETYPE = "application/vnd.oasis.opendocument.spreadsheet"


def ods(*rows: str, name: str = "Données") -> bytes:
    """An .ods workbook with one sheet, from the XML of its rows."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", _MIMETYPE, zipfile.ZIP_STORED)
        table = f'<table:table table:name="{name}">{"".join(rows)}</table:table>'
        archive.writestr("content.xml", _ODS.format(tables=table))
        archive.writestr(
            "META-INF/manifest.xml",
            '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
            f'<m:file-entry m:full-path="/" m:media-type="{_MIMETYPE}"/></m:manifest>',
        )
    return stream.getvalue()


def ods_row(*cells: object, attributes: str = "") -> str:
    """The XML of one row: cells given as XML are kept as they are."""
    return f"<table:table-row {attributes}>{''.join(map(_ods_cell, cells))}</table:table-row>"


def _ods_cell(value: object) -> str:
    if isinstance(value, str) and value.startswith("<table:"):
        return value
    kind, attribute = "float", f'office:value="{value}"'
    if isinstance(value, date):
        kind, attribute = "date", f'office:date-value="{value}"'
    elif isinstance(value, str):
        kind, attribute = "string", ""
    opening = f'<table:table-cell office:value-type="{kind}" {attribute}>'
    return f"{opening}<text:p>{value}</text:p></table:table-cell>"


def xls(rows: Sequence[Sequence[object]], hidden: Sequence[int] = (), name: str = "Données") -> bytes:
    """An old .xls workbook with one sheet; a cell « #N/A » is a true error cell."""
    sheet = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 1997, 0, 6))
    for number, _ in enumerate(rows):
        sheet += _record(
            0x0208, struct.pack("<HHHHHHHH", number, 0, 20, 255, 0, 0, 0x20 * (number in hidden), 0)
        )
    for number, row in enumerate(rows):
        sheet += b"".join(_xls_cell(number, column, value) for column, value in enumerate(row))
    sheet += _record(0x000A, b"")
    start = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0, 1997, 0, 6)) + _record(
        0x0042, b"\xb0\x04"
    )
    title = name.encode("utf-16-le")
    bound = struct.pack("<BBBB", 0, 0, len(name), 1) + title
    place = len(start) + 4 + 4 + len(bound) + 4
    stream = start + _record(0x0085, struct.pack("<I", place) + bound) + _record(0x000A, b"") + sheet
    return _compound_file(stream)


def _record(kind: int, body: bytes) -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def _xls_cell(row: int, column: int, value: object) -> bytes:
    place = struct.pack("<HHH", row, column, 0)
    if value == "#N/A":
        return _record(0x0205, place + b"\x2a\x01")
    if isinstance(value, str):
        return _record(0x0204, place + struct.pack("<HB", len(value), 1) + value.encode("utf-16-le"))
    return _record(0x0203, place + struct.pack("<d", value))


def _compound_file(stream: bytes) -> bytes:
    """One « Workbook » stream in a compound file: header, allocation table, directory, stream."""
    size = max(len(stream), 4096)
    sectors = -(-size // 512)
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack(
        "<HHHHH6xIIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0, 0
    )
    header += struct.pack("<108I", *[0xFFFFFFFF] * 108)
    chain = [0xFFFFFFFD, 0xFFFFFFFE, *range(3, sectors + 2), 0xFFFFFFFE]
    table = struct.pack("<128I", *chain, *[0xFFFFFFFF] * (128 - len(chain)))
    root = _entry("Root Entry", 5, 1, 0xFFFFFFFE, 0)
    directory = root + _entry("Workbook", 2, 0xFFFFFFFF, 2, size) + bytes(256)
    return header + table + directory + stream.ljust(sectors * 512, b"\0")


def _entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    encoded = (name + "\0").encode("utf-16-le")
    links = struct.pack("<III", 0xFFFFFFFF, 0xFFFFFFFF, child)
    return (
        encoded.ljust(64, b"\0")
        + struct.pack("<HBB", len(encoded), kind, 1)
        + links
        + bytes(36)
        + struct.pack("<IQ", start, size)
    )

"""The marks of an old .xls sheet: error cells and hidden rows, read in its records.

Format: [MS-CFB] for the container, [MS-XLS] for the records (BOUNDSHEET8, ROW, BOOLERR, FORMULA).
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from data.readers.marks import Marks

_FORMULA, _BOUND_SHEET, _BOOL_ERROR, _ROW, _END = 0x0006, 0x0085, 0x0205, 0x0208, 0x000A
_ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}
_LAST_SECTOR = 0xFFFFFFFA
_HIDDEN = 0x20


def read_xls_marks(content: bytes, sheet_name: str) -> Marks:
    """The marks of one sheet; empty when the container is laid out in an unknown way."""
    marks = Marks()
    try:
        stream = workbook_stream(content)
        start = _sheet_starts(stream).get(sheet_name)
        if start is not None:
            for kind, body in _records(stream, start):
                _mark(kind, body, marks)
    except (struct.error, IndexError, KeyError):
        return Marks()
    return marks


def workbook_stream(content: bytes) -> bytes:
    """The « Workbook » stream of a compound file."""
    sector_size = 1 << struct.unpack_from("<H", content, 30)[0]
    fat = _allocation_table(content, sector_size)
    directory = _chain(content, struct.unpack_from("<I", content, 48)[0], fat, sector_size)
    entries = {_entry_name(directory, place): place for place in range(0, len(directory), 128)}
    place = entries["Workbook"] if "Workbook" in entries else entries["Book"]
    start, size = struct.unpack_from("<II", directory, place + 116)
    if size >= struct.unpack_from("<I", content, 56)[0]:
        return _chain(content, start, fat, sector_size)[:size]
    return _small_stream(content, directory, entries, fat, sector_size, start)[:size]


def _small_stream(
    content: bytes, directory: bytes, entries: dict[str, int], fat: list[int], sector_size: int, start: int
) -> bytes:
    root = struct.unpack_from("<I", directory, entries["Root Entry"] + 116)[0]
    container = _chain(content, root, fat, sector_size)
    table = _chain(content, struct.unpack_from("<I", content, 60)[0], fat, sector_size)
    small_fat = list(struct.unpack(f"<{len(table) // 4}I", table))
    parts: list[bytes] = []
    sector = start
    while sector < _LAST_SECTOR and len(parts) <= len(small_fat):
        parts.append(container[sector * 64 : sector * 64 + 64])
        sector = small_fat[sector]
    return b"".join(parts)


def _allocation_table(content: bytes, sector_size: int) -> list[int]:
    sectors = [sector for sector in struct.unpack_from("<109I", content, 76) if sector < _LAST_SECTOR]
    more, count = struct.unpack_from("<II", content, 68)
    for _ in range(min(count, 1_000)):
        block = content[(more + 1) * sector_size : (more + 2) * sector_size]
        *listed, more = struct.unpack(f"<{sector_size // 4}I", block)
        sectors += [sector for sector in listed if sector < _LAST_SECTOR]
    table: list[int] = []
    for sector in sectors:
        block = content[(sector + 1) * sector_size : (sector + 2) * sector_size]
        table.extend(struct.unpack(f"<{len(block) // 4}I", block))
    return table


def _chain(content: bytes, sector: int, fat: list[int], sector_size: int) -> bytes:
    parts: list[bytes] = []
    while sector < _LAST_SECTOR and len(parts) <= len(fat):
        parts.append(content[(sector + 1) * sector_size : (sector + 2) * sector_size])
        sector = fat[sector]
    return b"".join(parts)


def _entry_name(directory: bytes, place: int) -> str:
    length = struct.unpack_from("<H", directory, place + 64)[0]
    return directory[place : place + max(length - 2, 0)].decode("utf-16-le", "replace")


def _records(stream: bytes, start: int) -> Iterator[tuple[int, bytes]]:
    place = start
    while place + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, place)
        yield kind, stream[place + 4 : place + 4 + size]
        place += 4 + size
        if kind == _END:
            return


def _sheet_starts(stream: bytes) -> dict[str, int]:
    starts = {}
    for kind, body in _records(stream, 0):
        if kind == _BOUND_SHEET:
            characters = body[8 : 8 + body[6] * (2 if body[7] & 1 else 1)]
            name = characters.decode("utf-16-le" if body[7] & 1 else "latin-1", "replace")
            starts[name] = struct.unpack_from("<I", body)[0]
    return starts


def _mark(kind: int, body: bytes, marks: Marks) -> None:
    if kind == _ROW and body[12] & _HIDDEN:
        marks.hidden_rows.append(struct.unpack_from("<H", body)[0])
    elif kind == _BOOL_ERROR and body[7]:
        marks.errors[struct.unpack_from("<HH", body)] = _ERRORS.get(body[6], "#N/A")
    elif kind == _FORMULA and body[12:14] == b"\xff\xff" and body[6] == 2:
        marks.errors[struct.unpack_from("<HH", body)] = _ERRORS.get(body[8], "#N/A")

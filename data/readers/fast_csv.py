"""The short way for large regular tables: a parallel reader, used only when nothing can go wrong.

That reader loses rows on a quote left open and does not tell physical lines. It is used only after a
pass over the bytes has shown that every line is one record and that quotes, if any, are all in place.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv

from data.readers.grid import Grid
from data.readers.records import MAX_CELL, Row
from data.readers.separators import Separator, choose_separator, declared_separator
from data.report import Repair

FAST_FROM = 1_000_000
_SAMPLE = 65_536
_BOM = b"\xef\xbb\xbf"
# Accents encoded apart or twice, lost letters, zero bytes: such texts need the long way. Each is looked
# for only when its rarest byte is there, because a search for one byte is ten times as fast.
_TROUBLE = {
    0xCC: (b"\xcc",),
    0x83: (b"\xc3\x83",),
    0x82: (b"\xc3\x82", b"\xc3\xa2\xe2\x82\xac"),
    0x9A: (b"\xe2\x88\x9a", b"\xe2\x80\x9a"),
    0x94: (b"\xe2\x94\x9c", b"\xe2\x94\xac", b"\xc3\x94\xc3\x87"),
    0xEF: (b"\xef\xbf\xbd",),
    0x00: (b"\0",),
}


def read_plain_table(content: bytes, repairs: tuple[Repair, ...] = ()) -> Grid | None:
    """The grid of a regular table, or nothing when it needs to be read with more care."""
    start = len(_BOM) if content.startswith(_BOM) else 0
    if _needs_care(content) or not _has_plain_line_ends(content):
        return None
    sample = content[start : start + _SAMPLE].decode("utf-8", "ignore").replace("\r\n", "\n").split("\n")[:-1]
    if len(sample) < 2 or declared_separator(sample[0]) or any(len(line) > MAX_CELL for line in sample):
        return None
    separator = choose_separator(sample)
    if separator.width < 2 or not quotes_are_plain(content, separator.character):
        return None
    table = _parse(content, start, separator)
    return None if table is None else Grid(_frame(table), np.arange(1, len(table) + 1), repairs=repairs)


def _needs_care(content: bytes) -> bool:
    return any(mark in content for byte, marks in _TROUBLE.items() if byte in content for mark in marks)


def _has_plain_line_ends(content: bytes) -> bool:
    if b"\r" not in content:
        return True
    return content.count(b"\r") == content.count(b"\r\n") == content.count(b"\n")


def quotes_are_plain(content: bytes, separator: str) -> bool:
    """Whether every quote opens after a separator and closes before one, on the same line."""
    if b'"' not in content:
        return True
    codes = np.frombuffer(content, dtype=np.uint8)
    places = np.flatnonzero(codes == ord('"'))
    if len(places) % 2:
        return False
    opening, closing = places[::2], places[1::2]
    ends = (ord(separator), ord("\n"), ord("\r"), ord('"'))
    before = codes[opening - 1]
    after = codes[np.minimum(closing + 1, len(codes) - 1)]
    opens_well = np.isin(before, ends) | (opening == 0)
    closes_well = np.isin(after, ends) | (closing == len(codes) - 1)
    feeds = np.flatnonzero(codes == ord("\n"))
    same_line = np.searchsorted(feeds, opening) == np.searchsorted(feeds, closing)
    return bool(opens_well.all() and closes_well.all() and same_line.all())


def frame_of(rows: Sequence[Row], separator: Separator, width: int) -> pd.DataFrame:
    """One text column per field, `width` in all. Rows that are still lines of text are cut in bulk."""
    lines = [row for row in rows if isinstance(row, str)]
    fields = [row for row in rows if isinstance(row, list)]
    table = pa.concat_tables([_table_of_lines(lines, separator, width), _table_of_fields(fields, width)])
    if lines and fields:
        is_field = np.fromiter((isinstance(row, list) for row in rows), dtype=bool, count=len(rows))
        table = table.take(np.argsort(np.argsort(is_field, kind="stable"), kind="stable"))
    return _frame(table)


def _table_of_lines(lines: list[str], separator: Separator, width: int) -> pa.Table:
    if not lines or separator.width == 1:
        return _table_of_fields([[line] for line in lines], width)
    table = _read("\n".join(lines).encode(), separator, quote=False)
    for place in range(separator.width, width):
        table = table.append_column(str(place), pa.nulls(len(table), pa.string()))
    return table


def _table_of_fields(rows: list[list[str]], width: int) -> pa.Table:
    columns = [
        pa.array([(row[place] or None) if place < len(row) else None for row in rows], pa.string())
        for place in range(width)
    ]
    return pa.table(columns, names=[str(place) for place in range(width)])


def _parse(content: bytes, start: int, separator: Separator) -> pa.Table | None:
    body = pa.py_buffer(content).slice(start, _end_of_rows(content) - start)
    try:
        table = _read(body, separator, quote=b'"' in content)
    except pa.ArrowInvalid:
        return None
    return table if _longest_cell(table) <= MAX_CELL else None


def _read(body: pa.Buffer | bytes, separator: Separator, quote: bool) -> pa.Table:
    names = [str(place) for place in range(separator.width)]
    return csv.read_csv(
        pa.BufferReader(body),
        # Threads would save a tenth of a second, and cost 40 MB and the pages of one more heap each.
        csv.ReadOptions(column_names=names, use_threads=False),
        csv.ParseOptions(
            delimiter=separator.character, quote_char='"' if quote else False, ignore_empty_lines=False
        ),
        csv.ConvertOptions(
            column_types=dict.fromkeys(names, pa.string()),
            null_values=[""],
            strings_can_be_null=True,
            quoted_strings_can_be_null=True,
        ),
    )


def _end_of_rows(content: bytes) -> int:
    end = len(content)
    while end and content[end - 1] in b"\r\n":
        end -= 1
    return end


def _longest_cell(table: pa.Table) -> int:
    return max(pc.max(pc.binary_length(column)).as_py() or 0 for column in table.columns)


def _frame(table: pa.Table) -> pd.DataFrame:
    frame = table.to_pandas()
    frame.columns = pd.RangeIndex(frame.shape[1])
    return frame

"""The short way for large tables: a reader of lines in bulk, used only where nothing can go wrong.

That reader loses rows on a quote left open and does not tell physical lines. It is given only the lines
whose quotes are all in place, which a pass over the bytes has shown, and hands over the uneven ones.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv

from data.readers.bulk_cells import bulk_table, gathered
from data.readers.quote_places import line_starts, misquoted_lines
from data.readers.records import MAX_CELL
from data.readers.separators import Separator, choose_separator, declared_separator

FAST_FROM = 1_000_000
_SAMPLE = 65_536
# With more odd lines, the file is not a regular table.
_MOST_MISQUOTED = 500
_MOST_UNEVEN = 10_000
_BOM = b"\xef\xbb\xbf"
# Accents encoded apart or twice, lost letters, zero bytes: such texts need the long way.
_TROUBLE = (
    *(b"\0", b"\xcc", b"\xef\xbf\xbd", b"\xc3\x83", b"\xc3\x82", b"\xc3\xa2\xe2\x82\xac"),
    *(b"\xe2\x88\x9a", b"\xe2\x80\x9a", b"\xe2\x94\x9c", b"\xe2\x94\xac", b"\xc3\x94\xc3\x87"),
)


@dataclass(frozen=True)
class PlainRows:
    """The rows of a table that are one line each, as wide as they should be, quotes in place.

    `lines` are their physical lines, from 0; `odd` the lines of everything else.
    """

    table: pa.Table
    lines: np.ndarray
    odd: tuple[int, ...]
    separator: Separator


def read_plain_rows(content: bytes) -> PlainRows | None:
    """The regular rows of a large text table; nothing when too few are."""
    start = len(_BOM) if content.startswith(_BOM) else 0
    if _needs_care(content[:_SAMPLE]) or not _has_plain_line_ends(content):
        return None
    sample = content[start : start + _SAMPLE].decode("utf-8", "ignore").replace("\r\n", "\n").split("\n")[:-1]
    if len(sample) < 2 or declared_separator(sample[0]) or any(len(line) > MAX_CELL for line in sample):
        return None
    separator = choose_separator(sample)
    misquoted = misquoted_lines(content, separator.character) if separator.width > 1 else []
    if separator.width < 2 or len(misquoted) > _MOST_MISQUOTED:
        return None
    return _rows_between(content, start, misquoted, separator)


def plain_cells(columns: list[pa.ChunkedArray], order: np.ndarray | None = None) -> pd.DataFrame | None:
    """The columns, gathered; nothing when a text needs care: too long, not Unicode, accents in pieces."""
    try:
        cells = gathered(columns, order)
    except pa.ArrowInvalid:
        return None
    return cells if all(_is_plain(column.cat.categories) for _, column in cells.items()) else None


def _rows_between(content: bytes, start: int, misquoted: list[int], separator: Separator) -> PlainRows | None:
    quote = b'"' in content
    try:
        parts = [
            _read_part(body, first, separator, quote) for first, body in _stretches(content, start, misquoted)
        ]
    except pa.ArrowInvalid:
        return None
    tables, lines, uneven = zip(*parts, strict=True) if parts else ((), (), ())
    odd = sorted({*misquoted, *(line for found in uneven for line in found)})
    if not sum(map(len, tables)):
        return None
    return PlainRows(pa.concat_tables(tables), np.concatenate(lines), tuple(odd), separator)


def _stretches(content: bytes, start: int, left_out: list[int]) -> Iterator[tuple[int, pa.Buffer]]:
    """The lines between those left out: the number of the first, and their bytes."""
    whole, end = pa.py_buffer(content), _end_of_rows(content)
    if not left_out:
        yield 0, whole.slice(start, end - start)
        return
    starts = line_starts(content)
    for before, after in pairwise([-1, *left_out, len(starts) - 1]):
        begin, stop = max(int(starts[before + 1]), start), min(int(starts[after]), end)
        if begin < stop:
            yield before + 1, whole.slice(begin, stop - begin)


def _read_part(
    body: pa.Buffer, first: int, separator: Separator, quote: bool
) -> tuple[pa.Table, np.ndarray, list[int]]:
    """The even rows of a stretch of lines, their lines, and the lines of the others."""
    uneven: list[int] = []

    def set_aside(row: csv.InvalidRow) -> str:
        uneven.append(first + row.number - 1)
        return "skip" if len(uneven) <= _MOST_UNEVEN else "error"

    table = bulk_table(body, separator, quote, set_aside)
    lines = np.arange(first, first + len(table) + len(uneven))
    return table, np.delete(lines, np.array(uneven) - first) if uneven else lines, uneven


def _end_of_rows(content: bytes) -> int:
    end = len(content)
    while end and content[end - 1] in b"\r\n":
        end -= 1
    return end


def _needs_care(content: bytes) -> bool:
    return any(mark in content for mark in _TROUBLE)


def _is_plain(texts: pd.Index) -> bool:
    """Whether none of the distinct texts of a column is too long or written in a way that needs care."""
    array = pa.array(texts, pa.large_string())
    longest = pc.max(pc.binary_length(array)).as_py() or 0
    return longest <= MAX_CELL and not _needs_care(array.buffers()[2].to_pybytes() if longest else b"")


def _has_plain_line_ends(content: bytes) -> bool:
    if b"\r" not in content:
        return True
    return content.count(b"\r") == content.count(b"\r\n") == content.count(b"\n")

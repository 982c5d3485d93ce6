"""Lines of text to records of fields: a cell may hold new lines, a quote may be left open.

Each physical line is tried alone first. A record that runs over several lines is accepted only when it
closes properly; otherwise the quote is reported where it opens and no following row is swallowed.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass, field

MAX_CELL = 10_000
MAX_LINE = 100_000
_MAX_LINES_IN_RECORD = 500
_MAX_OPEN_QUOTES = 200


Row = str | list[str]


@dataclass
class Records:
    """Rows with the physical line (from 1) where each starts, and the lines that call for a word.

    A row without quotes that has the expected number of fields stays a line of text, to be cut in bulk.
    """

    rows: list[Row] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    open_quotes: list[int] = field(default_factory=list)
    stray_quotes: list[int] = field(default_factory=list)
    wrapped: list[int] = field(default_factory=list)
    too_long: list[int] = field(default_factory=list)


def split_records(lines: Sequence[str], separator: str, width: int | None = None) -> Records:
    """Cut lines into fields. `width` is the expected number of fields, when it is known."""
    found = Records()
    position = 0
    while position < len(lines):
        line = lines[position]
        row: Row = line
        taken = 1
        if width is None or '"' in line or line.count(separator) != width - 1 or len(line) > MAX_CELL:
            row, taken = _record_at(lines, position, separator, width, found)
        found.rows.append(row)
        found.starts.append(position + 1)
        position += taken
    return found


def split_some(
    lines: Sequence[str], odd: Sequence[int], regular: Sequence[int], separator: str, width: int
) -> Records | None:
    """Cut the odd lines only, and leave the regular ones named as they are; both are places in `lines`.

    Nothing when a record that starts at an odd line runs over others.
    """
    found = Records()
    free, odd_lines = 0, frozenset(odd)
    for place in sorted({*odd, *regular}):
        if place < free:
            continue
        row: Row = lines[place]
        taken = 1
        if place in odd_lines:
            row, taken = _record_at(lines, place, separator, width, found)
        if not odd_lines.issuperset(range(place + 1, place + taken)):
            return None
        found.rows.append(row)
        found.starts.append(place + 1)
        free = place + taken
    return found


def _record_at(
    lines: Sequence[str], position: int, separator: str, width: int | None, found: Records
) -> tuple[list[str], int]:
    line = lines[position]
    if len(line) > MAX_CELL and _is_too_long(line, separator):
        found.too_long.append(position + 1)
        return _cut_fields(line, separator, width), 1
    if '"' not in line:
        return line.split(separator), 1
    return _quoted_record(lines, position, separator, width, found)


def _quoted_record(
    lines: Sequence[str], position: int, separator: str, width: int | None, found: Records
) -> tuple[list[str], int]:
    line = lines[position]
    spaced = f'{separator} "' in line
    try:
        fields = next(csv.reader([line], delimiter=separator, strict=True, skipinitialspace=spaced))
        return _unwrapped(fields, position, separator, width, found), 1
    except csv.Error as failure:
        stays_open = "unexpected end of data" in str(failure)
    if not stays_open:
        found.stray_quotes.append(position + 1)
        return next(csv.reader([line], delimiter=separator)), 1
    joined = _joined_record(lines, position, separator, width, found)
    if joined is not None:
        return joined
    found.open_quotes.append(position + 1)
    return [part.strip('"') for part in line.split(separator)], 1


def _unwrapped(
    fields: list[str], position: int, separator: str, width: int | None, found: Records
) -> list[str]:
    """A whole row between quotes, alone in its line, is cut again; anything else stays as it is."""
    if len(fields) > 1 or width is None or width < 2 or fields[0].count(separator) != width - 1:
        return fields
    inner = next(csv.reader([fields[0]], delimiter=separator))
    if len(inner) != width:
        return fields
    found.wrapped.append(position + 1)
    return inner


def _joined_record(
    lines: Sequence[str], position: int, separator: str, width: int | None, found: Records
) -> tuple[list[str], int] | None:
    if len(found.open_quotes) >= _MAX_OPEN_QUOTES:
        return None
    following = (line + "\n" for line in lines[position : position + _MAX_LINES_IN_RECORD])
    reader = csv.reader(following, delimiter=separator, strict=True)
    try:
        fields = next(reader)
    except csv.Error:
        return None
    inside = lines[position + 1 : position + reader.line_num - 1]
    is_wrong_width = width is not None and len(fields) != width
    if is_wrong_width or _swallows_rows(inside, separator, width) or max(map(len, fields)) > MAX_CELL:
        return None
    return fields, reader.line_num


def _swallows_rows(inside: Sequence[str], separator: str, width: int | None) -> bool:
    """Whether the lines inside a record are whole rows: its quote was left open long before."""
    if width is None or width < 3:
        return False
    return any('"' not in line and line.count(separator) >= width - 1 for line in inside)


def _is_too_long(line: str, separator: str) -> bool:
    return len(line) > MAX_LINE or any(len(part) > MAX_CELL for part in line.split(separator))


def _cut_fields(line: str, separator: str, width: int | None) -> list[str]:
    parts = line.split(separator, width or 1)
    return [part[:MAX_CELL].strip('"') for part in parts][: width or None]

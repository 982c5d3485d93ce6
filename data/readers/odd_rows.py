"""The few rows of a large table that cannot be read in bulk, cut one by one; the others stay as they are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import overload

from data.readers.fast_csv import PlainRows
from data.readers.quote_places import line_starts
from data.readers.records import Records, split_some


class PhysicalLines(Sequence[str]):
    """The lines of a text in UTF-8, decoded when asked for."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        self._starts = line_starts(content)

    def __len__(self) -> int:
        return len(self._starts) - 1

    @overload
    def __getitem__(self, place: int) -> str: ...
    @overload
    def __getitem__(self, place: slice) -> list[str]: ...
    def __getitem__(self, place: int | slice) -> str | list[str]:
        if isinstance(place, slice):
            return [self[each] for each in range(*place.indices(len(self)))]
        line = self._content[self._starts[place] : self._starts[place + 1]]
        return line.decode("utf-8-sig" if place == 0 else "utf-8").rstrip("\r\n")


def split_odd_rows(content: bytes, rows: PlainRows) -> Records | None:
    """The odd rows cut into fields, with the first and last regular ones beside them, left as lines.

    Nothing when a record runs over regular rows, or when a line is not Unicode: the whole text is then to be
    read with care.
    """
    if not rows.odd:
        return Records()
    ends = (int(rows.lines[0]), int(rows.lines[-1]))
    separator = rows.separator
    try:
        return split_some(PhysicalLines(content), rows.odd, ends, separator.character, separator.width)
    except UnicodeDecodeError:
        return None

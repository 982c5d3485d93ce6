"""The way in: bytes of a file to a grid, a grid to a table with headings."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from data.readers.delimited import read_delimited
from data.readers.door import inspect, wrong_extension
from data.readers.grid import Grid, Merge, column_letters, fill_merged
from data.readers.heading_text import normalise_heading
from data.readers.headings import Headed, find_header
from data.readers.text_trick import without_text_trick
from data.readers.workbook import read_workbook
from data.report import Repair

__all__ = [
    "Grid",
    "Headed",
    "Merge",
    "column_letters",
    "fill_merged",
    "find_header",
    "normalise_heading",
    "read_grid",
]


def read_grid(content: bytes, filename: str, sheet: str | None = None, known: Collection[str] = ()) -> Grid:
    """The grid of a deposited file, whatever its format.

    `sheet` names the sheet of a workbook to read; without it the likeliest is read, more surely with
    the `known` headings (as `normalise_heading` writes them).

    Raises:
        UnreadableFile: the file cannot be read at all; the exception carries the problem to show.
    """
    kind = inspect(content, filename)
    if kind == "delimited":
        grid = without_text_trick(read_delimited(content))
    else:
        grid = read_workbook(content, kind, sheet, known, filename)
    message = wrong_extension(kind, filename)
    if message is None:
        return grid
    return replace(grid, repairs=(Repair("wrong_extension", message), *grid.repairs))

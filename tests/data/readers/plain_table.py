"""The whole of a regular table through the quick way alone, to be compared with the careful one."""

from __future__ import annotations

from data.readers.fast_csv import plain_cells, read_plain_rows
from data.readers.grid import Grid


def read_plain_table(content: bytes) -> Grid | None:
    """The grid of a wholly regular table, or nothing when it needs to be read with more care."""
    rows = read_plain_rows(content)
    cells = None if rows is None or rows.odd else plain_cells(rows.table.columns)
    if rows is None or cells is None:
        return None
    return Grid(cells, rows.lines + 1, separator=rows.separator.character)

"""The grid: a file as text cells, with the physical line of every row. Nothing is interpreted yet."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
import pandas as pd

from data.report import Problem, Repair, Report

GridKind = Literal["delimited", "xlsx", "xls", "ods"]


@dataclass(frozen=True)
class Merge:
    """A merged area of a sheet: Excel rows and grid columns, ends included."""

    first_row: int
    last_row: int
    first_column: int
    last_column: int


@dataclass(frozen=True)
class Grid:
    """A table as it stands in the file.

    `cells` holds text only (missing where a cell is empty) in columns 0, 1, 2...; `lines` the physical
    line (or Excel row) of each row. In a workbook column 0 is column A. `date_columns` are the columns
    where some cells are true dates, written here `AAAA-MM-JJ`. `separator` is that of a text file,
    `hidden_rows` the Excel rows that whoever opens the workbook does not see. Rows named by an error in
    `problems` are kept, so that they can be handed back, but must not be stored.
    """

    cells: pd.DataFrame
    lines: np.ndarray
    kind: GridKind = "delimited"
    sheet: str | None = None
    sheets: tuple[str, ...] = ()
    repairs: tuple[Repair, ...] = ()
    problems: tuple[Problem, ...] = ()
    merges: tuple[Merge, ...] = ()
    date_columns: frozenset[int] = frozenset()
    separator: str | None = None
    hidden_rows: frozenset[int] = frozenset()

    @property
    def is_workbook(self) -> bool:
        return self.kind != "delimited"

    @property
    def report(self) -> Report:
        return Report(self.problems, self.repairs)

    def cell_name(self, line: int, column: int) -> str | None:
        """« G7 » in a workbook, nothing in a text file."""
        return f"{column_letters(column)}{line}" if self.is_workbook else None


def column_letters(column: int) -> str:
    """The letters of a column counted from 0: 0 is A, 26 is AA."""
    letters = ""
    rest = column + 1
    while rest:
        rest, digit = divmod(rest - 1, 26)
        letters = chr(ord("A") + digit) + letters
    return letters


def column_number(letters: str) -> int:
    """The column counted from 0 that these letters name: A is 0, AA is 26."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def fill_merged(grid: Grid) -> Grid:
    """The grid with each merged area filled with its first cell: only after the reader said yes."""
    cells = grid.cells.copy()
    for merge in grid.merges:
        rows = np.flatnonzero((grid.lines >= merge.first_row) & (grid.lines <= merge.last_row))
        if len(rows):
            columns = slice(merge.first_column, merge.last_column + 1)
            cells.iloc[rows, columns] = cells.iat[rows[0], merge.first_column]
    return replace(grid, cells=cells, merges=())

"""From a grid to a table with headings: finds them, and says everything that was set aside."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
import pandas as pd

from data.readers.body_rows import body_of, sift
from data.readers.grid import Grid, GridKind, column_letters
from data.readers.header_row import HeaderRow, choose_header
from data.readers.heading_words import (
    hidden_rows_problem,
    joined_repair,
    letters_repair,
    merge_problems,
    no_header_problem,
    no_rows_problem,
    title_repair,
)
from data.readers.kept_columns import emptied, keep_columns, side_table
from data.report import Problem, Repair, Report

# Problems of a single row, pointless when that row is not read.
_ROW_CAUSES = frozenset({"uneven_row", "trimmed_row", "cell_too_long", "formula_without_result"})


@dataclass(frozen=True)
class Headed:
    """A table with its headings. Rows named by an error (`refused_lines`) must not be stored.

    `frame` holds text; its columns are the headings as read. `lines` are physical lines or Excel rows,
    `positions` the column of the file (from 0) of each heading.
    """

    frame: pd.DataFrame
    lines: np.ndarray
    header_line: int | None
    positions: tuple[int, ...]
    kind: GridKind
    repairs: tuple[Repair, ...] = ()
    problems: tuple[Problem, ...] = ()
    date_columns: tuple[str, ...] = ()

    @property
    def report(self) -> Report:
        return Report(self.problems, self.repairs)

    @property
    def refused_lines(self) -> frozenset[int]:
        return self.report.refused_lines

    def cell_name(self, line: int, heading: str) -> str | None:
        """« G7 » in a workbook, nothing in a text file."""
        if self.kind == "delimited":
            return None
        return f"{column_letters(self.positions[list(self.frame.columns).index(heading)])}{line}"


def find_header(grid: Grid, known: Collection[str]) -> Headed:
    """The table of a grid, its own report included after that of the grid.

    `known` holds the headings that may be met, as `normalise_heading` writes them. Never fails: what
    cannot be used comes back empty, with an error.
    """
    header = choose_header(grid, known)
    if header is None:
        return _nothing(grid)
    return _table_under(grid, header, frozenset(known))


def _table_under(grid: Grid, header: HeaderRow, known: frozenset[str]) -> Headed:
    under = grid.cells.iloc[header.last + 1 :]
    aside = side_table(header.headings, under, known)
    body = body_of(emptied(under, aside), grid.lines[header.last + 1 :])
    sifted = sift(body, header.headings, known)
    columns = keep_columns(grid, body, header, aside)
    all_data = bool(sifted.is_data.all())
    frame = (body.cells if all_data else body.cells[sifted.is_data]).iloc[:, list(columns.positions)]
    lines = body.lines if all_data else body.lines[sifted.is_data]
    relevant = _still_relevant(grid, header, lines, sifted.end_line)
    empty = () if len(lines) else (no_rows_problem(grid, header),)
    return Headed(
        frame=frame.set_axis(list(columns.names), axis=1).reset_index(drop=True),
        lines=lines,
        header_line=int(grid.lines[header.first]),
        positions=columns.positions,
        kind=grid.kind,
        repairs=(*grid.repairs, *_header_repairs(grid, header), *sifted.repairs, *columns.repairs),
        problems=(
            *relevant,
            *sifted.problems,
            *columns.problems,
            *hidden_rows_problem(grid, lines),
            *merge_problems(grid, lines),
            *empty,
        ),
        date_columns=columns.named(grid.date_columns),
    )


def _header_repairs(grid: Grid, header: HeaderRow) -> tuple[Repair, ...]:
    return (*title_repair(grid, header), *joined_repair(grid, header), *letters_repair(header))


def _still_relevant(
    grid: Grid, header: HeaderRow, lines: np.ndarray, end_line: int | None
) -> tuple[Problem, ...]:
    """Problems of the grid without those of rows that are not read: titles, totals, notes, second table."""
    headers = set(grid.lines[header.first : header.last + 1].tolist())
    met = {problem.line for problem in grid.problems if problem.cause in _ROW_CAUSES}
    read = {line for line in met if line in headers or line in lines}
    return tuple(
        problem
        for problem in grid.problems
        if (problem.cause not in _ROW_CAUSES or problem.line in read)
        and (end_line is None or problem.line is None or problem.line < end_line)
    )


def _nothing(grid: Grid) -> Headed:
    return Headed(
        frame=pd.DataFrame(),
        lines=np.array([], dtype=np.int64),
        header_line=None,
        positions=(),
        kind=grid.kind,
        repairs=grid.repairs,
        problems=(*grid.problems, no_header_problem(grid)),
    )

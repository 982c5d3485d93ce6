"""Wide sheets turned long: one column per measure, or one column per month, become one row per value."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from data.intake.coded import EMPTY, Coded
from data.intake.columns import Layout
from data.intake.findings import Places
from data.intake.period_bounds import bounded_periods
from data.intake.split_periods import PARTS, joined_periods, tells_year
from data.readers.heading_text import normalise_heading

_ROW_YEAR = "annee de la ligne"


@dataclass(frozen=True)
class LongTable:
    """One row per value: text columns under our names, and the place of every cell.

    `blank` counts the empty cells of a wide sheet, which become no row: nothing was said of them.
    """

    columns: Mapping[str, Coded]
    places: Places
    blank: int = 0

    def __len__(self) -> int:
        return len(self.places.lines)


def long_table(texts: Sequence[Coded], layout: Layout, places: Places, given: Mapping[str, str]) -> LongTable:
    """The columns under our names, one row per value whatever the shape of the file.

    Args:
        texts: the columns of the file, left to right.
        places: the lines and headings of the file; positions are filled in here.
        given: constants of the whole file, for the columns that it lacks.
    """
    constants = {name: Coded.constant(value, len(places.lines)) for name, value in given.items()}
    plain = constants | {name: texts[position] for position, name in layout.columns.items()}
    at = {name: position for position, name in layout.columns.items()}
    if layout.year is not None:
        prefix = PARTS[normalise_heading(layout.headings[at["periode"]])]
        plain["periode"] = joined_periods(plain["periode"], texts[layout.year], prefix)
    if layout.end is not None:
        plain["periode"] = bounded_periods(plain["periode"], texts[layout.end])
    if layout.measures:
        return _unpivot(texts, plain, at, layout.measures, "mesure", places)
    if layout.periods:
        carried = {_ROW_YEAR if name == "periode" else name: column for name, column in plain.items()}
        return _with_years(_unpivot(texts, carried, at, layout.periods, "periode", places))
    return LongTable(plain, places.located(places.lines, at))


def _unpivot(
    texts: Sequence[Coded],
    plain: Mapping[str, Coded],
    at: Mapping[str, int],
    wide: Mapping[int, str],
    named: str,
    places: Places,
) -> LongTable:
    """Each row once per wide column: the code of that column goes to `named`, its cell to `valeur`."""
    positions = np.array(list(wide))
    size, width = len(places.lines), len(positions)
    values = _interleaved([texts[position] for position in positions])
    filled = np.flatnonzero(~values.empty)
    origin, turn = filled // width, filled % width
    columns = {name: column.take(origin) for name, column in plain.items()}
    columns[named] = Coded(turn, pd.Index(list(wide.values()), dtype="str"))
    columns["valeur"] = values.take(filled)
    located: dict[str, int | np.ndarray] = {**at, named: positions[turn], "valeur": positions[turn]}
    return LongTable(columns, places.located(places.lines[origin], located), size * width - len(filled))


def _interleaved(columns: Sequence[Coded]) -> Coded:
    """The cells of several columns, row after row."""
    distinct = [text for column in columns for text in column.words]
    offsets = np.cumsum([0, *(len(column.distinct) for column in columns)])
    shifted = [
        np.where(column.codes == EMPTY, EMPTY, column.codes + offset)
        for column, offset in zip(columns, offsets, strict=False)
    ]
    codes = np.column_stack(shifted).ravel() if shifted else np.empty(0, dtype=np.int64)
    return Coded(codes, pd.Index(distinct, dtype="str"))


def _with_years(table: LongTable) -> LongTable:
    """Headings without a year (« mars », « T1 ») take the one of their row, from a column « Année »."""
    columns = dict(table.columns)
    years = columns.pop(_ROW_YEAR, Coded.constant(None, len(table)))
    if not all(map(tells_year, columns["periode"].distinct)):
        columns["periode"] = joined_periods(columns["periode"], years)
    return LongTable(columns, table.places, table.blank)

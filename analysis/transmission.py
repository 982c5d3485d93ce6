"""What structures sent of what is expected of them, by calculation, at the periods of one kind."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from analysis.cells import MISSING
from analysis.panel import expected_periods, last_days
from analysis.uses import Used
from data.periods import Period


@dataclass(frozen=True)
class Transmission:
    """Senders (a line each) by periods (a column each).

    A sender is one structure at one spot: a calculation, a territory and a category, as the number
    calculation × `Axes.spots` + `Cells.spot`. `spot` and `structure` say which, spots in increasing order.
    `known`: something was sent or is expected; `complete`: known, and nothing lacks; `due`: something is
    expected. `sender` and `column` are those of each cell.
    """

    spot: np.ndarray
    structure: np.ndarray
    known: np.ndarray
    complete: np.ndarray
    due: np.ndarray
    sender: np.ndarray
    column: np.ndarray


def transmission(
    used: Used, calendar: Sequence[Period], closures: Mapping[str, date], today: date
) -> Transmission:
    """What the senders of these cells sent, over the periods of the calendar, which are all of one kind."""
    cells, uses, axes = used.cells, used.uses, used.cells.axes
    column = _columns(axes.periods, calendar)[cells.period]
    spot = uses.calculation[used.use] * axes.spots + cells.spot
    size = max(len(axes.structures), 1)
    sender, senders = _ranked(spot * size + axes.structure[cells.series])
    # A line is one measure in one role, of one sender: a sender lacks a period where one of its lines does.
    line, lines = _ranked(sender * uses.most + uses.rank[used.use])
    own = lines // uses.most
    present = _filled(line, column, (len(lines), len(calendar)))
    is_sent = cells.marks & MISSING == 0
    sent = _filled(line[is_sent], column[is_sent], present.shape)
    starts = np.array([period.start.toordinal() for period in calendar], dtype=int)
    last = last_days(axes.structures, closures)[senders[own] % size]
    expected = expected_periods(starts[present.argmax(axis=1)], last, calendar, today)
    known, lacking, due = (
        any_of_each(each, own) for each in (present | expected, (present | expected) & ~sent, expected)
    )
    return Transmission(senders // size, senders % size, known, known & ~lacking, due, sender, column)


def first_of_each(groups: np.ndarray) -> np.ndarray:
    """The position of the first line of each group, of groups in increasing order."""
    return np.flatnonzero(np.diff(groups, prepend=-1))


def any_of_each(lines: np.ndarray, groups: np.ndarray) -> np.ndarray:
    """For each group of lines, in increasing order, whether one of them is true, column by column."""
    return np.logical_or.reduceat(lines, first_of_each(groups), axis=0)


def _columns(codes: Sequence[str], calendar: Sequence[Period]) -> np.ndarray:
    """The position in the calendar of each code; −1 for those of another kind."""
    position = {period.code: place for place, period in enumerate(calendar)}
    return np.array([position.get(code, -1) for code in codes], dtype=np.int64)


def _filled(line: np.ndarray, column: np.ndarray, shape: tuple[int, ...]) -> np.ndarray:
    """True at each line and column."""
    table = np.zeros(shape, dtype=bool)
    table[line, column] = True
    return table


def _ranked(keys: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The rank of each key among the distinct ones, and these in increasing order."""
    numbers, distinct = pd.factorize(keys, sort=True)
    return numbers, distinct

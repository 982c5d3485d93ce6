"""The periods a verdict may rest on: the last ones, usable, consecutive, under one definition.

Coverage below 85 %, a masked or missing figure, a gap or a change of definition ends the window.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

import pandas as pd

from analysis import sentences
from analysis.change import periods_per_year
from analysis.wording import is_missing
from data.declarations import Indicator
from data.periods import Period, cached_parse

POINTS = 5
ENOUGH_COVERAGE = 0.85
USABLE_FLAGS = ("ok", "break", "provisional")


class Obstacle(NamedTuple):
    """Why nothing can be concluded, and what would be needed."""

    reason: str
    next_step: str


class Window(NamedTuple):
    """The last usable periods without gap, and what stopped them: the row before, or None at the start."""

    rows: pd.DataFrame
    cut: str
    before: pd.Series | None


def find_obstacle(indicator: Indicator, rows: pd.DataFrame, has_provisional: bool) -> Obstacle | None:
    """What prevents a verdict on these settled rows, None when nothing does."""
    if rows.empty:
        return Obstacle(*(sentences.only_provisional() if has_provisional else sentences.no_figure()))
    return _unusable(rows.iloc[-1]) or _short_window(indicator, rows)


def _unusable(row: pd.Series) -> Obstacle | None:
    if row["flag"] not in USABLE_FLAGS or is_missing(row["value"]):
        return Obstacle(*sentences.not_shown(row["flag"], row["period"]))
    if not is_missing(row["coverage"]) and row["coverage"] < ENOUGH_COVERAGE:
        known = (row.get("reported"), row.get("expected"))
        return Obstacle(*sentences.low_coverage(*known, row["coverage"], row["period"]))
    return None


def _short_window(indicator: Indicator, rows: pd.DataFrame) -> Obstacle | None:
    window, needed = window_of(indicator, rows), _needed(indicator)
    points = len(window.rows)
    if points >= needed:
        return None
    if window.cut == "break":
        year = _year_of_change(indicator, window)
        return Obstacle(*sentences.definition_changed(year, points, needed, indicator.frequency))
    if window.cut == "unusable" and window.before is not None:
        return _unusable(window.before)
    if window.cut == "gap":
        first = cached_parse(window.rows["period"].iloc[0])
        return Obstacle(*sentences.not_consecutive(first.next(-step(indicator)).code))
    return Obstacle(*sentences.too_few_points(points, needed, indicator.frequency, step(indicator)))


def _needed(indicator: Indicator) -> int:
    if indicator.frequency in ("year", "school_year"):
        return POINTS
    return max(POINTS, 2 * periods_per_year(indicator.frequency))


def step(indicator: Indicator) -> int:
    return indicator.every_years if indicator.frequency in ("year", "school_year") else 1


def window_of(indicator: Indicator, rows: pd.DataFrame) -> Window:
    """Walk back from the last row to the first obstacle, or to the number of points the test asks for."""
    periods = [cached_parse(code) for code in rows["period"]]
    start = len(rows) - 1
    needed = _needed(indicator)
    while start > 0 and len(rows) - start < needed:
        cut = _cut(indicator, rows, periods, start)
        if cut:
            return Window(rows.iloc[start:], cut, rows.iloc[start - 1])
        start -= 1
    return Window(rows.iloc[start:], "", None)


def _cut(indicator: Indicator, rows: pd.DataFrame, periods: list[Period], start: int) -> str:
    """Why the row before `start` cannot join the window ("" when it can)."""
    if rows["flag"].iloc[start] == "break" or _definition_changes(
        indicator, periods[start - 1], periods[start]
    ):
        return "break"
    if periods[start - 1].next(step(indicator)) != periods[start]:
        return "gap"
    return "unusable" if _unusable(rows.iloc[start - 1]) else ""


def _definition_changes(indicator: Indicator, before: Period, after: Period) -> list[date]:
    """Days of a new definition after the start of one period and up to the end of the next."""
    days = [change.date for change in indicator.definition_changes if change.breaks_series]
    return [day for day in days if before.start < day <= after.end]


def _year_of_change(indicator: Indicator, window: Window) -> int:
    first = cached_parse(window.rows["period"].iloc[0])
    days = _definition_changes(indicator, first.next(-step(indicator)), first)
    return days[0].year if days else first.start.year

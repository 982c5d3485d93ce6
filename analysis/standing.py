"""Where each indicator stands for the whole city: its series, its target, its pace and its verdict."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import pandas as pd

from analysis.catalogue import Catalogue
from analysis.panel import is_due
from analysis.points import Point, main_series, points
from analysis.progress import Pace, pace
from analysis.sentences import COLON
from analysis.statements import Statement, statements
from analysis.tables import Tables
from analysis.targets import Goal, goals_of
from analysis.verdict import Verdict, verdict
from analysis.wording import change_text, in_period, sentence
from data.codebook import Codebook
from data.declarations import Indicator
from data.periods import Kind, containing

# Under a tenth by month or by quarter, a pace is read by year: « −0,8 point par an », never « −0,067 ».
SMALL_PACE = 0.1
PER_YEAR: dict[Kind, int] = {"month": 12, "quarter": 4, "half_year": 2}
EACH: dict[Kind, str] = {
    "month": "mois",
    "quarter": "trimestre",
    "half_year": "semestre",
    "year": "an",
    "school_year": "année scolaire",
}


@dataclass(frozen=True)
class Standing:
    """One indicator, for the whole city, at its own frequency.

    `is_silent`: a period whose reporting delay has run out has no figure at all.
    """

    indicator: Indicator
    points: tuple[Point, ...]
    goal: Goal | None
    pace: Pace | None
    verdict: Verdict
    is_silent: bool

    @cached_property
    def last(self) -> Point | None:
        """The last period of which something can be said: a figure, or that it is secret."""
        return next((p for p in reversed(self.points) if p.is_known or p.flag == "masked"), None)

    @cached_property
    def settled(self) -> Point | None:
        """The last figure that a target may be held against: settled, under the present definition."""
        return next((point for point in reversed(since_break(self.points)) if point.is_settled), None)

    @property
    def on_track(self) -> bool | None:
        """Whether the target is within reach at the observed pace; None when that cannot be said."""
        return self.pace.on_track if self.pace else None

    @property
    def pace_text(self) -> str:
        """« Rythme observé : +0,4 point par trimestre ; rythme nécessaire : +1,2 point par trimestre. »"""
        if self.pace is None or pd.isna(self.pace.required) or self.pace.is_reached:
            return sentence(self.pace.reason) if self.pace else ""
        unit, frequency, times = self.indicator.unit, self.indicator.frequency, 1
        paces = (self.pace.observed, self.pace.required)
        if min(map(abs, paces)) < SMALL_PACE and frequency in PER_YEAR:
            times, frequency = PER_YEAR[frequency], "year"
        observed, required = (change_text(times * x, unit) for x in paces)
        each = f"par {EACH[frequency]}"
        known = self.settled
        until = f", jusqu'{in_period(known.period.code)}" if known and known is not self.last else ""
        return (
            f"Rythme observé{until}{COLON}{observed} {each}\u00a0; rythme nécessaire{COLON}{required} {each}."
        )

    @property
    def is_judged(self) -> bool:
        return self.indicator.polarity != "none"

    @property
    def demonstration(self) -> bool:
        return any(point.demonstration for point in self.points)


@dataclass(frozen=True)
class Situation:
    """Everything the pages read, at one version of the store. Shared by all visitors: never changed."""

    tables: Tables
    catalogue: Catalogue
    results: Mapping[str, pd.DataFrame]
    standings: Mapping[str, Standing]
    statements: tuple[Statement, ...]

    @property
    def codebook(self) -> Codebook:
        return self.catalogue.codebook

    def of_axis(self, axis: str) -> Iterator[Standing]:
        return (standing for standing in self.standings.values() if standing.indicator.axis == axis)

    def names_of(self, indicators: Iterable[str]) -> dict[str, str]:
        """Codes to the names on the cards; a code that the catalogue does not know stays as it is."""
        known = self.catalogue.indicators
        return {code: known[code].short_label if code in known else code for code in indicators}

    def completeness(self, axis: str) -> float | None:
        """Share of the structures expected that transmitted, over the last due period of each indicator."""
        due = [_last_due(standing, self.tables.today) for standing in self.of_axis(axis)]
        counted = [point for point in due if point is not None and point.expected]
        if not counted:
            return None
        return sum(point.reported or 0 for point in counted) / sum(point.expected or 0 for point in counted)


def situation(results: pd.DataFrame, tables: Tables, catalogue: Catalogue) -> Situation:
    """The standing of every indicator of the catalogue.

    Args:
        results: as `analysis.compute.compute` returns them.
    """
    by_indicator = {str(code): rows for code, rows in results.groupby("indicator", observed=True, sort=False)}
    empty = results.head(0)
    goals = goals_of(tables["objectifs"], catalogue.codebook.city.code)
    rows_of = {code: by_indicator.get(code, empty) for code in catalogue.indicators}
    return Situation(
        tables=tables,
        catalogue=catalogue,
        results=rows_of,
        standings={
            code: _standing(indicator, rows_of[code], goals.get(code), tables, catalogue)
            for code, indicator in catalogue.indicators.items()
        },
        statements=statements(tables["avis"], catalogue.codebook),
    )


def _standing(
    indicator: Indicator, rows: pd.DataFrame, goal: Goal | None, tables: Tables, catalogue: Catalogue
) -> Standing:
    city = catalogue.codebook.city.code
    whole = main_series(rows, indicator.frequency, city)
    series = points(whole)
    return Standing(
        indicator=indicator,
        points=series,
        goal=goal,
        pace=_pace(series, goal) if goal and indicator.polarity != "none" else None,
        verdict=verdict(indicator, whole, _of_indicator(tables["objectifs"], indicator.code)),
        is_silent=_is_silent(indicator, series, tables.today),
    )


def since_break(series: Sequence[Point]) -> Sequence[Point]:
    """The points under the present definition."""
    breaks = [place for place, point in enumerate(series) if point.flag == "break"]
    return series[breaks[-1] :] if breaks else series


def _pace(series: Sequence[Point], goal: Goal) -> Pace:
    """The pace of the sound figures since the last break; what is not settled at the end is left out."""
    settled, partial = list(since_break(series)), False
    while settled and not settled[-1].is_settled:
        last = settled.pop()
        partial |= last.value is not None and not last.is_sound
    if partial:
        return Pace(float("nan"), float("nan"), None, "derniers chiffres de trop peu de structures")
    values = [point.value if point.is_sound else None for point in settled]
    return pace(pd.Series(values, [point.period.code for point in settled], dtype=float), goal.as_target())


def _of_indicator(objectives: pd.DataFrame, code: str) -> pd.DataFrame:
    return objectives.loc[objectives["indicateur"].astype(object) == code]


def _is_silent(indicator: Indicator, series: tuple[Point, ...], today: date) -> bool:
    known = [point for point in series if point.is_known or point.flag == "masked"]
    if not known:
        return False
    period = containing(indicator.frequency, today)
    while not is_due(period, today):
        period = period.next(-1)
    return known[-1].period < period.next(1 - indicator.every_years)


def _last_due(standing: Standing, today: date) -> Point | None:
    return next((point for point in reversed(standing.points) if is_due(point.period, today)), None)

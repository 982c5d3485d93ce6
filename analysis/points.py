"""Rows of the result table as plain points, one per period, for what is read on a page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pandas as pd

from analysis.cells import ALL
from analysis.window import ENOUGH_COVERAGE
from analysis.wording import coverage_text, interval_text, is_missing, number_text, value_text
from data.declarations import Indicator
from data.periods import Period, cached_parse

_READ = (
    "period",
    "value",
    "low",
    "high",
    "numerator",
    "denominator",
    "flag",
    "reported",
    "expected",
    "demonstration",
    "method",
)


@dataclass(frozen=True)
class Point:
    """One figure for one period.

    `value` is None when it is masked, missing or does not add up; then `low` and `high` may be a bracket.
    `method` names how the interval was made.
    """

    period: Period
    value: float | None
    low: float | None
    high: float | None
    numerator: float | None
    denominator: float | None
    flag: str
    reported: int | None
    expected: int | None
    demonstration: bool
    method: str = ""

    @property
    def middle(self) -> date:
        return self.period.start + timedelta(days=(self.period.end - self.period.start).days // 2)

    @property
    def is_known(self) -> bool:
        """Whether something can be read: a value, or the bracket of what does not add up."""
        return self.value is not None or (self.flag == "not_additive" and self.high is not None)

    @property
    def coverage(self) -> float | None:
        return None if not self.expected or self.reported is None else self.reported / self.expected

    @property
    def is_sound(self) -> bool:
        """Whether a conclusion may rest on it: a value, of nearly all the structures expected."""
        return self.value is not None and (self.coverage is None or self.coverage >= ENOUGH_COVERAGE)

    @property
    def is_settled(self) -> bool:
        """Sound, and not to change any more."""
        return self.is_sound and self.flag != "provisional"

    @property
    def coverage_text(self) -> str:
        """« 11 structures sur 13 », or nothing where no structure is expected."""
        return coverage_text(self.reported, self.expected) if self.expected else ""

    @property
    def counts(self) -> str:
        """« 117 sur 238 », or "" where there is no value, nothing is divided, or a part is not known."""
        if any(is_missing(part) for part in (self.value, self.numerator, self.denominator)):
            return ""
        return f"{number_text(self.numerator)} sur {number_text(self.denominator)}"

    def counted(self, indicator: Indicator) -> str:
        """What a figure counts, in numbers: « rendez-vous proposés en 15 jours : 117 sur 238 demandes »."""
        what, among = indicator.numerator_label, indicator.denominator_label
        if not what or not among:
            return what or ""
        return f"{what}\u00a0: {self.counts} {among}" if self.counts else f"{what}, sur les {among}"

    def text(self, unit: str) -> str:
        """The value as read; « de 80 à 120 personnes » for what does not add up."""
        if self.flag == "not_additive" and self.low is not None and self.high is not None:
            return f"de {number_text(self.low)} à {value_text(self.high, unit)}"
        return value_text(self.value, unit, self.flag)

    def interval_text(self, unit: str) -> str:
        """« de 79,9 à 87,8 % »; nothing without a value, whose `low` and `high` would be a bracket."""
        known = self.value is not None and self.low is not None and self.high is not None
        return interval_text(self.low, self.high, unit) if known else ""

    @property
    def size_text(self) -> str:
        """« 1 204 », what the figure is a part of; nothing where it is a part of nothing."""
        return "" if self.denominator is None else number_text(self.denominator)


def points(rows: pd.DataFrame) -> tuple[Point, ...]:
    """The points of rows that differ by their period only, oldest first."""
    ordered = rows.sort_values("period_start", kind="stable")
    return tuple(_point(values) for values in zip(*(ordered[name] for name in _READ), strict=True))


def main_series(rows: pd.DataFrame, frequency: str, territory: str) -> pd.DataFrame:
    """Rows of one indicator for a whole territory, all structures, no breakdown, at one frequency."""
    whole = (rows["structure"] == ALL) & (rows["breakdown"] == ALL) & (rows["category"] == ALL)
    return rows.loc[whole & (rows["frequency"] == frequency) & (rows["territory"] == territory)]


def _point(values: tuple[Any, ...]) -> Point:
    period, value, low, high, numerator, denominator, flag, reported, expected, demonstration, method = values
    return Point(
        period=cached_parse(str(period)),
        value=_number(value),
        low=_number(low),
        high=_number(high),
        numerator=_number(numerator),
        denominator=_number(denominator),
        flag=str(flag),
        reported=_whole(reported),
        expected=_whole(expected),
        demonstration=bool(demonstration),
        method="" if pd.isna(method) else str(method),
    )


def _number(value: Any) -> float | None:
    return None if pd.isna(value) else float(value)


def _whole(value: Any) -> int | None:
    return None if pd.isna(value) else int(value)

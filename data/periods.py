"""Periods: months, quarters, half-years, years and school years, with one canonical code each.

Codes: ``2025-03`` (month), ``2025-T1`` (quarter), ``2025-S1`` (half-year), ``2025`` (year),
``2025-2026`` (school year, 1 September to 31 August).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal

Kind = Literal["month", "quarter", "half_year", "year", "school_year"]

MONTHS_IN: dict[Kind, int] = {"month": 1, "quarter": 3, "half_year": 6, "year": 12, "school_year": 12}
MONTH_NAMES = (
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
)
SCHOOL_YEAR_FIRST_MONTH = 9

_CODE = re.compile(
    r"(?P<year>\d{4})(?:-(?:(?P<month>0[1-9]|1[0-2])|T(?P<quarter>[1-4])|S(?P<half>[12])|(?P<next>\d{4})))?",
    re.ASCII,
)


@dataclass(frozen=True, order=True)
class Period:
    """A stretch of whole months, `start` and `end` included."""

    start: date
    end: date
    kind: Kind

    @classmethod
    def starting(cls, kind: Kind, year: int, month: int) -> Period:
        """The period of this kind whose first month is `month` of `year`."""
        following = _month_shift(date(year, month, 1), MONTHS_IN[kind])
        return cls(date(year, month, 1), following - timedelta(days=1), kind)

    @classmethod
    def month(cls, year: int, month: int) -> Period:
        return cls.starting("month", year, month)

    @classmethod
    def quarter(cls, year: int, quarter: int) -> Period:
        return cls.starting("quarter", year, 3 * quarter - 2)

    @classmethod
    def half_year(cls, year: int, half: int) -> Period:
        return cls.starting("half_year", year, 6 * half - 5)

    @classmethod
    def year(cls, year: int) -> Period:
        return cls.starting("year", year, 1)

    @classmethod
    def school_year(cls, first_year: int) -> Period:
        return cls.starting("school_year", first_year, SCHOOL_YEAR_FIRST_MONTH)

    @property
    def code(self) -> str:
        """Canonical code, as stored."""
        year = self.start.year
        if self.kind == "month":
            return f"{year}-{self.start.month:02d}"
        if self.kind == "quarter":
            return f"{year}-T{(self.start.month + 2) // 3}"
        if self.kind == "half_year":
            return f"{year}-S{(self.start.month + 5) // 6}"
        if self.kind == "year":
            return f"{year}"
        return f"{year}-{year + 1}"

    @property
    def label(self) -> str:
        """How a French reader names it: « mars 2025 », « 1er trimestre 2025 »."""
        year = self.start.year
        if self.kind == "month":
            return f"{MONTH_NAMES[self.start.month - 1]} {year}"
        if self.kind == "quarter":
            return f"{_ordinal((self.start.month + 2) // 3)} trimestre {year}"
        if self.kind == "half_year":
            return f"{_ordinal((self.start.month + 5) // 6)} semestre {year}"
        if self.kind == "year":
            return f"{year}"
        return f"année scolaire {year}-{year + 1}"

    def next(self, steps: int = 1) -> Period:
        """The period `steps` further (negative: earlier), of the same kind."""
        first = _month_shift(self.start, steps * MONTHS_IN[self.kind])
        return Period.starting(self.kind, first.year, first.month)

    def contains(self, other: Period) -> bool:
        return self.start <= other.start and other.end <= self.end


def parse(code: str) -> Period:
    """The period of a canonical code.

    Raises:
        ValueError: the text is not a canonical period code.
    """
    match = _CODE.fullmatch(code)
    if match is None:
        raise ValueError(f"Code de période inconnu : {code!r}")
    year = int(match["year"])
    if match["month"]:
        return Period.month(year, int(match["month"]))
    if match["quarter"]:
        return Period.quarter(year, int(match["quarter"]))
    if match["half"]:
        return Period.half_year(year, int(match["half"]))
    if match["next"]:
        if int(match["next"]) != year + 1:
            raise ValueError(f"Année scolaire impossible : {code!r}")
        return Period.school_year(year)
    return Period.year(year)


cached_parse = lru_cache(maxsize=4096)(parse)


@lru_cache(maxsize=4096)
def containing(kind: Kind, day: date) -> Period:
    """The period of this kind in which `day` falls."""
    first = SCHOOL_YEAR_FIRST_MONTH if kind == "school_year" else 1
    offset = (day.month - first) % MONTHS_IN[kind]
    start = _month_shift(date(day.year, day.month, 1), -offset)
    return Period.starting(kind, start.year, start.month)


def between(kind: Kind, first: date, last: date) -> Iterator[Period]:
    """Every period of this kind that touches the days from `first` to `last`."""
    period = containing(kind, first)
    while period.start <= last:
        yield period
        period = period.next()


def cut(period: Period, kind: Kind) -> tuple[Period, ...]:
    """The periods of a finer kind that make up `period` exactly.

    Raises:
        ValueError: `kind` does not divide `period` (a school year has no calendar half-years).
    """
    parts = tuple(between(kind, period.start, period.end))
    if parts[0].start != period.start or parts[-1].end != period.end:
        raise ValueError(f"{period.code} ne se découpe pas en {kind}")
    return parts


def _month_shift(day: date, months: int) -> date:
    index = day.year * 12 + day.month - 1 + months
    return date(index // 12, index % 12 + 1, 1)


def _ordinal(number: int) -> str:
    return "1er" if number == 1 else f"{number}e"

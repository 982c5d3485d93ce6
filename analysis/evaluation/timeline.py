"""Periods as people write them, on one line of time: Period, Timestamp, date, « 2025-T1 », 2025 or 1, 2, 3.

A table of figures may name its periods in any of these ways; the start of an action in another. Here they all
become places 0, 1, 2... on the line of time of the table, and places become texts again.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import numpy as np
import pandas as pd

from data.periods import parse

SHOWN_PERIODS = 5
_MONTHS_OF_FREQUENCY = {"M": 1, "Q": 3, "Y": 12}


@dataclass(frozen=True)
class Timeline:
    """The places of the periods of one table.

    Attributes:
        unit: "number" (plain numbers), "month" (calendar periods) or "day".
        first: the number, month or day of place 0; step: how many of them one period lasts.
    """

    unit: str
    first: int
    step: int

    def place(self, moment: Any) -> int:
        """The place of the period that holds a moment, written in any of the accepted ways."""
        exact = _number_of(moment, self.unit)
        if self.unit == "number":
            return math.ceil((exact - self.first) / self.step)
        return math.floor((exact - self.first) / self.step)

    def name(self, place: int) -> str:
        """« 2003-05 », « 2003-T2 », « 2003 », « 2003-05-12 », or the plain number."""
        number = self.first + place * self.step
        if self.unit == "number":
            return str(number)
        if self.unit == "day":
            return date.fromordinal(number).isoformat()
        year, month = divmod(number, 12)
        if self.step % 12 == 0:
            return str(year)
        return f"{year}-T{month // 3 + 1}" if self.step == 3 else f"{year}-{month + 1:02d}"


def timeline(moments: Sequence[Any]) -> Timeline:
    """The line of time that these periods, in any order, stand on.

    Raises:
        ValueError: no period, or a period that cannot be read.
    """
    if not len(moments):
        raise ValueError("Aucune période dans la table")
    moments = list(dict.fromkeys(moments))
    unit, step = _unit(moments)
    numbers = np.unique([math.floor(_number_of(moment, unit)) for moment in moments])
    if not step:
        step = int(np.gcd.reduce(np.diff(numbers))) if len(numbers) > 1 else 1
    return Timeline(unit, int(numbers[0]), step)


def places_of(moments: Sequence[Any], line: Timeline) -> np.ndarray:
    known = {moment: line.place(moment) for moment in dict.fromkeys(moments)}
    return np.array([known[moment] for moment in moments], dtype=int)


def excluded_places(exclude: Iterable[Any], line: Timeline) -> set[int]:
    """The places left out: single periods, or pairs (first, last) with everything between."""
    left_out: set[int] = set()
    for one in exclude:
        first, last = one if isinstance(one, (tuple, list)) else (one, one)
        left_out.update(range(line.place(first), line.place(last) + 1))
    return left_out


def refuse_gaps(places: Iterable[int], allowed: set[int], line: Timeline, whose: str = "") -> None:
    """Raise ValueError naming the periods that are absent between the first and the last."""
    known = set(places)
    absent = [place for place in range(min(known), max(known) + 1) if place not in known | allowed]
    if absent:
        named = ", ".join(line.name(place) for place in absent[:SHOWN_PERIODS])
        more = f" et {len(absent) - SHOWN_PERIODS} autres" if len(absent) > SHOWN_PERIODS else ""
        raise ValueError(
            f"Périodes manquantes{whose} : {named}{more}. Ajoutez leurs chiffres, ou écartez-les (exclude)."
        )


def refuse_repeats(places: Sequence[int], line: Timeline, whose: str = "") -> None:
    """Raise ValueError naming a period that is there twice."""
    repeated = pd.Index(places)[pd.Index(places).duplicated()]
    if len(repeated):
        raise ValueError(f"La période {line.name(int(repeated[0]))} est présente deux fois{whose}")


def _unit(moments: Sequence[Any]) -> tuple[str, int]:
    """The unit that numbers all the moments, and the length of a period in it when the moments say it."""
    if all(_is_number(moment) for moment in moments):
        are_months = all(_is_year_month(float(moment)) for moment in moments)
        return ("month", 0) if are_months and len(moments) > 1 else ("number", 0)
    lengths = {_months_long(moment) for moment in moments}
    if len(lengths) == 1 and (length := lengths.pop()):
        return "month", length
    months = [_number_of(moment, "month") for moment in moments]
    days = [_number_of(moment, "day") for moment in moments]
    return ("month", 0) if len(set(months)) == len(set(days)) else ("day", 0)


def _months_long(moment: Any) -> int:
    """How many months a moment lasts, when it says so: a Period or a code; 0 for a mere date."""
    if isinstance(moment, pd.Period):
        return _MONTHS_OF_FREQUENCY.get(str(moment.freqstr)[0], 0)
    if isinstance(moment, str) and (found := _code(moment)):
        return (found.end.year - found.start.year) * 12 + found.end.month - found.start.month + 1
    return 0


def _is_number(moment: Any) -> bool:
    if isinstance(moment, str):
        return moment.strip().lstrip("-").isdigit() and len(moment.strip()) != 6
    return isinstance(moment, (int, float, np.integer, np.floating)) and not isinstance(moment, bool)


def _is_year_month(number: float) -> bool:
    """Whether a number such as 200501 is a month."""
    return number == int(number) and 190001 <= number <= 210012 and 1 <= int(number) % 100 <= 12


def _number_of(moment: Any, unit: str) -> float:
    """A moment as a number of units; a year among plain numbers, January of a year among months."""
    if moment is None or (not isinstance(moment, str) and pd.isna(moment)):
        raise ValueError("Une période est vide")
    if _is_number(moment):
        number = float(moment)
        if unit == "number":
            return number
        if _is_year_month(number):
            return number // 100 * 12 + number % 100 - 1
        return number * 12 if unit == "month" else date(int(number), 1, 1).toordinal()
    day = _day(moment)
    if unit == "number":
        return day.year
    return day.year * 12 + day.month - 1 if unit == "month" else day.toordinal()


def _day(moment: Any) -> date:
    """The first day of a moment."""
    if isinstance(moment, pd.Period):
        return moment.start_time.date()
    if isinstance(moment, datetime):
        return moment.date()
    if isinstance(moment, date):
        return moment
    if isinstance(moment, str) and (found := _code(moment)):
        return found.start
    try:
        if isinstance(moment, str) and moment.strip().isdigit():
            return pd.Timestamp(year=int(moment[:4]), month=int(moment[4:]), day=1).date()
        return pd.Timestamp(moment).date() if not _is_quarter(moment) else pd.Period(moment).start_time.date()
    except (ValueError, TypeError) as error:
        raise ValueError(f"Période illisible : {moment!r}") from error


def _is_quarter(moment: Any) -> bool:
    return isinstance(moment, str) and "q" in moment.lower()


def _code(text: str) -> Any:
    """The period of one of our codes, or None."""
    try:
        return parse(text.strip())
    except ValueError:
        return None

"""What an indicator did since a decision that was expected to move it: four looks, and never a cause.

Each look gives the last figure known on its day, and the verdict that the rule of the house gives of the
series up to that day, read with the data as they are known now.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import pandas as pd

from analysis.points import Point, main_series
from analysis.standing import Situation, Standing
from analysis.verdict import verdict
from analysis.wording import date_text, in_period
from data.declarations import Indicator

MONTHS = (6, 12)
NOTHING_NEW = "pas de nouveau chiffre depuis la décision"


@dataclass(frozen=True)
class Look:
    """The indicator on one day; no `word` before the day has come, nor where there is nothing to judge."""

    name: str
    value: str
    word: str
    is_due: bool


class Watch:
    """The looks at the indicators of a city: each verdict is given once, however many decisions ask."""

    def __init__(self, situation: Situation) -> None:
        self.situation = situation
        self.today = situation.tables.today
        self._series: dict[str, pd.DataFrame] = {}
        self._words: dict[tuple[str, str], str] = {}

    def looks(self, indicator: str, taken: date) -> tuple[Look, ...]:
        """The day of the decision, six and twelve months later, and now; none of an unknown indicator."""
        standing = self.situation.standings.get(indicator)
        return tuple(self._looks(standing, taken)) if standing else ()

    def _looks(self, standing: Standing, taken: date) -> Iterator[Look]:
        before = _known_on(standing, taken)
        yield Look("À la décision", _said(standing, before) if before else "aucun chiffre", "", True)
        for months in MONTHS:
            day = (pd.Timestamp(taken) + pd.DateOffset(months=months)).date()
            yield self._look(standing, f"À +{months} mois", before, taken, day)
        yield self._look(standing, "Aujourd'hui", before, taken, self.today)

    def _look(self, standing: Standing, name: str, before: Point | None, taken: date, day: date) -> Look:
        """One look; before its day has come, it only says when."""
        if day > self.today:
            return Look(name, f"à vérifier le {date_text(day)}", "", False)
        point = _known_on(standing, day)
        if point is None or point.period.end <= taken:
            return Look(name, NOTHING_NEW, "", True)
        note = _break_note(standing, before, point) if before else ""
        return Look(name, _said(standing, point) + note, self._word(standing, point), True)

    def _word(self, standing: Standing, point: Point) -> str:
        """The verdict that the series up to this point is given."""
        indicator = standing.indicator
        asked = (indicator.code, point.period.code)
        if point is standing.last:
            return standing.verdict.word
        if asked not in self._words:
            rows = self._rows(indicator)
            known = rows.loc[rows["period_end"] <= pd.Timestamp(point.period.end)]
            self._words[asked] = verdict(indicator, known).word
        return self._words[asked]

    def _rows(self, indicator: Indicator) -> pd.DataFrame:
        if indicator.code not in self._series:
            rows, city = self.situation.results[indicator.code], self.situation.codebook.city.code
            self._series[indicator.code] = main_series(rows, indicator.frequency, city)
        return self._series[indicator.code]


def _known_on(standing: Standing, day: date) -> Point | None:
    """The last period over by that day of which something can be said."""
    over = (p for p in reversed(standing.points) if p.period.end <= day)
    return next((p for p in over if p.is_known or p.flag == "masked"), None)


def _said(standing: Standing, point: Point) -> str:
    return f"{point.text(standing.indicator.unit)} {in_period(point.period.code)}"


def _break_note(standing: Standing, before: Point, after: Point) -> str:
    changes = standing.indicator.definition_changes
    broken = any(
        change.breaks_series and before.period.end < change.date <= after.period.end for change in changes
    )
    return ", définition changée entre-temps" if broken else ""

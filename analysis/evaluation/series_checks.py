"""Attempts to prove the effect found in one series wrong: other dates, other windows."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analysis.evaluation.count_series import CountSeries
from analysis.evaluation.effect import Check, Effect, NextConclusion
from analysis.evaluation.power import series_needs, visible_in_series

if TYPE_CHECKING:
    from analysis.evaluation.interrupted import SeriesModel

POINTS_EACH_SIDE = 9
ACCEPTED_ALARMS = 0.2
SIGNIFICANT = 0.05
WINDOWS = (("toute la période", 1.0), ("trois quarts de la période", 0.75), ("moitié de la période", 0.5))


@dataclass(frozen=True, eq=False)
class SeriesStudy:
    """A series and the model it is read with."""

    series: CountSeries
    model: SeriesModel

    def checks(self, effect: Effect) -> list[Check]:
        if not effect.has_interval:
            return []
        return [self._in_time(effect), self._windows(effect)]

    def placebos(self) -> pd.Series:
        """The effect at each date of the baseline with 9 points on each side, in shares."""
        found = {name: math.expm1(log_ratio) for name, log_ratio, _, _ in self._dates()}
        return pd.Series(found, dtype=float, name="placebo")

    def visible(self, effect: Effect, power: float) -> float:
        return visible_in_series(effect, self.model, power)

    def next_conclusion(self, effect: Effect, plausible: float) -> NextConclusion:
        return series_needs(effect, self.series, self.model, plausible)

    def _dates(self) -> list[tuple[str, float, float, float]]:
        """Name, log ratio, t without floor and p of each placebo date."""
        before = self.series.kept(~self.series.after)
        found = []
        for number in range(POINTS_EACH_SIDE, len(before.counts) - POINTS_EACH_SIDE + 1):
            start = int(before.places[number])
            fitted = self.model.fit(before.kept(np.ones(len(before.counts), dtype=bool), start))
            if fitted is None:
                continue
            t = fitted.fit.raw_t(fitted.weights)
            found.append((before.line.name(start), fitted.log_ratio[0], t, fitted.fit.p_value(t)))
        return found

    def _in_time(self, effect: Effect) -> Check:
        name = "Dates sans action"
        dates, real = self._dates(), self.model.fit(self.series)
        if not dates or real is None:
            return Check(
                "in_time", name, None, "Trop peu de points avant le début pour essayer d'autres dates."
            )
        alarms = sum(p < SIGNIFICANT for *_, p in dates)
        strongest = max(dates, key=lambda date: abs(date[2]))
        exceeded = abs(strongest[2]) > abs(real.fit.raw_t(real.weights))
        passed = alarms <= ACCEPTED_ALARMS * len(dates) and not exceeded
        said = f"{alarms} date(s) sur {len(dates)} donnent un « effet » alors que rien n'a commencé"
        more = f" ; le plus fort, en {strongest[0]}, dépasse l'effet mesuré" if exceeded else ""
        values = {date: math.expm1(log_ratio) for date, log_ratio, _, _ in dates}
        failure = "la série connaissait déjà de tels écarts avant l'action"
        return Check("in_time", name, passed, f"{said}{more}.", failure, values)

    def _windows(self, effect: Effect) -> Check:
        name = "Trois fenêtres"
        found = {
            label: math.expm1(fitted.log_ratio[0])
            for label, share in WINDOWS
            if (fitted := self.model.fit(self.series.kept(self._nearest(share)))) is not None
        }
        if len(found) < len(WINDOWS):
            return Check(
                "windows", name, None, "Série trop courte pour essayer trois fenêtres.", values=found
            )
        passed = all(value * effect.estimate > 0 for value in found.values())
        detail = "Le sens reste le même" if passed else "Le sens change"
        detail += " quand on regarde moins de périodes autour du début."
        return Check("windows", name, passed, detail, "le sens dépend de la période regardée", found)

    def _nearest(self, share: float) -> np.ndarray:
        """The share of the periods nearest to the start, on each side."""
        after = self.series.after
        before = max(math.ceil(share * self.series.n_before), min(12, self.series.n_before))
        later = max(math.ceil(share * self.series.n_after), min(6, self.series.n_after))
        chosen = np.zeros(len(after), dtype=bool)
        chosen[np.flatnonzero(~after)[-before:]] = True
        chosen[np.flatnonzero(after)[:later]] = True
        return chosen

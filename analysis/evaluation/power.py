"""What the data can show: the smallest effect visible with a given power, and how long to wait for more.

An effect is visible when it exceeds (t quantile of the test + t quantile of the power) * standard error, the
error being that of the model before anything changed.
"""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from scipy import stats

from analysis.evaluation.decision import FEWEST_PER_PERIOD, FEWEST_POINTS, DataSituation, decide
from analysis.evaluation.effect import Effect, NextConclusion
from analysis.evaluation.quasi_poisson import inflation

if TYPE_CHECKING:
    from analysis.evaluation.count_series import CountSeries
    from analysis.evaluation.interrupted import SeriesModel

USUAL_DISPERSION, USUAL_MEMORY = 1.5, 0.2
LARGEST = 0.95
YEARS_AHEAD = 5


def smallest_visible_effect(
    n_before: int | Effect,
    n_after: int = 0,
    mean_count: float = math.nan,
    *,
    period_length: int = 12,
    harmonics: int = 2,
    dispersion: float = USUAL_DISPERSION,
    autocorrelation: float = USUAL_MEMORY,
    power: float = 0.8,
) -> float:
    """The smallest drop that would be found, as a share: 0.28 for 28 %.

    Args:
        n_before, n_after: periods on each side; or an `Effect` alone, and the rest is read from its data.
        mean_count: cases per period before the start.

    Returns:
        At most 0.95; NaN when there are too few periods for any test.
    """
    if isinstance(n_before, Effect):
        return n_before.study.visible(n_before, power)
    if not mean_count > 0:
        return math.nan
    columns = _columns(n_before, n_after, period_length, harmonics)
    df = len(columns) - columns.shape[1]
    if df < 1 or min(n_before, n_after) < FEWEST_POINTS:
        return math.nan
    variance = np.linalg.inv(columns.T @ columns)[-1, -1] / mean_count
    error = math.sqrt(variance * max(dispersion, 1.0) * inflation(autocorrelation))
    return _drop(error, df, power)


def visible_in_series(effect: Effect, model: SeriesModel, power: float) -> float:
    """The smallest drop visible in a series as long, as numerous and as unsteady as this one."""
    before = effect.series.loc[~effect.series["after"], "observed"]
    if not effect.has_interval or not before.mean() > 0:
        return math.nan
    return _drop(effect.standard_error, effect.df, power)


def _drop(error: float, df: float, power: float) -> float:
    """The drop that a test with this standard error, on the log scale, would find."""
    size = error * float(stats.t.ppf(0.975, df) + stats.t.ppf(power, df))
    return min(-math.expm1(-size), LARGEST)


def _columns(n_before: int, n_after: int, period_length: int, harmonics: int) -> np.ndarray:
    """The design of a series: level, trend, seasons, step last."""
    points = n_before + n_after
    pairs = max(0, min(harmonics, (period_length - 1) // 2, (points - 6) // 2))
    time = np.arange(points, dtype=float)
    columns = [np.ones(points), time / max(period_length, 1)]
    for pair in range(1, pairs + 1):
        angle = 2 * np.pi * pair * time / period_length
        columns += [np.sin(angle), np.cos(angle)]
    return np.column_stack([*columns, (time >= n_before).astype(float)])


def series_needs(effect: Effect, series: CountSeries, model: SeriesModel, plausible: float) -> NextConclusion:
    """The first period after which a plausible effect would be seen in this series, if the series goes on."""
    situation = effect.situation
    if situation.mean < FEWEST_PER_PERIOD:
        return NextConclusion("réunir des périodes ou des quartiers, pour atteindre cinq cas par période")
    dispersion = effect.dispersion if effect.has_interval else USUAL_DISPERSION
    memory = effect.autocorrelation if effect.has_interval else USUAL_MEMORY
    longest = YEARS_AHEAD * situation.period_length
    for more in range(1, longest + 1):
        later = effect.n_after + more
        if _gate(situation, later) and _seen(situation, later, model, dispersion, memory) <= plausible:
            return NextConclusion(_more(more, situation), series.line.name(int(series.places[-1]) + more))
    if not _gate(situation, effect.n_after + longest):
        return NextConclusion("une série plus longue avant le début, ou des territoires de comparaison")
    return NextConclusion("plus de cas par période (réunir des quartiers), ou des territoires de comparaison")


def _gate(situation: DataSituation, n_after: int) -> bool:
    return decide(replace(situation, n_after=n_after)).cap != ""


def _seen(
    situation: DataSituation, n_after: int, model: SeriesModel, dispersion: float, memory: float
) -> float:
    return smallest_visible_effect(
        situation.n_before,
        n_after,
        situation.mean,
        period_length=situation.period_length,
        harmonics=model.harmonics,
        dispersion=dispersion,
        autocorrelation=memory,
    )


def _more(periods: int, situation: DataSituation) -> str:
    noun = {12: "mois", 4: "trimestre", 1: "an"}.get(situation.period_length, "période")
    plural = noun if noun == "mois" or periods < 2 else f"{noun}s"
    return f"{periods} {plural} de plus"

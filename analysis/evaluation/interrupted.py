"""Interrupted time series: the level of a series before and after a date, its trend and seasons set aside.

Source: Bernal, Cummins and Gasparrini 2017 (level, slope and season by harmonic pairs, offset), with the
standard error of `quasi_poisson`. With a control, the share of the series in both is followed instead, so
that a shock common to both is no effect (controlled design of Bernal 2018).
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from analysis.evaluation.count_series import CountSeries, read_series
from analysis.evaluation.decision import FEWEST_POINTS, DataSituation, decide
from analysis.evaluation.effect import Effect, series_frame
from analysis.evaluation.quasi_poisson import Fit, fit_counts
from analysis.evaluation.series_checks import SeriesStudy

FEWEST_DF = 3


@dataclass(frozen=True, eq=False)
class FittedSeries:
    """A series fitted around its start: what of the design is the effect, and the model without it."""

    series: CountSeries
    fit: Fit
    design: np.ndarray
    weights: np.ndarray
    effect_columns: int

    @property
    def log_ratio(self) -> tuple[float, float]:
        return self.fit.contrast(self.weights)


@dataclass(frozen=True)
class SeriesModel:
    """The options of an interrupted series, and the fit they make of any stretch of it."""

    period_length: int
    harmonics: int
    slope: bool

    def pairs(self, points: int) -> int:
        """Harmonic pairs that the season and the number of points allow."""
        pairs = min(self.harmonics, max((self.period_length - 1) // 2, 0))
        columns = 3 + self.slope
        return max(0, min(pairs, (points - columns - FEWEST_DF) // 2))

    def fit(self, series: CountSeries, pairs: int | None = None) -> FittedSeries | None:
        """The fit of a stretch of series; None when it holds too little to be fitted."""
        sides = (series.counts[~series.after], series.counts[series.after])
        if min(len(side) for side in sides) < FEWEST_POINTS or min(side.sum() for side in sides) <= 0:
            return None
        design, weights = self.design(series, self.pairs(len(series.counts)) if pairs is None else pairs)
        if len(design) - design.shape[1] < FEWEST_DF or np.linalg.matrix_rank(design) < design.shape[1]:
            return None
        exposure = series.exposure
        if series.others is not None and series.others_exposure is not None:
            if (series.counts + series.others <= 0).any() or series.others.sum() <= 0:
                return None
            exposure = exposure / series.others_exposure
        fit = fit_counts(series.counts, design, exposure, series.places, series.others)
        return FittedSeries(series, fit, design, weights, 1 + self.slope)

    def design(self, series: CountSeries, pairs: int) -> tuple[np.ndarray, np.ndarray]:
        """Columns: level, trend, seasons, then step (and slope) after the start; weights of the effect.

        With a slope, the effect is its average over the periods after the start.
        """
        time = (series.places - series.places[0]).astype(float)
        after = series.after.astype(float)
        columns = [np.ones(len(time)), time / max(self.period_length, 1)]
        for pair in range(1, pairs + 1):
            angle = 2 * np.pi * pair * time / self.period_length
            columns += [np.sin(angle), np.cos(angle)]
        since = (series.places - series.start) / max(self.period_length, 1)
        effect = [after, after * since] if self.slope else [after]
        weights = np.zeros(len(columns) + len(effect))
        weights[len(columns)] = 1.0
        if self.slope:
            weights[-1] = float(since[series.after].mean())
        return np.column_stack(columns + effect), weights


def interrupted_series(
    frame: pd.DataFrame,
    start: Any,
    *,
    period_length: int = 12,
    harmonics: int = 2,
    slope: bool = False,
    control: pd.DataFrame | pd.Series | None = None,
    exclude: Iterable[Any] = (),
) -> Effect:
    """The effect of an action on a series of counts: relative, from a quasi-Poisson model.

    Args:
        frame: columns `period` (Period, Timestamp, text such as "2005-01" or "2005-T1", or number), `count`,
            and `offset` if the population behind the counts changes (as it is, not its logarithm). Rows in
            any order.
        start: the action's first period, or any day in it.
        period_length: periods in a year: 12, 4 or 1.
        harmonics: pairs of seasonal waves, fewer where the data do not bear them (one pair below 24 months
            before or 12 after).
        slope: the effect may grow or fade; the estimate is then its average after the start.
        control: a series that the action cannot touch, columns as in `frame`, or a Series by period.
        exclude: periods, or pairs (first, last), left out: epidemic, ramp-up of the action.

    Returns:
        An effect with scale "relative"; NaN estimate without a point on a side, NaN interval below 3.

    Raises:
        ValueError: a period is missing or there twice (named), a count is missing or negative.
    """
    series = read_series(frame, start, control, exclude)
    situation = _situation(series, period_length)
    pairs = 1 if decide(situation).exploratory else harmonics
    model = SeriesModel(period_length, pairs, slope)
    fitted = model.fit(series)
    if fitted is None:
        return _untested(series, model, situation)
    return _tested(fitted, model, situation)


def _situation(series: CountSeries, period_length: int) -> DataSituation:
    before = series.counts[~series.after]
    return DataSituation(
        design="series",
        period_length=period_length,
        n_before=series.n_before,
        n_after=series.n_after,
        mean=float(before.mean()) if len(before) else math.nan,
        controlled=series.others is not None,
    )


def _tested(fitted: FittedSeries, model: SeriesModel, situation: DataSituation) -> Effect:
    series, fit = fitted.series, fitted.fit
    log_ratio, error = fitted.log_ratio
    margin = fit.quantile * error
    return Effect(
        estimate=math.expm1(log_ratio),
        low=math.expm1(log_ratio - margin),
        high=math.expm1(log_ratio + margin),
        scale="relative",
        p=fit.p_value(log_ratio / error),
        method="interrupted_series",
        n_before=series.n_before,
        n_after=series.n_after,
        dispersion=fit.dispersion,
        autocorrelation=fit.memory,
        series=_curve(fitted),
        formula=_formula(fitted, model),
        situation=situation,
        study=SeriesStudy(series, model),
        standard_error=error,
        df=fit.effective_df,
    )


def _untested(series: CountSeries, model: SeriesModel, situation: DataSituation) -> Effect:
    """Before and after, without any test."""
    rates = [
        float(series.counts[side].sum() / series.exposure[side].sum()) if side.any() else math.nan
        for side in (~series.after, series.after)
    ]
    empty = np.full(len(series.counts), np.nan)
    expected = np.where(series.after, rates[0] * series.exposure, np.nan)
    return Effect(
        estimate=rates[1] / rates[0] - 1 if rates[0] and rates[0] > 0 else math.nan,
        low=math.nan,
        high=math.nan,
        scale="relative",
        p=math.nan,
        method="interrupted_series",
        n_before=series.n_before,
        n_after=series.n_after,
        series=_frame(series, empty, expected, empty, empty),
        formula="Moyenne après, rapportée à la moyenne avant, sans test",
        situation=situation,
        study=SeriesStudy(series, model),
    )


def _curve(fitted: FittedSeries) -> pd.DataFrame:
    """Fitted line, and after the start the counterfactual with its band: parameters and dispersion."""
    series, fit = fitted.series, fitted.fit
    without = fitted.design.copy()
    without[:, -fitted.effect_columns :] = 0.0
    exposure = series.exposure
    expected = exposure * np.exp(without @ fit.coefficients)
    if series.others is not None and series.others_exposure is not None:
        expected = expected * series.others / series.others_exposure
    parameters = np.einsum("ij,jk,ik->i", without, fit.covariance, without)
    spread = np.sqrt(expected**2 * parameters + max(fit.dispersion, 1.0) * expected)
    hidden = np.where(series.after, 1.0, np.nan)
    margin = fit.quantile * spread
    low, high = np.maximum(expected - margin, 0.0), expected + margin
    return _frame(series, fit.mean, expected * hidden, low * hidden, high * hidden)


def _frame(
    series: CountSeries, fitted: np.ndarray, expected: np.ndarray, low: np.ndarray, high: np.ndarray
) -> pd.DataFrame:
    return series_frame(
        {
            "period": list(series.periods),
            "observed": series.counts,
            "fitted": fitted,
            "counterfactual": expected,
            "low": low,
            "high": high,
            "after": series.after,
        }
    )


def _formula(fitted: FittedSeries, model: SeriesModel) -> str:
    pairs = model.pairs(len(fitted.series.counts))
    parts = ["niveau", "tendance"]
    parts += [f"saison ({pairs} paire{'s' if pairs > 1 else ''} d'harmoniques)"] if pairs else []
    parts += ["saut au début de l'action"] + (["changement de pente"] if model.slope else [])
    parts += ["population en offset"] if len(set(fitted.series.exposure)) > 1 else []
    shared = fitted.series.others is not None
    what = (
        "part du compte dans l'ensemble avec la série de comparaison" if shared else "log du compte attendu"
    )
    law = "Binomiale" if shared else "Poisson"
    return (
        f"{what} = {' + '.join(parts)} ; {law}, erreur type × √max(χ²/ddl, 1) × √((1 + r)/(1 − r)), Student"
    )

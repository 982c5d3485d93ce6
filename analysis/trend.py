"""Recent trend of a yearly series, as Fingertips tests it, and the control charts for everything else.

Sources: Fingertips TrendMarkerCalculator and its guidance page « Trend markers »; Cochran 1954 and
Armitage 1955 (trend in shares). Control charts live in `analysis.control_chart`.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Any, Literal, NamedTuple

import numpy as np
import pandas as pd

from analysis.control_chart import (
    c_chart,
    g_chart,
    p_chart,
    p_prime_chart,
    t_chart,
    u_chart,
    u_prime_chart,
    xmr,
)
from analysis.inputs import check_interval, floats, refuse
from analysis.special_causes import assurance, variation
from analysis.uncertainty import normal_quantile
from data.periods import Period, cached_parse

__all__ = [
    "Trend",
    "assurance",
    "c_chart",
    "g_chart",
    "p_chart",
    "p_prime_chart",
    "recent_trend",
    "t_chart",
    "u_chart",
    "u_prime_chart",
    "variation",
    "xmr",
]

POINTS = 5
CRITICAL_CHI2 = 9.54953570608324  # chi-squared with 1 df at p = 0.002: a 99.8 % level

Label = Literal["increasing", "decreasing", "no significant change", "cannot be calculated"]
INCREASING: Label = "increasing"
DECREASING: Label = "decreasing"
NO_CHANGE: Label = "no significant change"
NOT_CALCULATED: Label = "cannot be calculated"


class Trend(NamedTuple):
    """Direction of the last five points; chi2 and slope (per period) are missing when not calculated."""

    label: Label
    chi2: float
    slope: float
    reason: str


class _Unfit(Exception):
    """The series cannot be tested, and why."""


def recent_trend(
    frame: pd.DataFrame, method: Literal["proportion", "weighted"] = "proportion", every_years: int = 1
) -> Trend:
    """Trend of the last five points of a yearly series without gap (or one point every `every_years`).

    `frame` has one row per period: period (canonical code or year), count and denominator for
    "proportion"; value, low and high (95 % interval) for "weighted".
    Proportion: χ² = T(T·Σct − C·Σnt)² / [C(T − C)(T·Σnt² − (Σnt)²)], direction of the slope of
    logit(c/n). Weighted: least squares with weights 1/σ², σ = (high − low)/2z, χ² = β²/Var(β).
    The trend counts when χ² > 9.55 (99.8 %) and its sign holds when each point is left out in turn.

    Raises:
        ValueError: an unknown method, a column that is missing, an impossible number or period.
    """
    if method not in ("proportion", "weighted"):
        raise ValueError(f"method doit être « proportion » ou « weighted » : {method!r}")
    try:
        last = _last_points(frame, every_years)
        chi2, slope, left_out = _proportion(last) if method == "proportion" else _weighted(last)
    except _Unfit as unfit:
        return Trend(NOT_CALCULATED, float("nan"), float("nan"), str(unfit))
    return _conclude(chi2, slope, left_out)


def _conclude(chi2: float, slope: float, left_out: np.ndarray) -> Trend:
    if not chi2 > CRITICAL_CHI2:
        return Trend(NO_CHANGE, chi2, slope, "variation compatible avec le hasard")
    if not (np.sign(left_out) == np.sign(slope)).all():
        return Trend(NO_CHANGE, chi2, slope, "la tendance tient à un seul point")
    return Trend(INCREASING if slope > 0 else DECREASING, chi2, slope, "cinq points dans le même sens")


def _last_points(frame: pd.DataFrame, every_years: int) -> pd.DataFrame:
    if len(frame) < POINTS:
        points = "points" if len(frame) > 1 else "point"
        raise _Unfit(f"{len(frame)} {points} seulement : il en faut {POINTS}")
    _check_columns(frame, "period")
    periods = [_period(code) for code in frame["period"]]
    order = sorted(range(len(periods)), key=periods.__getitem__)[-POINTS:]
    _check_yearly([periods[row] for row in order], every_years)
    return frame.iloc[order]


def _period(code: Any) -> Period:
    """A column of years with a gap elsewhere holds floats: 2024.0 is 2024."""
    return cached_parse(str(int(code) if isinstance(code, float) and code.is_integer() else code))


def _check_yearly(periods: list[Period], every_years: int) -> None:
    if any(period.kind not in ("year", "school_year") for period in periods):
        raise _Unfit("série infra-annuelle : lire la carte de contrôle")
    for period, following in pairwise(periods):
        if following.start <= period.end:
            raise ValueError(f"Périodes qui se recouvrent : {period.code} et {following.code}")
        if following != period.next(every_years):
            raise _Unfit(f"période manquante entre {period.code} et {following.code}")


def _check_columns(frame: pd.DataFrame, *names: str) -> None:
    absent = [name for name in names if name not in frame]
    if absent:
        raise ValueError(f"Colonnes absentes : {', '.join(absent)}")


def _columns(frame: pd.DataFrame, *names: str) -> list[np.ndarray]:
    _check_columns(frame, *names)
    arrays = [floats(frame[name], name) for name in names]
    if np.isnan(arrays).any():
        raise _Unfit("donnée manquante parmi les cinq dernières périodes")
    return arrays


def _proportion(frame: pd.DataFrame) -> tuple[float, float, np.ndarray]:
    c, n = _columns(frame, "count", "denominator")
    refuse(c < 0, "count", "est négatif", c)
    refuse(c > n, "count", "dépasse denominator", c)
    if (c == 0).any() or (c == n).any():
        raise _Unfit("une part vaut 0 % ou 100 %")
    t = np.arange(1.0, POINTS + 1)
    total, cases = n.sum(), c.sum()
    covariation = total * (c * t).sum() - cases * (n * t).sum()
    spread = total * (n * t**2).sum() - (n * t).sum() ** 2
    chi2 = total * covariation**2 / (cases * (total - cases) * spread)
    logit = np.log(c / (n - c))
    return float(chi2), _slope(logit, np.ones(POINTS)), _left_out_slopes(logit, np.ones(POINTS))


def _weighted(frame: pd.DataFrame) -> tuple[float, float, np.ndarray]:
    value, low, high = _columns(frame, "value", "low", "high")
    check_interval(value, low, high)
    if (low == high).any():
        raise _Unfit("un intervalle est de largeur nulle")
    weights = (2 * normal_quantile(0.95) / (high - low)) ** 2
    slope = _slope(value, weights)
    t = np.arange(1.0, POINTS + 1)
    information = (weights * (t - np.average(t, weights=weights)) ** 2).sum()
    return float(slope**2 * information), slope, _left_out_slopes(value, weights)


def _slope(value: Any, weights: Any, keep: Any = slice(None)) -> float:
    t, y, w = np.arange(1.0, POINTS + 1)[keep], value[keep], weights[keep]
    centred = t - np.average(t, weights=w)
    return float((w * centred * y).sum() / (w * centred**2).sum())


def _left_out_slopes(value: np.ndarray, weights: np.ndarray) -> np.ndarray:
    return np.array([_slope(value, weights, np.arange(POINTS) != out) for out in range(POINTS)])

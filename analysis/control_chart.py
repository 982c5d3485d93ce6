"""Control charts: what variation is ordinary, and which points are not.

Sources: Nelson 1982 and Provost & Murray 2011 (XmR), NHS « Making Data Count » rules as NHSRplotthedots
0.2.2 states them; Montgomery 2013 (p, u, c, g charts), Laney 2002 (p', u'), Nelson 1994 (t).
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from numbers import Integral
from typing import Any

import numpy as np
import pandas as pd

from analysis.inputs import floats, like, not_negative, positive, refuse, together
from analysis.special_causes import Limits, find_signals

MEAN_TO_LIMIT = 2.66
MOVING_RANGE_LIMIT = 3.267
MOVING_RANGE_TO_SIGMA = 1.128
FIRST_LIMITS = 5
FIRM_LIMITS = 12
WARNING = 2 / 3
T_POWER = 3.6

LimitsOf = Callable[[np.ndarray], Limits]


def xmr(
    values: Any,
    *,
    baseline: int | None = None,
    breaks: Collection[Any] = (),
    screen_outliers: bool = True,
    shift: int = 7,
    run: int = 7,
) -> pd.DataFrame:
    """Individuals chart: mean ± 2.66·mean moving range, near limits at two thirds.

    `breaks` are the index labels (positions for an array) where a new group starts: known changes,
    never guessed. `baseline` fixes the limits of each group on its first points (12 at least).
    Moving ranges from 3.267 times their mean on are left out once. A gap gives no moving range.
    Columns: value, mean, low, high, near_low, near_high, signal (None, "outside", "trend",
    "two_of_three", "shift"), side (None, "high", "low"), group, provisional (fewer than 12 points).
    Below 5 points a group has no limits.

    Raises:
        ValueError: a break that is not in the index, a baseline that is not a number of points, 12 or more.
    """
    if baseline is not None and not (isinstance(baseline, Integral) and baseline >= FIRM_LIMITS):
        raise ValueError(f"baseline demande au moins {FIRM_LIMITS} points : {baseline!r}")

    series = _series(values)

    def limits(rows: np.ndarray) -> Limits:
        base = series.to_numpy()[rows][:baseline]
        half = MEAN_TO_LIMIT * _mean_moving_range(base, screen_outliers)
        return _symmetric(np.nanmean(base), np.full(len(rows), half))

    return _chart(series, breaks, limits, shift, run)


def p_chart(
    counts: Any,
    totals: Any,
    *,
    laney: bool = False,
    breaks: Collection[Any] = (),
    shift: int = 7,
    run: int = 7,
) -> pd.DataFrame:
    """Shares (0 to 1): p̄ ± 3√(p̄(1 − p̄)/n), within [0, 1]; `laney` widens to the observed spread (p′)."""
    x, n = _counts_and_totals(counts, totals)
    refuse(x > n, "counts", "dépasse son total", x)

    def limits(rows: np.ndarray) -> Limits:
        mean = _pooled(x[rows], n[rows])
        sigma = np.sqrt(mean * (1 - mean) / n[rows])
        return _symmetric(mean, 3 * _laney(x[rows] / n[rows], mean, sigma, laney), floor=0, ceiling=1)

    return _chart(_series(like(x / n, counts, totals)), breaks, limits, shift, run)


def p_prime_chart(
    counts: Any, totals: Any, *, breaks: Collection[Any] = (), shift: int = 7, run: int = 7
) -> pd.DataFrame:
    """Laney's p′, for very large totals: `p_chart` with σ times the mean |Δz| over 1.128."""
    return p_chart(counts, totals, laney=True, breaks=breaks, shift=shift, run=run)


def u_chart(
    counts: Any,
    totals: Any,
    *,
    laney: bool = False,
    breaks: Collection[Any] = (),
    shift: int = 7,
    run: int = 7,
) -> pd.DataFrame:
    """Events per unit of exposure: ū ± 3√(ū/n), not below 0; `laney` widens to the observed spread (u′)."""
    x, n = _counts_and_totals(counts, totals)

    def limits(rows: np.ndarray) -> Limits:
        mean = _pooled(x[rows], n[rows])
        sigma = np.sqrt(mean / n[rows])
        return _symmetric(mean, 3 * _laney(x[rows] / n[rows], mean, sigma, laney), floor=0)

    return _chart(_series(like(x / n, counts, totals)), breaks, limits, shift, run)


def u_prime_chart(
    counts: Any, totals: Any, *, breaks: Collection[Any] = (), shift: int = 7, run: int = 7
) -> pd.DataFrame:
    """Laney's u′, for very large exposures: `u_chart` with σ times the mean |Δz| over 1.128."""
    return u_chart(counts, totals, laney=True, breaks=breaks, shift=shift, run=run)


def c_chart(counts: Any, *, breaks: Collection[Any] = (), shift: int = 7, run: int = 7) -> pd.DataFrame:
    """Numbers of events over equal periods: c̄ ± 3√c̄, not below 0."""
    x = not_negative(counts, "counts")

    def limits(rows: np.ndarray) -> Limits:
        mean = np.nanmean(x[rows])
        return _symmetric(mean, np.full(len(rows), 3 * np.sqrt(mean)), floor=0)

    return _chart(_series(counts), breaks, limits, shift, run)


def g_chart(between: Any, *, breaks: Collection[Any] = (), shift: int = 7, run: int = 7) -> pd.DataFrame:
    """Opportunities between two rare events: ḡ ± 3√(ḡ(ḡ + 1)), not below 0, median as centre line."""
    x = not_negative(between, "between")

    def limits(rows: np.ndarray) -> Limits:
        mean = np.nanmean(x[rows])
        around = _symmetric(mean, np.full(len(rows), 3 * np.sqrt(mean * (mean + 1))), floor=0)
        return around._replace(mean=np.full(len(rows), np.nanmedian(x[rows])))

    return _chart(_series(between), breaks, limits, shift, run)


def t_chart(between: Any, *, breaks: Collection[Any] = (), shift: int = 7, run: int = 7) -> pd.DataFrame:
    """Time between two rare events: individuals chart of x^(1/3.6), turned back to days."""
    series = _series(like(not_negative(between, "between"), between))
    chart = xmr(series ** (1 / T_POWER), breaks=breaks, shift=shift, run=run)
    columns = ["value", "mean", "low", "high", "near_low", "near_high"]
    return chart.assign(**(chart[columns].clip(lower=0) ** T_POWER))


def _counts_and_totals(counts: Any, totals: Any) -> list[np.ndarray]:
    x, n = not_negative(counts, "counts"), positive(totals, "totals")
    return together(counts=np.atleast_1d(x), totals=n)


def _series(values: Any) -> pd.Series:
    index = values.index if isinstance(values, pd.Series) else None
    return pd.Series(np.atleast_1d(floats(values, "values")), index=index)


def _chart(
    series: pd.Series, breaks: Collection[Any], limits: LimitsOf, shift: int, run: int
) -> pd.DataFrame:
    groups = _groups(series.index, breaks)
    numbers = np.unique(groups) if len(groups) else [0]
    parts = [_group_chart(series, np.flatnonzero(groups == number), limits, shift, run) for number in numbers]
    return pd.concat(parts).assign(group=groups)


def _groups(index: pd.Index, breaks: Collection[Any]) -> np.ndarray:
    breaks = [breaks] if np.isscalar(breaks) else breaks
    unknown = [label for label in breaks if label not in index]
    if unknown:
        raise ValueError(f"Rupture absente de la série : {unknown[0]!r}")
    return index.isin(list(breaks)).cumsum()


def _group_chart(series: pd.Series, rows: np.ndarray, limits: LimitsOf, shift: int, run: int) -> pd.DataFrame:
    values = series.to_numpy()[rows]
    points = np.count_nonzero(~np.isnan(values))
    found = limits(rows) if points >= FIRST_LIMITS else Limits(*np.full((5, len(rows)), np.nan))
    signal, side = find_signals(values, found, shift, run)
    index = series.index[rows]
    columns = {
        "value": values,
        **found._asdict(),
        "signal": pd.Series(signal, index=index, dtype=object),
        "side": pd.Series(side, index=index, dtype=object),
        "provisional": points < FIRM_LIMITS,
    }
    return pd.DataFrame(columns, index=index)


def _symmetric(mean: float, half: np.ndarray, floor: float = -np.inf, ceiling: float = np.inf) -> Limits:
    edges = (mean - half, mean + half, mean - WARNING * half, mean + WARNING * half)
    return Limits(np.full(len(half), mean), *(np.clip(edge, floor, ceiling) for edge in edges))


def _mean_moving_range(values: np.ndarray, screen_outliers: bool) -> float:
    ranges = np.abs(np.diff(values))
    ranges = ranges[~np.isnan(ranges)]
    if screen_outliers and len(ranges):
        ordinary = (ranges < MOVING_RANGE_LIMIT * ranges.mean()) | (ranges == 0)
        ranges = ranges[ordinary]
    return float(ranges.mean()) if len(ranges) else float("nan")


def _pooled(x: np.ndarray, n: np.ndarray) -> float:
    known = ~np.isnan(x) & ~np.isnan(n)
    return float(x[known].sum() / n[known].sum())


def _laney(values: np.ndarray, mean: float, sigma: np.ndarray, laney: bool) -> np.ndarray:
    if not laney or not mean or np.nanmax(sigma) == 0:
        return sigma
    scores = (values - mean) / sigma
    return sigma * np.nanmean(np.abs(np.diff(scores))) / MOVING_RANGE_TO_SIGMA

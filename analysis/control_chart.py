"""Control charts: what variation is ordinary, and which points are not.

Sources: Nelson 1982 and Provost & Murray 2011 (XmR), NHS « Making Data Count » rules as NHSRplotthedots
0.2.2 states them; Montgomery 2013 (p, u, c, g charts), Laney 2002 (p', u'), Nelson 1994 (t).
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any, Literal

import numpy as np
import pandas as pd

from analysis.inputs import floats, like, not_negative, positive, refuse
from analysis.special_causes import HIGH, Limits, find_signals

MEAN_TO_LIMIT = 2.66
MOVING_RANGE_LIMIT = 3.267
MOVING_RANGE_TO_SIGMA = 1.128
FIRST_LIMITS = 5
FIRM_LIMITS = 12
WARNING = 2 / 3
T_POWER = 3.6

Polarity = Literal["up", "down", "none"]
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
        ValueError: a break that is not in the index, a baseline below 12.
    """
    if baseline is not None and baseline < FIRM_LIMITS:
        raise ValueError(f"baseline demande au moins {FIRM_LIMITS} points : {baseline}")

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
    x, n = not_negative(counts, "counts"), positive(totals, "totals")
    refuse(x > n, "counts", "dépasse son total", x)

    def limits(rows: np.ndarray) -> Limits:
        mean = _pooled(x[rows], n[rows])
        sigma = np.sqrt(mean * (1 - mean) / n[rows])
        return _symmetric(mean, 3 * _laney(x[rows] / n[rows], mean, sigma, laney), floor=0, ceiling=1)

    return _chart(_series(like(x / n, counts, totals)), breaks, limits, shift, run)


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
    x, n = not_negative(counts, "counts"), positive(totals, "totals")

    def limits(rows: np.ndarray) -> Limits:
        mean = _pooled(x[rows], n[rows])
        sigma = np.sqrt(mean / n[rows])
        return _symmetric(mean, 3 * _laney(x[rows] / n[rows], mean, sigma, laney), floor=0)

    return _chart(_series(like(x / n, counts, totals)), breaks, limits, shift, run)


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


def variation(chart: pd.DataFrame, polarity: Polarity) -> str | None:
    """What the last point says: "common_cause", or "improvement", "concern", "neutral" + "_high" or "_low".

    None when the last group has no limits.
    """
    last = _last_point(chart, polarity)
    if last is None:
        return None
    if last["signal"] is None:
        return "common_cause"
    if polarity == "none":
        return f"neutral_{last['side']}"
    better = (last["side"] == HIGH) == (polarity == "up")
    return f"{'improvement' if better else 'concern'}_{last['side']}"


def assurance(chart: pd.DataFrame, target: float | None, polarity: Polarity) -> str | None:
    """Whether the process of the last group reaches the target: "passes", "hit-and-miss" or "fails".

    None without target, without limits or without polarity.
    """
    last = _last_point(chart, polarity)
    if last is None or polarity == "none" or target is None or pd.isna(target):
        return None
    if last["low"] <= target <= last["high"]:
        return "hit-and-miss"
    return "passes" if (target < last["low"]) == (polarity == "up") else "fails"


def _last_point(chart: pd.DataFrame, polarity: str) -> pd.Series | None:
    if polarity not in ("up", "down", "none"):
        raise ValueError(f"polarity doit être up, down ou none : {polarity!r}")
    known = chart[chart["value"].notna() & (chart["group"] == chart["group"].max())]
    return None if known.empty or pd.isna(known["mean"].iloc[-1]) else known.iloc[-1]


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

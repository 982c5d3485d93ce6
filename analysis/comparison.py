"""Comparison with a benchmark, and funnel of several units around their average.

Sources: Fingertips comparers (interval against value, interval against interval); funnel limits and
labels of PHEindicatormethods 2.1.0 (Funnels.R); over-dispersion of Spiegelhalter 2005 and 2012 as
FunnelPlotR 0.6.0 applies it.
"""

from __future__ import annotations

from typing import Any, Literal

import numpy as np
import pandas as pd
from scipy import stats

from analysis.inputs import check_interval, floats, index_of, like, not_negative, positive, refuse, together
from analysis.uncertainty import Estimate, normal_quantile, poisson_interval, wilson_interval

Polarity = Literal["up", "down", "none"]
FunnelKind = Literal["proportion", "rate", "ratio"]
Pairs = dict[str, tuple[np.ndarray, np.ndarray]]

LEVELS = {"95": 0.95, "998": 0.998}
WINSORISED = 0.1
ENOUGH_UNITS = 10


def compare(value: Any, low: Any, high: Any, benchmark: Any, polarity: str | None) -> Any:
    """Where a figure and its interval stand against a benchmark.

    `benchmark` is a number, a (low, high) pair or an `Estimate`: an interval counts as similar when it
    touches the other one. Gives "better", "similar" or "worse"; "higher", "similar" or "lower" without
    polarity ("none"); None when something is missing, polarity included.

    Raises:
        ValueError: an unknown polarity, limits in the wrong order, a value outside its own interval.
    """
    if polarity not in ("up", "down", "none", None):
        raise ValueError(f"polarity doit être up, down ou none : {polarity!r}")
    edges = _edges(benchmark)
    middle, bottom, top, base_low, base_high = together(
        value=floats(value, "value"), low=floats(low, "low"), high=floats(high, "high"),
        benchmark=floats(edges[0], "benchmark"), benchmark_high=floats(edges[1], "benchmark"),
    )  # fmt: skip
    check_interval(middle, bottom, top)
    refuse(base_low > base_high, "benchmark", "a ses bornes inversées", base_low)
    below, above = ("lower", "higher") if polarity == "none" else ("worse", "better")
    if polarity == "down":
        below, above = above, below
    known = ~np.isnan(middle + bottom + top + base_low + base_high) & (polarity is not None)
    words = np.select([top < base_low, bottom > base_high], [below, above], "similar").astype(object)
    return like(np.where(known, words, np.array(None)), value, low, high, *edges)


def _edges(benchmark: Any) -> tuple[Any, Any]:
    if isinstance(benchmark, Estimate):
        return benchmark.low, benchmark.high
    return benchmark if isinstance(benchmark, tuple) else (benchmark, benchmark)


def funnel(
    counts: Any,
    totals: Any,
    kind: FunnelKind = "proportion",
    benchmark: float | None = None,
    overdispersion: bool = True,
) -> pd.DataFrame:
    """Limits at 95 % and 99.8 % for each unit, as a share, rate or ratio, and where the unit stands.

    `totals` are sample sizes, populations, or expected numbers ("ratio"). The benchmark is the pooled
    figure when it is not given, 1 for a ratio. Proportion: p₀ ± z√(p₀(1 − p₀)/n), a unit is outside when
    its Wilson interval excludes p₀. Rate and ratio: O over the exact Poisson limits of O, times the
    benchmark (without upper limit where O is 0); outside when the interval of O (exact below 10, Byar
    from 10) excludes it. From 10 units on, when these differ by more than chance, both limits and labels
    are widened to the spread between units: z√(s² + τ²) on the scale of arcsin √p or √(O/E).
    `overdispersion=False` keeps chance alone.
    Columns: low95, high95, low998, high998, label ("low998", "low95", "similar", "high95", "high998").
    `attrs`: "dispersion", the observed over the expected variance, missing below 10 units; "between", the
    τ² that widens the limits, 0 where nothing does.

    Raises:
        ValueError: an unknown kind, a total of zero, a share or a benchmark of shares above 1.
    """
    if kind not in ("proportion", "rate", "ratio"):
        raise ValueError(f"kind doit être proportion, rate ou ratio : {kind!r}")
    x, n = together(counts=np.atleast_1d(not_negative(counts, "counts")), totals=positive(totals, "totals"))
    refuse((x > n) & (kind == "proportion"), "counts", "dépasse son total", x)
    centre = _benchmark(x, n, kind, benchmark)
    dispersion, spread = _between_units(x, n, kind, centre)
    between = spread if overdispersion else 0.0
    if between > 0:
        limits = _widened_limits(n, kind, centre, between)
        label = _labels({level: (x / n < low, x / n > high) for level, (low, high) in limits.items()})
    else:
        limits = _limits(x, n, kind, centre)
        label = _labels(_excluded(x, n, kind, centre))
    known = ~np.isnan(x / n * centre)
    frame = _frame(limits, np.where(known, label, np.array(None)), index_of(counts, totals))
    frame.attrs |= {"dispersion": dispersion, "between": between}
    return frame


def share_limits(totals: Any, benchmark: float, between: float = 0.0) -> pd.DataFrame:
    """The limits of `funnel` for shares at any sample size, to draw them."""
    n = np.atleast_1d(positive(totals, "totals"))
    if between:
        return _columns(_widened_limits(n, "proportion", benchmark, between), index_of(totals))
    return _columns(_share_limits(n, benchmark), index_of(totals))


def _benchmark(x: np.ndarray, n: np.ndarray, kind: FunnelKind, benchmark: float | None) -> float:
    if benchmark is not None:
        centre = float(positive(benchmark, "benchmark"))
        refuse(np.array(kind == "proportion" and centre > 1), "benchmark", "dépasse 1 pour une part", centre)
        return centre
    if kind == "ratio":
        return 1.0
    known = ~np.isnan(x) & ~np.isnan(n)
    return float(x[known].sum() / n[known].sum()) if known.any() else float("nan")


def _limits(x: np.ndarray, n: np.ndarray, kind: FunnelKind, centre: float) -> Pairs:
    if kind == "proportion":
        return _share_limits(n, centre)
    return {level: _poisson_limits(x, centre, confidence) for level, confidence in LEVELS.items()}


def _share_limits(n: np.ndarray, centre: float) -> Pairs:
    sigma = np.sqrt(centre * (1 - centre) / n)
    half = {level: normal_quantile(confidence) * sigma for level, confidence in LEVELS.items()}
    return {level: (np.clip(centre - h, 0, 1), np.clip(centre + h, 0, 1)) for level, h in half.items()}


def _poisson_limits(x: np.ndarray, centre: float, confidence: float) -> tuple[np.ndarray, np.ndarray]:
    tail = (1 - confidence) / 2
    fewest = np.where(x > 0, stats.chi2.ppf(tail, 2 * x) / 2, np.nan)
    most = stats.chi2.ppf(1 - tail, 2 * x + 2) / 2
    return centre * x / most, centre * x / fewest


def _excluded(x: np.ndarray, n: np.ndarray, kind: FunnelKind, centre: float) -> Pairs:
    """For each level, the units whose interval lies below the benchmark, and above it."""
    excluded = {}
    for level, confidence in LEVELS.items():
        if kind == "proportion":
            low, high = wilson_interval(x, n, confidence)
        else:
            low, high = (limit / n for limit in poisson_interval(x, confidence))
        excluded[level] = (high < centre, low > centre)
    return excluded


def _labels(outside: Pairs) -> np.ndarray:
    conditions = [outside["998"][0], outside["998"][1], outside["95"][0], outside["95"][1]]
    return np.select(conditions, ["low998", "high998", "low95", "high95"], "similar").astype(object)


def _columns(limits: Pairs, index: pd.Index | None) -> pd.DataFrame:
    columns = {
        f"{side}{level}": pair[i] for level, pair in limits.items() for i, side in enumerate(("low", "high"))
    }
    return pd.DataFrame(columns, index=index)


def _frame(limits: Pairs, label: np.ndarray, index: pd.Index | None) -> pd.DataFrame:
    frame = _columns(limits, index)
    return frame.assign(label=pd.Series(label, index=frame.index, dtype=object))


def _between_units(x: np.ndarray, n: np.ndarray, kind: FunnelKind, centre: float) -> tuple[float, float]:
    """Dispersion φ = mean of the winsorised z², and the variance τ² between units that it betrays.

    τ² = (Iφ − (I − 1)) / (Σs⁻² − Σs⁻⁴/Σs⁻²) on the transformed scale, 0 when Iφ < I − 1.
    """
    known = ~np.isnan(x / n)
    units = int(known.sum())
    if units < ENOUGH_UNITS:
        return float("nan"), 0.0
    spread = _spread(n[known])
    scores = (_transformed(x[known] / n[known], kind) - _transformed(centre, kind)) / spread
    edges = np.quantile(scores, [WINSORISED, 1 - WINSORISED])
    dispersion = float((np.clip(scores, *edges) ** 2).mean())
    excess = units * dispersion - (units - 1)
    weights = spread**-2.0
    between = excess / (weights.sum() - (weights**2).sum() / weights.sum())
    return dispersion, max(float(between), 0.0)


def _widened_limits(n: np.ndarray, kind: FunnelKind, centre: float, between: float) -> Pairs:
    middle = _transformed(centre, kind)
    half = np.sqrt(_spread(n) ** 2 + between)
    return {
        level: (
            _back(middle - normal_quantile(confidence) * half, kind),
            _back(middle + normal_quantile(confidence) * half, kind),
        )
        for level, confidence in LEVELS.items()
    }


def _transformed(value: Any, kind: FunnelKind) -> Any:
    return np.arcsin(np.sqrt(value)) if kind == "proportion" else np.sqrt(value)


def _spread(n: np.ndarray) -> np.ndarray:
    """Standard deviation of the transformed figure: 1/2√n for a share as for a rate (delta method)."""
    return 1 / (2 * np.sqrt(n))


def _back(value: np.ndarray, kind: FunnelKind) -> np.ndarray:
    if kind == "proportion":
        return np.sin(np.clip(value, 0, np.pi / 2)) ** 2
    return np.clip(value, 0, None) ** 2

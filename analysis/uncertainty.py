"""Intervals: how far a figure may lie from what it measures.

Sources are those that PHEindicatormethods 2.1.0 cites: Wilson 1927 and Newcombe & Altman 2000
(shares), Breslow & Day 1987 (Byar), Armitage & Berry 2002 (exact Poisson), Dobson et al. 1991
(standardised rates); and Newcombe 1998 (difference of shares), Gu et al. 2008 (ratio of rates).

A missing number gives a missing limit. An impossible number raises ValueError and names it.
Series in give Series out (same index), arrays give arrays, numbers give floats.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from scipy import special, stats

from analysis.inputs import floats, index_of, like, not_negative, positive, refuse, single, together

EXACT_BELOW = 10
TOO_FEW_EVENTS = "moins de 10 événements"
MISSING_DATA = "donnée manquante"


class Estimate(NamedTuple):
    """A value, its interval, and why it is missing when it is ("" otherwise)."""

    value: Any
    low: Any
    high: Any
    reason: str = ""


def wilson_interval(count: Any, total: Any, confidence: float = 0.95) -> tuple[Any, Any]:
    """Wilson interval of a share, between 0 and 1: (2x + z² ∓ z√(z² + 4x(1 − x/n))) / 2(n + z²).

    A total of 0 has no interval (missing).

    Raises:
        ValueError: a negative count or total, or a count above its total.
    """
    x, n = together(count=not_negative(count, "count"), total=not_negative(total, "total"))
    refuse(x > n, "count", "dépasse son total", x)
    z = normal_quantile(confidence)
    n = np.where(n > 0, n, np.nan)
    root = z * np.sqrt(z**2 + 4 * x * (1 - x / n))
    low = np.where(x == 0, np.where(np.isnan(n), np.nan, 0.0), (2 * x + z**2 - root) / (2 * (n + z**2)))
    high = np.where(x == n, 1.0, (2 * x + z**2 + root) / (2 * (n + z**2)))
    return like(low, count, total), like(high, count, total)


def poisson_interval(count: Any, confidence: float = 0.95) -> tuple[Any, Any]:
    """Interval of a number of events: exact (chi-squared) below 10, Byar from 10 on.

    Byar: x(1 − 1/9x − z/3√x)³ and (x+1)(1 − 1/9(x+1) + z/3√(x+1))³; a negative lower limit is missing.

    Raises:
        ValueError: a negative count.
    """
    x = not_negative(count, "count")
    exact, byar = _exact_poisson(x, confidence), _byar(x, confidence)
    few = x < EXACT_BELOW
    return like(np.where(few, exact[0], byar[0]), count), like(np.where(few, exact[1], byar[1]), count)


def poisson_method(count: Any) -> Any:
    """Which interval `poisson_interval` uses: "exact" or "Byar", None where the count is missing."""
    x = not_negative(count, "count")
    names = np.where(x < EXACT_BELOW, "exact", "Byar").astype(object)
    return like(np.where(np.isnan(x), np.array(None), names), count)


def mean_interval(values: Any, confidence: float = 0.95) -> tuple[float, float]:
    """Student interval of a mean: x̄ ± t(k−1)·s/√k; missing below two values. Missing values are left out."""
    numbers = floats(values, "values")
    numbers = numbers[~np.isnan(numbers)]
    size = len(numbers)
    if size < 2:
        return float("nan"), float("nan")
    quantile = stats.t.ppf(_upper_tail(confidence), size - 1)
    half = quantile * numbers.std(ddof=1) / np.sqrt(size)
    return float(numbers.mean() - half), float(numbers.mean() + half)


def share_difference(
    count: Any, total: Any, reference_count: Any, reference_total: Any, confidence: float = 0.95
) -> Estimate:
    """Difference of two independent shares (between −1 and 1), Newcombe's hybrid score interval."""
    sources = (count, total, reference_count, reference_total)
    index_of(*sources)
    share, low, high = _share(count, total, confidence)
    base, base_low, base_high = _share(reference_count, reference_total, confidence)
    together(count=share, reference_count=base)
    below, above = np.hypot(share - low, base_high - base), np.hypot(high - share, base - base_low)
    difference = share - base
    numbers = (difference, difference - below, difference + above)
    return _estimate([like(x, *sources) for x in numbers], "total nul", sources)


def rate_ratio(
    count: Any, exposure: Any, reference_count: Any, reference_exposure: Any, confidence: float = 0.95
) -> Estimate:
    """Ratio of two rates of events, score interval: the x that solve (a − bx)² = z²(a + b)x.

    a and b are the counts, x the ratio times the ratio of exposures. Missing where the reference is 0.
    """
    a, exposures, b, base = together(
        count=not_negative(count, "count"),
        exposure=positive(exposure, "exposure"),
        reference_count=not_negative(reference_count, "reference_count"),
        reference_exposure=positive(reference_exposure, "reference_exposure"),
    )
    b = np.where(b > 0, b, np.nan)
    half = 2 * a * b + normal_quantile(confidence) ** 2 * (a + b)
    root = np.sqrt(np.maximum(half**2 - 4 * (a * b) ** 2, 0))
    sources = (count, exposure, reference_count, reference_exposure)
    solutions = [a / b, (half - root) / (2 * b**2), (half + root) / (2 * b**2)]
    ratios = [like(x * base / exposures, *sources) for x in solutions]
    return _estimate(ratios, "aucun événement de référence", sources)


def directly_standardised_rate(
    counts: Any,
    populations: Any,
    standard: Any,
    multiplier: float = 100_000,
    confidence: float = 0.95,
    persons_by_events: Mapping[int, Any] | None = None,
) -> Estimate:
    """Rate per `multiplier` with the age structure of `standard`, Dobson interval.

    M·Σ(wx/n)/Σw ; limits: rate + M·√(Var/O)·(limit of O − O), with Var = Σ(w²x/n²)/(Σw)².
    `persons_by_events` (number of events -> persons per age band) says that the same person counts
    several times: Var is then Σ f²·Var of the persons with f events. Below 10 events: no rate.

    Raises:
        ValueError: bands of unequal lengths or indexes, an impossible number, or events that do not add up.
    """
    x, n, w = _bands(counts=counts, populations=populations, standard=standard)
    scale = single(multiplier, "multiplier")
    refuse(n <= 0, "populations", "doit être positif", n)
    if not x.size or np.isnan(np.concatenate([x, n, w])).any():
        return Estimate(np.nan, np.nan, np.nan, MISSING_DATA)
    events = float(x.sum())
    if events < EXACT_BELOW:
        return Estimate(np.nan, np.nan, np.nan, TOO_FEW_EVENTS)
    refuse(np.array(w.sum() <= 0), "standard", "doit peser plus que zéro", w.sum())
    value = scale * float((w * x / n).sum() / w.sum())
    spread = scale * math.sqrt(_dobson_variance(x, n, w, persons_by_events) / events)
    low, high = poisson_interval(events, confidence)
    return Estimate(value, value + spread * (low - events), value + spread * (high - events))


def indirectly_standardised_ratio(
    observed: Any,
    populations: Any,
    reference_counts: Any,
    reference_populations: Any,
    multiplier: float = 1,
    confidence: float = 0.95,
) -> Estimate:
    """Observed over expected events (times `multiplier`); expected = Σ(reference rate × population).

    `observed` is the total, or one number per band. For a standardised rate, give as multiplier the
    crude rate of the reference. Limits: those of the observed count over the expected one.

    Raises:
        ValueError: bands of unequal lengths or indexes, or an impossible number.
    """
    scale = single(multiplier, "multiplier")
    events = not_negative(observed, "observed")
    n, x, r, *_ = _bands(
        populations=populations,
        reference_counts=reference_counts,
        reference_populations=reference_populations,
        **({"observed": observed} if events.ndim else {}),
    )
    refuse(r <= 0, "reference_populations", "doit être positif", r)
    expected, total = float((x / r * n).sum()), float(events.sum())
    if not n.size or np.isnan(total) or np.isnan(expected):
        return Estimate(np.nan, np.nan, np.nan, MISSING_DATA)
    if expected == 0:
        return Estimate(np.nan, np.nan, np.nan, "aucun événement attendu")
    low, high = poisson_interval(total, confidence)
    return Estimate(scale * total / expected, scale * low / expected, scale * high / expected)


def normal_quantile(confidence: float) -> float:
    """z = Φ⁻¹(0.5 + confidence/2)."""
    return float(special.ndtri(_upper_tail(confidence)))


def _estimate(numbers: list[Any], undefined: str, sources: tuple[Any, ...]) -> Estimate:
    """A single estimate says why it is missing; in a Series or an array each one is missing on its own."""
    value, low, high = numbers
    if not np.isscalar(value) or not np.isnan(value):
        return Estimate(value, low, high)
    return Estimate(value, low, high, MISSING_DATA if any(map(pd.isna, sources)) else undefined)


def _upper_tail(confidence: float) -> float:
    if not 0 < confidence < 1:
        raise ValueError(f"confidence doit être entre 0 et 1 : {confidence}")
    return 0.5 + confidence / 2


def _exact_poisson(x: np.ndarray, confidence: float) -> tuple[np.ndarray, np.ndarray]:
    tail = 1 - _upper_tail(confidence)
    low = np.where(x == 0, 0.0, stats.chi2.ppf(tail, 2 * x) / 2)
    return low, stats.chi2.ppf(1 - tail, 2 * x + 2) / 2


def _byar(x: np.ndarray, confidence: float) -> tuple[np.ndarray, np.ndarray]:
    z = normal_quantile(confidence)
    positive = np.where(x > 0, x, np.nan)
    low = positive * (1 - 1 / (9 * positive) - z / (3 * np.sqrt(positive))) ** 3
    high = (x + 1) * (1 - 1 / (9 * (x + 1)) + z / (3 * np.sqrt(x + 1))) ** 3
    return np.where(low < 0, np.nan, low), high


def _dobson_variance(
    x: np.ndarray, n: np.ndarray, w: np.ndarray, persons_by_events: Mapping[int, Any] | None
) -> float:
    weights = (w / n / w.sum()) ** 2
    if persons_by_events is None:
        return float((weights * x).sum())
    persons = {f: _bands(persons_by_events=p, counts=x)[0] for f, p in persons_by_events.items()}
    events = np.sum([f * p for f, p in persons.items()], axis=0)
    refuse(~np.isclose(events, x), "persons_by_events", "ne redonne pas counts", events)
    return float(sum(f**2 * (weights * p).sum() for f, p in persons.items()))


def _bands(**named: Any) -> list[np.ndarray]:
    index_of(*named.values())
    arrays = {name: np.atleast_1d(not_negative(values, name)) for name, values in named.items()}
    lengths = {name: len(values) for name, values in arrays.items()}
    if len(set(lengths.values())) > 1:
        raise ValueError(f"Nombres de tranches différents : {lengths}")
    return list(arrays.values())


def _share(count: Any, total: Any, confidence: float) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """A share and its Wilson limits, missing where the total is 0."""
    low, high = (np.asarray(limit) for limit in wilson_interval(count, total, confidence))
    n = floats(total, "total")
    return floats(count, "count") / np.where(n > 0, n, np.nan), low, high

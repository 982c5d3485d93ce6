"""The values of results and their intervals, from their numerators and denominators."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd

from analysis.uncertainty import poisson_interval, wilson_interval
from data.declarations import Calculation

SIDES = ("numerator", "denominator", "value")
POISSON = "Byar ou exact"
# Amounts and durations are measured in full: no interval of a sample or of a count applies to their ratios.
_SHARED_UNITS = frozenset({"person", "act", "event", "answer", "site", "document"})
# How many people came or reports arrived varies by chance; how many sessions were held was decided.
_RANDOM_UNITS = frozenset({"person", "event"})


class Rated(NamedTuple):
    """Value, low, high (in the unit of the indicator; NaN where unknown) and method, "" without interval."""

    value: np.ndarray
    low: np.ndarray
    high: np.ndarray
    method: np.ndarray


def rated(
    numerator: np.ndarray,
    denominator: np.ndarray,
    given: np.ndarray,
    *,
    calculation: Calculation,
    counted: frozenset[str],
) -> Rated:
    """The values of one calculation, and their intervals.

    Args:
        given: the value where a formula gave one (a median, a published rate), NaN elsewhere.
        counted: what the numerator's measures count (person, act, euro...).

    Division by zero or by something missing gives a missing value, as does a share above 1.
    """
    made = _ratio(numerator, denominator, calculation) * calculation.multiplier
    value = np.where(np.isnan(given), made, given)
    low, high, method = _interval(numerator, denominator, calculation, counted)
    unknown = np.isnan(value)
    low, high = (np.where(unknown, np.nan, bound) for bound in (low, high))
    return Rated(value, low, high, np.where(np.isfinite(low), method, "").astype(object))


def with_values(rows: pd.DataFrame, calculation: Calculation, counted: frozenset[str]) -> pd.DataFrame:
    """Add value, low, high and method (see `Rated`) to rows of one calculation.

    Args:
        rows: numerator, denominator, and value where a formula gave one.
        counted: what the numerator's measures count.
    """
    sides = (rows[name].to_numpy(dtype=float) for name in SIDES)
    return rows.assign(**rated(*sides, calculation=calculation, counted=counted)._asdict())


def way_of(calculation: Calculation, counted: frozenset[str]) -> tuple[object, ...]:
    """What the value and the interval depend on besides the numbers: calculations alike in it are one."""
    has_formula = calculation.formula is not None
    return calculation.kind, calculation.multiplier, bool(calculation.denominator), has_formula, counted


def _ratio(numerator: np.ndarray, denominator: np.ndarray, calculation: Calculation) -> np.ndarray:
    if calculation.kind == "count" or not (calculation.denominator or calculation.formula):
        return numerator
    ratio = numerator / np.where(denominator > 0, denominator, np.nan)
    return np.where(ratio <= 1, ratio, np.nan) if calculation.kind == "proportion" else ratio


def _interval(
    numerator: np.ndarray, denominator: np.ndarray, calculation: Calculation, counted: frozenset[str]
) -> tuple[np.ndarray, np.ndarray, str]:
    if calculation.kind == "proportion" and counted <= _SHARED_UNITS:
        usable = (denominator > 0) & (numerator <= denominator) & (numerator >= 0)
        part, total = (np.where(usable, side, np.nan) for side in (numerator, denominator))
        low, high = wilson_interval(part, total)
        return np.asarray(low) * calculation.multiplier, np.asarray(high) * calculation.multiplier, "Wilson"
    if calculation.kind == "rate" and counted <= _SHARED_UNITS:
        usable = (denominator > 0) & (numerator >= 0)
        low, high = _of_each(np.where(usable, numerator, np.nan))
        per = calculation.multiplier / np.where(usable, denominator, np.nan)
        return low * per, high * per, POISSON
    if calculation.kind == "count" and counted and counted <= _RANDOM_UNITS:
        low, high = _of_each(np.where(numerator >= 0, numerator, np.nan))
        return low, high, POISSON
    none = np.full(len(numerator), np.nan)
    return none, none, ""


def _of_each(counts: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The Poisson interval of each count, worked out once for counts that are equal."""
    distinct, place = np.unique(counts, return_inverse=True)
    low, high = poisson_interval(distinct)
    return np.asarray(low)[place], np.asarray(high)[place]

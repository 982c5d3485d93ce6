"""The value of a result row and its interval, from its numerator and denominator."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.uncertainty import poisson_interval, wilson_interval
from data.declarations import Calculation

POISSON = "Byar ou exact"
# Amounts and durations are measured in full: no interval of a sample or of a count applies to their ratios.
_SHARED_UNITS = frozenset({"person", "act", "event", "answer", "site", "document"})
# How many people came or reports arrived varies by chance; how many sessions were held was decided.
_RANDOM_UNITS = frozenset({"person", "event"})


def with_values(rows: pd.DataFrame, calculation: Calculation, counted: frozenset[str]) -> pd.DataFrame:
    """Add value, low, high (in the indicator's unit) and method to rows of one calculation.

    Args:
        rows: numerator, denominator, and value where a formula gave one (a median, a published rate).
        counted: what the numerator's measures count (person, act, euro...).

    Division by zero or by something missing gives a missing value, as does a share above 1.
    """
    value = rows["value"].fillna(_ratio(rows, calculation) * calculation.multiplier)
    low, high, method = _interval(rows, calculation, counted)
    bounded = value.notna()
    return rows.assign(
        value=value,
        low=np.where(bounded, low, np.nan),
        high=np.where(bounded, high, np.nan),
        method=np.where(bounded & np.isfinite(low), method, ""),
    )


def way_of(calculation: Calculation, counted: frozenset[str]) -> tuple[object, ...]:
    """What the value and the interval depend on besides the numbers: calculations alike in it are one."""
    has_formula = calculation.formula is not None
    return calculation.kind, calculation.multiplier, bool(calculation.denominator), has_formula, counted


def _ratio(rows: pd.DataFrame, calculation: Calculation) -> pd.Series:
    if not calculation.denominator and calculation.formula is None:
        return rows["numerator"]
    if calculation.kind == "count":
        return rows["numerator"]
    denominator = rows["denominator"].where(rows["denominator"] > 0)
    ratio = rows["numerator"] / denominator
    return ratio.where(ratio <= 1) if calculation.kind == "proportion" else ratio


def _interval(
    rows: pd.DataFrame, calculation: Calculation, counted: frozenset[str]
) -> tuple[np.ndarray, np.ndarray, str]:
    numerator = rows["numerator"].to_numpy(dtype=float)
    denominator = rows["denominator"].to_numpy(dtype=float)
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
    none = np.full(len(rows), np.nan)
    return none, none, ""


def _of_each(counts: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The Poisson interval of each count, worked out once for counts that are equal."""
    distinct, place = np.unique(counts, return_inverse=True)
    low, high = poisson_interval(distinct)
    return np.asarray(low)[place], np.asarray(high)[place]

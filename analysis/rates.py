"""The value of a result row and its interval, from its numerator and denominator."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.uncertainty import poisson_interval, wilson_interval
from data.declarations import Calculation

# Amounts and durations are measured in full: no interval of a sample or of a count applies to them.
_RANDOM_UNITS = frozenset({"person", "act", "event", "answer", "site", "document"})


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
    none = np.full(len(rows), np.nan)
    if counted and not counted <= _RANDOM_UNITS:
        return none, none, ""
    numerator = rows["numerator"].to_numpy(dtype=float)
    denominator = rows["denominator"].to_numpy(dtype=float)
    if calculation.kind == "proportion":
        usable = (denominator > 0) & (numerator <= denominator) & (numerator >= 0)
        low, high = wilson_interval(
            np.where(usable, numerator, np.nan), np.where(usable, denominator, np.nan)
        )
        return np.asarray(low) * calculation.multiplier, np.asarray(high) * calculation.multiplier, "Wilson"
    if calculation.kind == "rate":
        usable = (denominator > 0) & (numerator >= 0)
        low, high = poisson_interval(np.where(usable, numerator, np.nan))
        per = calculation.multiplier / np.where(usable, denominator, np.nan)
        return np.asarray(low) * per, np.asarray(high) * per, "Byar ou exact"
    return none, none, ""

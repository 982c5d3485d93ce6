"""The gap between the priority districts and the rest of the city, period by period, with its intervals.

Only published figures are added: where one part is masked or missing, so is the gap. Intervals are those of
MOVER (Zou & Donner 2008 for differences, Donner & Zou 2012 for ratios), which give Newcombe's interval back
for a difference of two shares; a difference and a ratio then always say the same of chance.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

from analysis.rates import with_values
from data.declarations import Calculation

INSIDE, OUTSIDE = "inside", "outside"
FLAGS_BY_WEIGHT = ("masked", "missing", "not_additive", "break", "provisional", "ok")
NUMBERS = ("numerator", "denominator", "value", "low", "high")
UNUSABLE = ("masked", "missing", "not_additive")


class Interval(NamedTuple):
    """Figures and their limits, as arrays of equal length; limits are missing where there are none."""

    value: np.ndarray
    low: np.ndarray
    high: np.ndarray


def gaps(
    rows: pd.DataFrame, calculation: Calculation, counted: frozenset[str], inside: Sequence[str], outside: str
) -> pd.DataFrame:
    """One row per period: both sides, their difference and their ratio.

    Args:
        rows: rows of one figure at one frequency, all structures, no breakdown.
        counted: what its measures count, see `analysis.rates.with_values`.
        inside: territories put together; those that never give a figure are left out.

    Returns:
        period, period_start, flag, coverage, reported, expected, demonstration; for each side NUMBERS with
        the suffix _inside or _outside; value, low, high (the difference), ratio, ratio_low, ratio_high.
    """
    known = set(rows["territory"].astype(str))
    parts = [code for code in inside if code in known]
    concerned = rows.loc[rows["territory"].isin([*parts, outside])]
    if not parts or outside not in known or concerned.empty:
        return pd.DataFrame()
    frame = _facts(concerned, len(parts) + 1)
    of_side = {
        INSIDE: _pooled(concerned.loc[concerned["territory"] != outside], calculation, counted),
        OUTSIDE: _pooled(concerned.loc[concerned["territory"] == outside], calculation, counted),
    }
    for side, numbers in of_side.items():
        usable = numbers.where(~frame["flag"].isin(UNUSABLE))
        frame = frame.join(usable[list(NUMBERS)].add_suffix(f"_{side}"))
    return _with_gaps(frame).reset_index()


def pooled_gap(rows: pd.DataFrame, calculation: Calculation, counted: frozenset[str]) -> pd.Series:
    """The gap over several periods put together, as one row of `gaps`; for shares and rates only."""
    sides: dict[str, pd.Series] = {}
    for side in (INSIDE, OUTSIDE):
        counts = {name: [float(rows[f"{name}_{side}"].sum())] for name in ("numerator", "denominator")}
        numbers = with_values(pd.DataFrame({**counts, "value": [np.nan]}), calculation, counted)
        sides |= {f"{name}_{side}": numbers[name] for name in NUMBERS}
    return _with_gaps(pd.DataFrame(sides)).iloc[0]


def difference(one: Interval, other: Interval) -> Interval:
    """One figure minus another, each with its own interval."""
    value = one.value - other.value
    below = np.hypot(one.value - one.low, other.high - other.value)
    above = np.hypot(one.high - one.value, other.value - other.low)
    return Interval(value, value - below, value + above)


def ratio(one: Interval, other: Interval) -> Interval:
    """One figure over another, each with its own interval and positive; missing where the other is zero."""
    with np.errstate(divide="ignore", invalid="ignore"):
        value = np.where(other.value > 0, one.value / other.value, np.nan)
        product = one.value * other.value
        least = one.low * (2 * one.value - one.low) * other.high * (2 * other.value - other.high)
        most = one.high * (2 * one.value - one.high) * other.low * (2 * other.value - other.low)
        low = (product - np.sqrt(np.maximum(product**2 - least, 0))) / (
            other.high * (2 * other.value - other.high)
        )
        high = (product + np.sqrt(np.maximum(product**2 - most, 0))) / (
            other.low * (2 * other.value - other.low)
        )
    known = np.isfinite(value) & np.isfinite(low) & np.isfinite(high)
    return Interval(value, np.where(known, low, np.nan), np.where(known, high, np.nan))


def _facts(rows: pd.DataFrame, parts: int) -> pd.DataFrame:
    """What is known of each period: the heaviest flag and the lowest coverage of its parts."""
    weight = {flag: place for place, flag in enumerate(FLAGS_BY_WEIGHT)}
    unknown = rows["numerator"].isna() & ~rows["flag"].isin(UNUSABLE)
    flags = rows["flag"].astype(object).mask(unknown, "missing")
    ordered = rows.assign(flag=flags, weight=flags.map(weight)).sort_values(["period_start", "weight"])
    by_period = ordered.groupby("period", sort=False, observed=True)
    frame = by_period[["period_start", "flag"]].first()
    lowest = ordered.sort_values("coverage", kind="stable").groupby("period", sort=False, observed=True)
    covered = lowest[["coverage", "reported", "expected"]].first()
    frame = frame.join(covered).assign(demonstration=by_period["demonstration"].any())
    complete = by_period.size() == parts
    flag = frame["flag"].where(complete | frame["flag"].isin(UNUSABLE), "missing")
    return frame.assign(flag=flag).sort_values("period_start")


def _pooled(rows: pd.DataFrame, calculation: Calculation, counted: frozenset[str]) -> pd.DataFrame:
    sums = rows.groupby("period", sort=False, observed=True)[["numerator", "denominator"]].sum(min_count=1)
    return with_values(sums.assign(value=np.nan), calculation, counted)


def _with_gaps(frame: pd.DataFrame) -> pd.DataFrame:
    one, other = (_interval(frame, side) for side in (INSIDE, OUTSIDE))
    apart, over = difference(one, other), ratio(one, other)
    return frame.assign(
        value=apart.value,
        low=apart.low,
        high=apart.high,
        ratio=over.value,
        ratio_low=over.low,
        ratio_high=over.high,
    )


def _interval(frame: pd.DataFrame, side: str) -> Interval:
    return Interval(*(frame[f"{name}_{side}"].to_numpy(dtype=float) for name in ("value", "low", "high")))

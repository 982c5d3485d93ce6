"""Things that do not add up, such as distinct persons: bracketed between the largest part and the sum."""

from __future__ import annotations

import pandas as pd

from analysis.disclosure import is_small


def unsafe_brackets(raw: pd.DataFrame, thresholds: pd.Series) -> pd.Series:
    """True where a bracket would give away a small count: its bounds, or the difference between them.

    Args:
        raw: numerator (the sum of the parts), largest, not_additive.
        thresholds: the smallest number of persons shown, one per row.
    """
    smallest = thresholds.to_numpy()
    total, largest = raw["numerator"].to_numpy(dtype=float), raw["largest"].to_numpy(dtype=float)
    small = is_small(total, smallest) | is_small(largest, smallest) | is_small(total - largest, smallest)
    return raw["not_additive"] & small


def with_brackets(results: pd.DataFrame) -> pd.DataFrame:
    """Where the flag is "not_additive": no value, and `low` and `high` the largest part and the sum."""
    bracketed = results["flag"] == "not_additive"
    return results.assign(
        low=results["low"].mask(bracketed, results["largest"]),
        high=results["high"].mask(bracketed, results["numerator"]),
        method=results["method"].mask(bracketed, "fourchette"),
        **{name: results[name].mask(bracketed) for name in ("numerator", "denominator", "value")},
    )

"""Things that do not add up, such as distinct persons: bracketed between the largest part and the sum."""

from __future__ import annotations

from collections.abc import Collection

import pandas as pd

from analysis.cells import ALL
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


def with_brackets(results: pd.DataFrame, without_sum: Collection[int]) -> pd.DataFrame:
    """Where the flag is "not_additive": no value, and `low` and `high` the largest part and the sum.

    Args:
        without_sum: figures whose sum means nothing, such as medians: `low` and `high` are then the smallest
            and the largest of the structures.
    """
    bracketed = results["flag"] == "not_additive"
    summed = bracketed & ~results["figure"].isin(list(without_sum))
    lowest, highest = _range_of_structures(results)
    return results.assign(
        low=results["low"].mask(bracketed, results["largest"].where(summed, lowest)),
        high=results["high"].mask(bracketed, results["numerator"].where(summed, highest)),
        method=results["method"].mask(bracketed, "fourchette"),
        **{name: results[name].mask(bracketed) for name in ("numerator", "denominator", "value")},
    )


def _range_of_structures(results: pd.DataFrame) -> tuple[pd.Series, pd.Series]:
    """For each row, the extremes that structures have at the same place; missing where one is masked."""
    place = [results[name] for name in ("figure", "period", "territory", "breakdown", "category")]
    each = results["structure"] != ALL
    hidden = (each & (results["flag"] == "masked")).groupby(place, sort=False).transform("any")
    values = results["value"].where(each).groupby(place, sort=False)
    return values.transform("min").mask(hidden), values.transform("max").mask(hidden)

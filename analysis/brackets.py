"""Things that do not add up, such as distinct persons: bracketed between the largest part and the sum."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
import pandas as pd

from analysis.cells import ALL
from analysis.groups import among, group_numbers, largest, smallest

PLACE = ["figure", "period", "territory", "breakdown", "category"]


def with_brackets(results: pd.DataFrame, counts: Collection[int], averages: Collection[int]) -> pd.DataFrame:
    """Where the flag is "not_additive": no value, and `low` and `high` around it where that can be said.

    Args:
        counts: figures that are numbers: `low` and `high` are the largest part and the sum.
        averages: figures such as medians: `low` and `high` are the smallest and the largest of the
            structures. Nothing brackets a ratio whose parts do not add up, nor medians over time.
    """
    bracketed = results["flag"] == "not_additive"
    told = has_bracket(results)
    is_count, is_average = (results["figure"].isin(list(numbers)) for numbers in (counts, averages))
    lowest, highest = _range_of_structures(results)
    low = results["largest"].where(is_count & told, np.where(is_average & told, lowest, np.nan))
    high = results["numerator"].where(is_count & told, np.where(is_average & told, highest, np.nan))
    return results.assign(
        low=results["low"].mask(bracketed, low),
        high=results["high"].mask(bracketed, high),
        method=results["method"].mask(bracketed, "").mask(bracketed & high.notna(), "fourchette"),
        **{name: results[name].mask(bracketed) for name in ("numerator", "denominator", "value")},
    )


def has_bracket(rows: pd.DataFrame) -> pd.Series:
    """Where a bracket may be given: the whole public, and no structure expected is missing.

    One more bound by age, or over a part of the structures, would tell small numbers of the others.
    """
    complete = ~(rows["reported"].astype(float) < rows["expected"].astype(float))
    return complete & rows["breakdown"].isin([ALL, "complement"])


def _range_of_structures(results: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """For each row, the extremes that structures have at the same place; missing where one is masked."""
    numbers, first = group_numbers(results, PLACE)
    each = (results["structure"] != ALL).to_numpy()
    is_unknown = each & results["flag"].isin(["masked", "not_additive"]).to_numpy()
    unknown = among(numbers[is_unknown], len(first))
    values = results["value"].to_numpy(dtype=float)
    low, high = (extreme(values[each], numbers[each], len(first)) for extreme in (smallest, largest))
    return np.where(unknown, np.nan, low)[numbers], np.where(unknown, np.nan, high)[numbers]

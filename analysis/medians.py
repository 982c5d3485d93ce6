"""How far a median may lie from what it measures."""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy import stats

from analysis.inputs import floats

TAIL = 0.025


def median_interval(values: Any) -> tuple[float, float]:
    """Interval at 95 % of a median: its order statistics k and n + 1 − k (Conover 1999, binomial 1/2).

    Missing below six values, where no rank holds 95 %. Missing values are left out.
    """
    numbers = floats(values, "values")
    ordered = np.sort(numbers[~np.isnan(numbers)])
    rank = int(stats.binom.ppf(TAIL, len(ordered), 0.5)) if len(ordered) else 0
    if rank < 1:
        return float("nan"), float("nan")
    return float(ordered[rank - 1]), float(ordered[-rank])

"""The flag of each result: the first thing a reader must know before its value."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np
import pandas as pd

from analysis.figures import Figure
from analysis.groups import group_numbers, smallest

SERIES = ["frequency", "territory", "structure", "breakdown", "category"]
FLAGS = ("ok", "provisional", "break", "not_additive", "missing", "masked")


def first_flags(raw: pd.DataFrame, figures: Sequence[Figure], today: date) -> pd.DataFrame:
    """Set `flag` from the marks of the rows, the gravest first.

    Masked by the sender, missing, not additive, first period after a break of the series, provisional (also:
    the period is not over), ok.
    """
    running = raw["period_end"] >= pd.Timestamp(today)
    conditions = [
        raw["secret"],
        raw["missing"],
        raw["not_additive"],
        _first_after_break(raw, figures),
        raw["provisional"] | running,
    ]
    flags = np.select(conditions, ["masked", "missing", "not_additive", "break", "provisional"], default="ok")
    return raw.assign(flag=flags)


def last_flags(results: pd.DataFrame) -> pd.DataFrame:
    """A result without value is missing, unless something graver was said of it already."""
    valueless = results["value"].isna() & results["flag"].isin(["ok", "provisional", "break"])
    return results.assign(flag=results["flag"].mask(valueless, "missing"))


def _first_after_break(raw: pd.DataFrame, figures: Sequence[Figure]) -> np.ndarray:
    breaks = [
        (number, pd.Timestamp(change.date))
        for number, figure in enumerate(figures)
        for change in figure.indicator.definition_changes
        if change.breaks_series
    ]
    broken = np.zeros(len(raw), dtype=bool)
    figure, start = raw["figure"].to_numpy(), raw["period_start"].astype("int64").to_numpy(dtype=float)
    for number, day in breaks:
        after = np.flatnonzero((figure == number) & (raw["period_end"] >= day).to_numpy())
        numbers, first = group_numbers(raw.iloc[after], SERIES)
        earliest = smallest(start[after], numbers, len(first))
        broken[after[start[after] == earliest[numbers]]] = True
    return broken

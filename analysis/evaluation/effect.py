"""What an evaluation finds: the effect, the checks it went through, and what may be concluded.

Nothing here depends on a method: interrupted series, difference-in-differences and synthetic control all give
an `Effect`, and everything after (falsification, judgement, pages) reads only that.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal, Protocol

import numpy as np
import pandas as pd

from analysis.evaluation.decision import DataSituation

Scale = Literal["relative", "absolute"]
Method = Literal["interrupted_series", "difference_in_differences", "synthetic_control"]
SERIES_COLUMNS = ("period", "observed", "fitted", "counterfactual", "low", "high", "after")


@dataclass(frozen=True)
class Check:
    """One attempt to prove an effect wrong.

    Attributes:
        code: "in_time", "in_space", "leave_one_out", "windows", "pre_trend", "negative_control"...
        name: what is checked, in French; passed: None when the data do not allow the check.
        detail: what was found, in one French sentence; failure: as the rest of « pourrait avoir une autre
            cause : ... ».
        values: what was found, as numbers by label, in the scale of the effect.
    """

    code: str
    name: str
    passed: bool | None
    detail: str
    failure: str = ""
    values: dict[str, float] = field(default_factory=dict)


class Study(Protocol):
    """The data and the options an effect was found with: what is needed to try it again otherwise."""

    def checks(self, effect: Effect) -> list[Check]: ...

    def placebos(self) -> pd.Series: ...

    def visible(self, effect: Effect, power: float) -> float: ...

    def next_conclusion(self, effect: Effect, plausible: float) -> NextConclusion: ...


@dataclass(frozen=True)
class NextConclusion:
    """What is missing, in words, and the period from which a conclusion becomes possible ("" if never)."""

    missing: str
    period: str = ""


@dataclass(frozen=True, eq=False)
class Effect:
    """What an action changed, with its uncertainty.

    Attributes:
        estimate, low, high: "relative": shares, -0.11 for -11 %; "absolute": units of the value. NaN when the
            data allow no estimate, or no interval. The interval is at 95 %.
        p: two-sided; by permutation for panels.
        dispersion: Pearson chi2 / df of a count model (NaN for panels); autocorrelation: bias-corrected, of
            the residuals (NaN for panels).
        series: columns SERIES_COLUMNS, one row per period used; `low` and `high` are the band around the
            counterfactual, from the start only.
        formula: the model, in words.
        situation: what the decision table needs to know of the data.
        standard_error, df: of the estimate, on the log scale when relative; NaN by permutation.
        comparators: names of the comparison units; weights: of each, for a synthetic control.
        event_study: gap with the comparators at each period, and the margin of their own gaps (one start).
        group_time: effect of each group of starts at each period from its start (staggered starts).
    """

    estimate: float
    low: float
    high: float
    scale: Scale
    p: float
    method: Method
    n_before: int
    n_after: int
    series: pd.DataFrame
    formula: str
    situation: DataSituation
    study: Study
    dispersion: float = math.nan
    autocorrelation: float = math.nan
    standard_error: float = math.nan
    df: float = math.nan
    comparators: tuple[str, ...] = ()
    weights: dict[str, float] = field(default_factory=dict)
    event_study: pd.DataFrame | None = None
    group_time: pd.DataFrame | None = None

    @property
    def counterfactual(self) -> pd.Series:
        """What would have been expected without the action, from its start, by period."""
        after = self.series.loc[self.series["after"]]
        return pd.Series(after["counterfactual"].to_numpy(), index=after["period"], name="counterfactual")

    @cached_property
    def placebos(self) -> pd.Series:
        """The same estimate where, or when, nothing happened: by comparator, or by date of the baseline."""
        return self.study.placebos()

    @cached_property
    def checks(self) -> tuple[Check, ...]:
        return tuple(self.study.checks(self))

    @property
    def has_interval(self) -> bool:
        return not (math.isnan(self.estimate) or math.isnan(self.low) or math.isnan(self.high))

    @property
    def excludes_zero(self) -> bool:
        return self.has_interval and (self.low > 0 or self.high < 0)

    @property
    def shares(self) -> tuple[float, float, float]:
        """Estimate, low and high as shares of what would have been expected."""
        if self.scale == "relative":
            return self.estimate, self.low, self.high
        expected = abs(self._expected())
        if not expected > 0:
            return math.nan, math.nan, math.nan
        return self.estimate / expected, self.low / expected, self.high / expected

    def per_year(self) -> tuple[float, float, float]:
        """Estimate, low and high in units of the value: a total per year of counts, else the value itself."""
        if self.scale == "absolute":
            return self.estimate, self.low, self.high
        expected = self._expected() * self.situation.period_length
        return self.estimate * expected, self.low * expected, self.high * expected

    def _expected(self) -> float:
        known = self.counterfactual.to_numpy(dtype=float)
        return float(np.nanmean(known)) if len(known) and not np.isnan(known).all() else math.nan


def series_frame(columns: Mapping[str, Any]) -> pd.DataFrame:
    return pd.DataFrame(columns)[list(SERIES_COLUMNS)]

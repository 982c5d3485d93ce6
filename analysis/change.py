"""How much a figure has changed: one year against the year before, or the trend of five years.

Sub-annual figures are pooled over the last year and compared with the same periods one year before:
difference of shares (Newcombe), ratio of rates (score), mean of the differences (Student).
"""

from __future__ import annotations

from typing import Literal, NamedTuple

import numpy as np
import pandas as pd
from scipy import stats

from analysis.trend import CRITICAL_CHI2, DECREASING, INCREASING, NO_CHANGE, NOT_CALCULATED, recent_trend
from analysis.uncertainty import mean_interval, rate_ratio, share_difference
from data.declarations import Calculation
from data.periods import MONTHS_IN, Kind

Direction = Literal["up", "down", "flat"]

LARGE_SHARE = 0.15
LARGE_PART = 0.3
VAGUE_RATIO = 2


class Change(NamedTuple):
    """A figure now and before, their difference (or ratio) with its interval, in the indicator's unit.

    `large` is the size of a difference that nobody would call stable.
    """

    value: float
    reference: float
    form: Literal["difference", "ratio"]
    change: float
    low: float
    high: float
    large: float = float("inf")

    @property
    def direction(self) -> Direction:
        """Where the figure went, "flat" when the interval holds no change."""
        neutral = 1 if self.form == "ratio" else 0
        if self.low > neutral:
            return "up"
        return "down" if self.high < neutral else "flat"

    @property
    def is_too_vague(self) -> bool:
        """True when the interval holds no change as well as a large one: neither stable nor anything else.

        Large: more than 15 points either way, a ratio of limits above 2, or 30 % of the earlier value.
        """
        if self.direction != "flat":
            return False
        if self.form == "ratio":
            return self.high > VAGUE_RATIO * self.low
        return self.high - self.low > 2 * self.large

    @property
    def is_known(self) -> bool:
        return pd.notna([self.change, self.low, self.high]).all()


class YearlyTrend(NamedTuple):
    """Where a yearly figure goes; `rests_on_one` says that a single year makes what looks like a trend."""

    direction: Direction
    rests_on_one: bool


def periods_per_year(frequency: Kind) -> int:
    return 12 // MONTHS_IN[frequency]


def year_on_year(indicator: Calculation, rows: pd.DataFrame, frequency: Kind) -> Change:
    """The last year of periods against the year before; `rows` hold two years without gap, in order.

    Of a snapshot, the last period only, against the same one a year before.
    """
    span = periods_per_year(frequency)
    recent, before = rows.iloc[-span:], rows.iloc[-2 * span : -span]
    if indicator.snapshot:
        recent, before = recent.iloc[-1:], before.iloc[-1:]
    if not _is_counted(indicator, pd.concat([before, recent])):
        return _mean_change(recent, before)
    if indicator.kind == "proportion":
        return _share_change(recent, before, indicator.multiplier)
    return _rate_change(recent, before, indicator.multiplier if indicator.kind == "rate" else None)


def five_year_trend(indicator: Calculation, rows: pd.DataFrame, every_years: int = 1) -> YearlyTrend | None:
    """Where five yearly rows go: on counts or intervals as Fingertips, else on their own scatter.

    Shares at 0 or 100 % are tested on their intervals. None when nothing can be tested.
    """
    if rows[["low", "high"]].isna().any(axis=None):
        return _scatter_trend(rows["value"].to_numpy(dtype=float))
    frame = rows.rename(columns={"numerator": "count"})
    trend = recent_trend(frame, "proportion", every_years) if indicator.kind == "proportion" else None
    if trend is None or trend.label == NOT_CALCULATED:
        trend = recent_trend(frame, "weighted", every_years)
    if trend.label == NOT_CALCULATED:
        return None
    directions: dict[str, Direction] = {INCREASING: "up", DECREASING: "down"}
    rests_on_one = trend.label == NO_CHANGE and trend.chi2 > CRITICAL_CHI2
    return YearlyTrend(directions.get(trend.label, "flat"), rests_on_one)


def _scatter_trend(values: np.ndarray) -> YearlyTrend:
    """Least squares line of values without interval: slope ± t(n − 2)·standard error, then leave-one-out."""
    t = np.arange(len(values), dtype=float)
    line = stats.linregress(t, values)
    half = stats.t.ppf(0.975, len(values) - 2) * line.stderr
    if line.slope == 0 or abs(line.slope) <= half:
        return YearlyTrend("flat", False)
    left_out = [np.polyfit(np.delete(t, out), np.delete(values, out), 1)[0] for out in range(len(values))]
    if any(slope * line.slope <= 0 for slope in left_out):
        return YearlyTrend("flat", True)
    return YearlyTrend("up" if line.slope > 0 else "down", False)


def _is_counted(indicator: Calculation, rows: pd.DataFrame) -> bool:
    """True where the figure comes from counts of independent things, with an interval of its own."""
    needed = {"proportion": ["numerator", "denominator"], "rate": ["numerator", "denominator"]}
    columns = needed.get(indicator.kind, ["numerator"])
    is_count = indicator.kind in ("proportion", "rate", "count")
    return is_count and bool(rows[[*columns, "low", "high"]].notna().all(axis=None))


def _share_change(recent: pd.DataFrame, before: pd.DataFrame, multiplier: float) -> Change:
    x, n, x0, n0 = (
        float(part[name].sum()) for part in (recent, before) for name in ("numerator", "denominator")
    )
    estimate = share_difference(x, n, x0, n0)
    change, low, high = (multiplier * float(number) for number in estimate[:3])
    now, then = multiplier * x / n, multiplier * x0 / n0
    return Change(now, then, "difference", change, low, high, multiplier * LARGE_SHARE)


def _rate_change(recent: pd.DataFrame, before: pd.DataFrame, multiplier: float | None) -> Change:
    """Rates over the pooled denominators; for a plain count, the mean of a period."""
    x, x0 = float(recent["numerator"].sum()), float(before["numerator"].sum())
    if multiplier is None:
        n, n0, multiplier = float(len(recent)), float(len(before)), 1.0
    else:
        n, n0 = float(recent["denominator"].sum()), float(before["denominator"].sum())
    return Change(multiplier * x / n, multiplier * x0 / n0, "ratio", *rate_ratio(x, n, x0, n0)[:3])


def _mean_change(recent: pd.DataFrame, before: pd.DataFrame) -> Change:
    now, then = recent["value"].to_numpy(dtype=float), before["value"].to_numpy(dtype=float)
    low, high = mean_interval(now - then)
    if low == high != 0:
        low = high = float("nan")
    value, reference = float(now.mean()), float(then.mean())
    return Change(value, reference, "difference", value - reference, low, high, LARGE_PART * abs(reference))

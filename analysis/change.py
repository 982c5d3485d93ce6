"""How much a figure has changed: one year against the year before, or the trend of five years.

Sub-annual figures are pooled over the last year and compared with the same periods one year before:
difference of shares (Newcombe), ratio of rates (score), mean of the differences (Student).
"""

from __future__ import annotations

from typing import Literal, NamedTuple

import pandas as pd

from analysis.trend import DECREASING, INCREASING, NOT_CALCULATED, Trend, recent_trend
from analysis.uncertainty import Estimate, mean_interval, rate_ratio, share_difference
from data.declarations import Calculation
from data.periods import MONTHS_IN, Kind

Direction = Literal["up", "down", "flat"]


class Change(NamedTuple):
    """A figure now and before, their difference (or ratio) with its interval, in the indicator's unit."""

    value: float
    reference: float
    form: Literal["difference", "ratio"]
    change: float
    low: float
    high: float

    @property
    def direction(self) -> Direction:
        """Where the figure went, "flat" when the interval holds no change."""
        neutral = 1 if self.form == "ratio" else 0
        if self.low > neutral:
            return "up"
        return "down" if self.high < neutral else "flat"

    @property
    def is_known(self) -> bool:
        return pd.notna([self.change, self.low, self.high]).all()


def periods_per_year(frequency: Kind) -> int:
    return 12 // MONTHS_IN[frequency]


def year_on_year(indicator: Calculation, rows: pd.DataFrame, frequency: Kind) -> Change:
    """The last year of periods against the year before; `rows` hold two years without gap, in order."""
    span = periods_per_year(frequency)
    recent, before = rows.iloc[-span:], rows.iloc[-2 * span : -span]
    if not _is_counted(indicator, rows.iloc[-2 * span :]):
        return _mean_change(recent, before)
    if indicator.kind == "proportion":
        return _share_change(recent, before, indicator.multiplier)
    return _rate_change(recent, before, indicator.multiplier if indicator.kind == "rate" else None)


def five_year_trend(
    indicator: Calculation, rows: pd.DataFrame, every_years: int = 1
) -> tuple[Trend, Direction]:
    """Trend of yearly rows and where it goes; shares at 0 or 100 % are tested on their intervals."""
    frame = rows.rename(columns={"numerator": "count"})
    trend = None
    if indicator.kind == "proportion":
        trend = recent_trend(frame, "proportion", every_years)
    if trend is None or trend.label == NOT_CALCULATED:
        trend = recent_trend(frame, "weighted", every_years)
    directions: dict[str, Direction] = {INCREASING: "up", DECREASING: "down"}
    return trend, directions.get(trend.label, "flat")


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
    return _change(multiplier * x / n, multiplier * x0 / n0, "difference", estimate, multiplier)


def _rate_change(recent: pd.DataFrame, before: pd.DataFrame, multiplier: float | None) -> Change:
    """Rates over the pooled denominators; for a plain count, the mean of a period."""
    x, x0 = float(recent["numerator"].sum()), float(before["numerator"].sum())
    if multiplier is None:
        return _change(
            x / len(recent), x0 / len(before), "ratio", rate_ratio(x, len(recent), x0, len(before))
        )
    n, n0 = float(recent["denominator"].sum()), float(before["denominator"].sum())
    return _change(multiplier * x / n, multiplier * x0 / n0, "ratio", rate_ratio(x, n, x0, n0))


def _mean_change(recent: pd.DataFrame, before: pd.DataFrame) -> Change:
    now, then = recent["value"].to_numpy(dtype=float), before["value"].to_numpy(dtype=float)
    low, high = mean_interval(now - then)
    if low == high != 0:
        low = high = float("nan")
    estimate = Estimate((now - then).mean(), low, high)
    return _change(float(now.mean()), float(then.mean()), "difference", estimate)


def _change(
    value: float, reference: float, form: Literal["difference", "ratio"], estimate: Estimate, scale: float = 1
) -> Change:
    return Change(value, reference, form, *(scale * float(number) for number in estimate[:3]))

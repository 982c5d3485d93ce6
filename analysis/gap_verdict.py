"""Whether the gap between the priority districts and the rest of the city narrows, and why it can be said."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

from analysis import sentences
from analysis.change import LARGE_SHARE, periods_per_year
from analysis.gaps import Interval, difference, pooled_gap
from analysis.sentences import COLON
from analysis.trend import DECREASING, INCREASING, NOT_CALCULATED, recent_trend
from analysis.uncertainty import mean_interval
from analysis.window import find_obstacle, step, window_of
from analysis.wording import change_text, in_period, interval_text, is_missing, list_text
from data.declarations import Indicator

Word = Literal["reduit", "creuse", "inverse", "stable", "on ne peut pas conclure"]
TITLES: dict[Word, str] = {
    "reduit": "L'écart s'est réduit",
    "creuse": "L'écart s'est creusé",
    "inverse": "L'écart a changé de sens",
    "stable": "L'écart n'a pas nettement changé",
    "on ne peut pas conclure": "On ne peut pas conclure",
}


@dataclass(frozen=True)
class GapVerdict:
    """What became of the gap, why, and what would be needed next ("" when nothing)."""

    word: Word
    reason: str
    next_step: str = ""

    @property
    def title(self) -> str:
        return TITLES[self.word]


def gap_verdict(indicator: Indicator, rows: pd.DataFrame, counted: frozenset[str]) -> GapVerdict:
    """Judge the gaps of one indicator, whose `frequency` is that of the rows.

    Below a year: the last year of periods against the year before, as any other figure of the product.
    By year: the trend of the last five. Provisional last periods are left out.

    Args:
        rows: as `analysis.gaps.gaps` returns them, oldest first.
    """
    settled = _settled(rows)
    obstacle = find_obstacle(indicator, settled, has_provisional=len(settled) < len(rows))
    if obstacle is not None:
        return GapVerdict("on ne peut pas conclure", obstacle.reason, obstacle.next_step)
    window = window_of(indicator, settled).rows
    if indicator.frequency in ("year", "school_year"):
        return _over_five_years(indicator, window)
    return _over_a_year(indicator, window, counted)


def gap_text(gap: float | None, unit: str) -> str:
    """« +1,2 point »; a gap is read to one decimal, as the figures it comes from."""
    return change_text(None if is_missing(gap) else round(float(gap or 0.0), 1) + 0.0, unit)


def _settled(rows: pd.DataFrame) -> pd.DataFrame:
    is_last = (rows["flag"] == "provisional")[::-1].cummin()[::-1].astype(bool)
    return rows[~is_last].reset_index(drop=True)


def _over_a_year(indicator: Indicator, window: pd.DataFrame, counted: frozenset[str]) -> GapVerdict:
    span = periods_per_year(indicator.frequency)
    recent, before = window.iloc[-span:], window.iloc[-2 * span : -span]
    if window[["low", "high"]].isna().any(axis=None):
        now, then = float(recent["value"].mean()), float(before["value"].mean())
        moved = recent["value"].to_numpy(dtype=float) - before["value"].to_numpy(dtype=float)
        low, high = mean_interval(moved)
    else:
        (now, then), (low, high) = _pooled_change(indicator, recent, before, counted)
    span_text = sentences.span_compared(indicator, indicator.frequency, str(window["period"].iloc[-1]))
    earlier = f"contre {gap_text(then, indicator.unit)} un an plus tôt"
    said = f"{gap_text(now, indicator.unit)} {span_text}, {earlier}"
    return _said(indicator, now, then, (low, high), said)


def _pooled_change(
    indicator: Indicator, recent: pd.DataFrame, before: pd.DataFrame, counted: frozenset[str]
) -> tuple[tuple[float, float], tuple[float, float]]:
    pooled = [pooled_gap(part, indicator, counted) for part in (recent, before)]
    now, then = (Interval(*(np.array([gap[name]]) for name in ("value", "low", "high"))) for gap in pooled)
    moved = difference(now, then)
    return (float(now.value[0]), float(then.value[0])), (float(moved.low[0]), float(moved.high[0]))


def _said(
    indicator: Indicator, now: float, then: float, limits: tuple[float, float], said: str
) -> GapVerdict:
    low, high = limits
    if np.isnan([low, high]).any():
        return GapVerdict("on ne peut pas conclure", *sentences.no_interval())
    unit = "points" if indicator.unit == "%" else indicator.unit
    around = f"un changement {interval_text(low, high, unit, signed=True)}"
    if low <= 0 <= high:
        if high - low > 2 * LARGE_SHARE * indicator.multiplier:
            reason = f"{said}{COLON}{around}, trop incertain"
            return GapVerdict("on ne peut pas conclure", reason, sentences.wait_for_more())
        return GapVerdict("stable", f"{said}{COLON}{around}, ce que le hasard peut donner")
    return GapVerdict(_word(now, then), f"{said}{COLON}{around}")


def _over_five_years(indicator: Indicator, window: pd.DataFrame) -> GapVerdict:
    trend = recent_trend(window, "weighted", step(indicator))
    first, last = window.iloc[0], window.iloc[-1]
    said = list_text(
        (f"{gap_text(row['value'], indicator.unit)} {in_period(row['period'])}" for row in (first, last)),
        "puis",
    )
    if trend.label == NOT_CALCULATED:
        return GapVerdict("on ne peut pas conclure", *sentences.no_interval())
    if trend.label not in (INCREASING, DECREASING):
        return GapVerdict("stable", f"{said}{COLON}ni hausse ni baisse nette en cinq points")
    return GapVerdict(_word(float(last["value"]), float(first["value"])), said)


def _word(now: float, then: float) -> Word:
    if now * then < 0:
        return "inverse"
    return "reduit" if abs(now) < abs(then) else "creuse"

"""Verdict on one figure: progress, setback, stable, or why nothing can be concluded.

What stands in the way is looked for first (methods.md sections 1.8 and 1.14, mission.md section 4);
only then is the change tested. A verdict always carries its reason and what would be needed next.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import pandas as pd

from analysis import sentences
from analysis.change import Direction, five_year_trend, year_on_year
from analysis.progress import target_status, trajectory
from analysis.window import Obstacle, find_obstacle, step, window_of
from data.declarations import Indicator

__all__ = ["Verdict", "target_status", "trajectory", "verdict"]

Word = Literal["progres", "recul", "stable", "on ne peut pas conclure", "contexte"]


@dataclass(frozen=True)
class Verdict:
    """The word, its reason and the next step ("" when none), and where the figure went.

    `direction` is "up", "down" or "flat" for the figure itself, None when nothing was tested.
    """

    word: Word
    reason: str
    next_step: str
    direction: Direction | None = None


def verdict(indicator: Indicator, results: pd.DataFrame, targets: pd.DataFrame | None = None) -> Verdict:
    """Judge the rows of one indicator, territory, structure and category, at its own frequency.

    `results` are rows of the result table; `targets` rows of `objectifs` for this indicator.
    Provisional last periods are left out of the test, and the reason says so.
    """
    if indicator.polarity == "none" or indicator.level == "contexte":
        return Verdict("contexte", sentences.followed_without_judgement(indicator.level), "")
    settled, provisional = _without_provisional(_in_order(results))
    obstacle = find_obstacle(indicator, settled, has_provisional=bool(provisional))
    if obstacle is not None:
        return Verdict("on ne peut pas conclure", obstacle.reason, obstacle.next_step)
    tested = _test(indicator, window_of(indicator, settled).rows)
    if isinstance(tested, Obstacle):
        return Verdict("on ne peut pas conclure", tested.reason, tested.next_step)
    direction, reason = tested
    note = sentences.provisional_left_out(provisional)
    return Verdict(
        _word(direction, indicator.polarity), reason + note, _next_step(indicator, targets), direction
    )


def _in_order(results: pd.DataFrame) -> pd.DataFrame:
    return results.assign(period=results["period"].astype(str)).sort_values("period", ignore_index=True)


def _without_provisional(rows: pd.DataFrame) -> tuple[pd.DataFrame, list[str]]:
    is_last = (rows["flag"] == "provisional")[::-1].cummin()[::-1].astype(bool)
    return rows[~is_last], list(rows.loc[is_last, "period"])


def _test(indicator: Indicator, rows: pd.DataFrame) -> tuple[Direction, str] | Obstacle:
    """Where the figure went, with the sentence that says it; an obstacle when it cannot be tested."""
    if indicator.frequency in ("year", "school_year"):
        return _test_trend(indicator, rows)
    change = year_on_year(indicator, rows, indicator.frequency)
    if not change.is_known:
        return Obstacle(*sentences.no_interval())
    span = sentences.span_compared(indicator, indicator.frequency, rows["period"].iloc[-1])
    sentence = sentences.change_over_year(change, indicator.unit, span)
    if change.is_too_vague:
        return Obstacle(sentence, sentences.wait_for_more())
    return change.direction, sentence


def _test_trend(indicator: Indicator, rows: pd.DataFrame) -> tuple[Direction, str] | Obstacle:
    trend = five_year_trend(indicator, rows, step(indicator))
    if trend is None:
        return Obstacle(*sentences.no_interval())
    first, last = rows.iloc[0], rows.iloc[-1]
    return trend.direction, sentences.trend_over_years(first, last, indicator.unit, *trend)


def _word(direction: Direction, polarity: str) -> Word:
    if direction == "flat":
        return "stable"
    return "progres" if direction == polarity else "recul"


def _next_step(indicator: Indicator, targets: pd.DataFrame | None) -> str:
    if targets is None:
        return sentences.target_step(False, False)
    goal, start = targets["valeur_cible"], targets["valeur_initiale"]
    ahead = (goal > start) if indicator.polarity == "up" else (goal < start)
    return sentences.target_step(bool(goal.notna().any()), bool(start.notna().any()), bool(ahead.any()))

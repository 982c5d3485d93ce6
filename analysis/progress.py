"""Progress towards a target: achievement, pace, status, place on the trajectory.

Sources: PILOTE (DITP), taux d'avancement and its degenerate cases (methods.md 1.12); pace as in
mission.md section 2, « Calculs et alertes »; target status with uncertainty as Fingertips.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Any, Literal, NamedTuple

import numpy as np
import pandas as pd

from analysis.inputs import floats, like, together
from analysis.wording import is_missing
from data.declarations import Calculation
from data.periods import Period, cached_parse

Direction = Literal["up", "down", "stable"]
PACE_STEPS = 3
SLOW_PACE = 0.5

REACHED, NOT_REACHED, UNDETERMINED = "atteinte", "non atteinte", "indéterminé"
ALREADY_REACHED, ENOUGH = "cible déjà atteinte", "rythme suffisant"
SLOW, TOO_SLOW = "rythme un peu lent", "rythme insuffisant"
AHEAD, LATE = "en avance", "en retard"


class Target(NamedTuple):
    """A value to reach by the end of a period, and where it starts from when it is known."""

    value: float
    due: str | None
    initial: float | None = None
    initial_period: str | None = None


class Pace(NamedTuple):
    """Observed and required change per period; `on_track` is None when it cannot be said."""

    observed: float
    required: float
    on_track: bool | None
    reason: str

    @property
    def is_reached(self) -> bool:
        return self.reason == ALREADY_REACHED

    @property
    def is_enough(self) -> bool:
        """Whether this pace reaches the target in time; on track only says: not less than half of it."""
        return self.reason in (ALREADY_REACHED, ENOUGH)


class Trajectory(NamedTuple):
    """Value expected on the straight line from start to target, and the place of the current one."""

    expected: float
    status: str | None


def achievement_rate(initial: Any, target: Any, current: Any, direction: Direction) -> tuple[Any, Any]:
    """100·(current − initial)/(target − initial) in percent: raw, and bounded to [0, 100] for display.

    Where the start is already at or past the target, it is all (100) or nothing (0). A missing
    number gives a missing rate: no start is ever invented.

    Raises:
        ValueError: an unknown direction.
    """
    if direction not in ("up", "down", "stable"):
        raise ValueError(f"direction doit être up, down ou stable : {direction!r}")
    sign = -1.0 if direction == "down" else 1.0
    given = {"initial": initial, "target": target, "current": current}
    numbers = together(**{name: floats(value, name) for name, value in given.items()})
    start, goal, now = (sign * number for number in numbers)
    ahead = start < goal
    distance = np.where(ahead, goal - start, 1.0)
    raw = np.where(ahead, 100 * (now - start) / distance, np.where(now >= goal, 100.0, 0.0))
    raw = np.where(np.isnan(start) | np.isnan(goal) | np.isnan(now), np.nan, raw)
    sources = (initial, target, current)
    return like(raw, *sources), like(np.clip(raw, 0, 100), *sources)


def pace(series: pd.Series, target: Target | tuple[Any, Any] | float) -> Pace:
    """Change per period over the last three periods, against what the time left requires.

    `series` holds values indexed by canonical period codes of one kind; `target` is its value and the
    period at whose end it is due (a value alone gives the observed pace only). Off track when
    observed/required < 0.5, so also when they have opposite signs; enough from 1 on. Four consecutive values
    are needed.

    Raises:
        ValueError: values that are not indexed by periods, or a number that is impossible.
    """
    goal = _goal(target)
    values = _by_period(series)
    if np.isnan(goal.value):
        return Pace(_observed_pace(values), float("nan"), None, "pas de cible")
    observed = _observed_pace(values)
    if np.isnan(observed):
        return Pace(observed, float("nan"), None, "moins de 4 points consécutifs")
    if goal.due is None:
        return Pace(observed, float("nan"), None, "pas d'échéance")
    now, last = float(values.iloc[-1]), values.index[-1]
    left = _periods_left(last, goal.due)
    if left <= 0:
        return Pace(observed, float("nan"), None, "échéance passée")
    required = (goal.value - now) / left
    if _is_reached(now, goal):
        return Pace(observed, required, True, ALREADY_REACHED)
    part = observed / required
    return Pace(
        observed,
        required,
        bool(part >= SLOW_PACE),
        ENOUGH if part >= 1 else SLOW if part >= SLOW_PACE else TOO_SLOW,
    )


def target_status(indicator: Calculation, value: Any, low: Any, high: Any, target: Any) -> str:
    """« atteinte », « non atteinte » or « indéterminé » when the interval holds the target.

    Without interval the value alone decides; so does it for a target at the end of the scale (100 %
    or 0), which no interval can pass.
    """
    if is_missing(value) or is_missing(target) or indicator.polarity == "none":
        return UNDETERMINED
    sign = 1 if indicator.polarity == "up" else -1
    worst, best = (low, high) if sign > 0 else (high, low)
    if is_missing(low) or is_missing(high) or _is_scale_end(indicator, target):
        worst = best = value
    if sign * worst >= sign * target:
        return REACHED
    return NOT_REACHED if sign * best < sign * target else UNDETERMINED


def trajectory(target: Target, period: str, current: Any, polarity: str) -> Trajectory:
    """Expected value at the end of `period` on the straight line, and « en avance » or « en retard ».

    initial + (target − initial)·(t − t₀)/(t₁ − t₀); flat after the due date. The status is missing
    without start, current value or polarity.
    """
    if is_missing(target.initial) or is_missing(target.initial_period) or is_missing(target.due):
        return Trajectory(float("nan"), None)
    start, end = (cached_parse(str(code)).end for code in (target.initial_period, target.due))
    if end <= start:
        raise ValueError(f"La cible est due ({target.due}) avant son départ ({target.initial_period})")
    elapsed = (cached_parse(period).end - start) / (end - start)
    initial = float(target.initial)  # type: ignore[arg-type]
    expected = initial + (target.value - initial) * min(max(elapsed, 0.0), 1.0)
    if is_missing(current) or polarity not in ("up", "down"):
        return Trajectory(expected, None)
    sign = 1 if polarity == "up" else -1
    return Trajectory(expected, AHEAD if sign * float(current) >= sign * expected else LATE)


def _goal(target: Target | tuple[Any, Any] | float) -> Target:
    """A value alone, or a missing due date, has no time left."""
    goal = Target(*target) if isinstance(target, tuple | list) else Target(target, None)
    due = None if is_missing(goal.due) else str(goal.due)
    return goal._replace(value=float(floats(goal.value, "target")), due=due)


def _by_period(series: pd.Series) -> pd.Series:
    if not isinstance(series, pd.Series):
        raise ValueError("series doit avoir pour index les codes de période")
    periods = [cached_parse(str(code)) for code in series.index]
    return pd.Series(floats(series, "series"), index=pd.Index(periods, dtype=object)).sort_index()


def _observed_pace(values: pd.Series) -> float:
    last = values.iloc[-PACE_STEPS - 1 :]
    periods = list(last.index)
    if len(last) <= PACE_STEPS or last.isna().any():
        return float("nan")
    if any(period.next() != following for period, following in pairwise(periods)):
        return float("nan")
    return float(last.iloc[-1] - last.iloc[0]) / PACE_STEPS


def _periods_left(last: Period, due: str) -> int:
    end = cached_parse(due).end
    left = 0
    while last.next(left + 1).end <= end:
        left += 1
    return left


def _is_reached(now: float, goal: Target) -> bool:
    """At the target, or past it coming from the start (never past it where no start is known)."""
    gap = goal.value - now
    way = goal.value - goal.initial if goal.initial is not None else gap
    return gap == 0 or gap * way < 0


def _is_scale_end(indicator: Calculation, target: Any) -> bool:
    if indicator.polarity == "down":
        return float(target) <= 0
    return indicator.kind == "proportion" and float(target) >= indicator.multiplier

"""Which points of a control chart are not ordinary variation, and what the last one says of a target.

Sources: Nelson 1982; NHS « Making Data Count », rules, variation and assurance.

A point is tested against the rules in this order, the first that matches names it: outside the limits,
trend, two of three near a limit, shift. A gap in the series breaks every run.
"""

from __future__ import annotations

from typing import Any, Literal, NamedTuple

import numpy as np
import pandas as pd

from analysis.inputs import floats

Polarity = Literal["up", "down", "none"]

OUTSIDE, TREND, TWO_OF_THREE, SHIFT = "outside", "trend", "two_of_three", "shift"
HIGH, LOW = "high", "low"
FEWEST_IN_A_RULE = 3


class Limits(NamedTuple):
    """Centre line, limits and near limits of one group, one number per point."""

    mean: np.ndarray
    low: np.ndarray
    high: np.ndarray
    near_low: np.ndarray
    near_high: np.ndarray


def find_signals(
    values: np.ndarray, limits: Limits, shift: int = 7, run: int = 7
) -> tuple[np.ndarray, np.ndarray]:
    """Name and side of the signal of each point of one group; None where variation is ordinary.

    `shift` points on one side of the mean, `run` points strictly rising or falling (each point of
    the run is named). The side of a trend is where it goes, not where it is. No signal without limits.

    Raises:
        ValueError: a rule of fewer than 3 points, which ordinary variation breaks all the time.
    """
    if min(shift, run) < FEWEST_IN_A_RULE:
        raise ValueError(f"shift et run demandent au moins {FEWEST_IN_A_RULE} points : {min(shift, run)}")
    signal = np.full(len(values), None, dtype=object)
    side = np.full(len(values), None, dtype=object)
    if np.isnan(limits.mean).all():
        return signal, side
    for name, towards, points in _matches(values, limits, shift, run):
        first = points & pd.isna(signal)
        signal[first], side[first] = name, towards
    return signal, side


def variation(chart: pd.DataFrame, polarity: Polarity) -> str | None:
    """What the last point says: "common_cause", or "improvement", "concern", "neutral" + "_high" or "_low".

    None when the last group has no limits.
    """
    last = _last_point(chart, polarity)
    if last is None:
        return None
    if last["signal"] is None:
        return "common_cause"
    if polarity == "none":
        return f"neutral_{last['side']}"
    better = (last["side"] == HIGH) == (polarity == "up")
    return f"{'improvement' if better else 'concern'}_{last['side']}"


def assurance(chart: pd.DataFrame, target: Any, polarity: Polarity) -> str | None:
    """Whether the process of the last group reaches the target: "passes", "hit-and-miss" or "fails".

    None without target, without limits or without polarity.
    """
    last = _last_point(chart, polarity)
    goal = float(floats(target, "target"))
    if last is None or polarity == "none" or np.isnan(goal):
        return None
    if last["low"] <= goal <= last["high"]:
        return "hit-and-miss"
    return "passes" if (goal < last["low"]) == (polarity == "up") else "fails"


def _last_point(chart: pd.DataFrame, polarity: str) -> pd.Series | None:
    if polarity not in ("up", "down", "none"):
        raise ValueError(f"polarity doit être up, down ou none : {polarity!r}")
    known = chart[chart["value"].notna() & (chart["group"] == chart["group"].max())]
    return None if known.empty or pd.isna(known["mean"].iloc[-1]) else known.iloc[-1]


def _matches(values: np.ndarray, limits: Limits, shift: int, run: int) -> list[tuple[str, str, np.ndarray]]:
    above, below = values > limits.mean, values < limits.mean
    too_high, too_low = values > limits.high, values < limits.low
    near_high, near_low = (values > limits.near_high) & ~too_high, (values < limits.near_low) & ~too_low
    steps = np.diff(values)
    return [
        (OUTSIDE, HIGH, too_high),
        (OUTSIDE, LOW, too_low),
        (TREND, HIGH, _joined(_in_run(steps > 0, run - 1))),
        (TREND, LOW, _joined(_in_run(steps < 0, run - 1))),
        (TWO_OF_THREE, HIGH, _two_of_three(near_high, above)),
        (TWO_OF_THREE, LOW, _two_of_three(near_low, below)),
        (SHIFT, HIGH, _in_run(above, shift)),
        (SHIFT, LOW, _in_run(below, shift)),
    ]


def _in_run(flags: np.ndarray, length: int) -> np.ndarray:
    """True for each element of a stretch of at least `length` True."""
    return _covered(np.all(_windows(flags, length), axis=1), length, len(flags))


def _joined(steps: np.ndarray) -> np.ndarray:
    """The points at either end of the flagged steps."""
    return np.append(steps, False) | np.append(False, steps)


def _two_of_three(near: np.ndarray, same_side: np.ndarray) -> np.ndarray:
    windows = (_windows(near, 3).sum(axis=1) >= 2) & np.all(_windows(same_side, 3), axis=1)
    return near & _covered(windows, 3, len(near))


def _windows(flags: np.ndarray, length: int) -> np.ndarray:
    if len(flags) < length:
        return np.zeros((0, length), dtype=bool)
    return np.lib.stride_tricks.sliding_window_view(flags, length)


def _covered(windows: np.ndarray, length: int, size: int) -> np.ndarray:
    covered = np.zeros(size, dtype=bool)
    for offset in range(length if len(windows) else 0):
        covered[offset : offset + len(windows)] |= windows
    return covered

"""The target of an indicator: where it started, its milestones, what it must reach and when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from analysis.progress import Target
from analysis.wording import in_period, value_text
from data.periods import Period, cached_parse


@dataclass(frozen=True)
class Step:
    """What is due at the end of one period."""

    period: Period
    value: float


@dataclass(frozen=True)
class Goal:
    """`steps` are in order of time; the last one is what the target is called by."""

    start: Period | None
    start_value: float | None
    steps: tuple[Step, ...]
    decision: str | None

    @property
    def final(self) -> Step:
        return self.steps[-1]

    def line(self) -> tuple[tuple[date, float], ...]:
        """From the starting value through each step, to draw; empty without a starting point."""
        if self.start is None or self.start_value is None:
            return ()
        first = (self.start.end, self.start_value)
        return (first, *((step.period.end, step.value) for step in self.steps))

    def text(self, unit: str) -> str:
        """« 60 % en 2031 »."""
        return f"{value_text(self.final.value, unit)} {in_period(self.final.period.code)}"

    def as_target(self) -> Target:
        """The final value, as `analysis.progress` computes with it."""
        start = self.start.code if self.start else None
        return Target(self.final.value, self.final.period.code, self.start_value, start)


def goals_of(objectives: pd.DataFrame, territory: str) -> Mapping[str, Goal]:
    """The target of each indicator for one territory.

    Args:
        objectives: the current rows of the table `objectifs`.
    """
    kept = objectives.loc[objectives["territoire"].astype(object) == territory]
    return {str(code): _target(rows) for code, rows in kept.groupby("indicateur", observed=True, sort=False)}


def _target(rows: pd.DataFrame) -> Goal:
    steps = sorted(
        (
            Step(cached_parse(str(period)), float(value))
            for period, value in zip(rows["echeance"], rows["valeur_cible"], strict=True)
        ),
        key=lambda step: step.period.end,
    )
    start, value = _start(rows, steps[-1].period)
    return Goal(
        start=start,
        start_value=value,
        steps=tuple(steps),
        decision=_first(rows["decision"]),
    )


def _start(rows: pd.DataFrame, due: Period) -> tuple[Period | None, float | None]:
    """The first value given with its period, over before the target is due: no line goes back in time.

    Taken from two rows, it would be a start that nobody measured.
    """
    for code, value in zip(rows["periode_initiale"], rows["valeur_initiale"], strict=True):
        if pd.notna(code) and pd.notna(value) and cached_parse(str(code)).end < due.end:
            return cached_parse(str(code)), float(value)
    return None, None


def _first(column: pd.Series) -> Any | None:
    known = column.dropna()
    return None if known.empty else known.iloc[0]

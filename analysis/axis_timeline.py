"""The actions of an axis on one line of time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pandas as pd

from analysis.standing import Situation
from analysis.wording import date_text


@dataclass(frozen=True)
class ActionLine:
    """One action; `left` and `width` place it on the line of time, in percent; an event has no width.

    `promises` are the codes of those it serves.
    """

    title: str
    status: str
    dates: str
    who: str
    description: str
    is_event: bool
    left: float
    width: float
    demonstration: bool
    promises: tuple[str, ...] = ()


@dataclass(frozen=True)
class Timeline:
    """`years` are the marks of the line of time: a year and its place in percent."""

    actions: tuple[ActionLine, ...]
    years: tuple[tuple[int, float], ...]
    today: float


def timeline(situation: Situation, axis: str) -> Timeline:
    """Actions of one axis in order of time, from the first of them to the later of today and the last end."""
    actions = situation.tables["actions"]
    rows = actions.loc[actions["axe"].astype(object) == axis].sort_values("debut", kind="stable")
    if rows.empty:
        return Timeline((), (), 0.0)
    today = situation.tables.today
    ends = [day.date() for day in rows["fin"].dropna()]
    scale = TimeScale(rows["debut"].min().date(), max([today, *ends, rows["debut"].max().date()]))
    statuses = situation.codebook.lists["statuts_action"]
    lines = [
        _line(row, scale, today, statuses.label(_text(row["statut"]))) for row in rows.to_dict("records")
    ]
    return Timeline(tuple(lines), scale.years, scale.place(today))


class TimeScale:
    """Whole years on one line: where each day stands on it, in percent."""

    def __init__(self, first: date, last: date) -> None:
        self.first, self.last = date(first.year, 1, 1), date(last.year, 12, 31)
        self.days = (self.last - self.first).days

    def place(self, day: date) -> float:
        return round(100 * (day - self.first).days / self.days, 2)

    @property
    def years(self) -> tuple[tuple[int, float], ...]:
        return tuple(
            (year, self.place(date(year, 1, 1))) for year in range(self.first.year, self.last.year + 1)
        )


def _line(row: dict[str, object], scale: TimeScale, today: date, status: str) -> ActionLine:
    start, end = _day(row["debut"]), _day(row["fin"])
    assert start is not None
    is_event = str(row["nature"]) == "evenement"
    shown_end = end or max(today, start)
    return ActionLine(
        title=_text(row["intitule"]),
        status=status,
        dates=_dates(start, end, is_event),
        who=", ".join(_several(row["responsables"])),
        description=_text(row["description"]),
        is_event=is_event,
        left=scale.place(start),
        width=0.0 if is_event else max(1.0, scale.place(shown_end) - scale.place(start)),
        demonstration=bool(row["demonstration"]),
        promises=_several(row["engagements"]),
    )


def _several(value: object) -> tuple[str, ...]:
    return tuple(part.strip() for part in _text(value).split("|") if part.strip())


def _dates(start: date, end: date | None, is_event: bool) -> str:
    if is_event or end == start:
        return date_text(start)
    return f"du {date_text(start)} au {date_text(end)}" if end else f"depuis le {date_text(start)}"


def _day(value: object) -> date | None:
    return None if pd.isna(value) else pd.Timestamp(value).date()


def _text(value: object) -> str:
    return "" if pd.isna(value) else str(value)

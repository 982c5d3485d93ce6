"""What is flagged on a curve: events, numbered and told under the chart, and changes of definition."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from analysis.charts import NEUTRAL, QUIET, text_lines


@dataclass(frozen=True)
class Event:
    """A numbered flag; `title` is read in the list under the chart."""

    number: int
    day: date
    title: str
    detail: str = ""


@dataclass(frozen=True)
class Break:
    """A change of definition, drawn as a vertical dotted line where it breaks the series."""

    day: date
    note: str
    breaks_series: bool = True


def event_lines(events: Sequence[Event]) -> list[dict[str, Any]]:
    return [_vertical(event.day, {"color": QUIET, "width": 1}) for event in events]


def event_numbers(events: Sequence[Event]) -> list[dict[str, Any]]:
    place = {
        "yref": "paper",
        "y": 1.0,
        "yanchor": "bottom",
        "borderpad": 2,
        "bordercolor": QUIET,
        "borderwidth": 1,
    }
    numbers: dict[date, list[str]] = {}
    for event in events:
        numbers.setdefault(event.day, []).append(str(event.number))
    return [note(", ".join(same), x=day.toordinal(), **place) for day, same in numbers.items()]


def break_lines(breaks: Sequence[Break]) -> list[dict[str, Any]]:
    return [
        _vertical(one.day, {"color": NEUTRAL, "width": 2, "dash": "dot"})
        for one in breaks
        if one.breaks_series
    ]


def break_notes(breaks: Sequence[Break], middle: float) -> list[dict[str, Any]]:
    place = {"yref": "paper", "y": 0.02, "yanchor": "bottom", "align": "left", "xshift": 4}
    notes = []
    for one in breaks:
        if one.breaks_series:
            late = one.day.toordinal() > middle
            side = {"xanchor": "right", "align": "right", "xshift": -4} if late else {"xanchor": "left"}
            notes.append(note("définition changée", x=one.day.toordinal(), **(place | side)))
    return notes


def _vertical(day: date, line: dict[str, Any]) -> dict[str, Any]:
    x = day.toordinal()
    return {
        "type": "line",
        "x0": x,
        "x1": x,
        "y0": 0,
        "y1": 1,
        "yref": "paper",
        "layer": "below",
        "line": line,
    }


def note(text: str, **place: Any) -> dict[str, Any]:
    return {"text": text_lines(text, 30), "showarrow": False, "font": {"size": 13}} | place

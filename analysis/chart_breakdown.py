"""Bars of one breakdown, in the order of the catalogue: never ranked, one quiet colour for everyone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from analysis.charts import NEUTRAL, QUIET, axis, text_lines

LINE_HEIGHT = 46
FRAME_HEIGHT = 60


@dataclass(frozen=True)
class Bar:
    """One category; `text` is its value as read, or why there is none."""

    label: str
    value: float | None
    low: float | None
    high: float | None
    text: str


def breakdown_chart(bars: Sequence[Bar], unit: str) -> dict[str, Any]:
    """Horizontal bars with their interval; the value is printed with the name, where no bar can hide it."""
    places = list(range(len(bars)))
    names = [f"{text_lines(bar.label, 26)}<br><b>{text_lines(bar.text, 26)}</b>" for bar in bars]
    suffix = "\u00a0%" if unit == "%" else ""
    down = [len(bars) - 0.4, -0.6]
    layout = {
        "xaxis": axis(rangemode="tozero", ticksuffix=suffix, tickformat=",", nticks=5),
        "yaxis": axis(tickfont={"size": 12}, tickvals=places, ticktext=names, range=down, showgrid=False),
        "margin": {"l": 8, "r": 24, "t": 8, "b": 8},
    }
    return {"data": [_trace(bars, places)], "layout": layout}


def _trace(bars: Sequence[Bar], places: list[int]) -> dict[str, Any]:
    return {
        "type": "bar",
        "orientation": "h",
        "x": [bar.value for bar in bars],
        "y": places,
        "width": 0.55,
        "marker": {"color": NEUTRAL, "opacity": 0.75},
        "error_x": _intervals(bars),
        "customdata": [text_lines(f"{bar.label} : {bar.text}", 60) for bar in bars],
        "hovertemplate": "%{customdata}<extra></extra>",
    }


def breakdown_height(bars: Sequence[Bar]) -> int:
    return FRAME_HEIGHT + LINE_HEIGHT * len(bars)


def _intervals(bars: Sequence[Bar]) -> dict[str, Any]:
    """The limits around each value; nothing where no bar has any, not even the mark of their ends."""
    if all(bar.low is None or bar.high is None for bar in bars):
        return {"visible": False}
    return {
        "type": "data",
        "symmetric": False,
        "array": [_distance(bar.value, bar.high) for bar in bars],
        "arrayminus": [_distance(bar.low, bar.value) for bar in bars],
        "color": QUIET,
        "thickness": 2,
        "width": 5,
    }


def _distance(start: float | None, end: float | None) -> float | None:
    return None if start is None or end is None else max(end - start, 0.0)

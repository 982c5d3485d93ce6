"""The gap with comparable places, period by period: before the start, it should stay within theirs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from analysis.charts import ACCENT, QUIET, axis

HEIGHT = 280
BAND = "rgba(100,120,138,0.18)"


@dataclass(frozen=True)
class GapPoint:
    """One period: the gap in percent, and the largest that comparable places show among themselves."""

    tick: str
    text: str
    gap: float
    low: float
    high: float


@dataclass(frozen=True)
class EventStudy:
    """`start`: place of the first period of the action among the points."""

    points: tuple[GapPoint, ...]
    start: int


def event_study_chart(study: EventStudy) -> dict[str, Any]:
    """Traces and layout; the reference, zero, is the mean of the periods before."""
    places = list(range(len(study.points)))
    before = study.start - 0.5
    upright = {"type": "line", "x0": before, "x1": before, "y0": 0, "y1": 1, "yref": "paper"}
    level = {"type": "line", "x0": 0, "x1": 1, "xref": "paper", "y0": 0, "y1": 0}
    line = {"line": {"color": QUIET, "width": 1.5}}
    layout = {
        "xaxis": axis(
            tickvals=places, ticktext=[p.tick for p in study.points], tickangle=0, showgrid=False, nticks=9
        ),
        "yaxis": axis(ticksuffix="\u00a0%", nticks=6),
        "shapes": [upright | line, level | line],
        "showlegend": True,
        "legend": {"orientation": "h", "x": 0, "y": 1.02, "yanchor": "bottom", "font": {"size": 13}},
        "margin": {"l": 8, "r": 16, "t": 36, "b": 8},
    }
    return {"data": [_band(study.points, places), _gaps(study.points, places)], "layout": layout}


def _band(points: Sequence[GapPoint], places: Sequence[int]) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "lines",
        "name": "Écarts des autres entre eux",
        "x": [*places, *reversed(places)],
        "y": [*(point.low for point in points), *(point.high for point in reversed(points))],
        "fill": "toself",
        "fillcolor": BAND,
        "line": {"width": 0},
        "hoverinfo": "skip",
    }


def _gaps(points: Sequence[GapPoint], places: Sequence[int]) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "name": "Écart du lieu de l'action",
        "x": list(places),
        "y": [point.gap for point in points],
        "customdata": [point.text for point in points],
        "hovertemplate": "%{customdata}<extra></extra>",
        "line": {"color": ACCENT, "width": 1.5},
        "marker": {"size": 9, "color": ACCENT, "symbol": "diamond"},
    }

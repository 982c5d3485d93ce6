"""How far a figure usually moves, drawn behind its curve, and the points out of the ordinary, ringed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from analysis.charts import NEUTRAL, QUIET

BAND = "rgba(100,120,138,0.16)"


class Limit(NamedTuple):
    """The usual range around one period."""

    day: date
    mean: float
    low: float
    high: float


def usual_range(groups: Sequence[Sequence[Limit]]) -> list[dict[str, Any]]:
    """A band between the limits and a thin line on the mean; a gap between two definitions."""
    traces = [_band(group) for group in groups]
    days = [day for group in groups for day in (*(limit.day.toordinal() for limit in group), None)]
    means = [mean for group in groups for mean in (*(limit.mean for limit in group), None)]
    return [*traces, _quiet_line(days, means)]


def out_of_the_ordinary(
    points: Sequence[tuple[date, str, float | None]], signals: Mapping[str, str]
) -> dict[str, Any]:
    """A ring around each point that is a signal, which says why.

    Args:
        points: day, label and value of each period.
        signals: label of a period -> why it is out of the ordinary.
    """
    ringed = [(day, label, value) for day, label, value in points if label in signals and value is not None]
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [day.toordinal() for day, _, _ in ringed],
        "y": [value for _, _, value in ringed],
        "customdata": [f"{label} : {signals[label]}" for _, label, _ in ringed],
        "hovertemplate": "%{customdata}<extra></extra>",
        "marker": {"size": 17, "symbol": "circle-open", "color": QUIET, "line": {"width": 2, "color": QUIET}},
        "cliponaxis": False,
    }


def _band(group: Sequence[Limit]) -> dict[str, Any]:
    there = [(limit.day.toordinal(), limit.low) for limit in group]
    back = [(limit.day.toordinal(), limit.high) for limit in reversed(group)]
    return {
        "type": "scatter",
        "mode": "lines",
        "x": [day for day, _ in (*there, *back)],
        "y": [value for _, value in (*there, *back)],
        "fill": "toself",
        "fillcolor": BAND,
        "line": {"width": 0},
        "hoverinfo": "skip",
    }


def _quiet_line(days: Sequence[int | None], values: Sequence[float | None]) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "lines",
        "x": list(days),
        "y": list(values),
        "line": {"color": NEUTRAL, "width": 1.5, "dash": "dot"},
        "hoverinfo": "skip",
        "connectgaps": False,
    }

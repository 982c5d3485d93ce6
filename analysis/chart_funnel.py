"""The funnel: one point per unit, its size across, its figure up, and the limits of chance around them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from analysis.chart_flags import note
from analysis.charts import ACCENT, NEUTRAL, QUIET, axis, text_lines
from analysis.funnel_view import FunnelView, Unit

HEIGHT = 400
BAND = "rgba(100,120,138,0.14)"


def funnel_chart(view: FunnelView) -> dict[str, Any]:
    """Traces and layout; every point of one colour, numbered as in the table; equal units share a point."""
    suffix = "\u00a0%" if view.unit == "%" else ""
    layout = {
        "xaxis": axis(
            title={"text": view.size_label},
            rangemode="normal" if view.named else "tozero",
            tickformat=",",
            nticks=6,
        ),
        "yaxis": axis(ticksuffix=suffix, tickformat=",", nticks=6),
        "annotations": [
            note("ensemble", x=view.sizes[-1], y=view.average, xanchor="right", yanchor="bottom")
        ],
        "margin": {"l": 8, "r": 24, "t": 16, "b": 8},
    }
    return {"data": [_limits(view), _average(view), _units(view)], "layout": layout}


def _limits(view: FunnelView) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "lines",
        "x": [*view.sizes, *reversed(view.sizes)],
        "y": [*view.low, *reversed(view.high)],
        "fill": "toself",
        "fillcolor": BAND,
        "line": {"width": 0},
        "hoverinfo": "skip",
    }


def _average(view: FunnelView) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "lines",
        "x": [view.sizes[0], view.sizes[-1]],
        "y": [view.average, view.average],
        "line": {"color": NEUTRAL, "width": 1.5, "dash": "dot"},
        "hoverinfo": "skip",
    }


def _units(view: FunnelView) -> dict[str, Any]:
    places: dict[tuple[float, float], list[int]] = {}
    for number, unit in enumerate(view.units):
        places.setdefault((unit.size, unit.value), []).append(number)
    return {
        "type": "scatter",
        "mode": "markers+text",
        "x": [size for size, _ in places],
        "y": [value for _, value in places],
        "text": [_mark(view, together) for together in places.values()],
        "textposition": "top center",
        "textfont": {"size": 13},
        "customdata": [
            "<br>".join(_hover(view.units[number]) for number in each) for each in places.values()
        ],
        "hovertemplate": "%{customdata}<extra></extra>",
        "marker": {
            "size": [15 if _is_named(view, together) else 11 for together in places.values()],
            "color": NEUTRAL if view.named else ACCENT,
            "line": {"width": 1.5, "color": QUIET},
        },
        "cliponaxis": False,
    }


def _is_named(view: FunnelView, together: Sequence[int]) -> bool:
    return any(view.units[number].label == view.named for number in together)


def _mark(view: FunnelView, together: Sequence[int]) -> str:
    """The numbers of the units at one point, or the name that is asked for."""
    if _is_named(view, together):
        return f"<b>{text_lines(view.named, 30)}</b>"
    return ", ".join(str(number + 1) for number in together)


def _hover(unit: Unit) -> str:
    return text_lines(f"{unit.label} : {unit.text}, {unit.comparison}", 50)

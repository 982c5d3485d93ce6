"""Several curves side by side: parts of a whole that must not be mixed, or the city beside other places."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from analysis.chart_flags import Break, break_lines, break_notes
from analysis.chart_series import ChartPoint
from analysis.charts import SERIES_COLOURS, axis, text_lines

HEIGHT = 360
DASHES = ("solid", "dash", "dot", "dashdot", "longdash")
SYMBOLS = ("circle", "square", "diamond", "triangle-up", "x")


@dataclass(frozen=True)
class Line:
    label: str
    points: tuple[ChartPoint, ...]


def lines_chart(lines: Sequence[Line], unit: str, breaks: Sequence[Break] = ()) -> dict[str, Any]:
    """Named curves from zero; the names stand above the chart, in the order of the curves."""
    ticks = {p.day.toordinal(): p.tick for line in lines for p in line.points}
    every = 1 + (len(ticks) - 1) // 6
    days = sorted(ticks, reverse=True)[::every]
    inside = [one for one in breaks if ticks and min(ticks) < one.day.toordinal() < max(ticks)]
    layout = {
        "xaxis": axis(tickvals=days, ticktext=[ticks[day] for day in days], tickangle=0, showgrid=False),
        "yaxis": axis(
            rangemode="tozero", ticksuffix="\u00a0%" if unit == "%" else "", tickformat=",", nticks=6
        ),
        "shapes": break_lines(inside),
        "annotations": [
            said | {"y": 1, "yanchor": "top"}
            for said in (break_notes(inside, (min(ticks) + max(ticks)) / 2) if inside else [])
        ],
        "showlegend": True,
        "legend": {
            "orientation": "h",
            "x": 0,
            "xanchor": "left",
            "y": 1.02,
            "yanchor": "bottom",
            "font": {"size": 13},
        },
        "margin": {"l": 8, "r": 16, "t": 40, "b": 8},
    }
    return {"data": [_curve(line, place) for place, line in enumerate(lines)], "layout": layout}


def _curve(line: Line, place: int) -> dict[str, Any]:
    colour = SERIES_COLOURS[place % len(SERIES_COLOURS)]
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "name": text_lines(line.label, 40),
        "x": [point.day.toordinal() for point in line.points],
        "y": [point.value for point in line.points],
        "customdata": [text_lines(f"{line.label}, {p.label} : {p.text}", 60) for p in line.points],
        "hovertemplate": "%{customdata}<extra></extra>",
        "line": {"color": colour, "width": 2, "dash": DASHES[place % len(DASHES)]},
        "marker": {"size": 7, "symbol": SYMBOLS[place % len(SYMBOLS)]},
        "connectgaps": False,
    }

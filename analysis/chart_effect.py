"""What was observed and what was expected without the action: the dashes begin with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from analysis.chart_flags import note
from analysis.charts import ACCENT, NEUTRAL, QUIET, axis

HEIGHT = 400
BAND = "rgba(100,120,138,0.18)"
GREY = "rgba(134,128,122,0.16)"


@dataclass(frozen=True)
class EffectPoint:
    """One period: observed, fitted, and after the start what was expected, with its band."""

    day: date
    label: str
    observed: float
    fitted: float | None
    expected: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True)
class EffectChart:
    """`left_out`: stretches of days drawn grey; `unit` is said by the heading, not by the chart."""

    points: tuple[EffectPoint, ...]
    start: date
    unit: str
    left_out: tuple[tuple[date, date], ...] = ()

    @property
    def compares(self) -> bool:
        """Whether something was expected, and drawn beside what was observed."""
        return any(point.expected is not None for point in self.points)


def effect_chart(chart: EffectChart) -> dict[str, Any]:
    """Traces and layout; x is a number of days."""
    after = [point for point in chart.points if point.expected is not None]
    layout = {
        "xaxis": axis(showgrid=False, tickangle=0, **_ticks(chart)),
        "yaxis": axis(rangemode="tozero", tickformat=",", nticks=6),
        "shapes": [_start(chart.start), *(_grey(first, last) for first, last in chart.left_out)],
        "annotations": [
            note("début", x=chart.start.toordinal(), yref="paper", y=1.0, yanchor="bottom", xanchor="center")
        ],
        "showlegend": True,
        "legend": {"orientation": "h", "x": 0, "y": -0.12, "yanchor": "top", "font": {"size": 13}},
        "margin": {"l": 8, "r": 16, "t": 30, "b": 8},
    }
    traces = [_fitted(chart.points), _observed(chart.points)]
    if after:
        traces = [_band(after), traces[0], _expected(after), traces[1]]
    return {"data": traces, "layout": layout}


def _observed(points: Sequence[EffectPoint]) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "markers",
        "name": "Observé",
        "x": [point.day.toordinal() for point in points],
        "y": [point.observed for point in points],
        "customdata": [point.label for point in points],
        "hovertemplate": "%{customdata}<extra></extra>",
        "marker": {"size": 7, "color": ACCENT},
    }


def _fitted(points: Sequence[EffectPoint]) -> dict[str, Any]:
    line = {"color": ACCENT, "width": 1.5}
    return _line("Ajusté", points, [point.fitted for point in points], line)


def _expected(after: Sequence[EffectPoint]) -> dict[str, Any]:
    line = {"color": NEUTRAL, "width": 2.5, "dash": "dash"}
    return _line("Attendu sans l'action", after, [point.expected for point in after], line)


def _line(
    name: str, points: Sequence[EffectPoint], values: Sequence[float | None], line: dict[str, Any]
) -> dict[str, Any]:
    """A curve that says nothing under the pointer, and stops where a value is missing."""
    return {
        "type": "scatter",
        "mode": "lines",
        "name": name,
        "x": [point.day.toordinal() for point in points],
        "y": list(values),
        "line": line,
        "hoverinfo": "skip",
        "connectgaps": False,
    }


def _band(after: Sequence[EffectPoint]) -> dict[str, Any]:
    known = [point for point in after if point.low is not None and point.high is not None]
    days = [point.day.toordinal() for point in known]
    return {
        "type": "scatter",
        "mode": "lines",
        "name": "Marge d'incertitude",
        "x": [*days, *reversed(days)],
        "y": [*(point.low for point in known), *(point.high for point in reversed(known))],
        "fill": "toself",
        "fillcolor": BAND,
        "line": {"width": 0},
        "hoverinfo": "skip",
    }


def _start(day: date) -> dict[str, Any]:
    line = {"color": QUIET, "width": 2}
    x = day.toordinal()
    return {"type": "line", "x0": x, "x1": x, "y0": 0, "y1": 1, "yref": "paper", "line": line}


def _grey(first: date, last: date) -> dict[str, Any]:
    """Periods left out: drawn, never joined up."""
    sides = {"x0": first.toordinal(), "x1": last.toordinal(), "y0": 0, "y1": 1, "yref": "paper"}
    return {"type": "rect", "layer": "below", "fillcolor": GREY, "line": {"width": 0}} | sides


def _ticks(chart: EffectChart) -> dict[str, Any]:
    first, last = chart.points[0].day.year, chart.points[-1].day.year
    years = range(first, last + 1)
    middle = [date(year, 7, 1).toordinal() for year in years]
    begins = [date(year, 1, 1).toordinal() for year in years]
    return {
        "tickvals": middle,
        "ticktext": [str(year) for year in years],
        "minor": {"tickvals": begins, "ticks": "inside", "ticklen": 6},
    }

"""The curve of one indicator: values, interval, target, events, breaks of definition."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from analysis.charts import ACCENT, NEUTRAL, QUIET, axis, text_lines

FILL = "rgba(26,138,158,0.18)"
LABELLED_POINTS = 9
LABELLED_TICKS = 6
HALF_WIDTH_OF_A_LONE_INTERVAL = 12  # days
HEIGHT = 380


@dataclass(frozen=True)
class ChartPoint:
    """One period: `day` is its middle, `text` its value as read, `label` its name, `tick` its name on the axis."""

    day: date
    label: str
    tick: str
    value: float | None
    low: float | None
    high: float | None
    text: str
    provisional: bool = False


@dataclass(frozen=True)
class Trajectory:
    """The straight lines from the starting value through each milestone to the target."""

    steps: tuple[tuple[date, float], ...]
    label: str


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


@dataclass(frozen=True)
class SeriesChart:
    points: tuple[ChartPoint, ...]
    unit: str
    from_zero: bool
    neutral: bool = False
    trajectory: Trajectory | None = None
    events: tuple[Event, ...] = ()
    breaks: tuple[Break, ...] = ()


def series_chart(chart: SeriesChart) -> dict[str, Any]:
    """Traces and layout; x is a number of days, so that no date text depends on the reader's machine."""
    traces = [*_interval(chart.points), _line(chart)]
    if chart.trajectory:
        traces.append(_trajectory(chart.trajectory))
    layout = {
        "xaxis": axis(tickangle=0, showgrid=False, range=_range(chart), **_ticks(chart.points)),
        "yaxis": axis(
            rangemode="tozero" if chart.from_zero else "normal",
            ticksuffix="\u00a0%" if chart.unit == "%" else "",
            tickformat=",",
            nticks=6,
        ),
        "shapes": [*_event_lines(chart.events), *_break_lines(chart.breaks)],
        "annotations": [*_target_label(chart), *_event_numbers(chart.events), *_break_notes(chart)],
        "margin": {"l": 8, "r": 16, "t": 34, "b": 8},
    }
    return {"data": traces, "layout": layout}


def _line(chart: SeriesChart) -> dict[str, Any]:
    colour = NEUTRAL if chart.neutral else ACCENT
    points = chart.points
    return {
        "type": "scatter",
        "mode": "lines+markers+text",
        "x": [point.day.toordinal() for point in points],
        "y": [point.value for point in points],
        "text": _printed_values(points),
        "textposition": "top center",
        "textfont": {"size": 13},
        "customdata": [f"{point.label} : {point.text}" for point in points],
        "hovertemplate": "%{customdata}<extra></extra>",
        "line": {"color": colour, "width": 2.5},
        "marker": {
            "size": 9 if len(points) <= 2 * LABELLED_POINTS else 6,
            "symbol": ["circle-open" if point.provisional else "circle" for point in points],
            "color": colour,
            "line": {"width": 2, "color": colour},
        },
        "connectgaps": False,
        "cliponaxis": False,
    }


def _printed_values(points: Sequence[ChartPoint]) -> list[str]:
    """The values worth reading aloud: all of a short series, else the first and the last."""
    known = [place for place, point in enumerate(points) if point.value is not None]
    kept = set(known) if len(known) <= LABELLED_POINTS else {known[0], known[-1]}
    return [point.text if place in kept else "" for place, point in enumerate(points)]


def _interval(points: Sequence[ChartPoint]) -> list[dict[str, Any]]:
    """One filled polygon per stretch of periods whose interval is known."""
    xs: list[float | None] = []
    ys: list[float | None] = []
    for stretch in _stretches(points):
        around = _outline(stretch)
        xs.extend([x for x, _ in around] + [None])
        ys.extend([y for _, y in around] + [None])
    if not xs:
        return []
    return [
        {
            "type": "scatter",
            "mode": "lines",
            "x": xs,
            "y": ys,
            "fill": "toself",
            "fillcolor": FILL,
            "line": {"width": 0},
            "hoverinfo": "skip",
        }
    ]


def _stretches(points: Iterable[ChartPoint]) -> Iterator[list[ChartPoint]]:
    stretch: list[ChartPoint] = []
    for point in points:
        if point.low is not None and point.high is not None and point.value is not None:
            stretch.append(point)
        elif stretch:
            yield stretch
            stretch = []
    if stretch:
        yield stretch


def _outline(stretch: Sequence[ChartPoint]) -> list[tuple[float, float | None]]:
    there = [(float(point.day.toordinal()), point.low) for point in stretch]
    back = [(float(point.day.toordinal()), point.high) for point in reversed(stretch)]
    if len(stretch) > 1:
        return there + back
    (day, low), (_, high), width = there[0], back[0], HALF_WIDTH_OF_A_LONE_INTERVAL
    return [(day - width, low), (day + width, low), (day + width, high), (day - width, high)]


def _trajectory(trajectory: Trajectory) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "lines",
        "x": [day.toordinal() for day, _ in trajectory.steps],
        "y": [value for _, value in trajectory.steps],
        "line": {"color": QUIET, "width": 2, "dash": "dash"},
        "hoverinfo": "skip",
    }


def _target_label(chart: SeriesChart) -> list[dict[str, Any]]:
    if not chart.trajectory:
        return []
    day, value = chart.trajectory.steps[-1]
    place = {"x": day.toordinal(), "y": value, "xanchor": "right", "yanchor": "bottom"}
    return [_note(chart.trajectory.label, **place)]


def _event_lines(events: Sequence[Event]) -> list[dict[str, Any]]:
    return [_vertical(event.day, {"color": QUIET, "width": 1}) for event in events]


def _event_numbers(events: Sequence[Event]) -> list[dict[str, Any]]:
    place = {"yref": "paper", "y": 1.0, "yanchor": "bottom", "borderpad": 2, "bordercolor": QUIET, "borderwidth": 1}
    return [_note(str(event.number), x=event.day.toordinal(), **place) for event in events]


def _break_lines(breaks: Sequence[Break]) -> list[dict[str, Any]]:
    return [_vertical(one.day, {"color": NEUTRAL, "width": 2, "dash": "dot"}) for one in breaks if one.breaks_series]


def _break_notes(chart: SeriesChart) -> list[dict[str, Any]]:
    place = {"yref": "paper", "y": 0.02, "yanchor": "bottom", "align": "left", "xshift": 4}
    first, last = _range(chart)
    notes = []
    for one in chart.breaks:
        if one.breaks_series:
            late = one.day.toordinal() > (first + last) / 2
            side = {"xanchor": "right", "align": "right", "xshift": -4} if late else {"xanchor": "left"}
            notes.append(_note("définition changée", x=one.day.toordinal(), **(place | side)))
    return notes


def _vertical(day: date, line: dict[str, Any]) -> dict[str, Any]:
    x = day.toordinal()
    return {"type": "line", "x0": x, "x1": x, "y0": 0, "y1": 1, "yref": "paper", "layer": "below", "line": line}


def _note(text: str, **place: Any) -> dict[str, Any]:
    return {"text": text_lines(text, 30), "showarrow": False, "font": {"size": 13}} | place


def _range(chart: SeriesChart) -> list[float]:
    days = [point.day.toordinal() for point in chart.points]
    if chart.trajectory:
        days += [day.toordinal() for day, _ in chart.trajectory.steps]
    margin = max(20.0, 0.05 * (max(days) - min(days)))
    return [min(days) - margin, max(days) + margin]


def _ticks(points: Sequence[ChartPoint]) -> dict[str, Any]:
    """A short series names each period; a long one names years at their middle and marks where they begin."""
    if len(points) <= LABELLED_TICKS:
        return {"tickvals": [p.day.toordinal() for p in points], "ticktext": [p.tick for p in points]}
    years = range(points[0].day.year, points[-1].day.year + 1)
    return {
        "tickvals": [date(year, 7, 1).toordinal() for year in years],
        "ticktext": [str(year) for year in years],
        "minor": {"tickvals": [date(year, 1, 1).toordinal() for year in years], "ticks": "outside", "ticklen": 8},
    }

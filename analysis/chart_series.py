"""The curve of one indicator: values, interval, target, events, breaks of definition."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType
from typing import Any

from analysis.chart_flags import Break, Event, break_lines, break_notes, event_lines, event_numbers, note
from analysis.chart_usual import Limit, out_of_the_ordinary, usual_range
from analysis.charts import ACCENT, NEUTRAL, QUIET, axis, sides

FILL = "rgba(26,138,158,0.18)"
LABELLED_POINTS = 9
LABELLED_TICKS = 6
PHONE_WIDTH = 330  # pixels
DIGIT_WIDTH = 7
HALF_WIDTH_OF_A_LONE_INTERVAL = 12  # days
HEIGHT = 380


@dataclass(frozen=True)
class ChartPoint:
    """One period: its middle `day`, its value as read (`text`) and on the curve (`printed`), its names.

    `doubtful`: provisional, or of too few structures; `starts_again`: the first under another definition.
    """

    day: date
    label: str
    tick: str
    value: float | None
    low: float | None
    high: float | None
    text: str
    printed: str
    doubtful: bool = False
    starts_again: bool = False


@dataclass(frozen=True)
class Trajectory:
    """The straight lines from the starting value through each milestone to the target."""

    steps: tuple[tuple[date, float], ...]
    label: str


@dataclass(frozen=True)
class SeriesChart:
    points: tuple[ChartPoint, ...]
    unit: str
    from_zero: bool
    neutral: bool = False
    trajectory: Trajectory | None = None
    events: tuple[Event, ...] = ()
    breaks: tuple[Break, ...] = ()


def series_chart(
    chart: SeriesChart,
    usual: Sequence[Sequence[Limit]] = (),
    signals: Mapping[str, str] = MappingProxyType({}),
) -> dict[str, Any]:
    """Traces and layout; x is a number of days, so that no date text depends on the reader's machine.

    Args:
        usual: the range in which the figure usually moves, drawn in place of the intervals; signals: the
            labels of the periods out of it, and why.
    """
    traces = [*(usual_range(usual) if usual else _interval(chart.points)), _line(chart)]
    if signals:
        known = [(point.day, point.label, point.value) for point in chart.points]
        traces.append(out_of_the_ordinary(known, signals))
    if chart.trajectory:
        traces.append(_trajectory(chart.trajectory))
    layout = {
        "xaxis": axis(tickangle=0, showgrid=False, range=_range(chart), **_ticks(chart)),
        "yaxis": axis(
            rangemode="tozero" if chart.from_zero else "normal",
            ticksuffix="\u00a0%" if chart.unit == "%" else "",
            tickformat=",",
            nticks=6,
        ),
        "shapes": [*event_lines(chart.events), *break_lines(chart.breaks)],
        "annotations": [
            *_target_label(chart),
            *event_numbers(chart.events),
            *break_notes(chart.breaks, sum(_range(chart)) / 2),
        ],
        "margin": {"l": 8, "r": 16, "t": 34, "b": 8},
    }
    return {"data": traces, "layout": layout}


def _line(chart: SeriesChart) -> dict[str, Any]:
    colour = NEUTRAL if chart.neutral else ACCENT
    points = _apart(chart.points)
    return {
        "type": "scatter",
        "mode": "lines+markers+text",
        "x": [point.day.toordinal() for point in points],
        "y": [point.value for point in points],
        "text": _printed_values(points, _has_room(chart)),
        "textposition": sides([point.value for point in points]),
        "textfont": {"size": 13},
        "customdata": [f"{point.label} : {point.text}" for point in points],
        "hovertemplate": "%{customdata}<extra></extra>",
        "line": {"color": colour, "width": 2.5},
        "marker": {
            "size": 9 if len(points) <= 2 * LABELLED_POINTS else 6,
            "symbol": ["circle-open" if point.doubtful else "circle" for point in points],
            "color": colour,
            "line": {"width": 2, "color": colour},
        },
        "connectgaps": False,
        "cliponaxis": False,
    }


def _has_room(chart: SeriesChart) -> bool:
    """Whether the values of a short series fit side by side on a phone, whatever the years of its target."""
    known = [point for point in chart.points if point.value is not None]
    if len(known) > LABELLED_POINTS or len(known) < 2:
        return len(known) < 2
    first, last = _range(chart)
    part = (known[-1].day - known[0].day).days / (last - first)
    return PHONE_WIDTH * part / (len(known) - 1) >= DIGIT_WIDTH * max(len(point.printed) for point in known)


def _printed_values(points: Sequence[ChartPoint], has_room: bool) -> list[str]:
    """The values worth reading aloud: all of a short series, else the ends, and where a definition begins."""
    known = [place for place, point in enumerate(points) if point.value is not None]
    kept = set(known) if has_room else {known[0], known[-1]}
    kept |= {place for place in known if points[place].starts_again}
    return [point.printed if place in kept else "" for place, point in enumerate(points)]


def _apart(points: Sequence[ChartPoint]) -> list[ChartPoint]:
    """Nothing is drawn between two definitions: a point without value stands there."""
    apart: list[ChartPoint] = []
    for place, point in enumerate(points):
        if point.starts_again and place:
            apart.append(replace(point, value=None, low=None, high=None, text="", printed=""))
        apart.append(point)
    return apart


def _interval(points: Sequence[ChartPoint]) -> list[dict[str, Any]]:
    """One filled polygon per stretch of periods whose interval is known."""
    xs: list[float | None] = []
    ys: list[float | None] = []
    for stretch in _stretches(_apart(points)):
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
    (_, start), (day, value) = chart.trajectory.steps[0], chart.trajectory.steps[-1]
    side = "top" if value < start else "bottom"
    place = {"x": day.toordinal(), "y": value, "xanchor": "right", "yanchor": side}
    return [note(chart.trajectory.label, **place)]


def _range(chart: SeriesChart) -> list[float]:
    days = [point.day.toordinal() for point in chart.points]
    if chart.trajectory:
        days += [day.toordinal() for day, _ in chart.trajectory.steps]
    margin = max(20.0, 0.05 * (max(days) - min(days)))
    return [min(days) - margin, max(days) + margin]


def _ticks(chart: SeriesChart) -> dict[str, Any]:
    """A short series names each period; a long one names years at their middle and marks where they begin."""
    points = chart.points
    last = chart.trajectory.steps[-1][0] if chart.trajectory else points[-1].day
    if len(points) <= LABELLED_TICKS and last <= points[-1].day:
        return {"tickvals": [p.day.toordinal() for p in points], "ticktext": [p.tick for p in points]}
    span = last.year - points[0].day.year + 1
    years = range(points[0].day.year, last.year + 1, 1 + (span - 1) // LABELLED_TICKS)
    return {
        "tickvals": [date(year, 7, 1).toordinal() for year in years],
        "ticktext": [str(year) for year in years],
        "minor": {
            "tickvals": [date(year, 1, 1).toordinal() for year in years],
            "ticks": "inside",
            "ticklen": 6,
        },
    }

"""The chart of a page as a small SVG picture: the same points, drawn without a browser.

What is drawn is what `analysis.chart_series` gives to Plotly: interval, target, curve with its gaps, hollow
points, breaks of definition and the values printed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from html import escape
from typing import Any

from analysis.chart_series import SeriesChart, series_chart

WIDTH, HEIGHT = 300, 104
LEFT, RIGHT, TOP, BOTTOM = 10, 14, 16, 16
LETTERS = 'font-family="Libertinus Serif" font-size="11" fill="#3a3a3a"'
HALF_A_LABEL = 18
MARKED_POINTS = 24
Place = tuple[float, float]


def drawing(chart: SeriesChart) -> str:
    """An SVG picture `WIDTH` by `HEIGHT`; its text alternative is the summary of the curve."""
    # Events are numbers told under the chart of the page: a picture this small leaves them out.
    figure = series_chart(replace(chart, events=()))
    scale = _scale(figure)
    parts = [
        *_ticks(figure["layout"]["xaxis"], scale),
        *(part for trace in figure["data"] for part in _trace(trace, scale)),
        *_breaks(figure["layout"]["shapes"], scale),
    ]
    size = f'width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size} fill="none">{"".join(parts)}</svg>'


@dataclass(frozen=True)
class _Scale:
    first: float
    last: float
    low: float
    high: float

    def x(self, day: float) -> float:
        return LEFT + (day - self.first) / (self.last - self.first) * (WIDTH - LEFT - RIGHT)

    def y(self, value: float) -> float:
        part = (value - self.low) / (self.high - self.low)
        return HEIGHT - BOTTOM - part * (HEIGHT - TOP - BOTTOM)


def _scale(figure: dict[str, Any]) -> _Scale:
    values = [value for trace in figure["data"] for value in trace["y"] if value is not None]
    if figure["layout"]["yaxis"]["rangemode"] == "tozero":
        values.append(0.0)
    low, high = min(values), max(values)
    first, last = figure["layout"]["xaxis"]["range"]
    return _Scale(first, last, low, high if high > low else low + 1)


def _trace(trace: dict[str, Any], scale: _Scale) -> Iterator[str]:
    stretches = list(_stretches(trace["x"], trace["y"], scale))
    if trace.get("fill"):
        yield from (f'<path d="{_path(one)}Z" fill="#1A8A9E" fill-opacity="0.18"/>' for one in stretches)
        return
    colour, dash = trace["line"]["color"], ' stroke-dasharray="4 3"' if "dash" in trace["line"] else ""
    ends = 'stroke-linejoin="round" stroke-linecap="round"'
    for one in stretches:
        yield f'<path d="{_path(one)}" stroke="{colour}" stroke-width="1.6" {ends}{dash}/>'
    if "marker" in trace:
        yield from _points(trace, scale, colour)


def _stretches(days: Sequence[Any], values: Sequence[Any], scale: _Scale) -> Iterator[list[Place]]:
    """The runs of known points; a missing value is a gap."""
    run: list[Place] = []
    for day, value in zip(days, values, strict=True):
        if value is not None:
            run.append((scale.x(day), scale.y(value)))
        elif run:
            yield run
            run = []
    if run:
        yield run


def _path(places: Sequence[Place]) -> str:
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in places)


def _points(trace: dict[str, Any], scale: _Scale, colour: str) -> Iterator[str]:
    """Every point of a short series; of a long one the hollow ones, the printed ones and the last."""
    known = [place for place, value in enumerate(trace["y"]) if value is not None]
    for place in known:
        hollow, printed = trace["marker"]["symbol"][place] == "circle-open", trace["text"][place]
        x, y = scale.x(trace["x"][place]), scale.y(trace["y"][place])
        if len(known) <= MARKED_POINTS or hollow or printed or place == known[-1]:
            fill = "#ffffff" if hollow else colour
            yield f'<circle cx="{x:.1f}" cy="{y:.1f}" r="2.4" fill="{fill}" stroke="{colour}"/>'
        if printed:
            inside = min(max(x, HALF_A_LABEL), WIDTH - HALF_A_LABEL)
            yield _label(inside, y - 5, printed)


def _ticks(axis: dict[str, Any], scale: _Scale) -> Iterator[str]:
    base = HEIGHT - BOTTOM
    yield f'<path d="M{LEFT} {base}H{WIDTH - RIGHT}" stroke="#b8b2aa" stroke-width="0.8"/>'
    for day, label in zip(axis["tickvals"], axis["ticktext"], strict=True):
        x = scale.x(day)
        if HALF_A_LABEL / 2 <= x <= WIDTH - HALF_A_LABEL / 2:
            yield _label(x, HEIGHT - 4, label)


def _label(x: float, y: float, text: str) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="middle" {LETTERS}>{escape(text)}</text>'


def _breaks(shapes: Sequence[dict[str, Any]], scale: _Scale) -> Iterator[str]:
    for shape in shapes:
        x = scale.x(shape["x0"])
        yield f'<path d="M{x:.1f} {TOP}V{HEIGHT - BOTTOM}" stroke="#64788A" stroke-dasharray="1.5 2.5"/>'

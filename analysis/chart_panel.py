"""A small curve of a set drawn alike: same span of time, scale said beside it, light enough for many.

An SVG picture, as the curves of the cards: it prints well, holds on a phone and loads nothing. Its words are
the page's own text.
"""

from __future__ import annotations

import base64
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from analysis.charts import QUIET

WIDTH, HEIGHT = 240, 84
SIDE, TOP, BOTTOM = 6, 7, 9
DASHES = {"solid": "", "dash": "6 4", "dot": "1.5 4"}
CROSS = 3.5


@dataclass(frozen=True)
class PanelLine:
    """One curve: days and values; None where a figure is hidden or was not transmitted.

    Attributes:
        hidden: days whose figure is secret, marked by a cross on the axis.
        hollow: days whose figure is provisional.
    """

    points: tuple[tuple[date, float | None], ...]
    colour: str
    dash: str = "solid"
    dots: bool = False
    hidden: tuple[date, ...] = ()
    hollow: tuple[date, ...] = ()


@dataclass(frozen=True)
class Frame:
    """What panels of one set share: first and last day, top of the scale (from zero), years to mark."""

    first: date
    last: date
    top: float

    def x(self, day: date) -> float:
        span = max((self.last - self.first).days, 1)
        return SIDE + (day - self.first).days / span * (WIDTH - 2 * SIDE)

    def y(self, value: float) -> float:
        return HEIGHT - BOTTOM - value / (self.top or 1.0) * (HEIGHT - TOP - BOTTOM)


def panel(lines: Sequence[PanelLine], frame: Frame) -> str:
    """A `data:` address for an image: a line at zero, one at the top of the scale, a mark at each year."""
    parts = [_rules(frame), *(part for line in lines for part in _line(line, frame))]
    size = f'width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}"'
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" {size} fill="none">{"".join(parts)}</svg>'
    return "data:image/svg+xml;base64," + base64.b64encode(svg.encode()).decode()


def _rules(frame: Frame) -> str:
    zero, top = frame.y(0.0), frame.y(frame.top)
    years = (date(year, 1, 1) for year in range(frame.first.year, frame.last.year + 2))
    marks = "".join(f"M{frame.x(day):.1f} {zero:.1f}v4" for day in years if frame.first <= day <= frame.last)
    across = f"{SIDE} {{:.1f}}H{WIDTH - SIDE}"
    return (
        f'<path d="M{across.format(zero)}{marks}" stroke="{QUIET}"/>'
        f'<path d="M{across.format(top)}" stroke="{QUIET}" stroke-opacity="0.5" stroke-dasharray="2 4"/>'
    )


def _line(line: PanelLine, frame: Frame) -> Iterator[str]:
    dash = f' stroke-dasharray="{DASHES[line.dash]}"' if DASHES[line.dash] else ""
    path = "".join(_moves(line, frame))
    ends = 'stroke-width="2" stroke-linejoin="round" stroke-linecap="round"'
    if path:
        yield f'<path d="{path}" stroke="{line.colour}" {ends}{dash}/>'
    known = [(day, value) for day, value in line.points if value is not None]
    alone = {day for day, _ in _lonely(line)}
    shown = known if line.dots else [*known[-1:], *(each for each in known[:-1] if each[0] in alone)]
    for day, value in shown:
        fill = "none" if day in line.hollow else line.colour
        centre = f'cx="{frame.x(day):.1f}" cy="{frame.y(value):.1f}"'
        yield f'<circle {centre} r="3" fill="{fill}" stroke="{line.colour}" stroke-width="1.5"/>'
    for day in line.hidden:
        yield _cross(frame.x(day), frame.y(0.0) - CROSS - 2)


def _moves(line: PanelLine, frame: Frame) -> Iterator[str]:
    drawing = False
    for day, value in line.points:
        if value is not None:
            yield f"{'L' if drawing else 'M'}{frame.x(day):.1f} {frame.y(value):.1f}"
        drawing = value is not None


def _lonely(line: PanelLine) -> Iterator[tuple[date, float]]:
    """Known points between two gaps: without a dot nobody would see them."""
    values = [None, *(value for _, value in line.points), None]
    for place, (day, value) in enumerate(line.points, start=1):
        if value is not None and values[place - 1] is None and values[place + 1] is None:
            yield day, value


def _cross(x: float, y: float) -> str:
    a = CROSS
    path = f"M{x - a:.1f} {y - a:.1f}l{2 * a} {2 * a}m0 {-2 * a}l{-2 * a} {2 * a}"
    return f'<path d="{path}" stroke="{QUIET}" stroke-width="1.5"/>'

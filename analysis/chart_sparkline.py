"""A curve the size of a word: an SVG picture, so that a page of twelve stays light and prints well."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Sequence

from analysis.charts import QUIET

WIDTH, HEIGHT, MARGIN = 150, 40, 5


def sparkline(
    values: Sequence[float | None], colour: str, target: float | None, hollow_end: bool = False
) -> str:
    """A `data:` address for an image; missing values are gaps; empty when fewer than two are known."""
    known = [value for value in values if value is not None]
    if len(known) < 2:
        return ""
    scale = _Scale(len(values), [*known, *([target] if target is not None else [])])
    parts = [_curve(values, scale, colour), _end(values, scale, colour, hollow_end)]
    if target is not None:
        y = scale.y(target)
        parts.insert(0, f'<path d="M0 {y:.1f}H{WIDTH}" stroke="{QUIET}" stroke-dasharray="4 3"/>')
    size = f'width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}"'
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" {size} fill="none">{"".join(parts)}</svg>'
    return "data:image/svg+xml;base64," + base64.b64encode(svg.encode()).decode()


class _Scale:
    def __init__(self, count: int, values: Sequence[float]) -> None:
        self.step = (WIDTH - 2 * MARGIN) / max(count - 1, 1)
        self.low, high = min(values), max(values)
        self.span = (high - self.low) or 1.0

    def x(self, place: int) -> float:
        return MARGIN + place * self.step

    def y(self, value: float) -> float:
        return HEIGHT - MARGIN - (value - self.low) / self.span * (HEIGHT - 2 * MARGIN)


def _curve(values: Sequence[float | None], scale: _Scale, colour: str) -> str:
    path = "".join(_moves(values, scale))
    ends = 'stroke-linejoin="round" stroke-linecap="round"'
    return f'<path d="{path}" stroke="{colour}" stroke-width="2" {ends}/>'


def _moves(values: Sequence[float | None], scale: _Scale) -> Iterator[str]:
    drawing = False
    for place, value in enumerate(values):
        if value is not None:
            yield f"{'L' if drawing else 'M'}{scale.x(place):.1f} {scale.y(value):.1f}"
        drawing = value is not None


def _end(values: Sequence[float | None], scale: _Scale, colour: str, hollow: bool) -> str:
    place, value = [(place, value) for place, value in enumerate(values) if value is not None][-1]
    fill = "none" if hollow else colour
    centre = f'cx="{scale.x(place):.1f}" cy="{scale.y(value):.1f}"'
    return f'<circle {centre} r="3.5" fill="{fill}" stroke="{colour}" stroke-width="2"/>'

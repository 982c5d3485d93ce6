"""The outlines of territories on a chart, without any map tile: shared by every map."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from math import cos, radians
from typing import Any

from analysis.charts import NEUTRAL, axis, text_lines
from analysis.outlines import Outline, Point

MARGIN = 0.002
# Texts are placed for the narrowest screen: pixels across the outlines, of a character, of a line.
NARROWEST, CHARACTER, LINE = 300, 6.2, 15
TAG = re.compile(r"<[^>]*>")
Box = tuple[float, float, float, float]


def map_layout(corners: Sequence[Point], annotations: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """A frame around these corners (longitude, latitude), a metre as long across as up."""
    (left, right), (low, high) = (_range([point[side] for point in corners]) for side in (0, 1))
    hidden = {"showgrid": False, "showticklabels": False, "ticks": ""}
    stretch = 1 / cos(radians((low + high) / 2))
    return {
        "xaxis": axis(range=[left, right], constrain="domain", **hidden),
        "yaxis": axis(range=[low, high], scaleanchor="x", scaleratio=stretch, constrain="domain", **hidden),
        "annotations": list(annotations),
        "margin": {"l": 16, "r": 16, "t": 8, "b": 8},
    }


def corners_of(outlines: Iterable[Outline]) -> list[Point]:
    return [point for outline in outlines for ring in outline.rings for point in ring]


def outline_trace(outline: Outline, name: str, **own: Any) -> dict[str, Any]:
    """One filled outline; a gap between its rings. `own` settings win."""
    points: list[Point | tuple[None, None]] = []
    for ring in outline.rings:
        points += [*ring, (None, None)]
    return {
        "type": "scatter",
        "mode": "lines",
        "x": [x for x, _ in points],
        "y": [y for _, y in points],
        "fill": "toself",
        "line": {"width": 1, "color": NEUTRAL},
        "hoveron": "fills",
        "text": text_lines(name, 40),
        "hoverinfo": "text",
    } | own


def short_name(name: str) -> str:
    """The first part of a long name, on short lines."""
    return text_lines(name.split(" - ")[0], 14)


def outline_names(outlines: Sequence[Outline], texts: Mapping[str, str]) -> list[dict[str, Any]]:
    """A text beside each outline, where it hides the least of the others and of the texts already placed.

    Args:
        texts: by code, made safe, their lines separated by <br>.
    """
    taken = corners_of(outlines)
    pixel = (max(x for x, _ in taken) - min(x for x, _ in taken)) / NARROWEST
    placed = []
    for outline in sorted(outlines, key=lambda each: len(each.rings), reverse=True):
        boxes = _boxes(outline, texts[outline.code], pixel)
        side, box = min(boxes.items(), key=lambda each: sum(_holds(each[1], point) for point in taken))
        taken += _grid(box)
        placed.append(_annotation(outline, texts[outline.code], side))
    return placed


def room_for(outlines: Sequence[Outline], texts: Mapping[str, str]) -> list[Point]:
    """Corners around the outlines and every text that may stand above or below them."""
    corners = corners_of(outlines)
    pixel = (max(x for x, _ in corners) - min(x for x, _ in corners)) / NARROWEST
    return corners + [
        point
        for outline in outlines
        for side, box in _boxes(outline, texts[outline.code], pixel).items()
        if side[0] == "center"
        for point in _grid(box)
    ]


def _boxes(outline: Outline, text: str, pixel: float) -> dict[tuple[str, str], Box]:
    """Where a text may stand, by its anchors, the first choices first."""
    (left, right), (low, high) = ((min(side), max(side)) for side in zip(*corners_of([outline]), strict=True))
    lines = TAG.sub("", text.replace("<br>", "\n")).split("\n")
    width, height = CHARACTER * max(map(len, lines)) * pixel, LINE * len(lines) * pixel
    middle = (left + right) / 2
    starts = {"center": middle - width / 2, "right": middle - width, "left": middle}
    ends = {"top": low - height, "bottom": high}
    return {
        (across, up): (starts[across], starts[across] + width, ends[up], ends[up] + height)
        for across in starts
        for up in ends
    }


def _annotation(outline: Outline, text: str, side: tuple[str, str]) -> dict[str, Any]:
    (left, right), (low, high) = ((min(side), max(side)) for side in zip(*corners_of([outline]), strict=True))
    return {
        "x": (left + right) / 2,
        "y": low if side[1] == "top" else high,
        "text": text,
        "showarrow": False,
        "xanchor": side[0],
        "yanchor": side[1],
        "align": side[0],
        "font": {"size": 12, "color": NEUTRAL},
    }


def _holds(box: Box, point: Point) -> bool:
    return box[0] <= point[0] <= box[1] and box[2] <= point[1] <= box[3]


def _grid(box: Box) -> list[Point]:
    """Points all over a box: another text that covers it covers some of them."""
    steps = (0.0, 0.25, 0.5, 0.75, 1.0)
    left, right, low, high = box
    return [(left + (right - left) * i, low + (high - low) * j) for i in steps for j in steps]


def _range(values: list[float]) -> tuple[float, float]:
    return min(values) - MARGIN, max(values) + MARGIN

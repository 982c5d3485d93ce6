"""The map of a search: numbered places over the outlines of the districts, without any map tile."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import cos, radians
from typing import Any

from analysis.charts import ACCENT, NEUTRAL, QUIET, axis, text_lines
from analysis.directory_sheet import Sheet
from analysis.outlines import Outline, Point

HEIGHT = 400
MARGIN = 0.004
DISTRICT = "rgba(100,120,138,0.16)"


def directory_map(
    sheets: Sequence[Sheet], districts: Mapping[str, str], outlines: Mapping[str, Outline]
) -> dict[str, Any]:
    """Traces and layout; places are numbered as in the list, several at one address share a point."""
    shown = [outlines[code] for code in districts if code in outlines]
    corners = [point for outline in shown for ring in outline.rings for point in ring]
    corners += [sheet.place for sheet in sheets if sheet.place]
    (left, right), (low, high) = (_range([point[side] for point in corners]) for side in (0, 1))
    hidden = {"showgrid": False, "showticklabels": False, "ticks": ""}
    stretch = 1 / cos(radians((low + high) / 2))
    layout = {
        "xaxis": axis(range=[left, right], constrain="domain", **hidden),
        "yaxis": axis(range=[low, high], scaleanchor="x", scaleratio=stretch, constrain="domain", **hidden),
        "annotations": [_name(outline, districts[outline.code], (low + high) / 2) for outline in shown],
        "margin": {"l": 16, "r": 16, "t": 8, "b": 8},
    }
    named = [_district(outline, districts[outline.code]) for outline in shown]
    return {"data": [*named, _places(sheets)], "layout": layout}


def _range(values: list[float]) -> tuple[float, float]:
    return min(values) - MARGIN, max(values) + MARGIN


def _district(outline: Outline, name: str) -> dict[str, Any]:
    """One outline; a gap between its rings."""
    points: list[Point | tuple[None, None]] = []
    for ring in outline.rings:
        points += [*ring, (None, None)]
    return {
        "type": "scatter",
        "mode": "lines",
        "x": [x for x, _ in points],
        "y": [y for _, y in points],
        "fill": "toself",
        "fillcolor": DISTRICT,
        "line": {"width": 1, "color": NEUTRAL},
        "hoveron": "fills",
        "text": text_lines(name, 40),
        "hoverinfo": "text",
    }


def _name(outline: Outline, name: str, middle: float) -> dict[str, Any]:
    """The first part of a long name, on the outer side of the outline: names stay apart on a phone."""
    corners = [point for ring in outline.rings for point in ring]
    (left, right), (low, high) = ((min(side), max(side)) for side in zip(*corners, strict=True))
    above = (low + high) / 2 > middle
    return {
        "x": (left + right) / 2,
        "y": high if above else low,
        "text": text_lines(name.split(" - ")[0], 14),
        "showarrow": False,
        "yanchor": "bottom" if above else "top",
        "font": {"size": 12, "color": NEUTRAL},
    }


def _places(sheets: Sequence[Sheet]) -> dict[str, Any]:
    together: dict[Point, list[int]] = {}
    for number, sheet in enumerate(sheets):
        if sheet.place:
            together.setdefault(sheet.place, []).append(number)
    return {
        "type": "scatter",
        "mode": "markers+text",
        "x": [x for x, _ in together],
        "y": [y for _, y in together],
        "text": [", ".join(str(number + 1) for number in numbers) for numbers in together.values()],
        "textposition": "top center",
        "textfont": {"size": 13},
        "customdata": [
            "<br>".join(text_lines(sheets[number].name, 40) for number in numbers)
            for numbers in together.values()
        ],
        "hovertemplate": "%{customdata}<extra></extra>",
        "marker": {"size": 11, "color": ACCENT, "line": {"width": 1.5, "color": QUIET}},
        "cliponaxis": False,
    }

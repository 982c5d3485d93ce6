"""The outlines of the territories of the catalogue: is a place inside, how far is it otherwise."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from math import cos, hypot, radians
from pathlib import Path
from typing import Any

METRES_PER_DEGREE = 111_320.0
Point = tuple[float, float]


@dataclass(frozen=True)
class Outline:
    """The rings of one territory, each a closed line of (longitude, latitude) in degrees."""

    code: str
    rings: tuple[tuple[Point, ...], ...]

    def holds(self, place: Point) -> bool:
        """Whether a place is inside; holes count as outside."""
        sides = [side for ring in self.rings for side in pairwise(ring)]
        return sum(_crosses(place, side) for side in sides) % 2 == 1

    def metres_from(self, place: Point) -> float:
        """Distance to the outline, 0 inside; on a flat Earth, which is right enough for a city."""
        if self.holds(place):
            return 0.0
        return min(_metres(place, side) for ring in self.rings for side in pairwise(ring))


def read_outlines(path: Path | None) -> Mapping[str, Outline]:
    """Every outline of a GeoJSON file, by code; none without a file."""
    if path is None:
        return {}
    features = json.loads(path.read_text(encoding="utf-8"))["features"]
    read = (Outline(each["properties"]["code"], _rings(each["geometry"])) for each in features)
    return {outline.code: outline for outline in read}


def _rings(geometry: Mapping[str, Any]) -> tuple[tuple[Point, ...], ...]:
    polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    return tuple(tuple((x, y) for x, y, *_ in ring) for polygon in polygons for ring in polygon)


def _crosses(place: Point, side: tuple[Point, Point]) -> bool:
    """Whether a line eastward from the place crosses this side."""
    (x, y), ((x1, y1), (x2, y2)) = place, side
    return (y1 > y) != (y2 > y) and x < x1 + (y - y1) / (y2 - y1) * (x2 - x1)


def _metres(place: Point, side: tuple[Point, Point]) -> float:
    scale = cos(radians(place[1]))
    (x1, y1), (x2, y2) = (((x - place[0]) * scale, y - place[1]) for x, y in side)
    along, up = x2 - x1, y2 - y1
    length = along * along + up * up
    share = max(0.0, min(1.0, -(x1 * along + y1 * up) / length)) if length else 0.0
    return hypot(x1 + share * along, y1 + share * up) * METRES_PER_DEGREE

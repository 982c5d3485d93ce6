"""A square of about a kilometre with a hole: inside, in the hole, beside."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from analysis.outlines import Outline, read_outlines

SQUARE = ((0.0, 0.0), (0.01, 0.0), (0.01, 0.01), (0.0, 0.01), (0.0, 0.0))
HOLE = ((0.004, 0.004), (0.006, 0.004), (0.006, 0.006), (0.004, 0.006), (0.004, 0.004))


def test_un_lieu_est_dedans_dans_le_trou_ou_a_cote() -> None:
    outline = Outline("Q", (SQUARE, HOLE))
    assert outline.holds((0.002, 0.002))
    assert not outline.holds((0.005, 0.005))
    assert outline.metres_from((0.002, 0.002)) == 0
    assert outline.metres_from((0.005, 0.005)) == pytest.approx(111.3, abs=0.1)
    assert outline.metres_from((0.02, 0.005)) == pytest.approx(1113, abs=1)


def test_les_contours_se_lisent_et_leur_absence_aussi(tmp_path: Path) -> None:
    shapes = {"Q1": ("Polygon", [SQUARE]), "Q2": ("MultiPolygon", [[SQUARE], [HOLE]])}
    features = [
        {"properties": {"code": code}, "geometry": {"type": kind, "coordinates": coordinates}}
        for code, (kind, coordinates) in shapes.items()
    ]
    path = tmp_path / "boundaries.geojson"
    path.write_text(json.dumps({"features": features}), encoding="utf-8")
    assert {code: len(outline.rings) for code, outline in read_outlines(path).items()} == {"Q1": 1, "Q2": 2}
    assert read_outlines(None) == {}

"""The small curve of a report: the points of the page, as an SVG picture."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree
from datetime import date

from analysis.chart_flags import Break, Event
from analysis.chart_series import ChartPoint, SeriesChart, Trajectory
from analysis.report.drawing import HEIGHT, WIDTH, drawing

SVG = "{http://www.w3.org/2000/svg}"


def point(year: int, value: float | None, **own: bool) -> ChartPoint:
    low, high = (None, None) if value is None else (value - 5, value + 5)
    text = "" if value is None else f"{value:.0f} %"
    return ChartPoint(date(year, 7, 1), str(year), str(year), value, low, high, text, text, **own)


def parts(chart: SeriesChart, tag: str) -> list[ElementTree.Element]:
    return ElementTree.fromstring(drawing(chart)).findall(f"{SVG}{tag}")


def test_chaque_chiffre_est_un_point_et_un_trou_reste_un_trou() -> None:
    chart = SeriesChart((point(2022, 20), point(2023, None), point(2024, 40), point(2025, 50)), "%", True)
    assert len(parts(chart, "circle")) == 3
    curve = [path for path in parts(chart, "path") if path.get("stroke-width") == "1.6"]
    assert len(curve) == 2
    assert [label.text for label in parts(chart, "text")][-3:] == ["20 %", "40 %", "50 %"]


def test_un_chiffre_provisoire_est_evide() -> None:
    chart = SeriesChart((point(2024, 40), point(2025, 50, doubtful=True)), "%", True)
    assert [circle.get("fill") for circle in parts(chart, "circle")][1] == "#ffffff"


def test_tout_tient_dans_l_image_cible_comprise() -> None:
    goal = Trajectory(((date(2025, 12, 31), 50.0), (date(2031, 12, 31), 90.0)), "Cible")
    chart = SeriesChart((point(2024, 40), point(2025, 50)), "%", True, trajectory=goal)
    paths = parts(chart, "path")
    assert any(path.get("stroke-dasharray") == "4 3" for path in paths)
    for circle in parts(chart, "circle"):
        assert 0 <= float(str(circle.get("cx"))) <= WIDTH
        assert 0 <= float(str(circle.get("cy"))) <= HEIGHT


def test_une_rupture_se_voit_et_les_evenements_sont_laisses_a_la_page() -> None:
    chart = SeriesChart(
        (point(2023, 20), point(2024, 40, starts_again=True), point(2025, 50)),
        "%",
        True,
        events=(Event(1, date(2024, 3, 1), "<b>Ouverture</b>"),),
        breaks=(Break(date(2024, 1, 1), "autre définition"),),
    )
    assert len([path for path in parts(chart, "path") if path.get("stroke-dasharray") == "1.5 2.5"]) == 1
    assert "Ouverture" not in drawing(chart)

"""What a chart draws, read in its traces: gaps, intervals, target, flags, and what it must never show."""

from __future__ import annotations

import base64
import colorsys
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from analysis.chart_breakdown import Bar, breakdown_chart, breakdown_height
from analysis.chart_flags import Break, Event
from analysis.chart_lines import Line, lines_chart
from analysis.chart_series import ChartPoint, SeriesChart, Trajectory, series_chart
from analysis.chart_sparkline import sparkline
from analysis.charts import (
    ACCENT,
    CONFIG,
    MAXIMUM_HEIGHT,
    MONTHS,
    NEUTRAL,
    QUIET,
    SERIES_COLOURS,
    VERDICT_COLOURS,
    figure,
    without_colour,
)
from analysis.indicator_chart import tick
from data.periods import cached_parse
from tests.contrast import channels, contrast

LIGHT, DARK = "#FBFAF7", "#12191C"


def quarter(
    number: int, value: float | None, *, provisional: bool = False, interval: float | None = 2.0
) -> ChartPoint:
    known = value is not None and interval is not None
    return ChartPoint(
        day=date(2024 + (number - 1) // 4, 3 * ((number - 1) % 4) + 2, 15),
        label=f"trimestre {number}",
        tick=f"T{number}",
        value=value,
        low=value - interval if known else None,  # type: ignore[operator]
        high=value + interval if known else None,  # type: ignore[operator]
        text=f"{value} personnes",
        printed=f"{value}",
        doubtful=provisional,
    )


def chart(*values: float | None, **more: Any) -> SeriesChart:
    points = tuple(quarter(number, value) for number, value in enumerate(values, start=1))
    return SeriesChart(points=points, unit="%", from_zero=True, **more)


def traces(drawn: SeriesChart) -> dict[str, dict[str, Any]]:
    found = {"line": {}, "interval": {}, "target": {}}  # type: dict[str, dict[str, Any]]
    for trace in series_chart(drawn)["data"]:
        kind = "interval" if trace.get("fill") else "target" if trace["line"].get("dash") else "line"
        found[kind] = trace
    return found


def notes(drawn: SeriesChart) -> list[str]:
    return [note["text"] for note in series_chart(drawn)["layout"]["annotations"]]


def test_une_periode_sans_chiffre_est_un_trou_et_jamais_zero() -> None:
    line = traces(chart(10, None, 12))["line"]
    assert line["y"] == [10, None, 12]
    assert line["connectgaps"] is False


def test_l_intervalle_s_arrete_de_chaque_cote_du_trou() -> None:
    interval = traces(chart(10, 11, None, 12, 13))["interval"]
    assert interval["y"] == [8, 9, 13, 12, None, 10, 11, 15, 14, None]


def test_un_point_isole_garde_un_intervalle_visible() -> None:
    interval = traces(chart(10, None))["interval"]
    assert max(interval["x"][:-1]) - min(interval["x"][:-1]) == 24


def test_sans_intervalle_rien_n_est_ombre() -> None:
    bare = SeriesChart((quarter(1, 10, interval=None), quarter(2, 11, interval=None)), "%", True)
    assert traces(bare)["interval"] == {}


def test_un_point_provisoire_est_creux() -> None:
    points = (quarter(1, 10), quarter(2, 11, provisional=True))
    assert traces(SeriesChart(points, "%", True))["line"]["marker"]["symbol"] == ["circle", "circle-open"]


def test_une_serie_courte_imprime_toutes_ses_valeurs_une_longue_la_premiere_et_la_derniere() -> None:
    assert traces(chart(10, 11))["line"]["text"] == ["10", "11"]
    long = traces(chart(*range(10, 22)))["line"]["text"]
    assert [text for text in long if text] == ["10", "21"]


def test_la_cible_est_en_tirets_avec_son_nom_au_bout() -> None:
    way = Trajectory(((date(2024, 12, 31), 12.0), (date(2026, 12, 31), 60.0)), "Cible : 60 %")
    drawn = chart(10, 11, trajectory=way)
    assert traces(drawn)["target"]["line"]["dash"] == "dash"
    assert notes(drawn) == ["Cible : 60 %"]


def test_un_evenement_porte_son_numero_et_pas_son_texte() -> None:
    drawn = chart(10, 11, events=(Event(1, date(2024, 3, 1), "<b>Action</b>"),))
    assert notes(drawn) == ["1"]
    assert len(series_chart(drawn)["layout"]["shapes"]) == 1


def test_une_rupture_est_une_ligne_pointillee_et_un_simple_changement_n_en_est_pas_une() -> None:
    breaks = (Break(date(2024, 3, 1), "Nouvelle fiche."), Break(date(2024, 6, 1), "Précision.", False))
    drawn = chart(10, 11, breaks=breaks)
    (shape,) = series_chart(drawn)["layout"]["shapes"]
    assert shape["line"]["dash"] == "dot"
    assert notes(drawn) == ["définition changée"]


def test_un_compte_part_de_zero() -> None:
    assert series_chart(chart(10, 11))["layout"]["yaxis"]["rangemode"] == "tozero"
    free = replace(chart(10, 11), from_zero=False)
    assert series_chart(free)["layout"]["yaxis"]["rangemode"] == "normal"


def test_l_axe_du_temps_ne_depend_pas_de_la_langue_du_navigateur() -> None:
    layout = series_chart(chart(*range(10, 22)))["layout"]["xaxis"]
    assert layout["ticktext"] == ["2024", "2025", "2026"]
    assert all(isinstance(day, int) for day in traces(chart(10, 11))["line"]["x"])


def test_huit_ans_de_trajectoire_tiennent_sur_un_telephone() -> None:
    way = Trajectory(((date(2024, 12, 31), 12.0), (date(2031, 12, 31), 60.0)), "Cible")
    ticks = series_chart(chart(*range(10, 22), trajectory=way))["layout"]["xaxis"]["ticktext"]
    assert ticks == ["2024", "2026", "2028", "2030"]


@pytest.mark.parametrize(
    ("period", "short"),
    [("2025", "2025"), ("2025-T3", "T3 2025"), ("2025-S1", "S1 2025"), ("2025-03", "mars 2025")],
)
def test_une_periode_a_un_nom_court(period: str, short: str) -> None:
    assert tick(cached_parse(period)) == short


def test_une_annee_scolaire_a_un_nom_court() -> None:
    assert tick(cached_parse("2025-2026")) == "2025-26"


BARS = (Bar("Nord", 10.0, 8.0, 13.0, "10 %"), Bar("Sud", None, None, None, "secret"))


def test_les_barres_gardent_leur_ordre_et_une_seule_couleur_calme() -> None:
    trace = breakdown_chart(BARS, "%")["data"][0]
    assert trace["x"] == [10.0, None]
    assert trace["marker"]["color"] == NEUTRAL
    assert breakdown_chart(BARS, "%")["layout"]["yaxis"]["ticktext"] == [
        "Nord<br><b>10 %</b>",
        "Sud<br><b>secret</b>",
    ]


def test_l_intervalle_d_une_barre_est_mesure_depuis_sa_valeur() -> None:
    interval = breakdown_chart(BARS, "%")["data"][0]["error_x"]
    assert (interval["array"], interval["arrayminus"]) == ([3.0, None], [2.0, None])


def test_un_nom_venu_d_un_fichier_n_est_pas_du_code() -> None:
    hostile = (Bar("<script>alert(1)</script>", 1.0, None, None, "1"),)
    assert "<script>" not in str(breakdown_chart(hostile, ""))


def test_des_courbes_ensemble_se_distinguent_sans_la_couleur() -> None:
    lines = [Line(name, (quarter(1, 1.0), quarter(2, 2.0))) for name in ("AFD", "Hors AFD", "Trafic")]
    drawn = lines_chart(lines, "‰")["data"]
    assert len({trace["line"]["dash"] for trace in drawn}) == 3
    assert len({trace["marker"]["symbol"] for trace in drawn}) == 3


def test_un_graphique_ne_depasse_jamais_420_pixels() -> None:
    many = BARS * 20
    assert figure(breakdown_chart(many, "%"), breakdown_height(many)).layout.height == MAXIMUM_HEIGHT


def test_les_nombres_et_les_mois_sont_francais_et_la_barre_n_a_que_l_image() -> None:
    assert figure(series_chart(chart(10, 11)), 380).layout.separators == ",\u202f"
    assert CONFIG["locales"]["fr"]["format"]["shortMonths"] == list(MONTHS)
    assert CONFIG["modeBarButtons"] == [["toImage"]]


def test_la_petite_courbe_laisse_un_trou_et_n_existe_pas_avec_un_seul_point() -> None:
    picture = sparkline([1.0, 2.0, None, 3.0], "#000000", None)
    svg = base64.b64decode(picture.removeprefix("data:image/svg+xml;base64,")).decode()
    assert svg.split('d="')[1].split('"')[0].count("M") == 2
    assert sparkline([1.0, None], "#000000", None) == ""


@pytest.mark.parametrize("background", [LIGHT, DARK])
@pytest.mark.parametrize("colour", [*VERDICT_COLOURS.values(), *SERIES_COLOURS, NEUTRAL, QUIET])
def test_chaque_couleur_se_voit_sur_fond_clair_et_sombre(colour: str, background: str) -> None:
    assert contrast(colour, background) >= 3


def test_aucune_couleur_de_verdict_n_est_rouge_ni_verte() -> None:
    for colour in VERDICT_COLOURS.values():
        hue, _, saturation = colorsys.rgb_to_hls(*(part / 255 for part in channels(colour)))
        assert saturation < 0.2 or 0.04 < hue < 0.15 or 0.45 < hue < 0.65


def test_une_figure_sans_couleur_garde_ses_formes_et_n_a_plus_l_accent() -> None:
    drawn = series_chart(SeriesChart(points=(quarter(1, 40.0), quarter(2, 45.0)), unit="%", from_zero=True))
    plain = without_colour(drawn)
    assert ACCENT in repr(drawn["data"])
    assert ACCENT not in repr(plain["data"])
    assert [trace["y"] for trace in plain["data"]] == [trace["y"] for trace in drawn["data"]]

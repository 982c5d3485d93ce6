"""One district and the rest of a small city: which indicators have a page, and what it says."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import pytest

from analysis.alerts import alerts
from analysis.chart_districts import districts_chart, legend
from analysis.chart_gap import NO_GAP, gap_chart
from analysis.data_table import DataTable
from analysis.directory_view import directory
from analysis.district_map import Area, DistrictMap, district_map
from analysis.district_panels import DistrictPanel
from analysis.district_sheet import district_sheet
from analysis.districts import has_a_meaning
from analysis.districts_view import DistrictsView, district_choices, districts_view
from analysis.outlines import Outline
from analysis.standing import Situation
from data.codebook import load
from data.declarations import Indicator
from tests.analysis.activity import CITY, NORTH, SOUTH, TODAY
from tests.analysis.builders import result_rows, share, situation

QUARTERS = [f"{year}-T{quarter}" for year in (2024, 2025) for quarter in (1, 2, 3, 4)]
SHIPPED = load()


def sheet(code: str, **own: object) -> Indicator:
    """A small share of sessions held out of sessions planned."""
    texts = dict.fromkeys(
        ("definition", "source", "owner", "typical_target", "caveats", "perverse_incentive"), "Dit."
    )
    usual = {"label": f"Part {code}", "short_label": code, "question": "Alors ?", "axis": "axe", "unit": "%"}
    numbers = {"kind": "proportion", "multiplier": 100, "polarity": "up", "disclosure": "S0"}
    measures = {"numerator": ["seances"], "denominator": ["seances_prevues"]}
    common = {"level": "resultat", "frequency": "quarter", "code": code}
    return Indicator.model_validate({**texts, **usual, **numbers, **measures, **common, **own})


COUNT = {"kind": "count", "denominator": [], "unit": "séances", "polarity": "none", "multiplier": 1}


def rows(code: str, territory: str, percents: Sequence[float | None], total: float = 400) -> pd.DataFrame:
    values = {
        quarter: {"value": None, "flag": "masked"} if percent is None else share(percent, total)
        for quarter, percent in zip(QUARTERS, percents, strict=True)
    }
    return result_rows(code, values, territory=territory, coverage=1.0, reported=1, expected=1)


def city_with(inside: Sequence[float | None], **own: object) -> Situation:
    parts = [rows("T-1", NORTH, inside), rows("T-1", SOUTH, [80] * 8), rows("T-1", CITY, [78] * 8, 800)]
    return situation(pd.concat(parts, ignore_index=True), [sheet("T-1", **own)])


def view_of(inside: Sequence[float | None]) -> DistrictsView:
    return districts_view(city_with(inside), "T-1")


def test_un_ecart_qui_a_bouge_se_lit_en_premier() -> None:
    quiet, moved = sheet("T-1"), sheet("T-2")
    parts = [rows("T-1", NORTH, [79] * 8), rows("T-2", NORTH, [75] * 4 + [50] * 4)]
    parts += [rows(code, SOUTH, [80] * 8) for code in ("T-1", "T-2")]
    assert list(district_choices(situation(pd.concat(parts, ignore_index=True), [quiet, moved]))) == [
        "T-2",
        "T-1",
    ]


@pytest.mark.parametrize(
    ("code", "is_mapped"),
    [
        ("SEC-02", True),  # a share that should rise
        ("PRE-03", True),  # a number of sessions
        ("ACC-01", False),  # a number of persons followed
        ("PRE-05", False),  # a number of households
        ("ACC-02", False),  # a share followed without judgement
        ("SEC-07", False),  # official context
    ],
)
def test_un_nombre_de_personnes_n_a_pas_de_carte(code: str, is_mapped: bool) -> None:
    assert has_a_meaning(SHIPPED.indicators[code], SHIPPED.measures) is is_mapped


def test_un_ecart_qui_se_reduit_se_dit_avec_ses_effectifs() -> None:
    gap = view_of([60] * 4 + [75] * 4).gap
    assert gap is not None
    assert gap.verdict.title == "L'écart s'est réduit"
    assert gap.now.startswith(
        "Au 4e trimestre 2025\u00a0: 75\u00a0% dans les quartiers prioritaires (300 sur 400)"
    )
    assert "80\u00a0% dans le reste de la ville (320 sur 400)" in gap.now
    assert "L'écart est de −5 points" in gap.now
    assert [point.value for point in gap.absolute] == [-20] * 4 + [-5] * 4
    assert gap.table.rows[0][3] == "−5 points"


def test_un_chiffre_secret_est_un_trou_dans_l_ecart_et_une_croix_dans_la_courbe() -> None:
    view = view_of([60, 60, None, 60, 60, 60, 60, 60])
    assert view.gap is not None
    hidden = view.gap.absolute[2]
    assert (hidden.value, hidden.text) == (None, "secret")
    assert view.gap.table.rows[-3][1:4] == ("secret", "secret", "secret")
    assert view.panels.has_hidden


def test_toutes_les_petites_courbes_ont_la_meme_echelle() -> None:
    panels = view_of([60] * 8).panels
    assert panels.scale == "de 0 à 80\u00a0%"
    assert [(one.label, one.value, one.note) for one in panels.panels] == [
        ("Nord", "60\u00a0%", "4e trimestre 2025 · 240 sur 400")
    ]
    assert isinstance(panels.panels[0], DistrictPanel)
    assert panels.table.values[0][:3] == (NORTH, "Nord", "2024-T1")


def test_un_compte_dit_ou_il_a_lieu_sans_ecart() -> None:
    city = city_with([60] * 8, **COUNT)
    view = districts_view(city, "T-1")
    assert view.gap is None
    assert view.count_text.startswith(
        "Au 4e trimestre 2025, 60 séances sur 78 dans les quartiers prioritaires."
    )
    assert "population" in view.count_text
    assert not any(area.standing for area in district_map(city, "T-1", None).areas)
    assert district_choices(city) == {"T-1": "T-1 · T-1"}


def test_la_carte_compare_au_reste_de_la_ville_sans_classer() -> None:
    low = district_map(city_with([60] * 8), "T-1", None)
    assert low.period == "2025-T4"
    assert low.areas[0].standing == "lower"
    assert "Nord (60\u00a0%, plus bas que dans le reste de la ville)" in low.sentence
    assert [row[:3] for row in low.table.rows] == [("Nord", "60\u00a0%", "400"), ("Sud", "80\u00a0%", "400")]
    same = district_map(city_with([79] * 8), "T-1", "2024-T1")
    assert (same.period, same.areas[0].standing) == ("2024-T1", "similar")
    assert "aucun quartier montré ne s'écarte" in same.sentence


def test_la_carte_nomme_ce_qui_est_secret() -> None:
    hidden = district_map(city_with([None] * 8), "T-1", None)
    assert hidden.areas[0].text == "secret"
    assert "Secret, effectif trop petit\u00a0: Nord." in hidden.sentence
    assert hidden.table.values[0][3:8] == (None, None, None, None, None)


def test_un_indicateur_sans_quartier_n_a_pas_de_page() -> None:
    with pytest.raises(KeyError):
        districts_view(city_with([60] * 8), "T-9")


def square(code: str, x: float) -> Outline:
    ring = ((x, 0.0), (x + 0.01, 0.0), (x + 0.01, 0.01), (x, 0.01), (x, 0.0))
    return Outline(code, (ring,))


NO_TABLE = DataTable("", (), (), (), (), "")


def drawn() -> DistrictMap:
    areas = (
        Area("A", "Les Amandiers", "80\u00a0%", "n = 9", "ok", "similar", 1.0),
        Area("B", "Les <b>Buis</b>", "secret", "", "masked", "", None),
        Area("C", "Les Cistes", "aucun chiffre", "", "missing", "", None),
    )
    outlines = {area.code: square(area.code, 0.02 * place) for place, area in enumerate(areas)}
    return DistrictMap("2025", {"2025": "2025"}, areas, outlines, "", "", NO_TABLE)


def test_la_carte_hachure_le_secret_et_laisse_vide_ce_qui_manque() -> None:
    known, hidden, silent = districts_chart(drawn())["data"]
    assert known["fillcolor"] == "rgba(26,138,158,0.42)"
    assert hidden["fillpattern"]["shape"] == "/"
    assert silent["fillcolor"] == "rgba(0,0,0,0)"
    assert [words for _, words in legend(drawn())] == [
        "semblable au reste de la ville",
        "secret\u00a0: effectif trop petit",
    ]


def test_un_nom_de_quartier_n_est_pas_du_html() -> None:
    names = [each["text"] for each in districts_chart(drawn())["layout"]["annotations"]]
    assert any("&lt;b&gt;Buis" in name for name in names)


def test_la_ligne_d_egalite_est_tracee() -> None:
    gap = view_of([60] * 8).gap
    assert gap is not None
    (line,) = gap_chart(gap.absolute, NO_GAP)["layout"]["shapes"]
    assert (line["y0"], line["y1"]) == (0, 0)


def test_la_fiche_d_un_quartier_met_l_offre_a_cote_de_la_demande() -> None:
    held = sheet("T-5", level="realisation", kind="ratio")
    asked = sheet("T-6")
    results = pd.concat(
        [
            result_rows(code, {"2025": share(percent, 400)}, territory=territory)
            for code in ("T-5", "T-6")
            for territory, percent in ((NORTH, 50.0), (SOUTH, 80.0))
        ],
        ignore_index=True,
    )
    city = situation(results, [held, asked])
    shown = district_sheet(city, directory(city.tables["structures"], city.codebook, TODAY), NORTH)
    assert [(one.indicator, one.value) for one in shown.offer] == [("T-5", "200 séances")]
    assert [(one.indicator, one.value) for one in shown.need] == [("T-6", "400 séances")]
    assert [one.beside for one in shown.shares] == ["80\u00a0%", "80\u00a0%"]
    assert shown.places_text == "Aucun lieu de l'annuaire n'y a son adresse."


@pytest.mark.parametrize(
    ("inside", "polarity", "alerted"),
    [
        ([75] * 4 + [60] * 4, "up", True),
        ([60] * 4 + [75] * 4, "up", False),
        ([85] * 4 + [99] * 4, "up", False),
        ([85] * 4 + [99] * 4, "down", True),
        ([75] * 4 + [60] * 4, "none", False),
    ],
)
def test_un_ecart_qui_se_creuse_au_detriment_des_quartiers_est_une_alerte(
    inside: list[float], polarity: str, alerted: bool
) -> None:
    found = [alert for alert in alerts(city_with(inside, polarity=polarity)) if alert.kind == "ecart"]
    assert bool(found) == alerted
    assert all((one.page, one.parameters) == ("quartiers", {"indicateur": "T-1"}) for one in found)

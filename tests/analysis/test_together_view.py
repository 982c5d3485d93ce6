"""Official series of a department and what one city did: split, apart, never chained."""

from __future__ import annotations

import base64
from collections.abc import Iterable

import pytest

from analysis.charts import ACCENT, NEUTRAL
from analysis.comparable_cities import city_comparison, comparable_choices, usual_limits_sentence
from analysis.official_series import DRUGS, FORMER, SAFETY, places_with, series_of_theme
from analysis.standing import Situation
from analysis.together_panels import PanelGroup
from analysis.together_view import together_view
from data.declarations import Code, CodeList
from tests.analysis.activity import CITY
from tests.analysis.builders import Row, result_rows, share, situation
from tests.analysis.test_districts_view import sheet

AFD, OTHER, TRADE = (
    "ssmsi.usage_stupefiants_afd",
    "ssmsi.usage_stupefiants_hors_afd",
    "ssmsi.trafic_stupefiants",
)
USE, BURGLARY = "ssmsi.usage_stupefiants", "ssmsi.cambriolages_logement"
YEARS = range(2019, 2025)


def official(series: str, values: Iterable[float | None], base: float | None = 1000.0) -> list[Row]:
    common = {"serie": series, "territoire": CITY, "source": "Producteur", "edition": "2025"}
    return [
        common
        | {"denominateur": base, "periode": str(year), "valeur": value}
        | {"statut": "publie" if value is not None else "non_diffuse"}
        for year, value in zip(YEARS, values, strict=False)
    ]


def city(*rows: list[Row]) -> Situation:
    results = result_rows("T-1", {str(year): share(50, 40) for year in YEARS}, demonstration=True)
    read = sheet("T-1", frequency="year")
    return situation(results, [read], contexte=[row for part in rows for row in part])


def drugs() -> list[list[Row]]:
    return [
        official(AFD, [0, 0, 1, 2, 3, 4]),
        official(OTHER, [5, 5, 4, 4, 3, 2]),
        official(USE, [5, 5, 5, 6, 6, 6]),
    ]


def group(shown: PanelGroup | None) -> PanelGroup:
    assert shown is not None
    return shown


def svg(picture: str) -> str:
    return base64.b64decode(picture.partition(",")[2]).decode()


def test_l_usage_de_stupefiants_n_est_jamais_montre_sans_ses_deux_parts() -> None:
    shown = group(together_view(city(*drugs()), None, None).drugs)
    assert [(one.label.rpartition(", ")[2], one.value, one.note) for one in shown.panels] == [
        ("par amende forfaitaire (AFD)", "4", "de 0 (2019) à 4 (2024)"),
        ("hors amende forfaitaire", "2", "de 5 (2019) à 2 (2024)"),
    ]
    assert (
        shown.scale
        == "Mêmes années et même échelle pour toutes les courbes, de 0 à 5 pour 1\u202f000 habitants."
    )


def test_les_stupefiants_ne_sont_jamais_colores() -> None:
    view = together_view(city(*drugs()), None, None)
    drawn = [svg(panel.picture) for panel in group(view.drugs).panels]
    assert all(NEUTRAL in picture and ACCENT not in picture for picture in drawn)


def test_la_phrase_donne_chaque_part() -> None:
    said = together_view(city(*drugs()), None, None).can_read[0]
    assert said == (
        "Petiteville, de 2019 à 2024, pour 1\u202f000 habitants\u00a0: usage de stupéfiants, par amende "
        "forfaitaire (AFD), de 0 à 4\u00a0; usage de stupéfiants, hors amende forfaitaire, de 5 à 2."
    )


def test_le_vrai_et_le_fictif_ne_sont_ni_dans_la_meme_figure_ni_dans_le_meme_fichier() -> None:
    view = together_view(city(*drugs()), None, None)
    real, invented = group(view.drugs), group(view.local)
    assert (real.origin, invented.origin) == (
        "Données publiques réelles",
        "Ville de démonstration, chiffres fictifs",
    )
    assert (real.first, real.last) == (invented.first, invented.last) == ("2019", "2024")
    assert {row[-1] for row in real.table.values} == {"non"}
    assert {row[-1] for row in invented.table.values} == {"oui"}
    assert real.table.file_name != invented.table.file_name


def test_une_annee_non_diffusee_est_un_trou_jamais_un_zero() -> None:
    (series,) = series_of_theme(city(official(BURGLARY, [3, None, 5, 6])), SAFETY, CITY)
    assert [(point.value, point.flag) for point in series.points][:2] == [(3, "ok"), (None, "masked")]


def test_une_annee_sans_sa_base_n_a_pas_de_taux() -> None:
    rows = official(BURGLARY, [3, 4, 5, 6], base=500)
    rows[0] = {**rows[0], "denominateur": None}
    (series,) = series_of_theme(city(rows), SAFETY, CITY)
    assert [(point.value, point.flag) for point in series.points] == [
        (None, "missing"),
        (8, "ok"),
        (10, "ok"),
        (12, "ok"),
    ]


def test_les_cambriolages_se_lisent_pour_1000_logements() -> None:
    (series,) = series_of_theme(city(official(BURGLARY, [3, 4, 5], base=500)), SAFETY, CITY)
    assert series.unit == "pour 1\u202f000 logements"
    assert [point.value for point in series.points] == [6, 8, 10]


def test_deux_annees_ne_font_pas_une_courbe() -> None:
    two = city(official(BURGLARY, [3, 4]))
    assert series_of_theme(two, SAFETY, CITY) == ()
    assert places_with(two, SAFETY) == {}


def test_l_ancien_usage_s_arrete_quand_les_amendes_s_y_melent() -> None:
    rows = official("etat4001.57", [400] * 6, None)
    older: list[Row] = [{**row, "periode": str(2017 + place)} for place, row in enumerate(rows)]
    (series,) = series_of_theme(city(older), FORMER, CITY)
    assert [point.period.label for point in series.points] == ["2017", "2018", "2019"]


def test_l_etat_4001_a_sa_propre_figure() -> None:
    view = together_view(city(*drugs(), official("etat4001.7", [700] * 6, None)), None, None)
    assert [panel.label for panel in group(view.former).panels] == [
        "Coups et blessures volontaires criminels ou correctionnels (état 4001, index 7)"
    ]
    assert not any("4001" in panel.label for panel in (*group(view.drugs).panels,))


def test_sans_serie_officielle_la_page_le_sait() -> None:
    empty = situation()
    assert together_view(empty, None, None).is_empty
    assert series_of_theme(empty, DRUGS, CITY) == ()


# --- The city among comparable ones ---


def cities(own: float, others: float = 50, population: float = 100_000) -> Situation:
    """The city, eleven of its size, one far larger; a series counted by inhabitants and one by dwellings."""
    names = {f"9{place:04d}": f"Ville {place:02d}" for place in range(1, 12)} | {"98000": "Grandeville"}
    rows = [_row("ssmsi.vols_avec_armes", CITY, own, population)]
    for place, (code, _) in enumerate(names.items()):
        size = 9 * population if code == "98000" else population * (0.85 + 0.03 * place)
        rows.append(_row("ssmsi.vols_avec_armes", code, others * size / population + 10 * (place % 3), size))
        rows.append(_row(USE, code, 500.0, size))
    found = city(rows)
    return _declaring(found, names)


def _row(series: str, place: str, value: float, base: float) -> Row:
    common = {"serie": series, "territoire": place, "periode": "2024", "valeur": value, "denominateur": base}
    return common | {"statut": "publie", "source": "Producteur", "edition": "2025"}


def _declaring(found: Situation, names: dict[str, str]) -> Situation:
    territories = found.codebook.lists["territoires"]
    added = {code: Code(code=code, label=name, kind="commune_comparable") for code, name in names.items()}
    known = CodeList(name="territoires", title="T", codes={**territories.codes, **added})
    found.codebook.lists["territoires"] = known  # type: ignore[index]
    return found


def test_la_regle_choisit_les_villes_par_leur_seule_population() -> None:
    shown = city_comparison(cities(55), "ssmsi.vols_avec_armes")
    assert [unit.label for unit in shown.view.units][:2] == ["Petiteville", "Ville 01"]
    assert "Grandeville" not in [unit.label for unit in shown.view.units]
    assert "de 0,8 à 1,25 fois la population de Petiteville, soit 11 autres villes" in shown.rule


def test_dans_les_limites_se_dit_sans_rang() -> None:
    shown = city_comparison(cities(55), "ssmsi.vols_avec_armes")
    assert shown.sentence.endswith(
        "se tient dans les limites entre lesquelles ces villes varient d'ordinaire."
    )
    assert usual_limits_sentence(cities(55)).startswith("Petiteville\u00a0: dans les limites")


def test_une_ville_loin_des_autres_se_dit_au_dessus() -> None:
    shown = city_comparison(cities(400), "ssmsi.vols_avec_armes")
    assert "nettement au-dessus des limites" in shown.sentence
    words = " ".join((shown.sentence, shown.rule)).lower()
    assert not any(word in words for word in ("pire", "meilleur", "rang", "première", "dernière"))


def test_les_stupefiants_ne_se_comparent_pas_entre_villes() -> None:
    assert comparable_choices(cities(55)) == {"ssmsi.vols_avec_armes": "Vols avec armes"}
    with pytest.raises(KeyError):
        city_comparison(situation(), "ssmsi.vols_avec_armes")


def test_une_ville_non_diffusee_est_nommee() -> None:
    found = cities(55)
    context = found.tables["contexte"]
    hidden = context.loc[
        ~((context["territoire"] == "90003") & (context["serie"] == "ssmsi.vols_avec_armes"))
    ]
    found.tables.current["contexte"] = hidden  # type: ignore[index]
    assert city_comparison(found, "ssmsi.vols_avec_armes").withheld == "Non diffusé\u00a0: Ville 03."

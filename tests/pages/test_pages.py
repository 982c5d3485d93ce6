"""Every page through dashboard.py: what a visitor reads, and what never breaks."""

from __future__ import annotations

import ast
import json
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.conftest import PROJECT, Visit

PAGE_FILES = sorted((PROJECT / "pages" / "officials").glob("*.py"))
ACC_03 = "Obtient-on vite un premier rendez-vous quand on demande de l&#x27;aide"


def html(page: AppTest) -> str:
    """Everything the page says in HTML."""
    assert not page.exception
    assert not page.error
    return "\n".join(element.proto.body for element in page.get("html"))


def charts(page: AppTest) -> list[dict[str, Any]]:
    return [json.loads(element.proto.spec) for element in page.get("plotly_chart")]


def choose(page: AppTest, name: str, value: str) -> AppTest:
    return page.selectbox(key=f"choice-{name}").select(value).run()


def test_l_accueil_dit_ou_l_on_en_est_et_que_regarder(visit: Visit) -> None:
    said = html(visit())
    assert "Où en sommes-nous ?</h1>" in said
    assert "Heures de terrain tenues\u00a0: recul avéré" in said
    assert 'href="indicateur?indicateur=SEC-01"' in said
    assert "Données de démonstration (fictives)" in said
    assert "Dernier dépôt\u00a0: 18 novembre 2026" in said


def test_l_accueil_montre_chaque_axe_avec_sa_meteo_signee(visit: Visit) -> None:
    said = html(visit())
    assert said.count('href="axe?axe=') >= 5
    assert "<span>Météo : Soleil</span>" in said
    assert "(Adjointe à la santé, le 15 septembre 2026)" in said


def test_sans_depot_l_accueil_dit_quoi_faire(visit_empty: Visit) -> None:
    said = html(visit_empty())
    assert 'href="deposer"' in said
    assert "python -m data demo" in said
    assert "Données de démonstration" not in said


@pytest.mark.parametrize("page", ["indicator", "axis"])
def test_sans_depot_les_autres_pages_se_lisent_quand_meme(visit_empty: Visit, page: str) -> None:
    assert "<h1>" in html(visit_empty(page))


def test_la_page_d_un_indicateur_est_dans_son_adresse(visit: Visit) -> None:
    said = html(visit("indicator", indicateur="ACC-03"))
    assert ACC_03 in said
    assert "67\u00a0%" in said
    assert "Pas encore atteinte" in said
    assert 'href="depots?depot=2026-003&amp;indicateur=ACC-03"' in said


def test_le_graphique_porte_la_valeur_la_cible_et_les_evenements(visit: Visit) -> None:
    series = charts(visit("indicator", indicateur="ACC-03"))[0]
    notes = [note["text"] for note in series["layout"]["annotations"]]
    assert notes == ["Cible\u00a0: 80\u00a0% (T4 2031)", "1", "2"]
    assert max(chart["layout"]["height"] for chart in [series]) <= 420


def test_changer_d_indicateur_change_l_adresse_et_la_page(visit: Visit) -> None:
    page = choose(visit("indicator", indicateur="ACC-03"), "indicateur", "SEC-01")
    assert "SEC-01 · Présence de terrain réalisée" in html(page)
    assert page.query_params["indicateur"] == "SEC-01"


def test_une_ventilation_a_la_fois_choisie_dans_l_adresse(visit: Visit) -> None:
    page = visit("indicator", indicateur="ACC-03", detail="complement")
    assert len(charts(page)) == 1
    assert "Délai médian" in html(page)
    back = choose(page, "detail", "structure")
    assert len(charts(back)) == 2


def test_un_point_par_an_se_choisit_dans_l_adresse(visit: Visit) -> None:
    page = visit("indicator", indicateur="SEC-01", pas="trimestre")
    assert "Présence de terrain réalisée, Nîmes, par trimestre" in html(page)
    assert 'data-file="castellum_SEC-01_par_trimestre"' in html(page)


def test_le_contexte_est_separe_sans_couleur_de_verdict_ni_cible(visit: Visit) -> None:
    page = visit("indicator", indicateur="SEC-07")
    said = html(page)
    assert "Mesure d&#x27;abord l&#x27;activité des services" in said
    (chart,) = charts(page)
    assert [trace["name"] for trace in chart["data"]] == [
        "Usage, par amende forfaitaire<br>délictuelle (AFD)",
        "Usage, hors amende forfaitaire",
        "Trafic",
    ]
    assert "v-progres" not in said
    assert "v-recul" not in said


def test_un_lien_envoye_avec_l_ancien_nom_code_se_lit_encore(visit: Visit) -> None:
    page = visit("indicator", code="ACC-03")
    assert "ACC-03 ·" in html(page)
    page = choose(page, "indicateur", "SEC-01")
    assert page.query_params["indicateur"] == "SEC-01"
    assert "code" not in page.query_params
    assert "SEC-01 ·" in html(page)


@pytest.mark.parametrize(("page", "name"), [("indicator", "indicateur"), ("axis", "axe")])
def test_une_adresse_inconnue_donne_un_message_calme_et_des_liens(visit: Visit, page: str, name: str) -> None:
    said = html(visit(page, **{name: "<script>"}))
    assert "Cette page n&#x27;existe pas" in said
    assert "<script>" not in said
    assert said.count("<li>") >= 5


@pytest.mark.parametrize("axis", ["prevention", "accompagnement", "securite", "associations", "instances"])
def test_chaque_axe_a_sa_page(visit: Visit, axis: str) -> None:
    said = html(visit("axis", axe=axis))
    assert "Impact visé" in said
    assert "Hypothèse fragile à surveiller" in said


def test_un_texte_venu_d_un_fichier_est_montre_et_jamais_execute(visit: Visit) -> None:
    said = html(visit("axis", axe="accompagnement"))
    assert "&lt;b&gt;Déménagement&lt;/b&gt;" in said
    assert "<b>Déménagement" not in said


def test_tous_les_indicateurs_ont_une_page_lisible(visit: Visit) -> None:
    page = visit("indicator")
    codes = page.selectbox(key="choice-indicateur").options
    assert len(codes) == 48
    for shown in codes[::6]:
        assert shown.partition(" ")[0] in html(choose(page, "indicateur", shown.partition(" ")[0]))


def test_une_page_qui_echoue_le_dit_calmement_avec_une_reference(
    visit: Visit, forget: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("salaire de Mme X")

    monkeypatch.setattr("pages.parts.reading.overview", fail)
    page = visit()
    (error,) = page.error
    assert "Référence à donner" in error.value
    assert "Mme X" not in error.value


def test_un_catalogue_faux_dit_quel_fichier_corriger(
    visit: Visit, forget: None, monkeypatch: pytest.MonkeyPatch, tiny_city_copy: Path
) -> None:
    (tiny_city_copy / "city.toml").write_text('[city]\nname = "Valmont"\n', encoding="utf-8")
    monkeypatch.setenv("CASTELLUM_CATALOGUE", str(tiny_city_copy))
    page = visit()
    assert len(page.error) == 1
    assert "city.toml" in page.text[0].value


@pytest.mark.parametrize("path", PAGE_FILES, ids=lambda path: path.stem)
def test_une_page_est_mince_et_ne_calcule_rien(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    imported = {
        name.name.partition(".")[0]
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Import)
        for name in node.names
    }
    assert source.count("\n") < 80
    assert imported <= {"streamlit"}

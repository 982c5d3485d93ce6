"""The dictionary through dashboard.py: what is found, what opens, what is downloaded."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from pages.parts import identity
from tests.pages.conftest import PROJECT, Visit

pytestmark = pytest.mark.usefixtures("visit")


def consult(**parameters: str) -> AppTest:
    shown = AppTest.from_file(str(PROJECT / "dashboard.py"), default_timeout=30)
    shown.run()
    for name, value in parameters.items():
        shown.query_params[name] = value
    return shown.switch_page("pages/analysts/dictionary.py").run()


def said(page: AppTest) -> str:
    assert not page.exception
    assert not page.error
    return "\n".join(element.proto.body for element in page.get("html"))


def test_le_dictionnaire_s_ouvre_sur_les_indicateurs_avec_ses_rubriques() -> None:
    shown = said(consult())
    assert "Que veut dire ce chiffre ?</h1>" in shown
    assert "<span>Indicateurs</span>" in shown
    assert shown.count('href="dictionnaire?rubrique=indicateurs&amp;terme=') == 48
    assert "<article" not in shown


def test_un_lien_ouvre_la_fiche_de_son_terme() -> None:
    shown = said(consult(terme="ACC-03"))
    assert shown.count("<article") == 1
    assert "Ce qui est compté" in shown
    assert 'href="indicateur?indicateur=ACC-03"' in shown
    assert 'href="dictionnaire?rubrique=mesures&amp;terme=premieres_demandes"' in shown


def test_une_recherche_est_dans_l_adresse_et_compte_chaque_rubrique() -> None:
    page = consult()
    page.text_input(key="search-chercher").set_value("File Active").run()
    shown = said(page)
    assert page.query_params["chercher"] == "File Active"
    assert "ACC-01" in shown
    assert "PRE-04 ·" not in shown
    assert 'href="dictionnaire?rubrique=mesures&amp;chercher=File+Active"' in shown


def test_une_recherche_vaine_le_dit_sans_interpreter_ce_qui_est_ecrit() -> None:
    shown = said(consult(chercher="<img src=x>"))
    assert "Aucune définition ne contient" in shown
    assert "<img" not in shown


def test_un_terme_inconnu_est_dit_calmement() -> None:
    shown = said(consult(terme="<b>ABC</b>"))
    assert "Aucune définition n&#x27;a le code" in shown
    assert "<b>ABC" not in shown


@pytest.mark.parametrize("term", ["file_active_csapa", "territoires", "structures", "activite"])
def test_chaque_rubrique_ouvre_ses_fiches(term: str) -> None:
    assert said(consult(terme=term)).count("<article") == 1


def test_le_journal_des_definitions_renvoie_aux_fiches() -> None:
    shown = said(consult(rubrique="journal"))
    assert "1er janvier 2025" in shown
    assert 'terme=ACC-06"' in shown
    assert "Comment un verdict est donné" in shown


def test_le_modele_d_une_structure_porte_ses_mesures_et_la_periode_attendue() -> None:
    page = consult(rubrique="modeles", structure="escale")
    assert "4 mesures, celles que cette structure a envoyées depuis un an. 4 lignes à remplir." in said(page)
    assert page.selectbox(key="choice-rythme").value == "quarter"
    assert page.selectbox(key="choice-periode").value == "2026-T4"
    assert len(page.get("download_button")) == 3


def test_choisir_un_autre_tableau_change_le_modele_et_son_schema() -> None:
    page = consult(rubrique="modeles")
    page.selectbox(key="choice-contenu").select("decisions").run()
    assert page.query_params["contenu"] == "decisions"
    labels = [button.proto.label for button in page.get("download_button")]
    assert labels[-1] == "Schéma du tableau «\u00a0Décisions\u00a0»"


def test_ouvert_au_reseau_le_dictionnaire_reste_lisible(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(identity, "served_address", lambda: "0.0.0.0")
    assert "Lecture seule" not in said(consult(terme="ACC-01"))
    assert consult(rubrique="modeles").get("download_button")


def test_la_fiche_d_un_indicateur_mene_au_dictionnaire(visit: Visit) -> None:
    page = visit("indicator", indicateur="ACC-03")
    assert 'href="dictionnaire?rubrique=indicateurs&amp;terme=ACC-03"' in said(page)


def test_sans_depot_le_dictionnaire_se_lit_quand_meme(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    monkeypatch.setenv("CASTELLUM_STORE", str(tmp_path_factory.mktemp("vide")))
    assert "Indicateurs" in said(consult())
    assert len(consult(rubrique="modeles").get("download_button")) == 3


def test_la_page_de_depot_offre_le_modele_de_qui_depose() -> None:
    shown = AppTest.from_file(str(PROJECT / "dashboard.py"), default_timeout=30)
    shown.run()
    page = shown.switch_page("pages/analysts/deposit.py").run()
    assert "lignes à remplir" not in said(page)
    page.selectbox(key="deposit-author").select("Association L'Escale").run()
    assert "4 mesures, celles que cette structure a envoyées depuis un an. 4 lignes à remplir." in said(page)
    assert page.selectbox(key="choice-structure").value == "escale"

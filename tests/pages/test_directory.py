"""« Où trouver de l'aide ? » through dashboard.py, as someone opens it at night."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from data.store import Store
from pages.parts import sources
from tests.pages.conftest import Visit
from tests.pages.small_store import Row, put

SHEETS: list[Row] = [
    {
        "structure": "escale",
        "nom": "L'Escale <b>de nuit</b>",
        "type": "csapa",
        "thematiques": "alcool|etre_aide",
        "telephone": "04 65 71 00 12",
        "site_web": "javascript:alert(1)",
        "horaires": "24/7",
        "frais": "Gratuit",
        "longitude": 4.3536,
        "latitude": 43.8345,
        "date_maj": "2025-10-01",
    },
    {
        "structure": "relais",
        "nom": "Le Relais",
        "type": "csapa",
        "thematiques": "tabac",
        "date_maj": "2026-10-01",
    },
]


@pytest.fixture(autouse=True)
def _at_night(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "now", lambda: datetime(2026, 11, 24, 3, 0))


@pytest.fixture
def help_visit(visit: Visit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Visit:
    put(Store(tmp_path), "structures", SHEETS, "Ville de Nîmes", "annuaire.csv", date(2026, 10, 2))
    monkeypatch.setenv("CASTELLUM_STORE", str(tmp_path))
    return visit


def said(page: AppTest) -> str:
    assert not page.exception
    assert not page.error
    return "\n".join(element.proto.body for element in page.get("html"))


def test_les_numeros_sont_la_avant_toute_recherche_meme_sans_annuaire(visit_empty: Visit) -> None:
    shown = said(visit_empty("directory"))
    assert "Où trouver de l&#x27;aide ?</h1>" in shown
    assert 'href="tel:15"' in shown
    assert 'href="sms:114"' in shown
    assert 'href="tel:0800231313"' in shown
    assert "ne propose encore aucun lieu" in shown


def test_une_fiche_dit_si_c_est_ouvert_comment_appeler_et_son_age(help_visit: Visit) -> None:
    page = help_visit("directory", besoin="alcool")
    shown = said(page)
    assert "1 lieu répond à votre recherche." in shown
    assert "L&#x27;Escale &lt;b&gt;de nuit&lt;/b&gt; (fictif)" in shown
    assert 'href="tel:0465710012"' in shown
    assert "Fiche vérifiée le 1er octobre 2025\u00a0: ancienne : appelez avant de vous déplacer." in shown
    assert "javascript:" not in shown
    assert "Le Relais" not in shown
    assert len(page.get("plotly_chart")) == 1


def test_une_recherche_sans_resultat_dit_quoi_faire_et_laisse_les_numeros(help_visit: Visit) -> None:
    shown = said(help_visit("directory", chercher="zzzzzz", gratuit="oui"))
    assert "Aucun lieu de l&#x27;annuaire ne répond à cette recherche." in shown
    assert 'href="trouver-de-l-aide?gratuit=oui">Retirer les mots cherchés' in shown
    assert 'href="tel:3114"' in shown


def test_un_choix_du_formulaire_va_dans_l_adresse(help_visit: Visit) -> None:
    page = help_visit("directory")
    page.selectbox(key="choice-besoin").select("tabac").run()
    assert page.query_params["besoin"] == "tabac"
    page.toggle(key="toggle-ouvert").set_value(True).run()
    assert page.query_params["ouvert"] == "oui"
    assert "Aucun lieu de l&#x27;annuaire" in said(page)
    page.toggle(key="toggle-ouvert").set_value(False).run()
    assert "ouvert" not in page.query_params
    assert "Le Relais (fictif)" in said(page)


def test_la_feuille_a_imprimer_porte_les_numeros_et_les_lieux(help_visit: Visit) -> None:
    page = help_visit("directory", imprimer="oui", besoin="tabac")
    assert "<caption>Numéros nationaux</caption>" in said(page)
    assert "Le Relais (fictif)</td>" in said(page)
    assert "Recherche\u00a0: Tabac et nicotine." in said(page)
    assert not page.text_input


def test_une_adresse_qui_demande_l_inconnu_montre_tout(help_visit: Visit) -> None:
    shown = said(help_visit("directory", besoin="inconnu", quartier="nulle part"))
    assert "2 lieux peuvent vous recevoir ou vous répondre." in shown

"""« Qui a transmis quoi ? » through dashboard.py: the answer, the matrix, one structure, the message."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from pages.parts import identity
from tests.pages.conftest import PROJECT, Visit


def consult(**parameters: str) -> AppTest:
    shown = AppTest.from_file(str(PROJECT / "dashboard.py"), default_timeout=30)
    shown.run()
    for name, value in parameters.items():
        shown.query_params[name] = value
    return shown.switch_page("pages/analysts/completeness.py").run()


def said(page: AppTest) -> str:
    assert not page.exception
    assert not page.error
    return "\n".join(element.proto.body for element in page.get("html"))


def test_la_page_repond_en_une_phrase_et_donne_ses_deux_taux(visit: Visit) -> None:
    shown = said(consult())
    assert "Qui a transmis quoi ?</h1>" in shown
    assert "2 structures sur 2 ont transmis le 3e trimestre 2026\u00a0; aucune n&#x27;est en retard." in shown
    assert "16 sur 16 attendus" in shown
    assert "Rien à relancer" in shown


def test_chaque_case_dit_son_etat_en_mots(visit: Visit) -> None:
    shown = said(consult())
    assert shown.count('<td class="s-') == 16
    assert shown.count('<td class="rate"') == 2 * 2
    assert '<span class="word">reçu à temps</span>' in shown
    assert '<span class="word">repris</span>' in shown


def test_le_rythme_est_dans_l_adresse_et_un_rythme_inconnu_ne_casse_rien(visit: Visit) -> None:
    shown = said(consult(rythme="month"))
    assert 'href="completude?rythme=month&amp;structure=pm"' in shown
    assert "<span>Chaque trimestre</span>" in said(consult(rythme="siècle"))


def test_une_structure_s_ouvre_avec_ses_mesures_et_ses_depots(visit: Visit) -> None:
    page = consult(structure="pm", rythme="month")
    shown = said(page)
    assert "Police municipale</h2>" in shown
    assert 'href="dictionnaire?rubrique=modeles&amp;structure=pm"' in shown
    assert "Heures de présence de terrain prévues" in shown
    assert "presence.csv" in shown


def test_une_structure_inconnue_est_dite_sans_perdre_la_page(visit: Visit) -> None:
    shown = said(consult(structure="<b>"))
    assert "Aucune structure qui transmet n&#x27;a le code «\u00a0&lt;b&gt;\u00a0»." in shown
    assert 'class="sendings"' in shown


def test_la_page_se_lit_en_lecture_seule(visit: Visit, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(identity, "served_address", lambda: "0.0.0.0")
    assert 'class="sendings"' in said(consult())


def test_sans_envoi_la_page_dit_quoi_faire() -> None:
    shown = said(consult())
    assert "Aucune structure n&#x27;a encore transmis de chiffres." in shown
    assert 'href="deposer"' in shown

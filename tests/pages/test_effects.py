"""What an action changed, through dashboard.py: the verdict said, the plan signed and undone."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from data.store import Store
from tests.pages.conftest import Visit, open_page
from tests.pages.small_store import small_store


def said(page: AppTest) -> str:
    assert not page.exception
    return "\n".join(element.proto.body for element in page.get("html"))


def test_la_page_dit_le_verdict_et_ce_qui_manque(visit: Visit) -> None:
    words = said(visit("effects", action="A01", chiffre="ACC-03"))
    assert "Qu'est-ce que cette action a changé" in words.replace("&#x27;", "'")
    assert "Accueil du soir" in words
    assert "Données de démonstration (fictives)" in words
    assert "Données insuffisantes" in words
    assert "Aucun plan déclaré" in words


def test_un_intitule_n_est_jamais_du_html(visit: Visit) -> None:
    words = said(visit("effects", action="A02", chiffre="ACC-03"))
    assert "<b>Déménagement</b>" not in words
    assert "&lt;b&gt;Déménagement&lt;/b&gt;" in words


def test_un_choix_inconnu_dans_l_adresse_montre_la_premiere_action(visit: Visit) -> None:
    assert "Depuis le 1er septembre 2020" in said(visit("effects", action="inconnue", chiffre="inconnu"))


def test_sans_action_la_page_dit_quoi_faire(visit_empty: Visit) -> None:
    words = said(visit_empty("effects"))
    assert "Aucune action datée" in words
    assert 'href="saisir?quoi=action"' in words


def test_l_indicateur_mene_a_ses_effets(visit: Visit) -> None:
    words = said(visit("indicator", indicateur="ACC-03"))
    assert "A-t-on vu un effet sur ce chiffre" in words
    assert 'href="effets?action=A01&amp;chiffre=ACC-03"' in words


@pytest.mark.usefixtures("forget")
def test_un_plan_se_signe_se_lit_et_s_annule(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = tmp_path / "own"
    small_store(root)
    monkeypatch.setenv("CASTELLUM_STORE", str(root))
    page = open_page("effects", action="A01", chiffre="ACC-03")
    (sign,) = [button for button in page.button if button.label == "Signer le plan"]
    page = sign.click().run()
    assert "Dites votre fonction" in said(page)
    (function,) = [field for field in page.text_input if field.label.startswith("Votre fonction")]
    function.set_value("Chargée d'évaluation")
    page.radio[0].set_value("oui")
    (sign,) = [button for button in page.button if button.label == "Signer le plan"]
    page = sign.click().run()
    assert "Dépôt enregistré" in said(page)
    assert "Plan signé après l" in said(page)
    row = Store(root).current("plans").iloc[0]
    assert (row["action"], row["chiffre"], row["q_independante"]) == ("A01", "principal", "oui")
    page.button(key="deposit-undo").click().run()
    assert Store(root).current("plans").empty

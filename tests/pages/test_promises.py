"""The page of the promises, as a visitor reads it."""

from __future__ import annotations

from tests.pages.conftest import Visit
from tests.pages.test_pages import html


def test_les_seize_promesses_sont_la_et_chacune_s_ouvre(visit: Visit) -> None:
    said = html(visit("promises"))
    assert "Que sont devenues les promesses\u00a0?</h1>" in said
    assert said.count('href="promesses?promesse=E') == 16
    assert "Portées par tous les axes" in said


def test_un_compteur_est_un_filtre_dans_l_adresse(visit: Visit) -> None:
    said = html(visit("promises"))
    assert 'href="promesses?manque=sans-point-de-depart"' in said
    nothing = html(visit("promises", manque="sans-indicateur"))
    assert 'href="promesses?promesse=' not in nothing
    assert 'href="promesses">Voir toutes les promesses' in nothing


def test_une_promesse_se_suit_jusqu_a_ses_chiffres_et_ses_decisions(visit: Visit) -> None:
    said = html(visit("promises", promesse="E07"))
    assert "Qu&#x27;est devenue la promesse E07\u00a0?</h1>" in said
    assert 'href="axe?axe=accompagnement"' in said
    assert 'href="indicateur?indicateur=ACC-03"' in said
    assert "Ouvrir une permanence à Pissevin" in said
    assert "En retard" in said
    assert "Deux postes restent vacants depuis mai." in said


def test_un_indicateur_et_un_axe_menent_a_leurs_promesses(visit: Visit) -> None:
    assert 'href="promesses?promesse=E07"' in html(visit("indicator", indicateur="ACC-03"))
    assert 'href="promesses?promesse=E07"' in html(visit("axis", axe="accompagnement"))


def test_une_promesse_inconnue_donne_celles_qui_existent(visit: Visit) -> None:
    said = html(visit("promises", promesse="<script>"))
    assert "Cette page n&#x27;existe pas" in said
    assert "<script>" not in said
    assert said.count('href="promesses?promesse=E') == 16


def test_sans_depot_les_promesses_se_lisent_et_disent_quoi_faire(visit_empty: Visit) -> None:
    said = html(visit_empty("promises"))
    assert "aucune n&#x27;a encore d&#x27;action en cours" in said
    assert 'href="deposer"' in said
    assert said.count('href="promesses?promesse=E') == 16

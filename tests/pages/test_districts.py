"""The page of the districts, as a visitor reads it: hours of presence in one district and in the rest."""

from __future__ import annotations

from tests.pages.conftest import Visit
from tests.pages.test_pages import charts, html


def test_l_ecart_se_lit_en_une_phrase_puis_en_courbes(visit: Visit) -> None:
    page = visit("districts", indicateur="SEC-01")
    said = html(page)
    assert "Est-ce vrai partout ?</h1>" in said
    assert "L&#x27;écart n&#x27;a pas nettement changé." in said
    assert "dans les quartiers prioritaires (" in said
    assert "Aucun chiffre pour Gambetta-Richelieu" in said
    assert "ce n&#x27;est pas un classement des quartiers" in said
    assert 'href="indicateur?indicateur=SEC-01"' in said
    assert len(charts(page)) == 4


def test_un_quartier_choisi_dans_l_adresse_montre_sa_fiche(visit: Visit) -> None:
    said = html(visit("districts", indicateur="SEC-01", quartier="QN03003M"))
    assert "Ce qui y est proposé" in said
    assert "Heures de présence de terrain réalisées" in said
    assert 'href="trouver-de-l-aide?quartier=QN03003M"' in said


def test_la_periode_de_la_carte_est_dans_l_adresse(visit: Visit) -> None:
    assert "En mars 2025, les chiffres sont montrés sans comparaison" in html(
        visit("districts", indicateur="SEC-01", periode="2025-03")
    )


def test_un_indicateur_qui_ne_se_lit_pas_par_quartier_le_dit(visit: Visit) -> None:
    said = html(visit("districts", indicateur="SEC-07"))
    assert "ne se lit pas par quartier" in said
    assert 'href="quartiers?indicateur=SEC-01"' in said


def test_l_indicateur_mene_a_ses_quartiers(visit: Visit) -> None:
    assert 'href="quartiers?indicateur=SEC-01"' in html(visit("indicator", indicateur="SEC-01"))
    assert 'href="quartiers' not in html(visit("indicator", indicateur="ACC-03"))


def test_sans_depot_la_page_dit_quoi_faire(visit_empty: Visit) -> None:
    said = html(visit_empty("districts"))
    assert "Est-ce vrai partout ?</h1>" in said
    assert 'href="deposer"' in said

"""The page that reads series together, on the four official series of the small store."""

from __future__ import annotations

from tests.pages.conftest import Visit
from tests.pages.test_pages import charts, html


def test_les_amendes_sont_a_part_sous_leur_avertissement(visit: Visit) -> None:
    page = visit("together")
    said = html(page)
    assert "que montrent les chiffres ensemble\u00a0?</h1>" in said
    assert "mesurent l&#x27;activité des services" in said
    assert "par amende forfaitaire (AFD), de 1,2 à 1,7" in said
    assert "hors amende forfaitaire, de 1,2 à 1,7" in said
    assert said.count("Données publiques réelles") == 1
    assert 'href="indicateur?indicateur=SEC-07"' in said
    assert charts(page) == []


def test_ce_qui_est_fait_ici_est_annonce_fictif_et_se_choisit_dans_l_adresse(visit: Visit) -> None:
    said = html(visit("together"))
    assert "Ville de démonstration, chiffres fictifs" in said
    assert "Présence de terrain réalisée" in said
    health = html(visit("together", axe="accompagnement"))
    assert 'href="indicateur?indicateur=ACC-03"' in health
    assert "Présence de terrain réalisée" not in health


def test_ce_qu_aucun_fichier_officiel_ne_dit_encore_mene_a_sa_fiche(visit: Visit) -> None:
    assert 'href="indicateur?indicateur=CTX-2"' in html(visit("together"))


def test_un_indicateur_mene_aux_series_officielles(visit: Visit) -> None:
    assert 'href="lire-ensemble?axe=securite"' in html(visit("indicator", indicateur="SEC-01"))


def test_sans_depot_la_page_dit_quoi_faire(visit_empty: Visit) -> None:
    assert 'href="deposer"' in html(visit_empty("together"))

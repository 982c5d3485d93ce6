"""« Les associations sont-elles soutenues et rassurées ? » through dashboard.py."""

from __future__ import annotations

from tests.pages.conftest import Visit
from tests.pages.test_pages import charts, html


def test_la_page_repond_puis_dit_ce_que_la_ville_doit(visit: Visit) -> None:
    said = html(visit("associations"))
    assert "Les associations sont-elles soutenues et rassurées\u00a0?</h1>" in said
    assert "Pas toutes\u00a0: 1 subvention notifiée attend son versement depuis plus de 60 jours et " in said
    assert "notifiée le 1er mars 2026, pas encore versée\u00a0: 207 jours de retard" in said
    assert "se termine dans 38 jours, sans position écrite" in said


def test_chaque_chiffre_a_son_graphique_et_son_tableau(visit: Visit) -> None:
    page = visit("associations")
    assert len(charts(page)) == 2
    assert "Subventions de la Ville, par exercice" in html(page)
    assert "1 sur 2 (50\u00a0%)" in html(page)


def test_une_association_a_sa_page_dans_l_adresse(visit: Visit) -> None:
    said = html(visit("associations", structure="escale"))
    assert "Comment la Ville soutient-elle Association L&#x27;Escale\u00a0?</h1>" in said
    assert 'href="completude?structure=escale"' in said
    assert "notifiée le 1er mars 2026, versée le 10 avril 2026, en 40 jours" in said
    assert "Association Le Relais" not in said


def test_une_association_inconnue_donne_celles_qui_existent(visit: Visit) -> None:
    said = html(visit("associations", structure="<script>"))
    assert "Cette page n&#x27;existe pas" in said
    assert "<script>" not in said
    assert 'href="associations?structure=relais"' in said


def test_sans_depot_la_page_dit_quoi_deposer(visit_empty: Visit) -> None:
    said = html(visit_empty("associations"))
    assert 'href="dictionnaire?rubrique=modeles&amp;contenu=financements"' in said

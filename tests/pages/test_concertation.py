"""« Les instances décident-elles, et est-ce suivi ? » through dashboard.py."""

from __future__ import annotations

from tests.pages.conftest import Visit
from tests.pages.test_pages import html


def test_la_page_repond_et_met_la_decision_echue_d_abord(visit: Visit) -> None:
    said = html(visit("concertation"))
    assert "Les instances décident-elles, et est-ce suivi\u00a0?</h1>" in said
    assert "1 décision échue n&#x27;est pas réalisée et 1 est sans nouvelles depuis plus de 90 jours." in said
    assert said.index("Ouvrir une permanence à Pissevin") < said.index("Réunir les bailleurs")


def test_chaque_decision_mene_a_son_indicateur_et_se_verifie(visit: Visit) -> None:
    said = html(visit("concertation"))
    assert 'href="indicateur?indicateur=ACC-03"' in said
    assert "à vérifier le 1er mars 2027" in said
    assert "pas ce qu&#x27;elle a produit" in said


def test_les_filtres_sont_dans_l_adresse(visit: Visit) -> None:
    late = html(visit("concertation", etat="en-retard"))
    assert "Ouvrir une permanence à Pissevin" in late
    assert "Réunir les bailleurs" not in late
    owned = html(visit("concertation", porteur="Ville"))
    assert "Réunir les bailleurs" in owned
    assert "Ouvrir une permanence à Pissevin" not in owned
    assert 'href="concertation?etat=a-realiser&amp;porteur=Ville"' in owned


def test_le_filtre_par_indicateur_se_voit_et_se_quitte(visit: Visit) -> None:
    said = html(visit("concertation", indicateur="ACC-03"))
    assert "Seulement les décisions attendues sur l&#x27;indicateur" in said
    assert 'href="concertation">Voir toutes les décisions' in said
    assert "Réunir les bailleurs" not in said


def test_une_decision_s_ouvre_par_son_lien_et_une_inconnue_se_dit(visit: Visit) -> None:
    said = html(visit("concertation", decision="D-30"))
    assert "D-30 · Ouvrir une permanence à Pissevin</h2>" in said
    unknown = html(visit("concertation", decision="<script>"))
    assert "Aucune décision n&#x27;a le code" in unknown
    assert "<script>" not in unknown


def test_on_y_vient_d_un_indicateur_d_un_axe_d_une_promesse_et_d_une_alerte(visit: Visit) -> None:
    assert 'href="concertation?indicateur=ACC-03"' in html(visit("indicator", indicateur="ACC-03"))
    assert 'href="concertation"' in html(visit("axis", axe="instances"))
    assert 'href="concertation?decision=D-30"' in html(visit("promises", promesse="E07"))
    assert 'href="concertation?etat=en-retard"' in html(visit())


def test_sans_depot_la_page_dit_quels_tableaux_remplir(visit_empty: Visit) -> None:
    said = html(visit_empty("concertation"))
    assert 'href="dictionnaire?rubrique=modeles&amp;contenu=decisions"' in said

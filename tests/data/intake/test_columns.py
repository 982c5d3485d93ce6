from __future__ import annotations

import pytest

from data.intake.code_lists import Vocabulary
from data.intake.columns import known_headings, understand
from data.intake.said import Said

MEASURES = Vocabulary.of([("passages", "Passages à l'accueil", ["nb passages"]), ("heures", "Heures", [])])
USUAL = ["periode", "structure", "territoire", "mesure", "valeur"]


@pytest.mark.parametrize("headings", [USUAL, ["PÉRIODE", "Structure ", "territoire", " Mesure", "VALEUR"]])
def test_un_titre_exact_se_reconnait_malgre_la_casse_et_les_accents(headings: list[str]) -> None:
    layout = understand(headings, MEASURES, {})
    assert layout is not None
    assert list(layout.exact.values()) == USUAL


def test_un_synonyme_ne_prend_pas_la_place_d_un_titre_exact() -> None:
    layout = understand([*USUAL, "date"], MEASURES, {})
    assert layout is not None
    assert layout.unknown == (5,)


def test_un_titre_ressemblant_est_seulement_propose() -> None:
    layout = understand(["periode", "structure", "territoires", "mesurre", "valeur"], MEASURES, {})
    assert layout is not None
    assert dict(layout.resembling) == {2: "territoire", 3: "mesure"}


def test_un_titre_sans_ressemblance_n_est_pas_devine() -> None:
    layout = understand(["periode", "structure", "zzz", "mesure", "valeur"], MEASURES, {})
    assert layout is not None
    assert [column.name for column in layout.missing()] == ["territoire"]


def test_une_mesure_en_titre_se_reconnait_avec_son_unite_et_son_compte() -> None:
    headings = ["periode", "structure", "territoire", "Nb de passages à l'accueil (total)", "Heures (h)"]
    layout = understand(headings, MEASURES, {})
    assert layout is not None
    assert dict(layout.measures) == {3: "passages", 4: "heures"}
    assert layout.missing() == ()


def test_une_colonne_ecartee_par_l_analyste_reste_ecartee() -> None:
    layout = understand([*USUAL, "commentaire"], MEASURES, {}, said=Said(mapping={"commentaire": ""}))
    assert layout is not None
    assert layout.unknown == (5,)


def test_des_titres_sans_rapport_ne_donnent_aucune_table() -> None:
    assert understand(["couleur", "forme"], MEASURES, {}) is None


def test_la_table_peut_etre_imposee() -> None:
    layout = understand(["couleur", "forme"], MEASURES, {}, table="avis")
    assert layout is not None
    assert layout.table.name == "avis"


def test_les_titres_connus_servent_a_trouver_la_ligne_de_titres() -> None:
    assert {"periode", "montantvote", "nbpassages"} <= known_headings(MEASURES)


@pytest.mark.parametrize(
    ("heading", "name"),
    [
        ("Nom de l'association", "structure"),
        ("Libellé structure", "structure"),
        ("Structure porteuse", "structure"),
        ("Code territoire", "territoire"),
        ("Territoire concerné", "territoire"),
        ("Mois concerné", "periode"),
        ("Période (mois)", "periode"),
        ("code_periode", "periode"),
        ("Public visé", "public"),
        ("Intitulé de l'action", "action"),
        ("Nombre de personnes", "valeur"),
        ("Valeur (nombre)", "valeur"),
    ],
)
def test_un_titre_habille_se_reconnait_comme_un_synonyme(heading: str, name: str) -> None:
    others = [each for each in ("periode", "structure", "territoire", "mesure", "valeur") if each != name]
    layout = understand([*others, heading], MEASURES, {})
    assert layout is not None
    assert dict(layout.synonyms) == {len(others): name}


def test_un_titre_habille_ne_prend_pas_la_place_du_titre_juste() -> None:
    layout = understand([*USUAL, "Nom de la structure", "Nombre de pages"], MEASURES, {})
    assert layout is not None
    assert (dict(layout.synonyms), layout.unknown) == ({}, (5, 6))

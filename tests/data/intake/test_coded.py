from __future__ import annotations

import numpy as np
import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from data.intake.coded import Coded, matching_each

CELLS = st.lists(st.one_of(st.none(), st.sampled_from(["", " ", "a", " a", "a ", "b", "\u00a0b", "\u202f"])))


@given(CELLS)
def test_chaque_ligne_retrouve_son_texte_sans_espaces_autour(cells: list[str | None]) -> None:
    coded = Coded.of(pd.Series(cells, dtype="str"))
    assert [coded.text(row) for row in range(len(cells))] == [
        (cell or "").strip(" \u00a0\u202f") for cell in cells
    ]


def test_deux_ecritures_qui_ne_different_que_par_des_espaces_n_en_font_qu_une() -> None:
    coded = Coded.of(pd.Series(["nîmes", " nîmes", "nîmes\u00a0"], dtype="str"))
    assert list(coded.distinct) == ["nîmes"]


def test_une_valeur_par_texte_distinct_devient_une_valeur_par_ligne() -> None:
    coded = Coded.of(pd.Series(["a", None, "b", "a"], dtype="str"))
    assert coded.spread(np.array([1.0, 2.0]), -1.0).tolist() == [1.0, -1.0, 2.0, 1.0]
    assert coded.rows(np.array([True, False])).tolist() == [0, 3]


def test_une_colonne_vide_ne_casse_rien() -> None:
    coded = Coded.of(pd.Series([None, None], dtype="str"))
    assert coded.spread(np.array([]), 0.0).tolist() == [0.0, 0.0]
    assert coded.empty.all()


def test_renommer_vers_rien_vide_la_cellule() -> None:
    coded = Coded.of(pd.Series(["a", "b"], dtype="str")).renamed(["A", None])
    assert [coded.text(0), coded.text(1)] == ["A", ""]
    assert coded.empty.tolist() == [False, True]


@given(CELLS)
def test_des_categories_donnent_la_meme_colonne_sans_celles_qu_aucune_ligne_ne_porte(
    cells: list[str | None],
) -> None:
    texts = pd.Series(["titre", *cells], dtype="str").astype("category").iloc[1:]
    coded, plain = Coded.of(texts), Coded.of(pd.Series(cells, dtype="str"))
    assert [coded.text(row) for row in range(len(cells))] == [plain.text(row) for row in range(len(cells))]
    assert sorted(coded.distinct) == sorted(plain.distinct)
    assert dict(zip(coded.distinct, coded.counts, strict=True)) == dict(
        zip(plain.distinct, plain.counts, strict=True)
    )


def test_un_motif_cherche_dans_plusieurs_colonnes_trouve_comme_dans_chacune() -> None:
    columns = [Coded.of(pd.Series(cells, dtype="str")) for cells in (["a1", "b"], [None], ["2", "c", "3d"])]
    found = matching_each(columns, r"\d")
    assert [each.tolist() for each in found] == [[True, False], [], [True, False, True]]
    assert matching_each([], "a") == []

from __future__ import annotations

import pandas as pd
import pytest

from data.readers.text_columns import distinct_texts, holding, without_blanks

TEXTS = ["tous", None, "femmes", " \u202f", "tous"]


@pytest.fixture(params=["str", "category"])
def column(request: pytest.FixtureRequest) -> pd.Series:
    return pd.Series(TEXTS, dtype="str").astype(request.param)


def test_une_colonne_dit_ses_textes_une_fois(column: pd.Series) -> None:
    assert sorted(distinct_texts(column)) == [" \u202f", "femmes", "tous"]


def test_les_lignes_d_un_texte_sont_retrouvees(column: pd.Series) -> None:
    assert holding(column, ["tous", "inconnu"]).tolist() == [True, False, False, False, True]
    assert not holding(column, []).any()


def test_une_case_qui_ne_contient_que_des_espaces_est_vide(column: pd.Series) -> None:
    assert without_blanks(column).isna().tolist() == [False, True, False, True, False]
    assert column.isna().sum() == 1

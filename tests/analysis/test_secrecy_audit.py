"""Full masking of a table: an attacker who knows every total learns nothing narrow."""

from __future__ import annotations

from random import Random
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.secrecy_audit import audit, mask
from analysis.secrecy_grid import TOTAL


def with_margins(inner: pd.DataFrame) -> pd.DataFrame:
    wide = inner.assign(**{TOTAL: inner.sum(axis=1)})
    return pd.concat([wide, wide.sum().to_frame(TOTAL).T])


SMALL = pd.DataFrame(
    [[20, 50, 10, 19], [8, 19, 22, 12], [17, 32, 12, 47], [14, 25, 38, 16]],
    index=list("wxyz"),
    columns=list("abcd"),
)


def hiding(*cells: str) -> pd.DataFrame:
    hidden = pd.DataFrame(False, index=SMALL.index, columns=SMALL.columns)
    for cell in cells:
        hidden.loc[cell[0], cell[1]] = True
    return hidden


def test_deux_cases_par_ligne_ne_suffisent_pas() -> None:
    """Every row and column holds at least two hidden cells, and yet one of them can be worked out."""
    squares = ["wa", "wb", "xa", "xb", "yc", "yd", "zc", "zd"]
    assert audit(SMALL, hiding(*squares, "wc")).loc[("w", "c")].tolist() == pytest.approx(
        [10, 10, 0], abs=1e-6
    )
    assert audit(SMALL, hiding(*squares, "wc", "xd")).loc[("w", "c"), "width"] > 11


def test_l_audit_encadre_la_vraie_valeur() -> None:
    hidden = mask(SMALL, 11)
    found = audit(SMALL, hidden)
    truth = [SMALL.loc[row, column] for row, column in found.index]
    assert (found["low"] <= np.array(truth) + 1e-6).all()
    assert (found["high"] >= np.array(truth) - 1e-6).all()


def test_la_protection_choisit_peu_de_cases() -> None:
    hidden = mask(SMALL, 11)
    assert hidden.loc["x", "a"]
    assert hidden.loc["w", "c"]
    assert hidden.to_numpy().sum() <= 8


def test_sans_petit_nombre_rien_n_est_masque() -> None:
    assert not mask(SMALL, 5).to_numpy().any()


def test_le_complement_et_la_dominance_se_masquent_aussi() -> None:
    denominators = SMALL + 100
    denominators.loc["w", "b"] = 53
    assert mask(SMALL, 5, denominators=denominators).loc["w", "b"]
    largest = SMALL * 0.5
    largest.loc["y", "d"] = 45
    assert mask(SMALL, 5, largest=largest).loc["y", "d"]


def test_des_marges_trop_petites_se_masquent_dans_la_table_ou_se_disent() -> None:
    inner = pd.DataFrame([[1, 2], [30, 40]], index=["a", "b"], columns=["x", "y"])
    hidden = mask(with_margins(inner), 5)
    assert hidden.loc["a", TOTAL]
    assert audit(with_margins(inner), hidden)["width"].min() > 5
    outside = mask(inner, 5)
    assert ("a", TOTAL) in outside.attrs["margins"]
    assert audit(inner, outside)["width"].min() > 5


def test_une_marge_se_reconnait_a_son_nom() -> None:
    """pandas calls its margins « All »: taken for one more row, it would give the others away."""
    named = with_margins(SMALL).rename(index={TOTAL: "All"}, columns={TOTAL: "Total"})
    assert (mask(named, 11).to_numpy() == mask(with_margins(SMALL), 11).to_numpy()).all()
    other = with_margins(SMALL).rename(index={TOTAL: "tout"}, columns={TOTAL: "tout"})
    assert (mask(other, 11, total="tout").to_numpy() == mask(with_margins(SMALL), 11).to_numpy()).all()


def test_une_seule_ligne_est_protegee_par_son_seul_total() -> None:
    counts = pd.Series([3, 20, 30], index=list("abc"))
    hidden = mask(counts, 5)
    assert hidden.tolist() == [True, True, False]
    assert audit(counts, hidden)["width"].tolist() == pytest.approx([23, 23])
    assert (mask(counts.to_frame("x"), 5)["x"] == hidden).all()


def test_une_case_dont_le_secret_peut_se_passer_reste_montree() -> None:
    """Each small number hides neighbours of its own; together they need fewer."""
    table = pd.DataFrame([[18, 3, 4], [11, 1, 14], [2, 3, 33]], index=list("abc"), columns=list("xyz"))
    hidden = mask(table, 5)
    assert not hidden.loc["a", "x"]
    assert not hidden.loc["b", "z"]
    assert (audit(table, hidden)["width"] > 5).all()


@pytest.mark.parametrize(
    ("table", "message"),
    [
        (pd.DataFrame({"x": [1.0, np.nan]}), "case vide"),
        (pd.DataFrame({"x": [1, -1]}), "négatif"),
        (pd.DataFrame({"x": [10, 12], TOTAL: [10, 13]}), "marge fausse"),
        (pd.DataFrame({TOTAL: [10, 12], "Total": [10, 12]}), "plusieurs marges"),
        (pd.DataFrame({"x": [10, 12]}, index=["a", "a"]), "deux fois : a"),
    ],
)
def test_une_table_impossible_est_refusee(table: pd.DataFrame, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        mask(table, 5)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"threshold": -1}, "threshold est négatif"),
        ({"threshold": None}, "threshold doit être un nombre"),
        ({"denominators": SMALL - 1}, "table dépasse denominators"),
        ({"denominators": SMALL.iloc[::-1]}, "denominators n'a pas les lignes"),
        ({"largest": SMALL + 1}, "largest dépasse table"),
        ({"largest": SMALL, "dominance": 85}, "dominance doit être entre 0 et 1"),
    ],
)
def test_une_option_impossible_est_refusee_et_nommee(options: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        mask(SMALL, **{"threshold": 5, **options})


@settings(max_examples=25, deadline=None)
@given(st.integers(1, 5), st.integers(1, 5), st.integers(3, 11), st.randoms(use_true_random=False))
def test_chaque_case_masquee_garde_un_intervalle_plus_large_que_le_seuil(
    height: int,
    width: int,
    threshold: int,
    random: Random,
) -> None:
    inner = pd.DataFrame([[int(random.random() ** 3 * 60) for _ in range(width)] for _ in range(height)])
    inner.index, inner.columns = inner.index.map(str), inner.columns.map(str)
    table = with_margins(inner)
    hidden = mask(table, threshold)
    small = (table > 0) & (table < threshold)
    assert (hidden | ~small).all(axis=None)
    assert not hidden.to_numpy().any() or small.to_numpy().any()
    assert (audit(table, hidden)["width"] > threshold).all()


def test_une_table_de_cinquante_lignes_et_douze_mois_se_masque_vite() -> None:
    random = np.random.default_rng(1)
    table = pd.DataFrame(random.negative_binomial(1.2, 0.03, (50, 12)))
    hidden = mask(table, 11)
    assert (audit(table, hidden)["width"] > 11).all()

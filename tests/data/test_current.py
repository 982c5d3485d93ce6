from __future__ import annotations

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from data.current import combined_codes, latest_per_key

ROW = st.tuples(
    st.sampled_from("abc"), st.sampled_from(["x", "y", None]), st.integers(1, 5), st.integers(0, 9)
)


def rows(*values: tuple[str, str | None, int, float]) -> pd.DataFrame:
    return pd.DataFrame(values, columns=["structure", "public", "ordre", "valeur"])


def test_la_valeur_du_dernier_depot_est_la_valeur_courante() -> None:
    history = rows(
        ("alpha", "tous", 2, 20.0),
        ("alpha", "tous", 1, 10.0),
        ("beta", "tous", 1, 5.0),
    )
    current = latest_per_key(history, ["structure", "public"])
    assert dict(zip(current["structure"], current["valeur"], strict=True)) == {"alpha": 20.0, "beta": 5.0}


def test_dans_un_meme_fichier_la_derniere_ligne_l_emporte() -> None:
    current = latest_per_key(
        rows(("alpha", "tous", 1, 1.0), ("alpha", "tous", 1, 2.0)), ["structure", "public"]
    )
    assert current["valeur"].tolist() == [2.0]


def test_une_cle_vide_vaut_une_cle_vide() -> None:
    current = latest_per_key(rows(("alpha", None, 1, 1.0), ("alpha", None, 2, 2.0)), ["structure", "public"])
    assert current["valeur"].tolist() == [2.0]


def test_une_valeur_vide_plus_recente_remplace_un_nombre() -> None:
    current = latest_per_key(
        rows(("alpha", "tous", 1, 1.0), ("alpha", "tous", 2, float("nan"))), ["structure"]
    )
    assert current["valeur"].isna().tolist() == [True]


def test_une_table_vide_reste_vide_et_garde_ses_colonnes() -> None:
    current = latest_per_key(rows(), ["structure", "public"])
    assert current.empty
    assert list(current.columns) == ["structure", "public", "ordre", "valeur"]


@given(st.lists(ROW, max_size=30), st.booleans())
def test_current_equals_the_plain_reading_of_the_history(history: list, categorical: bool) -> None:
    frame = rows(*history)
    if categorical:
        frame = frame.astype({"structure": "category", "public": "category"})
    expected: dict[tuple[str, str | None], tuple[int, float]] = {}
    for structure, public, order, value in history:
        if order >= expected.get((structure, public), (0, 0.0))[0]:
            expected[structure, public] = (order, value)
    current = latest_per_key(frame, ["structure", "public"])
    publics = [None if pd.isna(public) else public for public in current["public"]]
    keys = zip(current["structure"], publics, strict=True)
    found = dict(zip(keys, zip(current["ordre"], current["valeur"], strict=True), strict=True))
    assert len(current) == len(expected)
    assert found == expected


@given(st.lists(ROW, max_size=30))
def test_the_frame_that_is_given_is_left_as_it_was(history: list) -> None:
    frame = rows(*history)
    before = frame.copy(deep=True)
    latest_per_key(frame, ["structure", "public"])
    pd.testing.assert_frame_equal(frame, before)


def test_des_cles_tres_nombreuses_ne_se_confondent_pas() -> None:
    """More combinations than one 64-bit integer can number: 7 columns of 1,000 values each."""
    numbers = pd.Series(range(1000))
    frame = pd.DataFrame(
        {f"cle_{position}": numbers.sample(frac=1, random_state=position).array for position in range(7)}
    )
    assert combined_codes(frame, list(frame.columns)).nunique() == 1000
    doubled = pd.concat([frame, frame], ignore_index=True)
    assert combined_codes(doubled, list(frame.columns)).nunique() == 1000

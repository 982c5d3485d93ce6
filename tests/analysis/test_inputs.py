"""Numbers handed to the statistics."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest

from analysis.inputs import floats, like, not_negative, positive


@pytest.mark.parametrize(
    "values",
    [
        pd.Series([1, None]),
        pd.Series([1, pd.NA], dtype="Int64"),
        [1, None],
        np.array([1, np.nan]),
        [1, pd.NA],
    ],
)
def test_un_manquant_se_lit_partout_comme_un_manquant(values: Any) -> None:
    assert floats(values, "x").tolist() == pytest.approx([1, np.nan], nan_ok=True)


@pytest.mark.parametrize(
    ("read", "value", "message"),
    [
        (floats, float("inf"), "x est infini : inf"),
        (not_negative, -2, "x est négatif : -2"),
        (positive, [3, 0], "x doit être positif : 0"),
    ],
)
def test_un_nombre_impossible_est_nomme(read: Any, value: Any, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        read(value, "x")


def test_un_texte_n_est_pas_un_nombre() -> None:
    with pytest.raises(ValueError, match="douze"):
        floats(["douze"], "x")


def test_la_reponse_a_la_forme_de_la_question() -> None:
    assert like(np.array(2.0), 5) == 2.0
    assert like(np.array([2.0]), [5]).tolist() == [2.0]
    assert like(np.array([2.0]), pd.Series([5], index=["a"])).index.tolist() == ["a"]


def test_ce_qui_n_est_pas_un_nombre_est_refuse_et_nomme() -> None:
    for values in ("beaucoup", ["1", "deux"], pd.Series(["x"])):
        with pytest.raises(ValueError, match="count n'est pas fait de nombres"):
            floats(values, "count")

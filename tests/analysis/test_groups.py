"""Groups of equal keys: the same whether a table of all possible keys is kept or not."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.groups import LEAST_ROOM, group_numbers, is_among, largest, numbered, smallest

KEYS = st.lists(st.integers(0, 9), max_size=30)
ROOMS = pytest.mark.parametrize("room", [10, 2 * LEAST_ROOM, 100 * LEAST_ROOM])


@ROOMS
@given(KEYS)
def test_des_cles_egales_ont_le_meme_numero_dans_l_ordre_ou_elles_paraissent(
    room: int, keys: list[int]
) -> None:
    groups = numbered(np.array(keys, dtype=np.int64), room)
    distinct = list(dict.fromkeys(keys))
    assert groups.numbers.tolist() == [distinct.index(key) for key in keys]
    assert groups.first.tolist() == [keys.index(key) for key in distinct]


@ROOMS
@given(KEYS, KEYS)
def test_une_cle_est_parmi_d_autres_si_elle_y_est(room: int, keys: list[int], others: list[int]) -> None:
    found = is_among(np.array(keys, dtype=np.int64), np.array(others, dtype=np.int64), room)
    assert found.tolist() == [key in others for key in keys]


def test_des_lignes_s_accordent_sur_toutes_les_colonnes_ou_pas() -> None:
    rows = pd.DataFrame({"a": ["x", "x", "y", "x"], "b": pd.Categorical(["1", "2", "1", "1"])})
    groups = group_numbers(rows, ["a", "b"])
    assert groups.numbers.tolist() == [0, 1, 2, 0]
    assert groups.first.tolist() == [0, 1, 2]


def test_le_plus_petit_et_le_plus_grand_de_chaque_groupe_laissent_de_cote_ce_qui_manque() -> None:
    values, numbers = np.array([3.0, np.nan, 1.0, np.nan]), np.array([0, 0, 0, 1])
    assert smallest(values, numbers, 3).tolist()[0] == 1
    assert largest(values, numbers, 3).tolist()[0] == 3
    assert np.isnan(smallest(values, numbers, 3)[1:]).all()
    assert np.isnan(largest(values, numbers, 3)[1:]).all()

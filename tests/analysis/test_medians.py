"""The interval of a median, against the binomial table."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from analysis.medians import median_interval


def test_une_mediane_a_l_intervalle_de_ses_rangs() -> None:
    # Dix valeurs, binomiale(10, 1/2) : P(X <= 1) = 0,0107, P(X <= 2) = 0,0547. Rangs 2 et 9.
    assert median_interval([*range(10, 110, 10), None]) == (20.0, 90.0)
    assert median_interval(range(6)) == (0.0, 5.0)
    assert np.isnan(median_interval(range(5))).all()
    assert np.isnan(median_interval([])).all()


@given(st.lists(st.integers(0, 400), min_size=6, max_size=60))
def test_l_intervalle_d_une_mediane_l_encadre(days: list[int]) -> None:
    low, high = median_interval(days)
    assert low <= np.median(days) <= high

"""What to hide so that a hidden number is no longer given away, on tables checked by eye."""

from __future__ import annotations

import numpy as np
from scipy.sparse import csr_matrix

from analysis.secrecy_bounds import Attacker
from analysis.secrecy_pattern import pattern

# Two streets by two months with their margins: cells a b / c d, then both rows, both columns.
SUMS = csr_matrix(
    [
        [1, 1, 0, 0, -1, 0, 0, 0],
        [0, 0, 1, 1, 0, -1, 0, 0],
        [1, 0, 1, 0, 0, 0, -1, 0],
        [0, 1, 0, 1, 0, 0, 0, -1],
    ]
)
VALUE = np.array([2.0, 10, 20, 30, 12, 50, 22, 40])
MARGINS = np.array([False] * 4 + [True] * 4)


def price(hidden: list[int], fixed: np.ndarray) -> np.ndarray:
    prices = np.where(fixed, np.nan, 1.0)
    prices[hidden] = 0
    return prices


def test_un_rectangle_protege_une_case_dont_les_marges_restent_montrees() -> None:
    assert set(pattern(SUMS, VALUE, price([0], MARGINS), 0, 3)) == {1, 2, 3}


def test_une_case_trop_petite_ne_peut_pas_compenser() -> None:
    value = np.array([2.0, 1, 20, 30, 3, 50, 22, 31])
    assert pattern(SUMS, value, price([0], MARGINS), 0, 3).size == 0


def test_masquer_une_marge_coute_moins_que_tout_un_rectangle() -> None:
    free = MARGINS & (np.arange(8) != 4) & (np.arange(8) != 6)
    assert set(pattern(SUMS, VALUE, price([0], free), 0, 3)) == {4, 6}


def test_ce_qu_une_equation_donne_se_dit_avec_ce_qui_l_en_empecherait() -> None:
    hidden = np.array([True, True] + [False] * 6)
    attacker = Attacker(SUMS, VALUE, np.full(8, 5))
    exposed = attacker.solve(hidden, hidden)
    assert exposed.cells.tolist() == [0, 1]
    assert exposed.is_given.all()


def test_un_nombre_qu_une_autre_equation_redirait_n_est_pas_propose() -> None:
    """The sum is said twice: hiding a part of one saying alone frees nothing."""
    twice = csr_matrix([[1.0, 1, 0, -1, 0], [1.0, 0, 1, -1, 0], [0.0, 1, -1, 0, 0]])
    value = np.array([2.0, 10, 10, 12, 1])
    hidden = np.array([True, False, False, False, False])
    exposed = Attacker(twice, value, np.full(5, 5)).solve(hidden, hidden)
    assert exposed.cells.tolist() == [0]
    assert set(exposed.freed_by[0].indices) == {3}

"""The smallest linear programs of secrecy, beside the same ones written out whole."""

from __future__ import annotations

from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import Bounds, linprog
from scipy.sparse import csr_matrix

from analysis.secrecy_bounds import Attacker, least


@settings(max_examples=60, deadline=None)
@given(st.randoms(use_true_random=False), st.integers(1, 5), st.integers(2, 9))
def test_un_nombre_qu_une_seule_equation_tient_ne_change_pas_l_optimum(
    random: Random, lines: int, columns: int
) -> None:
    matrix = np.array([[random.choice([-1.0, 0.0, 0.0, 1.0]) for _ in range(columns)] for _ in range(lines)])
    inside = np.array([random.randint(0, 9) for _ in range(columns)], dtype=float)
    objective = np.array([1.0] + [random.choice([-1.0, 0.0, 0.0, 1.0]) for _ in range(columns - 1)])
    low, high = np.zeros(columns), inside + random.randint(1, 9)
    total = matrix @ inside
    found = least(objective, csr_matrix(matrix), total, Bounds(low, high))
    plain = linprog(objective, A_eq=matrix, b_eq=total, bounds=np.column_stack([low, high]), method="highs")
    assert found.success
    assert plain.success
    assert found.fun == pytest.approx(plain.fun)


def test_un_nombre_se_trouve_quand_le_reste_est_connu() -> None:
    """3 + 20 = 23: with 20 and 23 shown, 3 is given, and hiding either would do."""
    attacker = Attacker(
        csr_matrix([[1.0, 1.0, -1.0]]), np.array([3.0, 20.0, 23.0]), np.array([5.0, 5.0, 5.0])
    )
    hidden = np.array([True, False, False])
    exposed = attacker.narrow(hidden, hidden)
    assert exposed.cells.tolist() == [0]
    assert sorted(exposed.freed_by.indices.tolist()) == [1, 2]


def test_deux_nombres_caches_dont_la_somme_est_petite_restent_trop_serres() -> None:
    attacker = Attacker(csr_matrix([[1.0, 1.0, -1.0]]), np.array([2.0, 3.0, 5.0]), np.array([5.0, 5.0, 5.0]))
    hidden = np.array([True, True, False])
    assert not attacker.solve(hidden, hidden).cells.size
    assert attacker.narrow(hidden, hidden).cells.tolist() == [0, 1]

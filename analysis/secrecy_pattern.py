"""The cheapest numbers to hide so that a hidden one is no longer given away."""

from __future__ import annotations

import numpy as np
from scipy.optimize import Bounds
from scipy.sparse import csr_matrix, hstack

from analysis.secrecy_bounds import least
from analysis.secrecy_equations import TOLERANCE, groups_of


def pattern(matrix: csr_matrix, value: np.ndarray, price: np.ndarray, cell: int, rise: float) -> np.ndarray:
    """The numbers to hide, by position, so that `cell` may be `rise` higher: none where nothing allows it.

    Of all the tables that would show the same, were any number hidden, the one that changes least at these
    prices (Kelly, Golden & Assad 1992, "Cell suppression", Networks 22): what it changes is what to hide.

    Args:
        matrix: one equation a line, zero at `value`.
        price: of changing each number by one; 0 where it is hidden already, NaN where it cannot be.
    """
    columns, equations = _around(matrix, ~np.isnan(price), cell)
    value, price = value[columns], price[columns]
    # A number with a price rises by one amount and falls by another, so that both cost.
    priced = np.flatnonzero(price > 0)
    changes = csr_matrix(hstack([equations, -equations[:, priced]]))
    is_cell = columns == cell
    lowest = np.where(is_cell, rise, np.where(price > 0, 0.0, -value))
    highest = np.where(is_cell, rise, np.inf)
    bounds = Bounds(np.append(lowest, np.zeros(len(priced))), np.append(highest, value[priced]))
    solved = least(np.append(price, price[priced]), changes, np.zeros(changes.shape[0]), bounds)
    if not solved.success:
        return np.array([], dtype=int)
    moved = solved.x[priced] - solved.x[len(columns) :]
    return columns[priced[np.abs(moved) > TOLERANCE]]


def _around(matrix: csr_matrix, can_change: np.ndarray, cell: int) -> tuple[np.ndarray, csr_matrix]:
    """The numbers that can change and that equations tie to the cell, however far, and these equations."""
    columns = np.flatnonzero(can_change)
    inside = csr_matrix(matrix[:, columns])
    groups = groups_of(inside)
    near = np.flatnonzero(groups == groups[np.searchsorted(columns, cell)])
    equations = csr_matrix(inside[:, near])
    return columns[near], csr_matrix(equations[np.diff(equations.indptr) > 0])

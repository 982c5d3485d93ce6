"""Equations between hidden numbers: which of them they tie together, and what they determine."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from scipy.sparse import csc_matrix, csr_matrix, identity
from scipy.sparse.csgraph import connected_components
from scipy.sparse.linalg import splu

TOLERANCE = 1e-6
SEED = 30189
# So small that a few refinements undo it: equations that repeat one another have no inverse without it.
RIDGE = 1e-6
REFINEMENTS = 4
Combine = Callable[[np.ndarray], np.ndarray]


class Tangle(NamedTuple):
    """Unknowns (`columns`) that `equations` (`lines`) tie, and the number of the group of each."""

    columns: np.ndarray
    lines: np.ndarray
    equations: csr_matrix
    groups: np.ndarray

    def around(self, wanted: np.ndarray) -> Tangle:
        """The groups that hold a wanted number, and their equations."""
        kept = np.isin(self.groups, self.groups[wanted[self.columns]])
        part = csr_matrix(self.equations[:, kept])
        filled = np.diff(part.indptr) > 0
        return Tangle(self.columns[kept], self.lines[filled], part[filled], self.groups[kept])


def tangle_of(matrix: csr_matrix, unknown: np.ndarray, wanted: np.ndarray) -> Tangle:
    """The unknowns that equations tie to the wanted ones, however far."""
    columns = np.flatnonzero(unknown)
    part = csr_matrix(matrix[:, columns])
    return Tangle(columns, np.arange(matrix.shape[0]), part, groups_of(part)).around(wanted)


def groups_of(matrix: csr_matrix) -> np.ndarray:
    """The number of the group of each column: columns that some equation ties."""
    lines = np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr))
    ends = (matrix.indices, matrix.shape[1] + lines)
    links = csr_matrix((np.ones(len(lines)), ends), shape=(sum(matrix.shape), sum(matrix.shape)))
    return connected_components(links, directed=False)[1][: matrix.shape[1]]


def combining(equations: csr_matrix) -> Combine:
    """What gives, for each column of totals, the combination of equations that comes closest to it."""
    square = csc_matrix(equations @ equations.T)
    factors = splu(csc_matrix(square + RIDGE * identity(square.shape[0])))

    def combine(totals: np.ndarray) -> np.ndarray:
        weights = np.zeros_like(totals)
        for _ in range(REFINEMENTS):
            weights = weights + factors.solve(totals - square @ weights)
        return weights

    return combine


def is_fixed(equations: csr_matrix, combine: Combine) -> np.ndarray:
    """The columns that no move allowed by the equations changes, as two random moves show."""
    moves = np.random.default_rng(SEED).standard_normal((equations.shape[1], 2))
    return np.abs(moves - equations.T @ combine(equations @ moves)).max(axis=1) < TOLERANCE


def without_unknowns(equations: csr_matrix, combine: Combine) -> np.ndarray:
    """Two random combinations of the equations in which all the unknowns cancel out."""
    weights = np.random.default_rng(SEED).standard_normal((equations.shape[0], 2))
    return weights - equations @ (equations.T @ combine(weights))


def core_of(matrix: csr_matrix, wanted: np.ndarray) -> tuple[np.ndarray, np.ndarray, csr_matrix]:
    """The columns and the lines that say something of the wanted columns, and the matrix of both.

    A number that one equation alone holds takes up whatever the others of it do: that equation says nothing
    of them, unless the number is wanted itself.
    """
    lines = np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr))
    columns = matrix.indices
    kept = np.ones(matrix.shape[0], dtype=bool)
    while True:
        held = np.bincount(columns, minlength=matrix.shape[1])
        loose = lines[(held == 1)[columns] & ~wanted[columns]]
        if not loose.size:
            used, left = np.flatnonzero(wanted | (held > 0)), np.flatnonzero(kept)
            return used, left, csr_matrix(csr_matrix(matrix[left])[:, used])
        kept[loose] = False
        lines, columns = lines[kept[lines]], columns[kept[lines]]

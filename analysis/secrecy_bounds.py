"""What an attacker can work out of hidden numbers: the interval that the shown ones leave to each."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import connected_components

ROUNDS = 4
TOLERANCE = 1e-6
SEED = 30189
WIDE = 1e9


@dataclass
class Attacker:
    """Looks for numbers that differ from the true ones and would show the same.

    `matrix` has one equation per line, zero at `value`. `low` and `high` are the extremes met so far: they
    stay possible when more is hidden, so nothing is looked for twice.
    """

    matrix: csr_matrix
    value: np.ndarray
    threshold: np.ndarray
    low: np.ndarray = field(init=False)
    high: np.ndarray = field(init=False)

    def __post_init__(self) -> None:
        self.low, self.high = self.value.copy(), self.value.copy()

    def narrow(self, hidden: np.ndarray, unknown: np.ndarray) -> np.ndarray:
        """The hidden numbers whose interval is not wider than their threshold.

        Args:
            unknown: all the numbers that are not shown, hidden on purpose or not.
        """
        protect = hidden & (self.threshold > 0)
        lost = np.flatnonzero(protect & ~unknown)
        if self._doubtful(protect & unknown).any():
            columns, part = _tied_to(self.matrix, unknown, self._doubtful(protect & unknown))
            self._move_together(part, columns, protect)
        alone = np.flatnonzero(self._doubtful(protect & unknown))
        if alone.size:
            columns, part = _tied_to(self.matrix, unknown, self._doubtful(protect & unknown))
            groups = _groups(part)
            for cell in alone:
                self._stretch(part, columns, groups, int(cell))
        return np.union1d(lost, alone[self._doubtful(protect)[alone]])

    def _doubtful(self, protect: np.ndarray) -> np.ndarray:
        return protect & (self.high - self.low <= self.threshold + TOLERANCE)

    def _move_together(self, part: csr_matrix, columns: np.ndarray, protect: np.ndarray) -> None:
        """A few tables that move as many doubtful numbers as they can at once."""
        generator = np.random.default_rng(SEED)
        value, most = self.value[columns], 4.0 * (self.threshold.max(initial=0) + 1)
        bounds = np.column_stack([-np.minimum(value, most), np.full(len(value), most)])
        zero = np.zeros(part.shape[0])
        for _ in range(ROUNDS):
            wished = generator.choice([-1.0, 1.0], len(value)) * self._doubtful(protect)[columns]
            for objective in (wished, -wished):
                solved = linprog(objective, A_eq=part, b_eq=zero, bounds=bounds, method="highs")
                if solved.success:
                    self.low[columns] = np.minimum(self.low[columns], value + solved.x)
                    self.high[columns] = np.maximum(self.high[columns], value + solved.x)

    def _stretch(self, part: csr_matrix, columns: np.ndarray, groups: np.ndarray, cell: int) -> None:
        place = int(np.searchsorted(columns, cell))
        group = np.flatnonzero(groups == groups[place])
        low, high = interval(csr_matrix(part[:, group]), self.value[columns[group]], group == place)
        self.low[cell], self.high[cell] = min(low, self.low[cell]), max(high, self.high[cell])


def interval(matrix: csr_matrix, value: np.ndarray, wanted: np.ndarray) -> tuple[float, float]:
    """Smallest and largest possible value of the wanted unknown, all of them staying at or above zero."""
    inside = matrix[np.diff(matrix.indptr) > 0]
    if not inside.shape[0]:
        return 0.0, WIDE
    ends = []
    for sign in (1, -1):
        solved = linprog(sign * wanted.astype(float), A_eq=inside, b_eq=inside @ value, method="highs")
        ends.append(sign * float(solved.fun) if solved.success else -sign * WIDE)
    return ends[0], ends[1]


def _tied_to(matrix: csr_matrix, unknown: np.ndarray, wanted: np.ndarray) -> tuple[np.ndarray, csr_matrix]:
    """The unknowns that equations tie to the wanted ones, however far, and these equations."""
    columns = np.flatnonzero(unknown)
    groups = _groups(csr_matrix(matrix[:, columns]))
    columns = columns[np.isin(groups, groups[wanted[columns]])]
    part = csr_matrix(matrix[:, columns])
    return columns, part[np.diff(part.indptr) > 0]


def _groups(matrix: csr_matrix) -> np.ndarray:
    """The number of the group of each column: columns that some equation ties."""
    links = csr_matrix(abs(matrix).T @ abs(matrix))
    return connected_components(links, directed=False)[1]

"""What an attacker can work out of hidden numbers: the interval that the shown ones leave to each."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, OptimizeResult, milp
from scipy.sparse import csc_matrix, csr_matrix, identity
from scipy.sparse.csgraph import connected_components
from scipy.sparse.linalg import splu

TOLERANCE = 1e-6
SEED = 30189
WIDE = 1e9
# So small that a few refinements undo it: equations that repeat one another have no inverse without it.
RIDGE = 1e-6
REFINEMENTS = 4


class Tangle(NamedTuple):
    """Unknowns (`columns`) that `equations` tie, with the number of the group of each."""

    columns: np.ndarray
    equations: csr_matrix
    groups: np.ndarray

    def around(self, wanted: np.ndarray) -> Tangle:
        """The groups that hold a wanted number, and their equations."""
        kept = np.isin(self.groups, self.groups[wanted[self.columns]])
        part = csr_matrix(self.equations[:, kept])
        return Tangle(self.columns[kept], part[np.diff(part.indptr) > 0], self.groups[kept])


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

    def about(self, cells: np.ndarray) -> Attacker:
        """What is known of these cells alone, which no equation ties to others."""
        lines = csr_matrix(self.matrix[:, cells])
        part = Attacker(lines[np.diff(lines.indptr) > 0], self.value[cells], self.threshold[cells])
        part.low, part.high = self.low[cells], self.high[cells]
        return part

    def settle(self, hidden: np.ndarray) -> np.ndarray:
        """The hidden numbers that no common move has settled yet: what few equations are solved for first."""
        left = self._doubtful(hidden & (self.threshold > 0))
        if left.any():
            self._move_together(_tangle(self.matrix, hidden, left), left)
        return np.flatnonzero(self._doubtful(left))

    def meet(self, tables: np.ndarray) -> None:
        """Learn of tables (one a line) that would show the same."""
        self.low = np.minimum(self.low, tables.min(axis=0, initial=np.inf))
        self.high = np.maximum(self.high, tables.max(axis=0, initial=-np.inf))

    def narrow(self, hidden: np.ndarray, unknown: np.ndarray) -> np.ndarray:
        """The hidden numbers whose interval is not wider than their threshold.

        Args:
            unknown: all the numbers that are not shown, hidden on purpose or not.
        """
        protect = hidden & (self.threshold > 0)
        lost = np.flatnonzero(protect & ~unknown)
        left = self._doubtful(protect & unknown)
        if not left.any():
            return lost
        tangle = _tangle(self.matrix, unknown, left)
        given = tangle.columns[_determined(tangle.equations, left[tangle.columns])]
        left[given] = False
        self._move_together(tangle, left)
        for cell in np.flatnonzero(self._doubtful(left)):
            self._stretch(tangle, int(cell))
        return np.unique(np.concatenate([lost, given, np.flatnonzero(self._doubtful(left))]))

    def _doubtful(self, protect: np.ndarray) -> np.ndarray:
        return protect & (self.high - self.low <= self.threshold + TOLERANCE)

    def _move_together(self, tangle: Tangle, left: np.ndarray) -> None:
        """A few tables that move as many doubtful numbers as they can at once, while that settles some."""
        generator = np.random.default_rng(SEED)
        wished, gains = np.ones(len(self.value)), [1, 1]
        while sum(gains[-2:]) > 0 and self._doubtful(left).any():
            doubtful = self._doubtful(left)
            self._move(tangle.around(doubtful), wished * doubtful)
            gains.append(int(doubtful.sum() - self._doubtful(left).sum()))
            wished = generator.choice([-1.0, 1.0], len(wished)) if len(gains) % 2 else -wished

    def _move(self, tangle: Tangle, wished: np.ndarray) -> None:
        """The table that goes farthest the way that is wished for, no farther than what settles a number."""
        columns, equations = tangle.columns, tangle.equations
        value, objective = self.value[columns], -wished[columns]
        far = np.where(objective != 0, self.threshold[columns] + 1.0, 4.0 * (self.threshold.max() + 1))
        zero = np.zeros(equations.shape[0])
        solved = _least(objective, equations, zero, Bounds(-np.minimum(value, far), far))
        if solved.success:
            self.low[columns] = np.minimum(self.low[columns], value + solved.x)
            self.high[columns] = np.maximum(self.high[columns], value + solved.x)

    def _stretch(self, tangle: Tangle, cell: int) -> None:
        columns, equations, _ = tangle.around(np.arange(len(self.value)) == cell)
        low, high = interval(equations, self.value[columns], columns == cell)
        self.low[cell], self.high[cell] = min(low, self.low[cell]), max(high, self.high[cell])


def interval(matrix: csr_matrix, value: np.ndarray, wanted: np.ndarray) -> tuple[float, float]:
    """Smallest and largest possible value of the wanted unknown, all of them staying at or above zero."""
    inside = matrix[np.diff(matrix.indptr) > 0]
    if not inside.shape[0]:
        return 0.0, WIDE
    ends = []
    for sign in (1, -1):
        solved = _least(sign * wanted.astype(float), inside, inside @ value, Bounds(0, np.inf))
        ends.append(sign * float(solved.fun) if solved.success else -sign * WIDE)
    return ends[0], ends[1]


def _least(objective: np.ndarray, matrix: csr_matrix, total: np.ndarray, bounds: Bounds) -> OptimizeResult:
    """The numbers that obey the equations and make the objective least.

    `milp` without integers: the solver of `linprog`, which would rewrite each problem first.
    """
    return milp(objective, constraints=LinearConstraint(matrix, total, total), bounds=bounds)


def _tangle(matrix: csr_matrix, unknown: np.ndarray, wanted: np.ndarray) -> Tangle:
    """The unknowns that equations tie to the wanted ones, however far."""
    columns = np.flatnonzero(unknown)
    part = csr_matrix(matrix[:, columns])
    return Tangle(columns, part, _groups(part)).around(wanted)


def _groups(matrix: csr_matrix) -> np.ndarray:
    """The number of the group of each column: columns that some equation ties."""
    lines = np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr))
    ends = (matrix.indices, matrix.shape[1] + lines)
    links = csr_matrix((np.ones(len(lines)), ends), shape=(sum(matrix.shape), sum(matrix.shape)))
    return connected_components(links, directed=False)[1][: matrix.shape[1]]


def _determined(matrix: csr_matrix, wanted: np.ndarray) -> np.ndarray:
    """The wanted columns that no move allowed by the equations changes, as two random moves show."""
    columns, core = _core(matrix, wanted)
    generator = np.random.default_rng(SEED)
    moves = generator.standard_normal((core.shape[1], 2))
    if core.shape[0]:
        square = csc_matrix(core @ core.T + RIDGE * identity(core.shape[0]))
        factors = splu(square)
        for _ in range(REFINEMENTS):
            moves = moves - core.T @ factors.solve(core @ moves)
    fixed = np.zeros(matrix.shape[1], dtype=bool)
    fixed[columns] = np.abs(moves).max(axis=1) < TOLERANCE
    return fixed & wanted


def _core(matrix: csr_matrix, wanted: np.ndarray) -> tuple[np.ndarray, csr_matrix]:
    """The columns and the equations that say something of the wanted columns.

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
            core = csr_matrix(matrix[kept])
            used = np.flatnonzero(wanted | (held > 0))
            return used, csr_matrix(core[:, used])
        kept[loose] = False
        lines, columns = lines[kept[lines]], columns[kept[lines]]

"""What an attacker can work out of hidden numbers: the interval that the shown ones leave to each."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, OptimizeResult, milp
from scipy.sparse import block_diag, csr_matrix, vstack

from analysis.secrecy_equations import (
    SEED,
    TOLERANCE,
    Tangle,
    combining,
    core_of,
    is_fixed,
    tangle_of,
    without_unknowns,
)

# How many numbers are looked at in one linear program.
TOGETHER = 20


class Exposed(NamedTuple):
    """Hidden numbers that are given away: by the equations (`is_given`), or by bounds.

    `freed_by` has a line per number and a column per cell: filled for those that, hidden too, would each stop
    the equations from giving the number.
    """

    cells: np.ndarray
    is_given: np.ndarray
    freed_by: csr_matrix

    def and_by_bounds(self, cells: np.ndarray) -> Exposed:
        """With more numbers, that bounds give away."""
        more = csr_matrix((len(cells), self.freed_by.shape[1]))
        return Exposed(
            np.append(self.cells, cells),
            np.append(self.is_given, np.zeros(len(cells), dtype=bool)),
            csr_matrix(vstack([self.freed_by, more])),
        )


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
            self._move_together(tangle_of(self.matrix, hidden, left), left)
        return np.flatnonzero(self._doubtful(left))

    def meet(self, tables: np.ndarray) -> None:
        """Learn of tables (one a line) that would show the same."""
        self.low = np.minimum(self.low, tables.min(axis=0, initial=np.inf))
        self.high = np.maximum(self.high, tables.max(axis=0, initial=-np.inf))

    def solve(self, hidden: np.ndarray, unknown: np.ndarray) -> Exposed:
        """The hidden numbers that the equations alone give.

        Args:
            unknown: all the numbers that are not shown, hidden on purpose or not.
        """
        protect = hidden & (self.threshold > 0)
        left = self._doubtful(protect & unknown)
        found = self._given(tangle_of(self.matrix, unknown, left), left)
        return found.and_by_bounds(np.flatnonzero(protect & ~unknown))

    def narrow(self, hidden: np.ndarray, unknown: np.ndarray) -> Exposed:
        """The hidden numbers whose interval is not wider than their threshold (`unknown`: as for `solve`)."""
        found = self.solve(hidden, unknown)
        left = self._doubtful(hidden & unknown & (self.threshold > 0))
        left[found.cells] = False
        tangle = tangle_of(self.matrix, unknown, left)
        self._move_together(tangle, left)
        self._stretch(tangle, left)
        return found.and_by_bounds(np.flatnonzero(self._doubtful(left)))

    def _given(self, tangle: Tangle, wanted: np.ndarray) -> Exposed:
        """The wanted numbers that the equations of the tangle determine.

        Each is told by a combination of equations. A shown number of it would stop it, were it hidden too,
        unless equations without unknowns tell that number again.
        """
        columns, lines, core = core_of(tangle.equations, wanted[tangle.columns])
        if not core.shape[0]:
            return Exposed(np.array([], dtype=int), np.array([], dtype=bool), self.matrix[:0])
        combine = combining(core)
        given = np.flatnonzero(is_fixed(core, combine) & wanted[tangle.columns[columns]])
        told_by = combine(core[:, given].toarray()).T
        known = without_unknowns(core, combine)
        equations = csr_matrix(self.matrix[tangle.lines[lines]])
        is_idle = np.abs(equations.T @ known).max(axis=1) > TOLERANCE
        is_idle[tangle.columns] = True
        freed_by = csr_matrix(told_by) @ equations
        freed_by.data[(np.abs(freed_by.data) < TOLERANCE) | is_idle[freed_by.indices]] = 0
        freed_by.eliminate_zeros()
        return Exposed(tangle.columns[columns[given]], np.ones(len(given), dtype=bool), freed_by)

    def _doubtful(self, protect: np.ndarray) -> np.ndarray:
        return protect & (self.high - self.low <= self.threshold + TOLERANCE)

    def _move_together(self, tangle: Tangle, left: np.ndarray) -> None:
        """A few tables that move as many doubtful numbers as they can at once, while that settles some.

        Most are asked to rise, as zero is near; not all, as those that share a sum cannot rise together.
        """
        generator, gains = np.random.default_rng(SEED), [1, 1]
        while sum(gains[-2:]) > 0 and self._doubtful(left).any():
            doubtful = self._doubtful(left)
            self._move(tangle.around(doubtful), generator.choice([1.0, 1.0, -1.0], len(doubtful)) * doubtful)
            gains.append(int(doubtful.sum() - self._doubtful(left).sum()))

    def _move(self, tangle: Tangle, wished: np.ndarray) -> None:
        """The table that goes farthest the way that is wished for, no farther than what settles a number."""
        columns, equations = tangle.columns, tangle.equations
        value, objective = self.value[columns], -wished[columns]
        far = np.where(objective != 0, self.threshold[columns] + 1.0, 4.0 * (self.threshold.max() + 1))
        zero = np.zeros(equations.shape[0])
        solved = least(objective, equations, zero, Bounds(-np.minimum(value, far), far))
        if solved.success:
            self.low[columns] = np.minimum(self.low[columns], value + solved.x)
            self.high[columns] = np.maximum(self.high[columns], value + solved.x)

    def _stretch(self, tangle: Tangle, left: np.ndarray) -> None:
        """How far each doubtful number can go alone: up first, and down where that does not settle it."""
        for sign, ends in ((1, self.high), (-1, self.low)):
            doubtful = np.flatnonzero(self._doubtful(left))
            for start in range(0, len(doubtful), TOGETHER):
                cells = doubtful[start : start + TOGETHER]
                ends[cells] = self._ends(tangle, cells, sign)

    def _ends(self, tangle: Tangle, cells: np.ndarray, sign: int) -> np.ndarray:
        """The largest (sign 1) or smallest (−1) value of each cell, no farther than makes it safe.

        Each cell has a copy of its own of what is around it, so that all are solved for at once.
        """
        parts = [tangle.around(np.arange(len(self.value)) == cell) for cell in cells]
        columns = np.concatenate([part.columns for part in parts])
        is_cell = columns == np.repeat(cells, [len(part.columns) for part in parts])
        equations = csr_matrix(block_diag([part.equations for part in parts]))
        highest = np.where(is_cell, self.low[columns] + self.threshold[columns] + 1.0, np.inf)
        total = equations @ self.value[columns]
        solved = least(-sign * is_cell.astype(float), equations, total, Bounds(0, highest))
        return solved.x[is_cell] if solved.success else self.value[cells]


def least(objective: np.ndarray, matrix: csr_matrix, total: np.ndarray, bounds: Bounds) -> OptimizeResult:
    """The numbers that obey the equations and make the objective least.

    `milp` without integers: the solver of `linprog`, which would rewrite each problem first.
    """
    return milp(objective, constraints=LinearConstraint(matrix, total, total), bounds=bounds)

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

# How many numbers are looked at in one linear program, and of one group before others of it.
TOGETHER = 20
AT_FIRST = 5


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
        found = self._given(unknown, left)
        return found.and_by_bounds(np.flatnonzero(protect & ~unknown))

    def narrow(self, hidden: np.ndarray, unknown: np.ndarray) -> Exposed:
        """Hidden numbers whose interval is not wider than their threshold: some of them, or none at all.

        `unknown`: as for `solve`.
        """
        left = self._doubtful(hidden & unknown & (self.threshold > 0))
        exposed = np.zeros(len(left), dtype=bool)
        if left.any():
            tangle = tangle_of(self.matrix, unknown, left)
            self._move_together(tangle, left)
            exposed[self._confined(tangle, left)] = True
        found = self.solve(exposed | hidden & ~unknown, unknown)
        exposed[found.cells] = False
        return found.and_by_bounds(np.flatnonzero(exposed))

    def _given(self, unknown: np.ndarray, wanted: np.ndarray) -> Exposed:
        """The wanted numbers that the equations between unknown ones determine.

        Each is told by a combination of equations. A shown number of it would stop it, were it hidden too,
        unless equations without unknowns tell that number again.
        """
        none = Exposed(np.array([], dtype=int), np.array([], dtype=bool), self.matrix[:0])
        if not wanted.any():
            return none
        tangle = tangle_of(self.matrix, unknown, wanted)
        columns, lines, core = core_of(tangle.equations, wanted[tangle.columns])
        if not core.shape[0]:
            return none
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
        return protect & self._is_close(np.arange(len(protect)))

    def _is_close(self, cells: np.ndarray) -> np.ndarray:
        """Whether the extremes met of these cells are no farther apart than their threshold."""
        return self.high[cells] - self.low[cells] <= self.threshold[cells] + TOLERANCE

    def _move_together(self, tangle: Tangle, left: np.ndarray) -> None:
        """A few tables that move as many doubtful numbers as they can at once, while that settles some.

        Most are asked to rise, as zero is near; not all, as those that share a sum cannot rise together.
        """
        generator, doubtful, gain = np.random.default_rng(SEED), self._doubtful(left), 1
        while gain and doubtful.any():
            self._move(tangle.around(doubtful), generator.choice([1.0, 1.0, -1.0], len(doubtful)) * doubtful)
            still = self._doubtful(left)
            doubtful, gain = still, int(doubtful.sum() - still.sum())

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

    def _confined(self, tangle: Tangle, left: np.ndarray) -> np.ndarray:
        """Doubtful numbers that cannot go far enough: some of every group that holds any.

        Not all of them: what is hidden for one often frees others.
        """
        group = np.zeros(len(left), dtype=int)
        group[tangle.columns] = tangle.groups
        waiting = np.flatnonzero(self._doubtful(left))
        waiting, found = waiting[np.argsort(group[waiting], kind="stable")], [np.array([], dtype=int)]
        while waiting.size:
            rank = np.arange(len(waiting)) - np.searchsorted(group[waiting], group[waiting])
            cells, waiting = waiting[rank < AT_FIRST], waiting[rank >= AT_FIRST]
            found.append(self._confined_among(tangle, cells))
            waiting = waiting[~np.isin(group[waiting], group[found[-1]])]
        return np.concatenate(found)

    def _confined_among(self, tangle: Tangle, cells: np.ndarray) -> np.ndarray:
        """Those of these cells that go far enough neither up nor down."""
        for sign, ends in ((1, self.high), (-1, self.low)):
            cells = cells[self._is_close(cells)]
            movable = cells[(sign > 0) | (ends[cells] > 0)]
            for start in range(0, len(movable), TOGETHER):
                part = movable[start : start + TOGETHER]
                ends[part] = self._ends(tangle, part, sign)
        return cells[self._is_close(cells)]

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

    A number that stands in one equation alone, and not in the objective, only loosens that equation: it comes
    back as zero. `milp` without integers: the solver of `linprog`, which would rewrite each problem first.
    """
    low, high = (np.broadcast_to(ends, objective.shape) for ends in (bounds.lb, bounds.ub))
    loose = (np.bincount(matrix.indices, minlength=matrix.shape[1]) == 1) & (objective == 0)
    line = np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr))
    places = np.flatnonzero(loose[matrix.indices])
    column, factor = matrix.indices[places], matrix.data[places]
    ends = np.sort([factor * low[column], factor * high[column]], axis=0)
    least_loose, most_loose = (np.bincount(line[places], end, minlength=len(total)) for end in ends)
    tight = LinearConstraint(csr_matrix(matrix[:, ~loose]), total - most_loose, total - least_loose)
    solved = milp(objective[~loose], constraints=tight, bounds=Bounds(low[~loose], high[~loose]))
    if solved.success:
        numbers = np.zeros(len(objective))
        numbers[~loose] = solved.x
        solved.x = numbers
    return solved

"""Numbers, equations and rows as arrays: what secrecy works on, and what subtraction tells of it."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import connected_components

from analysis.groups import among
from analysis.secrecy_ties import Knowledge

# A number this large costs half as much to hide as one that is never shown.
MIDDLING = 100.0


class System(NamedTuple):
    """Line i says that cell[i] counts sign[i] times in tie[i].

    `step`: when each number comes out, months before the quarter that they make. `may_hide`: those that are
    not out yet. `island`: numbers of one island alone may tell one another.
    """

    value: np.ndarray
    threshold: np.ndarray
    step: np.ndarray
    tie: np.ndarray
    cell: np.ndarray
    sign: np.ndarray
    row: np.ndarray
    row_cell: np.ndarray
    row_shows: np.ndarray
    cost: np.ndarray
    island: np.ndarray
    may_hide: np.ndarray
    ties: int

    def part(self, kept: np.ndarray) -> System:
        """These numbers alone, with the equations and the rows that hold no other."""
        places = np.cumsum(kept) - 1
        whole = np.bincount(self.tie[~kept[self.cell]], minlength=self.ties) == 0
        lines, rows = whole[self.tie], kept[self.row_cell]
        found, tie = np.unique(self.tie[lines], return_inverse=True)
        return System(
            value=self.value[kept], threshold=self.threshold[kept], step=self.step[kept],
            tie=tie, cell=places[self.cell[lines]], sign=self.sign[lines],
            row=self.row[rows], row_cell=places[self.row_cell[rows]], row_shows=self.row_shows[rows],
            cost=self.cost[kept], island=self.island[kept], may_hide=self.may_hide[kept], ties=len(found),
        )  # fmt: skip

    def up_to(self, step: int) -> System:
        """What is out at a step, with its own islands."""
        out = self.part(self.step <= step)
        knot, cell = np.append(out.tie, out.ties + out.row), np.append(out.cell, out.row_cell)
        return out._replace(island=_islands(len(out.value), knot, cell))

    def holding(self, *marks: np.ndarray) -> np.ndarray:
        """The numbers of the islands that have a number of each of these marks."""
        return np.logical_and.reduce([np.isin(self.island, self.island[mark]) for mark in marks])

    def without_rows(self, cells: np.ndarray) -> System:
        """The same, were the rows of these numbers not shown."""
        return self._replace(row_shows=self.row_shows & ~cells[self.row_cell])

    def learnt(self, hidden: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """What the rows still shown tell, or let be subtracted, and the equation that told it, or −1."""
        masked = np.zeros(int(self.row.max(initial=-1)) + 1, dtype=bool)
        masked[self.row[hidden[self.row_cell]]] = True
        known = np.zeros(len(self.value), dtype=bool)
        known[self.row_cell[~masked[self.row] & self.row_shows]] = True
        source = np.full(len(known), -1)
        lines = np.flatnonzero(~known[self.cell])
        tie, cell = self.tie[lines], self.cell[lines]
        while True:
            found = np.bincount(tie, minlength=self.ties)[tie] == 1
            if not found.any():
                return known, source
            known[cell[found]] = True
            source[cell[found]] = tie[found]
            still = ~known[cell]
            tie, cell = tie[still], cell[still]

    @property
    def matrix(self) -> csr_matrix:
        return csr_matrix((self.sign, (self.tie, self.cell)), shape=(self.ties, len(self.value)))


def system_of(known: Knowledge) -> System:
    """The numbers and equations of a result table, on one island until `up_to` parts them."""
    value = known.numbers.value
    # Small numbers are missed least; zeros, then totals and what no row shows, are hidden last.
    shown = np.append(known.rows.loc[known.rows["is_shown"], "cell"], known.numbers.inner)
    is_last = ~among(shown, len(value)) | known.numbers.is_total
    tie, cell = (known.ties[name].to_numpy(dtype=int) for name in ("tie", "cell"))
    row, row_cell = (known.rows[name].to_numpy(dtype=int) for name in ("row", "cell"))
    return System(
        value=value, threshold=known.numbers.threshold, step=known.numbers.step,
        tie=tie, cell=cell, sign=known.ties["sign"].to_numpy(dtype=float),
        row=row, row_cell=row_cell, row_shows=known.rows["is_shown"].to_numpy(dtype=bool),
        cost=np.where(value > 0, value / (value + MIDDLING), 1.0) + is_last,
        island=np.zeros(len(value), dtype=int), may_hide=np.ones(len(value), dtype=bool),
        ties=int(tie.max(initial=-1)) + 1,
    )  # fmt: skip


def _islands(numbers: int, knot: np.ndarray, cell: np.ndarray) -> np.ndarray:
    """The number of the island of each cell: cells that have a knot (an equation or a row) in common."""
    size = numbers + int(knot.max(initial=-1)) + 1
    links = csr_matrix((np.ones(len(cell)), (cell, numbers + knot)), shape=(size, size))
    return connected_components(links, directed=False)[1][:numbers]

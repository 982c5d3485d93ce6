"""Which more numbers to hide, so that what stays shown gives none of the hidden ones away.

First by subtraction, on all equations at once; then as an attacker would, by linear programming: every
hidden number must keep an interval wider than its threshold (Fischetti & Salazar 2001, methods.md 1.13).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import connected_components

from analysis.groups import among
from analysis.secrecy_bounds import Attacker, Exposed
from analysis.secrecy_pattern import pattern
from analysis.secrecy_ties import Knowledge

TOLERANCE = 1e-6


class System(NamedTuple):
    """The equations and rows as arrays: line i says that cell[i] counts sign[i] times in tie[i]."""

    value: np.ndarray
    threshold: np.ndarray
    tie: np.ndarray
    cell: np.ndarray
    sign: np.ndarray
    row: np.ndarray
    row_cell: np.ndarray
    row_shows: np.ndarray
    cost: np.ndarray
    island: np.ndarray
    ties: int

    def part(self, kept: np.ndarray) -> System:
        """Whole islands alone: numbers that neither an equation nor a row ties to any other."""
        places = np.cumsum(kept) - 1
        lines, rows = kept[self.cell], kept[self.row_cell]
        found, tie = np.unique(self.tie[lines], return_inverse=True)
        return System(
            value=self.value[kept], threshold=self.threshold[kept], cost=self.cost[kept],
            island=self.island[kept], ties=len(found),
            tie=tie, cell=places[self.cell[lines]], sign=self.sign[lines],
            row=self.row[rows], row_cell=places[self.row_cell[rows]], row_shows=self.row_shows[rows],
        )  # fmt: skip

    def open_lines(self, known: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """The tie and the cell of each line whose number is not known."""
        lines = np.flatnonzero(~known[self.cell])
        return self.tie[lines], self.cell[lines]

    @property
    def matrix(self) -> csr_matrix:
        return csr_matrix((self.sign, (self.tie, self.cell)), shape=(self.ties, len(self.value)))


def hidden_rows(known: Knowledge) -> np.ndarray:
    """The rows to mask, by their position."""
    system = _system(known)
    hidden = _closed(system, known.numbers.secret.copy())
    # Equations alone are cheap to solve: what they settle is out of the way before bounds are looked for.
    for learns in (Attacker.solve, Attacker.narrow):
        hidden = _protected(system, hidden, learns)
    return np.unique(system.row[hidden[system.row_cell]])


def _protected(
    system: System, closed: np.ndarray, learns: Callable[[Attacker, np.ndarray, np.ndarray], Exposed]
) -> np.ndarray:
    """Hide neighbours until an attacker learns nothing (`learns` gives the hidden numbers exposed).

    What is hidden on one island changes nothing on another: each turn looks only at those that the last one
    touched.
    """
    attacker = Attacker(system.matrix, system.value, system.threshold)
    everywhere, places, hidden = closed.copy(), np.arange(len(closed)), closed
    while True:
        learnt, _ = _learnt(system, hidden)
        exposed = learns(attacker, hidden, ~learnt)
        more = _more(system, exposed, learnt, hidden)
        # Only a zero can be worked out when nothing that leads to it is shown any more.
        if not more.any():
            return everywhere
        touched = np.isin(system.island, system.island[more])
        system, attacker, places = system.part(touched), attacker.about(touched), places[touched]
        hidden = _closed(system, (hidden | more)[touched])
        everywhere[places] = hidden


def _system(known: Knowledge) -> System:
    value = known.numbers.value
    order = np.lexsort((value, value == 0))
    cost = np.empty(len(value))
    cost[order] = np.arange(len(value))
    # What no row shows is looked at last; inner cells cost what the rows that they stand in do.
    shown = np.append(known.rows.loc[known.rows["is_shown"], "cell"], known.numbers.inner)
    cost[~among(shown, len(value)) | known.numbers.is_total] += len(value)
    tie, cell = (known.ties[name].to_numpy(dtype=int) for name in ("tie", "cell"))
    row, row_cell = (known.rows[name].to_numpy(dtype=int) for name in ("row", "cell"))
    ties = int(tie.max(initial=-1)) + 1
    return System(
        value=value, threshold=known.numbers.threshold, cost=cost, ties=ties,
        island=_islands(len(value), np.append(tie, ties + row), np.append(cell, row_cell)),
        tie=tie, cell=cell, sign=known.ties["sign"].to_numpy(dtype=float),
        row=row, row_cell=row_cell, row_shows=known.rows["is_shown"].to_numpy(dtype=bool),
    )  # fmt: skip


def _islands(numbers: int, knot: np.ndarray, cell: np.ndarray) -> np.ndarray:
    """The number of the island of each cell: cells that have a knot (an equation or a row) in common."""
    size = numbers + int(knot.max(initial=-1)) + 1
    links = csr_matrix((np.ones(len(cell)), (cell, numbers + knot)), shape=(size, size))
    return connected_components(links, directed=False)[1][:numbers]


def _closed(system: System, hidden: np.ndarray) -> np.ndarray:
    """Hide the cheapest number of every equation that gives a hidden one away, until none does."""
    while True:
        learnt, source = _learnt(system, hidden)
        exposed = np.union1d(
            _telling(system, hidden & learnt, source), _too_small_together(system, hidden, learnt)
        )
        chosen = _cheapest(system, exposed, learnt & ~hidden)
        if not chosen.size:
            return hidden
        hidden = hidden.copy()
        hidden[chosen] = True


def _telling(system: System, given_away: np.ndarray, source: np.ndarray) -> np.ndarray:
    """The equations that give a hidden number away from shown ones only: the others follow from these."""
    told = np.unique(source[given_away & (source >= 0)])
    among = np.bincount(system.tie[given_away[system.cell]], minlength=system.ties)
    return told[among[told] == 1]


def _learnt(system: System, hidden: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """What the rows still shown tell, and what follows by subtraction; the equation that told it, or −1."""
    masked = np.zeros(int(system.row.max(initial=-1)) + 1, dtype=bool)
    masked[system.row[hidden[system.row_cell]]] = True
    known = np.zeros(len(system.value), dtype=bool)
    known[system.row_cell[~masked[system.row] & system.row_shows]] = True
    source = np.full(len(known), -1)
    tie, cell = system.open_lines(known)
    while True:
        found = np.bincount(tie, minlength=system.ties)[tie] == 1
        if not found.any():
            return known, source
        known[cell[found]] = True
        source[cell[found]] = tie[found]
        still = ~known[cell]
        tie, cell = tie[still], cell[still]


def _too_small_together(system: System, hidden: np.ndarray, learnt: np.ndarray) -> np.ndarray:
    """Equations whose unknown numbers all add up to a known one, not above the threshold."""
    lines = ~learnt[system.cell]
    tie, cell, sign = system.tie[lines], system.cell[lines], system.sign[lines]
    size = np.bincount(tie, minlength=system.ties)
    one_sided = np.abs(np.bincount(tie, weights=np.sign(sign), minlength=system.ties)) == size
    total = np.bincount(tie, weights=np.abs(sign) * system.value[cell], minlength=system.ties)
    strictest = np.zeros(system.ties)
    np.maximum.at(strictest, tie[hidden[cell]], system.threshold[cell[hidden[cell]]])
    return np.flatnonzero(one_sided & (size > 0) & (strictest > 0) & (total < strictest + TOLERANCE))


def _cheapest(system: System, ties: np.ndarray, can_hide: np.ndarray) -> np.ndarray:
    """In each of these equations, the number that costs least to hide."""
    lines = among(ties, system.ties)[system.tie] & can_hide[system.cell]
    tie, cell = system.tie[lines], system.cell[lines]
    order = np.lexsort((system.cost[cell], tie))
    _, first = np.unique(tie[order], return_index=True)
    return np.unique(cell[order[first]])


def _more(system: System, exposed: Exposed, learnt: np.ndarray, hidden: np.ndarray) -> np.ndarray:
    """What to hide besides, so that the exposed numbers are no longer given away."""
    can_hide, chosen = learnt & ~hidden, np.zeros(len(hidden), dtype=bool)
    for cell, is_given, freed_by in zip(*exposed, strict=True):
        offers = freed_by.indices[can_hide[freed_by.indices]]
        if is_given and not offers.size:
            needed = _pattern(system, cell, learnt, can_hide)
            chosen[needed] = True
            if needed.size:
                continue
        offers = offers if offers.size else _around(system, cell, can_hide)
        if offers.size and not chosen[offers].any():
            chosen[offers[np.argmin(system.cost[offers])]] = True
    return chosen


def _pattern(system: System, cell: int, learnt: np.ndarray, can_hide: np.ndarray) -> np.ndarray:
    price = np.where(learnt, np.nan, 0.0)
    price[can_hide] = 1 + system.cost[can_hide] / len(system.cost)
    return pattern(system.matrix, system.value, price, cell, system.threshold[cell] + 1)


def _around(system: System, cell: int, can_hide: np.ndarray) -> np.ndarray:
    """The numbers that can be hidden in the equations of a cell, or in those that these lead to."""
    reached = np.array([cell])
    while True:
        ties = system.tie[among(reached, len(can_hide))[system.cell]]
        around = np.unique(system.cell[among(ties, system.ties)[system.tie]])
        offers = around[can_hide[around]]
        if offers.size or len(around) == len(reached):
            return offers
        reached = around

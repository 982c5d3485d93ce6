"""Which more numbers to hide, so that what stays shown gives none of the hidden ones away.

First by subtraction, on all equations at once; then as an attacker would, by linear programming: every
hidden number must keep an interval wider than its threshold (Fischetti & Salazar 2001, methods.md 1.13).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from scipy.sparse import csr_matrix

from analysis.cells import among
from analysis.secrecy_bounds import Attacker
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
    ties: int

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
    attacker = Attacker(system.matrix, system.value, system.threshold)
    hidden = _closed(system, known.numbers.secret.copy())
    while True:
        learnt, _ = _learnt(system, hidden)
        exposed = attacker.narrow(hidden, ~learnt)
        more = _neighbours(system, exposed, learnt & ~hidden)
        # Only a zero can be worked out when nothing that leads to it is shown any more.
        if not more.any():
            return np.unique(system.row[hidden[system.row_cell]])
        hidden = _closed(system, hidden | more)


def _system(known: Knowledge) -> System:
    value = known.numbers.value
    order = np.lexsort((value, value == 0))
    cost = np.empty(len(value))
    cost[order] = np.arange(len(value))
    shown = np.unique(known.rows.loc[known.rows["is_shown"], "cell"])
    cost[~np.isin(np.arange(len(value)), shown)] += len(value)
    ties, rows = known.ties, known.rows
    return System(
        value=value, threshold=known.numbers.threshold, cost=cost,
        ties=int(ties["tie"].max()) + 1 if len(ties) else 0,
        tie=ties["tie"].to_numpy(dtype=int), cell=ties["cell"].to_numpy(dtype=int),
        sign=ties["sign"].to_numpy(dtype=float), row=rows["row"].to_numpy(dtype=int),
        row_cell=rows["cell"].to_numpy(dtype=int), row_shows=rows["is_shown"].to_numpy(dtype=bool),
    )  # fmt: skip


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


def _neighbours(system: System, exposed: np.ndarray, can_hide: np.ndarray) -> np.ndarray:
    """One number more for each exposed one: the cheapest of its equations, or of those that these lead to."""
    chosen = np.zeros(len(can_hide), dtype=bool)
    for cell in exposed:
        reached = np.array([cell])
        while not chosen[reached].any():
            ties = system.tie[among(reached, len(can_hide))[system.cell]]
            around = np.unique(system.cell[among(ties, system.ties)[system.tie]])
            offers = around[can_hide[around]]
            if offers.size:
                chosen[offers[np.argmin(system.cost[offers])]] = True
                break
            if len(around) == len(reached):
                break
            reached = around
    return chosen

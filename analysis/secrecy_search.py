"""Which more numbers to hide, so that what stays shown gives none of the hidden ones away.

First by subtraction, on all equations at once; then as an attacker would, by linear programming: every
hidden number must keep an interval wider than its threshold (Fischetti & Salazar 2001, methods.md 1.13).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd
from scipy.sparse import csr_matrix

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

    @property
    def ties(self) -> int:
        return int(self.tie.max()) + 1 if len(self.tie) else 0

    @property
    def matrix(self) -> csr_matrix:
        return csr_matrix((self.sign, (self.tie, self.cell)), shape=(self.ties, len(self.value)))


def hidden_rows(known: Knowledge) -> np.ndarray:
    """The rows to mask, by their position."""
    system = _system(known)
    attacker = Attacker(system.matrix, system.value, system.threshold)
    hidden = _closed(system, known.numbers.secret.copy())
    while True:
        exposed = attacker.narrow(hidden, ~_learnt(system, hidden)[0])
        more = _neighbours(system, hidden, exposed)
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
    while True:
        open_lines = ~known[system.cell]
        unknowns = np.bincount(system.tie[open_lines], minlength=system.ties)
        found = open_lines & (unknowns[system.tie] == 1)
        if not found.any():
            return known, source
        known[system.cell[found]] = True
        source[system.cell[found]] = system.tie[found]


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
    lines = np.isin(system.tie, ties) & can_hide[system.cell]
    offers = pd.DataFrame({"tie": system.tie[lines], "cell": system.cell[lines]})
    offers = offers.assign(cost=system.cost[offers["cell"]]).sort_values("cost")
    return offers.drop_duplicates("tie")["cell"].unique()


def _neighbours(system: System, hidden: np.ndarray, exposed: np.ndarray) -> np.ndarray:
    """One number more for each exposed one: the cheapest of its equations, or of those that these lead to."""
    learnt, _ = _learnt(system, hidden)
    chosen = np.zeros(len(hidden), dtype=bool)
    for cell in exposed:
        reached = np.array([cell])
        while not chosen[reached].any():
            ties = np.unique(system.tie[np.isin(system.cell, reached)])
            around = np.unique(system.cell[np.isin(system.tie, ties)])
            offers = around[(learnt & ~hidden)[around]]
            if offers.size:
                chosen[offers[np.argmin(system.cost[offers])]] = True
                break
            if len(around) == len(reached):
                break
            reached = around
    return chosen

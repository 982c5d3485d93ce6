"""What to hide so that no subtraction gives a hidden number away."""

from __future__ import annotations

import numpy as np

from analysis.groups import among
from analysis.secrecy_equations import TOLERANCE
from analysis.secrecy_system import System


def closed(system: System, hidden: np.ndarray) -> np.ndarray:
    """Hide the cheapest number of every equation that gives a hidden one away, until none does.

    Or none that a number that `may_hide` leads to.
    """
    while True:
        learnt, source = system.learnt(hidden)
        can_hide = learnt & ~hidden & system.may_hide
        exposed = np.union1d(
            _telling(system, hidden & learnt, source), _too_small_together(system, hidden, learnt)
        )
        chosen = _cheapest(system, _first_told(system, exposed, source, can_hide), can_hide)
        if not chosen.size:
            return hidden
        hidden = hidden.copy()
        hidden[chosen] = True


def _telling(system: System, given_away: np.ndarray, source: np.ndarray) -> np.ndarray:
    """The equations that give a hidden number away from shown ones only: the others follow from these."""
    told = np.unique(source[given_away & (source >= 0)])
    given = np.bincount(system.tie[given_away[system.cell]], minlength=system.ties)
    return told[given[told] == 1]


def _first_told(system: System, ties: np.ndarray, source: np.ndarray, can_hide: np.ndarray) -> np.ndarray:
    """These equations; where nothing of one can be hidden, those that told what it follows from."""
    offers = np.bincount(system.tie[can_hide[system.cell]], minlength=system.ties) > 0
    found, seen = ties[offers[ties]], np.zeros(system.ties, dtype=bool)
    while ties.size:
        seen[ties] = True
        ties = ties[~offers[ties]]
        before = source[system.cell[among(ties, system.ties)[system.tie]]]
        ties = np.unique(before[before >= 0])
        ties = ties[~seen[ties]]
        found = np.append(found, ties[offers[ties]])
    return np.unique(found)


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

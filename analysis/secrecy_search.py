"""Which more numbers to hide, so that what stays shown gives none of the hidden ones away.

First by subtraction, on all equations at once; then as an attacker would, by linear programming: every
hidden number must keep an interval wider than its threshold (Fischetti & Salazar 2001, methods.md 1.13).

Numbers come out one after the other, and whoever read the months has them when the quarter that they make
comes: what is out stays shown, and protecting a hidden number falls to those that come out with or after it.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from analysis.groups import among
from analysis.secrecy_bounds import Attacker, Exposed
from analysis.secrecy_cells import is_small
from analysis.secrecy_closing import closed
from analysis.secrecy_pattern import pattern
from analysis.secrecy_system import System, system_of
from analysis.secrecy_ties import Knowledge


def hidden_rows(known: Knowledge) -> np.ndarray:
    """The rows to mask, by their position."""
    system, hidden = system_of(known), known.numbers.secret
    for step in np.unique(system.step):
        system, hidden = _after(step, system, hidden)
    return np.unique(system.row[hidden[system.row_cell]])


def _after(step: int, whole: System, hidden: np.ndarray) -> tuple[System, np.ndarray]:
    """Once the numbers of a step are out: what is left to protect, and what is hidden."""
    places, system = np.flatnonzero(whole.step <= step), whole.up_to(step)
    at_stake = system.holding(hidden[places] & (system.threshold > 0), system.step == step)
    system, places = system.part(at_stake), places[at_stake]
    is_new, found = system.step == step, hidden[places]
    told = _told_before(system, found, is_new)
    # A new number that the earlier ones give is no secret any more, whatever is hidden now.
    system = system._replace(threshold=np.where(is_new & told, 0, system.threshold))
    # Nor does hiding it protect another.
    found, given_up = _protected(system._replace(may_hide=is_new & ~told), found)
    given_up &= is_small(system.value, system.threshold)
    if given_up.any():
        # Nothing new is left to hide: those who look now, at least, are not shown what gives these away.
        around = system.holding(given_up)
        found[around], _ = _protected(system.part(around), found[around])
    hidden, threshold = hidden.copy(), whole.threshold.copy()
    hidden[places], threshold[places] = found, system.threshold
    return whole._replace(threshold=threshold), hidden


def _told_before(system: System, hidden: np.ndarray, is_new: np.ndarray) -> np.ndarray:
    """What the numbers that came out earlier give, were every new one hidden."""
    told, _ = system.without_rows(is_new).learnt(hidden)
    attacker = Attacker(system.matrix, system.value, system.threshold)
    told[attacker.solve(hidden & is_new, ~told).cells] = True
    return told


def _protected(system: System, hidden: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """What to hide so that an attacker learns nothing, and the numbers given away all the same."""
    # Equations alone are cheap to solve: what they settle is out of the way before bounds are looked for.
    hidden, _ = _protected_from(Attacker.solve, system, closed(system, hidden))
    return _protected_from(Attacker.narrow, system, hidden)


def _protected_from(
    learns: Callable[[Attacker, np.ndarray, np.ndarray], Exposed], system: System, hidden: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Hide neighbours until `learns` gives no hidden number; give up those that have none left to hide.

    What is hidden on one island changes nothing on another: each turn looks only at those where the last one
    found something.
    """
    attacker = Attacker(system.matrix, system.value, system.threshold.copy())
    everywhere, given_up, places = hidden.copy(), np.zeros(len(hidden), dtype=bool), np.arange(len(hidden))
    while True:
        learnt, _ = system.learnt(hidden)
        exposed = learns(attacker, hidden, ~learnt)
        if not exposed.cells.size:
            return everywhere, given_up
        more = _more(system, exposed, learnt, hidden)
        helpless = exposed.cells[~system.holding(more)[exposed.cells]]
        given_up[places[helpless]], attacker.threshold[helpless] = True, 0
        left = system.holding(exposed.cells)
        system, attacker, places = system.part(left), attacker.about(left), places[left]
        hidden = closed(system, (hidden | more)[left])
        everywhere[places] = hidden


def _more(system: System, exposed: Exposed, learnt: np.ndarray, hidden: np.ndarray) -> np.ndarray:
    """What to hide besides, so that the exposed numbers are no longer given away."""
    can_hide, chosen = learnt & ~hidden & system.may_hide, np.zeros(len(hidden), dtype=bool)
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
    price[can_hide] = 1 + system.cost[can_hide]
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

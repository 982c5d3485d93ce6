"""Numerators and denominators: the measures that a calculation adds up on each side."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from analysis.cells import MISSING, any_mark, totals
from analysis.groups import among, numbered
from analysis.uses import Used


class Sides(NamedTuple):
    """Numerator, denominator, largest part and marks of each result; NaN and MISSING where no cell makes it.

    `largest` is what the numerator holds at least, where its parts do not add up.
    """

    numerator: np.ndarray
    denominator: np.ndarray
    largest: np.ndarray
    marks: np.ndarray


def sides_of(used: Used, numbers: np.ndarray, size: int) -> Sides:
    """Both sides of each result, of which `numbers` (0 to `size` − 1) gives the cells.

    Structures are added up measure by measure, then the measures of a side; a side with an unknown measure is
    unknown.
    """
    uses = used.uses
    of_measure, first = numbered(numbers * uses.most + uses.rank[used.use], size * uses.most)
    use, result = used.use[first], numbers[first]
    measures = totals(used.cells, of_measure, len(first), uses.rule[use])
    above, below = (np.flatnonzero(uses.is_numerator[use] == role) for role in (True, False))
    return Sides(
        numerator=_sum(measures.value[above], result[above], size),
        denominator=_sum(measures.value[below], result[below], size),
        largest=_sum(measures.largest[above], result[above], size),
        marks=np.where(among(result, size), any_mark(measures.marks, result, size), MISSING),
    )


def _sum(values: np.ndarray, numbers: np.ndarray, size: int) -> np.ndarray:
    """The sum of each result; NaN of nothing, and of anything unknown."""
    total = np.bincount(numbers, weights=values, minlength=size)
    return np.where(among(numbers, size), total, np.nan)

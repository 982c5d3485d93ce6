"""Which calculations use which cells, and as what."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from analysis.cells import ADDITIONS, Axes, Cells
from analysis.figures import FREQUENCIES_FROM
from data.codebook import Codebook
from data.declarations import Addition, Calculation
from data.periods import Kind

ROLES = ("numerator", "denominator")


class Uses(NamedTuple):
    """One entry for each measure of each role of each calculation.

    `calculation` and `measure` (numbers), `is_numerator`, `rank` among the uses of the calculation, and
    `rule`: how structures add up.
    """

    calculation: np.ndarray
    measure: np.ndarray
    is_numerator: np.ndarray
    rank: np.ndarray
    rule: np.ndarray

    @property
    def most(self) -> int:
        """How many uses a calculation has at most."""
        return int(self.rank.max(initial=0)) + 1


class Used(NamedTuple):
    """Cells, once for each use of their measure, with the number of that use."""

    cells: Cells
    use: np.ndarray
    uses: Uses

    def only(self, kept: np.ndarray) -> Used:
        """Those at these positions."""
        return self._replace(cells=self.cells.only(kept), use=self.use[kept])


def uses_of(
    axes: Axes, calculations: Sequence[tuple[Calculation, Kind]], codebook: Codebook, kind: Kind
) -> Uses:
    """The uses that calculations, each with its frequency, make of measures at this kind of period."""
    number = {code: place for place, code in enumerate(axes.measures)}
    lines = [
        (place, number[code], role == ROLES[0], rank, ADDITIONS.index(_pooling(codebook, calculation, code)))
        for place, (calculation, frequency) in enumerate(calculations)
        if kind in FREQUENCIES_FROM[frequency]
        for rank, (role, code) in enumerate(_roles(calculation))
        if code in number
    ]
    table = np.array(lines, dtype=np.int64).reshape(-1, len(Uses._fields))
    return Uses(*table.T)._replace(is_numerator=table[:, 2] > 0)


def used(cells: Cells, uses: Uses) -> Used:
    """These cells, wherever they are used."""
    by_measure = np.argsort(uses.measure, kind="stable")
    count = np.bincount(uses.measure, minlength=len(cells.axes.measures))
    measure = cells.axes.measure[cells.series]
    times = count[measure]
    cell = np.repeat(np.arange(len(cells)), times)
    rank = np.arange(len(cell)) - np.repeat(np.cumsum(times) - times, times)
    first = (np.cumsum(count) - count)[measure[cell]]
    return Used(cells.only(cell), by_measure[first + rank], uses)


def _roles(calculation: Calculation) -> list[tuple[str, str]]:
    return [(role, code) for role in ROLES for code in getattr(calculation, role)]


def _pooling(codebook: Codebook, calculation: Calculation, code: str) -> Addition:
    """A share pooled over structures is what national reports publish; a number of persons is not pooled."""
    rule = codebook.measures[code].over_structures
    return "sum" if rule == "never" and calculation.denominator else rule

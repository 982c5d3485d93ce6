"""Cells: what was transmitted, and how cells add up.

A cell is one measure of one structure, for one period, territory and category. One integer says its place, so
that a million cells are grouped, moved and compared by arithmetic rather than by five columns of text.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import NamedTuple, get_args

import numpy as np
import pandas as pd

from analysis import groups
from data.codebook import Codebook
from data.declarations import Addition

ALL = "ensemble"
MARKS = ("missing", "secret", "provisional", "not_additive", "demonstration")
MISSING, SECRET, PROVISIONAL, NOT_ADDITIVE, DEMONSTRATION = (1 << bit for bit in range(len(MARKS)))
UNKNOWN = MISSING | SECRET
ADDITIONS = get_args(Addition)
SUM, LAST, MEAN, NEVER = range(len(ADDITIONS))


@dataclass(frozen=True)
class Axes:
    """The labels that places are made of: place = ((period × territories + territory) × ...) + series.

    A series is one measure of one structure: `measure` and `structure` give the number of each.
    The first territory is the city, the first category the whole public.
    """

    periods: list[str]
    territories: list[str]
    categories: list[str]
    measures: list[str]
    structures: list[str]
    measure: np.ndarray
    structure: np.ndarray

    @property
    def series(self) -> int:
        return len(self.measure)

    @property
    def spots(self) -> int:
        """How many pairs of a territory and a category there are."""
        return len(self.territories) * len(self.categories)

    @property
    def of_territory(self) -> int:
        """How many places one territory has in one period."""
        return len(self.categories) * self.series

    @property
    def of_period(self) -> int:
        """How many places one period has."""
        return self.spots * self.series

    @property
    def room(self) -> int:
        """How many places there are."""
        return len(self.periods) * self.of_period

    def rules(self, codebook: Codebook, rule: str) -> np.ndarray:
        """How each series adds up (SUM, LAST, MEAN, NEVER), as the field `rule` of its measure says."""
        ways = [getattr(codebook.measures[code], rule) for code in self.measures]
        return np.array([ADDITIONS.index(way) for way in ways], dtype=np.int8)[self.measure]


@dataclass(frozen=True)
class Cells:
    """Cells at distinct places.

    `value` is NaN where nothing is known. `largest` is what `value` holds at least where its parts do not add
    up; everywhere else it equals `value`, and is the same array while all parts add up. `marks` has one bit
    for each of MARKS.
    """

    axes: Axes
    place: np.ndarray
    value: np.ndarray
    largest: np.ndarray
    marks: np.ndarray

    def __len__(self) -> int:
        return len(self.place)

    def only(self, kept: np.ndarray) -> Cells:
        """The cells chosen by `kept`, a mask or positions."""
        if kept.dtype == bool and kept.all():
            return self
        chosen = np.flatnonzero(kept) if kept.dtype == bool else kept
        value = self.value.take(chosen)
        largest = value if self.largest is self.value else self.largest.take(chosen)
        return Cells(self.axes, self.place.take(chosen), value, largest, self.marks.take(chosen))

    def of_series(self, chosen: np.ndarray) -> Cells:
        """The cells of the series chosen by a mask."""
        return self if chosen.all() else self.only(chosen[self.series])

    def at(self, place: np.ndarray) -> Cells:
        """The same cells elsewhere."""
        return replace(self, place=place)

    @property
    def period(self) -> np.ndarray:
        return self.place // self.axes.of_period

    @property
    def spot(self) -> np.ndarray:
        """Territory and category as one number: territory × categories + category."""
        return self.place // self.axes.series % self.axes.spots

    @property
    def territory(self) -> np.ndarray:
        return self.spot // len(self.axes.categories)

    @property
    def category(self) -> np.ndarray:
        return self.spot % len(self.axes.categories)

    @property
    def series(self) -> np.ndarray:
        return self.place % self.axes.series

    def frame(self) -> pd.DataFrame:
        """A table: mesure, periode, territoire, structure, category, value, largest and MARKS."""
        axes, series = self.axes, self.series
        return pd.DataFrame(
            {
                "mesure": np.array(axes.measures, dtype=object)[axes.measure[series]],
                "periode": np.array(axes.periods, dtype=object)[self.period],
                "territoire": np.array(axes.territories, dtype=object)[self.territory],
                "structure": np.array(axes.structures, dtype=object)[axes.structure[series]],
                "category": np.array(axes.categories, dtype=object)[self.category],
                "value": self.value,
                "largest": self.largest,
                **unpacked(self.marks),
            }
        )


def unpacked(marks: np.ndarray) -> dict[str, np.ndarray]:
    """Each of MARKS apart, as booleans."""
    return {name: (marks & (1 << bit)) > 0 for bit, name in enumerate(MARKS)}


def add_up(cells: Cells, place: np.ndarray, rules: np.ndarray) -> Cells:
    """Move the cells to these places, and add up those that meet (`rules`: `Axes.rules`, one per series)."""
    numbers, first = groups.numbered(place, cells.axes.room)
    if len(first) == len(cells):
        return cells.at(place)
    return summed(cells, numbers, place[first], rules)


def summed(cells: Cells, numbers: np.ndarray, place: np.ndarray, rules: np.ndarray | None = None) -> Cells:
    """The cells of each group (`numbers`) made one, at the place of the group; summed without rules."""
    of_group = None if rules is None else rules[place % cells.axes.series]
    return Cells(cells.axes, place, *totals(cells, numbers, len(place), of_group))


class Totals(NamedTuple):
    """Value, largest part and marks of each group, as in `Cells`."""

    value: np.ndarray
    largest: np.ndarray
    marks: np.ndarray


def totals(cells: Cells, numbers: np.ndarray, size: int, rules: np.ndarray | None = None) -> Totals:
    """Add up the cells of each group.

    A group with a missing part is missing, with a secret part is secret: its value is not known. Several
    parts whose rule is "never" are not additive: their sum and their largest part bracket what they make.

    Args:
        numbers: the group of each cell, from 0 to `size` − 1.
        rules: how each group adds up, as `Axes.rules` gives it; all are summed when not given.
    """
    # A part that is not known is NaN, and so is any sum with it.
    value: np.ndarray = np.bincount(numbers, weights=cells.value, minlength=size)
    is_plain = cells.largest is cells.value
    largest = value if is_plain else np.bincount(numbers, weights=cells.largest, minlength=size)
    marks = any_mark(cells.marks, numbers, size)
    if rules is None or (rules == SUM).all():
        return Totals(value, largest, marks)
    count = np.bincount(numbers, minlength=size)
    averaged = np.flatnonzero((rules == MEAN) | (rules == LAST))
    value[averaged] /= count[averaged]
    if not is_plain:
        largest[averaged] /= count[averaged]
    apart = (rules == NEVER) & (count > 1)
    if apart.any():
        parts = np.flatnonzero(apart[numbers])
        highest = groups.largest(cells.largest[parts], numbers[parts], size)
        largest = np.where(apart, highest, largest)
        marks[apart] |= NOT_ADDITIVE
    return Totals(value, largest, marks)


def any_mark(marks: np.ndarray, numbers: np.ndarray, size: int) -> np.ndarray:
    """The marks that one cell at least of each group has; few cells have a mark that not all have."""
    common = np.bitwise_and.reduce(marks, initial=255)
    found = np.full(size, common, dtype=np.uint8)
    own = np.flatnonzero(marks != common)
    np.bitwise_or.at(found, numbers[own], marks[own])
    return found


def prefer(direct: Cells, derived: Cells) -> Cells:
    """All of `direct`, and of `derived` what `direct` does not already say."""
    said = groups.is_among(derived.place, direct.place, direct.axes.room)
    return joined([direct, derived.only(~said)])


def joined(parts: list[Cells]) -> Cells:
    """The cells of all parts, which have the same axes."""
    filled = [part for part in parts if len(part)] or parts[:1]
    if len(filled) == 1:
        return filled[0]
    value = np.concatenate([part.value for part in filled])
    is_plain = all(part.largest is part.value for part in filled)
    largest = value if is_plain else np.concatenate([part.largest for part in filled])
    place, marks = (np.concatenate([getattr(part, name) for part in filled]) for name in ("place", "marks"))
    return Cells(filled[0].axes, place, value, largest, marks)

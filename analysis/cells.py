"""Cells: what was transmitted, and how cells add up.

A cell is one measure for one period, territory, structure and category, with what is known of it:
`value` (float), `largest` (what `value` holds at least, where its parts do not add up), and the marks
`missing`, `secret`, `provisional`, `not_additive`, `demonstration` (bool).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

MARKS = ("missing", "secret", "provisional", "not_additive", "demonstration")
ALL = "ensemble"
# How many numbers a key may have for each cell before it is worth looking for those that are used.
ROOM_FOR_EACH = 8
LEAST_ROOM = 2**20


class Groups(NamedTuple):
    """For each cell the number of its group, and for each group the position of its first cell."""

    numbers: np.ndarray
    first: np.ndarray


def group_numbers(cells: pd.DataFrame, by: Sequence[str]) -> Groups:
    """The groups of cells that agree on `by`, in the order in which they appear."""
    most = max(ROOM_FOR_EACH * len(cells), LEAST_ROOM)
    keys, room = np.zeros(len(cells), dtype=np.int64), 1
    for name in by:
        codes, count = _codes(cells[name])
        if room * count > most:
            keys, room = _closer(keys, room)
        keys, room = keys * count + codes, room * count
    return numbered(keys, room) if room <= most else numbered(*_closer(keys, room))


def numbered(keys: np.ndarray, room: int) -> Groups:
    """The groups of equal keys (from 0 to `room` − 1), in the order in which they appear."""
    places = np.arange(len(keys), dtype=np.int32)
    first_at = np.empty(room, dtype=np.int32)
    # Of several values written at one place the last one stays: backwards, that is the first cell.
    first_at[keys[::-1]] = places[::-1]
    firsts = first_at[keys]
    first = np.flatnonzero(firsts == places)
    if len(first) == len(keys):
        return Groups(places, first)
    number_at = np.empty(len(keys), dtype=np.int32)
    number_at[first] = np.arange(len(first), dtype=np.int32)
    return Groups(number_at[firsts], first)


def _closer(keys: np.ndarray, room: int) -> tuple[np.ndarray, int]:
    """The same keys without the numbers that none has."""
    if room > max(ROOM_FOR_EACH * len(keys), LEAST_ROOM):
        numbers, found = pd.factorize(keys)
        return numbers, len(found)
    taken = np.zeros(room, dtype=bool)
    taken[keys] = True
    used = np.flatnonzero(taken)
    places = np.empty(room, dtype=np.int64)
    places[used] = np.arange(len(used))
    return places[keys], len(used)


def _codes(column: pd.Series) -> tuple[np.ndarray, int]:
    """One number per row, equal where the column is (0: missing), and how many numbers there may be."""
    if isinstance(column.dtype, pd.CategoricalDtype):
        return column.cat.codes.to_numpy().astype(np.int64) + 1, len(column.cat.categories) + 1
    codes, found = pd.factorize(column)
    return codes + 1, len(found) + 1


def add_up(
    cells: pd.DataFrame, by: Sequence[str], rule: str | None = None, groups: Groups | None = None
) -> pd.DataFrame:
    """Sum the cells that agree on `by`; one cell per group, marks of the parts kept.

    A group with a missing part is missing, with a secret part is secret. Where the column `rule` says
    "never", several parts are not added: the cell is `not_additive`, its largest part and `value` bracket it.

    Args:
        cells: columns `by`, value, largest, the marks, and `rule` if named ("sum", "last", "mean", "never").
        groups: those of `group_numbers(cells, by)`, where they are known already.
    """
    numbers, first = groups or group_numbers(cells, by)
    size = len(first)
    count = np.bincount(numbers, minlength=size)
    summed, largest = (_sum(cells[name], numbers, size) for name in ("value", "largest"))
    marks = {mark: _any_part(cells[mark], numbers, size) for mark in MARKS}
    out = cells.drop(columns=["value", "largest", *MARKS]).iloc[first].reset_index(drop=True)
    if rule is not None:
        averaged = out[rule].isin(["mean", "last"]).to_numpy()
        summed, largest = (np.where(averaged, total / count, total) for total in (summed, largest))
        apart = (out[rule] == "never").to_numpy() & (count > 1)
        marks["not_additive"] |= apart
        largest = np.where(apart, _largest(cells, numbers, size), largest)
    summed[marks["missing"] | marks["secret"]] = np.nan
    return out.assign(value=summed, largest=largest, **marks)


def _sum(values: pd.Series, numbers: np.ndarray, size: int) -> np.ndarray:
    return np.bincount(numbers, weights=values.to_numpy(dtype=float), minlength=size)


def _any_part(mark: pd.Series, numbers: np.ndarray, size: int) -> np.ndarray:
    """The groups in which one cell at least has the mark; marks are rare, so only those cells are visited."""
    return among(numbers[np.flatnonzero(mark.to_numpy(dtype=bool))], size)


def among(numbers: np.ndarray, size: int) -> np.ndarray:
    """True at these numbers, out of those from 0 to `size` − 1."""
    chosen = np.zeros(size, dtype=bool)
    chosen[numbers] = True
    return chosen


def _largest(cells: pd.DataFrame, numbers: np.ndarray, size: int) -> np.ndarray:
    largest = np.full(size, -np.inf)
    np.maximum.at(largest, numbers, np.nan_to_num(cells["largest"].to_numpy(dtype=float), nan=-np.inf))
    return np.where(np.isinf(largest), np.nan, largest)


def recode(codes: pd.Series, values: Mapping[str, str], default: str = "") -> pd.Categorical:
    """The value of each code, found through the distinct codes only.

    Args:
        codes: a categorical column without missing codes.
    """
    column = codes.cat
    categories = list(dict.fromkeys([*values.values(), default]))
    place = {value: number for number, value in enumerate(categories)}
    table = np.array([place[values.get(code, default)] for code in column.categories], dtype=np.int32)
    return pd.Categorical.from_codes(table[column.codes] if len(codes) else [], categories=categories)


def constant(value: str, size: int, dtype: pd.CategoricalDtype | None = None) -> pd.Categorical:
    """`value` repeated `size` times."""
    categories = dtype.categories if dtype is not None else [value]
    code = list(categories).index(value)
    return pd.Categorical.from_codes(np.full(size, code, dtype=np.int32), categories=categories)


def prefer(direct: pd.DataFrame, derived: pd.DataFrame, by: Sequence[str]) -> pd.DataFrame:
    """All of `direct`, and of `derived` what `direct` does not already say."""
    if direct.empty or derived.empty:
        return derived if direct.empty else direct
    keys = pd.concat([direct[list(by)], derived[list(by)]], ignore_index=True)
    first = group_numbers(keys, by).first
    said, added = first[first < len(direct)], first[first >= len(direct)] - len(direct)
    parts = [direct if len(said) == len(direct) else direct.iloc[said], derived.iloc[added]]
    return pd.concat(parts, ignore_index=True)

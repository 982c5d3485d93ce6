"""Groups of rows or keys that are equal, numbered in the order in which they appear."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

# How many numbers a key may have for each row before it is worth looking for those that are used.
ROOM_FOR_EACH = 40
LEAST_ROOM = 2**20


class Groups(NamedTuple):
    """For each row the number of its group, and for each group the position of its first row."""

    numbers: np.ndarray
    first: np.ndarray


def group_numbers(rows: pd.DataFrame, by: Sequence[str]) -> Groups:
    """The groups of rows that agree on `by`."""
    most = _most_room(len(rows))
    keys, room = np.zeros(len(rows), dtype=np.int64), 1
    for name in by:
        codes, count = _codes(rows[name])
        if room * count > most:
            keys, room = _closer(keys, room)
        keys, room = keys * count + codes, room * count
    return numbered(keys, room)


def numbered(keys: np.ndarray, room: int) -> Groups:
    """The groups of equal keys, which go from 0 to `room` − 1."""
    if room > _most_room(len(keys)):
        keys, room = _closer(keys, room)
    places = np.arange(len(keys), dtype=np.int32)
    first_at = np.empty(room, dtype=np.int32)
    # Of several values written at one place the last one stays: backwards, that is the first row.
    first_at[keys[::-1]] = places[::-1]
    firsts = first_at[keys]
    first = np.flatnonzero(firsts == places)
    if len(first) == len(keys):
        return Groups(places, first)
    number_at = np.empty(len(keys), dtype=np.int32)
    number_at[first] = np.arange(len(first), dtype=np.int32)
    return Groups(number_at[firsts], first)


def smallest(values: np.ndarray, numbers: np.ndarray, size: int) -> np.ndarray:
    """The smallest value of each group, NaN left out; NaN where a group has no value."""
    found = np.full(size, np.nan)
    np.fmin.at(found, numbers, values)
    return found


def largest(values: np.ndarray, numbers: np.ndarray, size: int) -> np.ndarray:
    """The largest value of each group, NaN left out; NaN where a group has no value."""
    found = np.full(size, np.nan)
    np.fmax.at(found, numbers, values)
    return found


def among(numbers: np.ndarray, size: int) -> np.ndarray:
    """True at these numbers, out of those from 0 to `size` − 1."""
    chosen = np.zeros(size, dtype=bool)
    chosen[numbers] = True
    return chosen


def is_among(keys: np.ndarray, others: np.ndarray, room: int) -> np.ndarray:
    """Which of these keys, from 0 to `room` − 1, are others too."""
    if room > _most_room(len(keys) + len(others)):
        return np.isin(keys, others)
    return among(others, room)[keys]


def _most_room(count: int) -> int:
    return max(ROOM_FOR_EACH * count, LEAST_ROOM)


def _closer(keys: np.ndarray, room: int) -> tuple[np.ndarray, int]:
    """The same keys without the numbers that none has."""
    if room > _most_room(len(keys)):
        numbers, found = pd.factorize(keys)
        return numbers, len(found)
    taken = among(keys, room)
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

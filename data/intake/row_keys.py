"""Rows known by numbers: one number per key of a table, one per series (a key without its period)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from pandas.api.types import union_categoricals

from data.current import combined_codes
from data.schema_types import Table

PERIOD = "periode"
# Below this many possible numbers, counting them in an array is faster than a table of those met.
COUNTABLE = 20_000_000
# More days than any ordinal date: a series and a day make one number.
DAYS = 10_000_000


@dataclass(frozen=True)
class RowKeys:
    """One whole number per row, equal where the columns are equal; `series` are small enough to count."""

    keys: np.ndarray
    series: np.ndarray


def row_keys(table: Table, rows: pd.DataFrame) -> RowKeys:
    """The keys of all rows, and their series when the table has periods (the keys themselves otherwise)."""
    if PERIOD not in table.key:
        keys = compact_codes(rows, table.key)
        return RowKeys(keys, keys)
    series = compact_codes(rows, [name for name in table.key if name != PERIOD])
    periods = rows[PERIOD].cat
    keys = series * (len(periods.categories) + 1) + periods.codes.to_numpy() + 1
    return RowKeys(keys, series)


def compact_codes(rows: pd.DataFrame, columns: Sequence[str]) -> np.ndarray:
    """`combined_codes`, renumbered when their range is too wide to count."""
    return _compact(combined_codes(rows, columns).to_numpy())


def common_keys(
    first: pd.DataFrame, second: pd.DataFrame, columns: Sequence[str]
) -> tuple[np.ndarray, np.ndarray]:
    """One number per row of each frame, equal where `columns` are equal, from one frame to the other too."""
    joined = pd.DataFrame({name: _joined(first[name], second[name]) for name in columns})
    keys = pd.factorize(combined_codes(joined, columns))[0]
    return keys[: len(first)], keys[len(first) :]


def shared(keys: np.ndarray) -> np.ndarray:
    """Which keys stand on several rows."""
    ordered = np.sort(keys)
    return pd.Series(keys).isin(ordered[1:][ordered[1:] == ordered[:-1]]).to_numpy()


def _compact(codes: np.ndarray) -> np.ndarray:
    if not len(codes) or codes.max() < COUNTABLE:
        return codes
    return pd.factorize(codes)[0]


def _joined(first: pd.Series, second: pd.Series) -> Any:
    if all(isinstance(column.dtype, pd.CategoricalDtype) for column in (first, second)):
        return union_categoricals([first, second])
    return pd.concat([first, second], ignore_index=True)

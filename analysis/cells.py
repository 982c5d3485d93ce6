"""Cells: what was transmitted, and how cells add up.

A cell is one measure for one period, territory, structure and category, with what is known of it:
`value` (float), `largest` (what `value` holds at least, where its parts do not add up), and the marks
`missing`, `secret`, `provisional`, `not_additive`, `demonstration` (bool).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from data.current import combined_codes

MARKS = ("missing", "secret", "provisional", "not_additive", "demonstration")
ALL = "ensemble"


def group_numbers(cells: pd.DataFrame, by: Sequence[str]) -> tuple[np.ndarray, np.ndarray]:
    """For each cell the number of its group, and for each group the position of its first cell."""
    numbers, _ = pd.factorize(combined_codes(cells, by))
    first = np.full(numbers.max() + 1 if len(numbers) else 0, len(cells), dtype=np.int64)
    np.minimum.at(first, numbers, np.arange(len(cells)))
    return numbers, first


def add_up(cells: pd.DataFrame, by: Sequence[str], rule: str | None = None) -> pd.DataFrame:
    """Sum the cells that agree on `by`; one cell per group, marks of the parts kept.

    A group with a missing part is missing, with a secret part is secret. Where the column `rule` says
    "never", several parts are not added: the cell is `not_additive`, its largest part and `value` bracket it.

    Args:
        cells: columns `by`, value, largest, the marks, and `rule` if named ("sum", "last", "mean", "never").
    """
    numbers, first = group_numbers(cells, by)
    size = len(first)
    value = cells["value"].to_numpy(dtype=float)
    summed = np.bincount(numbers, weights=np.nan_to_num(value), minlength=size)
    count = np.bincount(numbers, minlength=size)
    out = cells.iloc[first].reset_index(drop=True)
    marks = {mark: _any_part(cells[mark], numbers, size) for mark in MARKS}
    largest = np.bincount(numbers, weights=cells["largest"].to_numpy(dtype=float), minlength=size)
    if rule is not None:
        averaged = out[rule].isin(["mean", "last"]).to_numpy()
        summed, largest = (np.where(averaged, total / count, total) for total in (summed, largest))
        apart = (out[rule] == "never").to_numpy() & (count > 1)
        marks["not_additive"] |= apart
        largest = np.where(apart, _largest(cells, numbers, size), largest)
    summed[marks["missing"] | marks["secret"]] = np.nan
    return out.assign(value=summed, largest=largest, **marks)


def _any_part(mark: pd.Series, numbers: np.ndarray, size: int) -> np.ndarray:
    """The groups in which one cell at least has the mark; marks are rare, so only those cells are visited."""
    marked = np.zeros(size, dtype=bool)
    marked[numbers[mark.to_numpy(dtype=bool)]] = True
    return marked


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
    both = pd.concat([direct, derived], ignore_index=True)
    return both.loc[~combined_codes(both, by).duplicated(keep="first").to_numpy()].reset_index(drop=True)

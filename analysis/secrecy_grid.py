"""A table of numbers of persons laid out with its margins, and the sums that tie its cells."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from scipy.sparse import csr_matrix, eye, kron, vstack

from analysis.inputs import not_negative, refuse

TOTAL = "ensemble"
TOTALS = (TOTAL, "total", "all")


class Side(NamedTuple):
    """One side of the grid: its labels, the margin last, and where each label of the table goes."""

    labels: pd.Index
    places: np.ndarray
    inner: int

    @property
    def size(self) -> int:
        return len(self.labels)

    @property
    def has_margin(self) -> bool:
        return self.size > self.inner


class Grid(NamedTuple):
    """A table with its margins, flattened; each line of `sums` must be zero (parts − total).

    `cells` gives the place of each cell of the table as it was handed in.
    """

    values: np.ndarray
    sums: csr_matrix
    cells: np.ndarray
    down: Side
    across: Side

    @property
    def outside(self) -> np.ndarray:
        """The margins that are not in the table."""
        return ~np.isin(np.arange(self.values.size), self.cells)

    def labels(self, places: np.ndarray) -> list[tuple[Any, Any]]:
        """The row and the column of these places."""
        rows, columns = np.divmod(places, self.across.size)
        return list(zip(self.down.labels[rows], self.across.labels[columns], strict=True))

    def places(self, labels: list[tuple[Any, Any]]) -> list[int]:
        """The places of these rows and columns."""
        rows, columns = self.down.labels, self.across.labels
        return [rows.get_loc(row) * len(columns) + columns.get_loc(column) for row, column in labels]


def grid_of(table: pd.DataFrame, total: Any) -> Grid:
    """The table with its margins, added where it has none.

    A side with a single label has none: its only cell would be its own margin.

    Raises:
        ValueError: a missing or negative number, a label twice, two margins, a margin that does not add up.
    """
    numbers = not_negative(table.to_numpy(), "table")
    if np.isnan(numbers).any():
        raise ValueError("table a une case vide : retirer sa ligne ou sa colonne")
    down, across = _side(table.index, total), _side(table.columns, total)
    values = _with_margins(numbers, down, across)
    refuse(
        ~np.isclose(values[np.ix_(down.places, across.places)], numbers),
        "table",
        "a une marge fausse",
        numbers,
    )
    cells = np.ravel_multi_index(np.meshgrid(down.places, across.places, indexing="ij"), values.shape)
    return Grid(values.ravel(), _sums(down, across), np.asarray(cells), down, across)


def _side(labels: pd.Index, total: Any) -> Side:
    """The margin is the label named `total`; where this is None, the one that is called a total."""
    named = [label == total if total is not None else str(label).casefold() in TOTALS for label in labels]
    is_total = np.array(named, dtype=bool) & (len(labels) > 1)
    if is_total.sum() > 1:
        raise ValueError(f"table a plusieurs marges : {', '.join(map(str, labels[is_total]))}")
    if labels.has_duplicates:
        raise ValueError(f"table a deux fois : {labels[labels.duplicated()][0]}")
    inner = int((~is_total).sum())
    places = np.where(is_total, inner, np.cumsum(~is_total) - 1)
    margin = list(labels[is_total]) or [TOTAL if total is None else total] * (inner > 1)
    return Side(pd.Index([*labels[~is_total], *margin], dtype=object), places, inner)


def _with_margins(numbers: np.ndarray, down: Side, across: Side) -> np.ndarray:
    values = np.zeros((down.size, across.size))
    kept = np.ix_(down.places < down.inner, across.places < across.inner)
    values[: down.inner, : across.inner] = numbers[kept]
    if down.has_margin:
        values[-1] = values[: down.inner].sum(axis=0)
    if across.has_margin:
        values[:, -1] = values[:, : across.inner].sum(axis=1)
    return values


def _sums(down: Side, across: Side) -> csr_matrix:
    lines = [csr_matrix((0, down.size * across.size))]
    if across.has_margin:
        lines.append(kron(eye(down.size), _parts_and_total(across)))
    if down.has_margin:
        lines.append(kron(_parts_and_total(down), eye(across.size)))
    return csr_matrix(vstack(lines))


def _parts_and_total(side: Side) -> np.ndarray:
    return np.append(np.ones(side.inner), -1.0).reshape(1, -1)

"""Full secrecy of one table with its margins: mask by optimisation, then audit as an attacker would.

A masked cell is safe when the published cells and totals leave it an interval wider than the threshold,
and when the masked cells of a line never add up to fewer persons than the threshold.
Sources: Fischetti & Salazar 2001 (secondary suppression by linear programming), manuel de protection
des tableaux (INSEE), methods.md 1.13.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd
from scipy.optimize import linprog
from scipy.sparse import csc_matrix, csr_matrix, hstack, kron, vstack

from analysis.inputs import not_negative, refuse

TOTAL = "ensemble"
TOLERANCE = 1e-6


class Grid(NamedTuple):
    """A table with both margins, flattened; each line of `sums` must be zero (parts − total).

    `cells` gives the place of each cell of the table as it was handed in.
    """

    values: np.ndarray
    sums: csr_matrix
    cells: np.ndarray


def mask(
    table: pd.DataFrame,
    threshold: int,
    *,
    denominators: pd.DataFrame | None = None,
    largest: pd.DataFrame | None = None,
    dominance: float = 0.85,
    total: str = TOTAL,
) -> pd.DataFrame:
    """Cells to hide in a table of numbers of persons: True where hidden, same shape as the table.

    The row and the column named `total` are its margins; a margin that is not in the table counts as
    published. `denominators` (same shape) also hides small complements and small totals; `largest`
    (the largest contribution to each cell) hides cells where one contributor exceeds `dominance`.
    Each cell is then protected by the neighbours that cost the fewest persons.

    Raises:
        ValueError: a missing or negative number, margins that do not add up, or a published margin
            that gives a hidden cell away (put the margins in the table, so that they can be hidden).
    """
    grid = _grid(table, total)
    small = _is_small(grid.values, threshold)
    if denominators is not None:
        bases = _grid(denominators, total).values
        small |= _is_small(bases, threshold) | _is_small(bases - grid.values, threshold)
    if largest is not None:
        small[grid.cells] |= largest.to_numpy(dtype=float) > dominance * table.to_numpy(dtype=float)
    can_hide = np.isin(np.arange(small.size), grid.cells)
    if (small & ~can_hide).any():
        raise ValueError("Une marge publiée est sous le seuil : joindre les marges à la table")
    hidden = _protect(grid, small, can_hide, threshold)
    return pd.DataFrame(hidden[grid.cells], index=table.index, columns=table.columns)


def audit(table: pd.DataFrame, hidden: pd.DataFrame, *, total: str = TOTAL) -> pd.DataFrame:
    """What can be worked out of each hidden cell: its smallest and its largest possible number.

    One row per hidden cell, indexed by (row, column): low, high, width. The attacker knows every
    shown cell, every margin that is not hidden, and that no number is negative.
    """
    grid = _grid(table, total)
    everywhere = np.zeros(grid.values.size, dtype=bool)
    everywhere[grid.cells] = hidden.to_numpy(dtype=bool)
    rows, columns = np.nonzero(hidden.to_numpy(dtype=bool))
    bounds = [_bounds(grid, everywhere, cell) for cell in grid.cells[rows, columns]]
    index = pd.MultiIndex.from_arrays([table.index[rows], table.columns[columns]], names=["row", "column"])
    frame = pd.DataFrame(bounds, columns=["low", "high"], index=index, dtype=float)
    return frame.assign(width=frame["high"] - frame["low"])


def _is_small(values: np.ndarray, threshold: int) -> np.ndarray:
    return (values > 0) & (values < threshold)


def _grid(table: pd.DataFrame, total: str) -> Grid:
    numbers = not_negative(table.to_numpy(), "table")
    refuse(np.isnan(numbers), "table", "a une case vide", np.zeros_like(numbers))
    rows, columns = _positions(table.index, total), _positions(table.columns, total)
    height, width = int((table.index != total).sum()), int((table.columns != total).sum())
    inner = numbers[np.ix_(rows < height, columns < width)]
    values = np.zeros((height + 1, width + 1))
    values[:height, :width] = inner
    values[height, :width], values[:height, width] = inner.sum(axis=0), inner.sum(axis=1)
    values[height, width] = inner.sum()
    refuse(~np.isclose(values[np.ix_(rows, columns)], numbers), "table", "a une marge fausse", numbers)
    cells = np.ravel_multi_index(np.meshgrid(rows, columns, indexing="ij"), values.shape)
    return Grid(values.ravel(), _sums(height, width), np.asarray(cells))


def _positions(labels: pd.Index, total: str) -> np.ndarray:
    """Place of each label in the grid: in order, the margin last."""
    is_total = labels == total
    return np.where(is_total, (~is_total).sum(), np.cumsum(~is_total) - 1)


def _sums(height: int, width: int) -> csr_matrix:
    across = kron(np.eye(height + 1), np.append(np.ones(width), -1.0))
    down = kron(np.append(np.ones(height), -1.0), np.eye(width + 1))
    return csr_matrix(vstack([across, down]))


def _protect(grid: Grid, hidden: np.ndarray, can_hide: np.ndarray, threshold: int) -> np.ndarray:
    """Hide neighbours until every hidden cell and every hidden sum is safe."""
    low, high = grid.values.copy(), grid.values.copy()
    while True:
        hidden = _with_safe_sums(grid, hidden, can_hide, threshold)
        exposed = np.flatnonzero(hidden & (high - low < threshold + 1 - TOLERANCE))
        if not exposed.size:
            return hidden
        for tables in _two_tables(grid, hidden, can_hide, exposed[0], threshold):
            low, high = np.minimum(low, tables), np.maximum(high, tables)
            hidden = hidden | (np.abs(tables - grid.values) > TOLERANCE)


def _two_tables(
    grid: Grid, hidden: np.ndarray, can_hide: np.ndarray, cell: int, threshold: int
) -> list[np.ndarray]:
    """Two tables alike in what is shown, over `threshold` apart in one cell, changing the fewest persons.

    Variables: how much each cell goes up and down in either table.
    """
    size = grid.values.size
    cost = np.where(hidden, 0.0, (grid.values + 1) / threshold)
    zeros = csr_matrix(grid.sums.shape)
    moves = hstack([grid.sums, -grid.sums])
    same_margins = vstack([hstack([moves, zeros, zeros]), hstack([zeros, zeros, moves])])
    apart = csc_matrix(([-1, 1, 1, -1], ([0] * 4, cell + size * np.arange(4))), shape=(1, 4 * size))
    most = np.where(can_hide, np.inf, 0.0)
    upper = np.tile(np.concatenate([most, np.minimum(most, grid.values)]), 2)
    solved = linprog(
        np.tile(cost, 4),
        A_ub=apart,
        b_ub=[-threshold - 1],
        A_eq=same_margins,
        b_eq=np.zeros(same_margins.shape[0]),
        bounds=np.column_stack([np.zeros(4 * size), upper]),
        method="highs",
    )
    if not solved.success:
        raise ValueError("Une marge publiée dévoile une case masquée : joindre les marges à la table")
    up, down, other_up, other_down = np.split(solved.x, 4)
    return [grid.values + up - down, grid.values + other_up - other_down]


def _with_safe_sums(grid: Grid, hidden: np.ndarray, can_hide: np.ndarray, threshold: int) -> np.ndarray:
    """Hide the smallest neighbour while the hidden cells of a line, known by subtraction, hold too few."""
    for line in range(grid.sums.shape[0]):
        cells = grid.sums.indices[grid.sums.indptr[line] : grid.sums.indptr[line + 1]]
        parts, whole = cells[grid.sums[line, cells].toarray().ravel() > 0], cells[-1]
        while not hidden[whole] and _is_small(grid.values[parts[hidden[parts]]].sum(), threshold):
            shown = parts[~hidden[parts] & can_hide[parts] & (grid.values[parts] > 0)]
            extra = shown[np.argmin(grid.values[shown])] if shown.size else whole
            hidden = hidden | (np.arange(hidden.size) == extra)
    return hidden


def _bounds(grid: Grid, hidden: np.ndarray, cell: int) -> tuple[float, float]:
    unknown = np.flatnonzero(hidden)
    objective = (unknown == cell).astype(float)
    known = grid.sums[:, ~hidden] @ grid.values[~hidden]
    limits = []
    for sign in (1, -1):
        solved = linprog(sign * objective, A_eq=grid.sums[:, unknown], b_eq=-known, method="highs")
        limits.append(sign * float(solved.fun) if solved.success else float("inf"))
    return limits[0], limits[1]

"""Full secrecy of one table with its margins: mask by optimisation, then audit as an attacker would.

A masked cell is safe when the published cells and totals leave it an interval wider than the threshold,
and when the masked cells of a line never add up to fewer persons than the threshold.
Sources: Fischetti & Salazar 2001 (secondary suppression by linear programming), manuel de protection
des tableaux (INSEE), methods.md 1.13.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from scipy.optimize import linprog
from scipy.sparse import csc_matrix, csr_matrix, hstack, vstack

from analysis.inputs import floats, not_negative, refuse
from analysis.secrecy_bounds import Attacker
from analysis.secrecy_grid import Grid, grid_of

TOLERANCE = 1e-6
# A margin that the table does not hold is hidden only where nothing else protects.
OUTSIDE_COST = 1_000.0


def mask(
    table: pd.DataFrame | pd.Series,
    threshold: float,
    *,
    denominators: pd.DataFrame | pd.Series | None = None,
    largest: pd.DataFrame | pd.Series | None = None,
    dominance: float = 0.85,
    total: Any = None,
) -> Any:
    """Cells to hide in a table of numbers of persons: True where hidden, same shape and labels.

    The row and the column named `total` are its margins (« ensemble », « total » or « all » when it is not
    given); a margin that is not in the table counts as published, and `attrs["margins"]` lists those
    (row, column) that protect nothing unless they are left out too.
    `denominators` (same labels) also hides small complements and small totals; `largest` (the largest
    contribution to each cell) hides cells where one contributor exceeds `dominance`. Each cell is then
    protected by the neighbours that cost the fewest persons.

    Raises:
        ValueError: a missing or negative number, margins that do not add up, other labels, a threshold,
            dominance, denominator or contribution that is impossible.
    """
    frame = _frame(table)
    grid = grid_of(frame, total)
    least = _checked_threshold(threshold)
    small = _is_small(grid.values, least)
    if denominators is not None:
        bases = grid_of(_alike(frame, denominators, "denominators"), total).values
        refuse(grid.values > bases, "table", "dépasse denominators", grid.values)
        small |= _is_small(bases, least) | _is_small(bases - grid.values, least)
    if largest is not None:
        small[grid.cells] |= _is_dominated(frame, _alike(frame, largest, "largest"), dominance)
    return _labelled(table, grid, _protect(grid, small, least))


def audit(table: pd.DataFrame | pd.Series, hidden: Any, *, total: Any = None) -> pd.DataFrame:
    """What can be worked out of each hidden cell: its smallest and its largest possible number.

    One row per hidden cell, indexed by (row, column): low, high, width. The attacker knows every
    shown cell, every margin that is not hidden, and that no number is negative.

    Raises:
        ValueError: as `mask`.
    """
    frame = _frame(table)
    grid = grid_of(frame, total)
    chosen = _alike(frame, hidden, "hidden").to_numpy(dtype=bool)
    everywhere = np.zeros(grid.values.size, dtype=bool)
    everywhere[grid.cells] = chosen
    everywhere[grid.places(hidden.attrs.get("margins", []))] = True
    rows, columns = np.nonzero(chosen)
    bounds = [_bounds(grid, everywhere, cell) for cell in grid.cells[rows, columns]]
    index = pd.MultiIndex.from_arrays([frame.index[rows], frame.columns[columns]], names=["row", "column"])
    found = pd.DataFrame(bounds, columns=["low", "high"], index=index, dtype=float)
    return found.assign(width=found["high"] - found["low"])


def _frame(table: pd.DataFrame | pd.Series) -> pd.DataFrame:
    if isinstance(table, pd.Series):
        return table.to_frame()
    if not isinstance(table, pd.DataFrame):
        raise ValueError(f"table doit être un DataFrame ou une Series : {type(table).__name__}")
    return table


def _alike(frame: pd.DataFrame, other: pd.DataFrame | pd.Series, name: str) -> pd.DataFrame:
    found = _frame(other)
    if not found.index.equals(frame.index) or (
        frame.shape[1] > 1 and not found.columns.equals(frame.columns)
    ):
        raise ValueError(f"{name} n'a pas les lignes et les colonnes de table")
    return found


def _checked_threshold(threshold: float) -> float:
    number = not_negative(threshold, "threshold")
    if number.ndim or np.isnan(number):
        raise ValueError(f"threshold doit être un nombre : {threshold!r}")
    return float(number)


def _is_dominated(frame: pd.DataFrame, largest: pd.DataFrame, dominance: float) -> np.ndarray:
    if not 0 < dominance <= 1:
        raise ValueError(f"dominance doit être entre 0 et 1 : {dominance!r}")
    part, whole = not_negative(largest.to_numpy(), "largest"), floats(frame.to_numpy(), "table")
    refuse(part > whole, "largest", "dépasse table", part)
    return part > dominance * whole


def _labelled(table: pd.DataFrame | pd.Series, grid: Grid, hidden: np.ndarray) -> pd.DataFrame | pd.Series:
    inside = hidden[grid.cells]
    found: pd.DataFrame | pd.Series
    if isinstance(table, pd.Series):
        found = pd.Series(inside.ravel(), index=table.index, name=table.name)
    else:
        found = pd.DataFrame(inside, index=table.index, columns=table.columns)
    found.attrs["margins"] = grid.labels(np.flatnonzero(hidden & grid.outside))
    return found


def _is_small(values: np.ndarray, threshold: float) -> np.ndarray:
    return (values > 0) & (values < threshold)


def _protect(grid: Grid, small: np.ndarray, threshold: float) -> np.ndarray:
    """Hide neighbours until every hidden cell and every hidden sum is safe, then show those not needed."""
    hidden, found = _with_safe_sums(grid, small, threshold), [grid.values]
    attacker = _attacker(grid, threshold)
    while (exposed := attacker.settle(hidden)).size:
        tables = _two_tables(grid, hidden, exposed[0], threshold)
        attacker.meet(tables)
        found += list(tables)
        hidden = hidden | (np.abs(tables - grid.values) > TOLERANCE).any(axis=0)
        hidden = _with_safe_sums(grid, hidden, threshold)
    return _without_needless(grid, hidden, small, threshold, np.array(found))


def _attacker(grid: Grid, threshold: float) -> Attacker:
    return Attacker(grid.sums, grid.values, np.full(grid.values.size, threshold))


def _without_needless(
    grid: Grid, hidden: np.ndarray, small: np.ndarray, threshold: float, found: np.ndarray
) -> np.ndarray:
    """Show again, from the largest on, each neighbour without which all the others stay safe.

    Args:
        found: tables that would show the same, one a line: those that leave a neighbour as it is still count.
    """
    extra = np.flatnonzero(hidden & ~small)
    for cell in extra[np.argsort(-grid.values[extra])]:
        fewer = hidden & (np.arange(hidden.size) != cell)
        if _leaves_one_alone(grid, fewer) or (_with_safe_sums(grid, fewer, threshold) != fewer).any():
            continue
        attacker = _attacker(grid, threshold)
        attacker.meet(found[np.abs(found[:, cell] - grid.values[cell]) < TOLERANCE])
        if not attacker.narrow(fewer, fewer).cells.size:
            hidden = fewer
    return hidden


def _leaves_one_alone(grid: Grid, hidden: np.ndarray) -> bool:
    return bool((np.abs(grid.sums) @ hidden == 1).any())


def _two_tables(grid: Grid, hidden: np.ndarray, cell: int, threshold: float) -> np.ndarray:
    """Two tables alike in what is shown, over `threshold` apart in one cell, changing the fewest persons.

    Variables: how much each cell goes up and down in either table.
    """
    size = grid.values.size
    cost = np.where(hidden, 0.0, (grid.values + 1) / threshold) * np.where(grid.outside, OUTSIDE_COST, 1.0)
    zeros = csr_matrix(grid.sums.shape)
    moves = hstack([grid.sums, -grid.sums])
    same_margins = vstack([hstack([moves, zeros, zeros]), hstack([zeros, zeros, moves])])
    apart = csc_matrix(([-1, 1, 1, -1], ([0] * 4, cell + size * np.arange(4))), shape=(1, 4 * size))
    upper = np.tile(np.concatenate([np.full(size, np.inf), grid.values]), 2)
    solved = linprog(
        np.tile(cost, 4),
        A_ub=apart,
        b_ub=[-threshold - 1],
        A_eq=same_margins,
        b_eq=np.zeros(same_margins.shape[0]),
        bounds=np.column_stack([np.zeros(4 * size), upper]),
        method="highs",
    )
    up, down, other_up, other_down = np.split(solved.x, 4)
    return np.array([grid.values + up - down, grid.values + other_up - other_down])


def _with_safe_sums(grid: Grid, hidden: np.ndarray, threshold: float) -> np.ndarray:
    """Hide the smallest neighbour while the hidden cells of a line, known by subtraction, hold too few."""
    for line in range(grid.sums.shape[0]):
        cells = grid.sums.indices[grid.sums.indptr[line] : grid.sums.indptr[line + 1]]
        parts, whole = cells[grid.sums[line, cells].toarray().ravel() > 0], cells[-1]
        while not hidden[whole] and _is_small(grid.values[parts[hidden[parts]]].sum(), threshold):
            shown = parts[~hidden[parts] & ~grid.outside[parts] & (grid.values[parts] > 0)]
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

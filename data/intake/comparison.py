"""What a deposit would change: its rows against those in force in the store."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from data.intake.row_keys import common_keys
from data.periods import cached_parse
from data.schema_types import Table
from data.schemas import TABLES
from data.store import Store

WHOLE = "ensemble"
# Where a row falls in time, and what a file of this table is expected to cover entirely: stored rows of
# the same scope that the file lacks are worth saying. A table without a scope may come a few rows at a time.
_TIME = {
    "activite": "periode",
    "contexte": "periode",
    "objectifs": "echeance",
    "financements": "exercice",
    "instances": "date_prevue",
    "decisions": "date_decision",
    "actions": "debut",
    "avis": "date",
}
_SCOPE: dict[str, tuple[str, ...]] = {
    "activite": ("structure", "periode"),
    "contexte": ("serie", "source", "periode"),
    "financements": ("attribuant", "exercice"),
}


@dataclass(frozen=True)
class Difference:
    """What changes, in numbers and in detail.

    Attributes:
        periods: periode, nouvelles, modifiees, inchangees, absentes (stored, but not in this file).
        changes: the key, `colonne`, `ancienne`, `nouvelle` and `ligne` of every changed cell.
        added, changed, unchanged, missing: rows in all.
    """

    periods: pd.DataFrame
    changes: pd.DataFrame
    added: int
    changed: int
    unchanged: int
    missing: int

    @property
    def fewer_rows(self) -> bool:
        """The store holds rows of the same scope that this file does not have."""
        return self.missing > 0


def compare(table: Table, rows: pd.DataFrame, stored: pd.DataFrame) -> Difference:
    """The difference between the rows of a file and the current rows of the store.

    Args:
        rows: columns of the table and `ligne`, one row per key.
        stored: current rows, one per key, with the deposit (`depot`) of each.
    """
    new, old = _alike(table, rows, stored)
    places = _places(table, new, old)
    cells = _changed_cells(table, new, old, places)
    changed = np.zeros(len(new), dtype=bool)
    changed[cells["row"].to_numpy(dtype=np.int64)] = True
    expected = _in_scope(table, new, old) | _cut_short(table, stored, places, changed)
    missing = expected & ~np.isin(np.arange(len(old)), places)
    states = np.where(places < 0, "nouvelles", np.where(changed, "modifiees", "inchangees"))
    return Difference(
        periods=_per_period(table, new, old[missing], states),
        changes=_details(table, rows, cells),
        added=int((places < 0).sum()),
        changed=int(changed.sum()),
        unchanged=int(((places >= 0) & ~changed).sum()),
        missing=int(missing.sum()),
    )


def compare_with_store(table: str, rows: pd.DataFrame, store: Store) -> Difference:
    """The difference with what the store holds now."""
    return compare(TABLES[table], rows, store.current(table))


def _alike(table: Table, rows: pd.DataFrame, stored: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Both frames with columns of the same kinds, texts sharing their categories."""
    new, old = {}, {}
    for column in table.columns:
        name = column.name
        if isinstance(rows[name].dtype, pd.CategoricalDtype):
            stored_texts = stored[name].astype("category")
            kind = pd.CategoricalDtype(rows[name].cat.categories.union(stored_texts.cat.categories))
            new[name], old[name] = rows[name].astype(kind), stored_texts.astype(kind)
        elif column.type == "date":
            new[name], old[name] = rows[name], stored[name]
        else:
            new[name], old[name] = rows[name].astype("float64"), stored[name].astype("float64")
    return pd.DataFrame(new).reset_index(drop=True), pd.DataFrame(old).reset_index(drop=True)


def _places(table: Table, new: pd.DataFrame, old: pd.DataFrame) -> np.ndarray:
    """Position in `old` of each row of `new`; -1 where its key is new."""
    keys, stored_keys = common_keys(new, old, table.key)
    return pd.Index(stored_keys).get_indexer(keys)


def _changed_cells(table: Table, new: pd.DataFrame, old: pd.DataFrame, places: np.ndarray) -> pd.DataFrame:
    """One row per changed cell: row, colonne, ancienne, nouvelle."""
    known = np.flatnonzero(places >= 0)
    if not len(known):
        return pd.DataFrame(columns=["row", "colonne", "ancienne", "nouvelle"], dtype="object")
    found = []
    for name in (name for name in table.names if name not in table.key):
        before = old[name].iloc[places[known]].reset_index(drop=True)
        after = new[name].iloc[known].reset_index(drop=True)
        differs = ((before != after) & ~(before.isna() & after.isna())).to_numpy()
        found.append(
            pd.DataFrame(
                {
                    "row": known[differs],
                    "colonne": name,
                    "ancienne": before[differs].astype("object"),
                    "nouvelle": after[differs].astype("object"),
                }
            )
        )
    return pd.concat(found, ignore_index=True) if found else pd.DataFrame({"row": []})


def _details(table: Table, rows: pd.DataFrame, cells: pd.DataFrame) -> pd.DataFrame:
    chosen = rows.iloc[cells["row"].to_numpy(dtype=np.int64)][[*table.key, "ligne"]].reset_index(drop=True)
    return pd.concat([chosen, cells.drop(columns="row")], axis="columns")


def _in_scope(table: Table, new: pd.DataFrame, old: pd.DataFrame) -> np.ndarray:
    scope: Sequence[str] = _SCOPE.get(table.name, ())
    if not scope:
        return np.zeros(len(old), dtype=bool)
    keys, stored_keys = common_keys(new, old, scope)
    return np.isin(stored_keys, keys)


def _cut_short(table: Table, stored: pd.DataFrame, places: np.ndarray, changed: np.ndarray) -> np.ndarray:
    """Rows of the deposits that a file repeats without adding nor changing anything: an earlier file, cut."""
    if table.name not in _SCOPE or not len(places) or changed.any() or (places < 0).any():
        return np.zeros(len(stored), dtype=bool)
    deposits = stored["depot"].iloc[places].unique()
    return stored["depot"].isin(deposits).to_numpy()


def _per_period(table: Table, new: pd.DataFrame, missing: pd.DataFrame, states: np.ndarray) -> pd.DataFrame:
    counted = pd.DataFrame(
        {
            "periode": [*_period_names(table, new), *_period_names(table, missing)],
            "etat": [*states, *(["absentes"] * len(missing))],
        },
        dtype="str",
    )
    counts = pd.crosstab(counted["periode"], counted["etat"])
    return counts.reindex(
        columns=["nouvelles", "modifiees", "inchangees", "absentes"], fill_value=0
    ).reset_index()


def _period_names(table: Table, rows: pd.DataFrame) -> pd.Series:
    if table.name not in _TIME:
        return pd.Series(WHOLE, index=rows.index, dtype="str")
    column = rows[_TIME[table.name]]
    if isinstance(column.dtype, pd.CategoricalDtype):
        return column.astype("str")
    years = column.dt.year if column.dtype.kind == "M" else column
    return years.astype("Int64").astype("str")


def period_bounds(table: Table, rows: pd.DataFrame) -> tuple[date | None, date | None]:
    """First and last day that the rows speak of; nothing for a table without time."""
    if table.name not in _TIME:
        return None, None
    values = rows[_TIME[table.name]]
    if values.isna().all():
        return None, None
    if isinstance(values.dtype, pd.CategoricalDtype):
        met = np.flatnonzero(np.bincount(values.cat.codes.to_numpy() + 1)[1:])
        periods = [cached_parse(values.cat.categories[place]) for place in met]
        return min(period.start for period in periods), max(period.end for period in periods)
    if values.dtype.kind == "M":
        return values.min().date(), values.max().date()
    return date(int(values.min()), 1, 1), date(int(values.max()), 12, 31)

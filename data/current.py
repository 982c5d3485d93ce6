"""The current value of each key among rows of several deposits."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd


def latest_per_key(rows: pd.DataFrame, key: Sequence[str]) -> pd.DataFrame:
    """Keep, for each key, the row of the highest `ordre` (then the last line of that file).

    Args:
        rows: any columns, among them `key` and `ordre`.
    """
    ordered = rows.iloc[np.argsort(rows["ordre"].to_numpy(), kind="stable")]
    repeated = combined_codes(ordered, key).duplicated(keep="last")
    return ordered.loc[~repeated.to_numpy()].reset_index(drop=True)


def combined_codes(rows: pd.DataFrame, columns: Sequence[str]) -> pd.Series:
    """One integer per row, equal where all `columns` are equal (missing equals missing)."""
    combined = np.zeros(len(rows), dtype=np.int64)
    room = 1
    for name in columns:
        codes, count = _codes(rows[name])
        if room * count >= 2**62:
            combined, distinct = pd.factorize(combined)
            room = len(distinct)
        combined = combined * count + codes
        room *= count
    return pd.Series(combined, index=rows.index)


def _codes(column: pd.Series) -> tuple[np.ndarray, int]:
    if isinstance(column.dtype, pd.CategoricalDtype):
        codes, count = column.cat.codes.to_numpy(), len(column.cat.categories)
    else:
        codes, distinct = pd.factorize(column)
        count = len(distinct)
    return codes.astype(np.int64) + 1, count + 1

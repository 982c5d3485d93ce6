"""Columns of text, whether each cell has its own or categories gather the cells that hold the same."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
import pandas as pd

_SPACES = " \t\n\u00a0\u202f\u2009\u200b\ufeff"


def distinct_texts(column: pd.Series) -> list[str]:
    """Every text of the column once; categories that no row holds may be among them."""
    texts = column.cat.categories if is_gathered(column) else column.dropna().unique()
    return texts.tolist()


def holding(column: pd.Series, texts: Collection[str]) -> np.ndarray:
    """Which rows hold one of these texts."""
    if not is_gathered(column):
        return column.isin(list(texts)).to_numpy()
    chosen = np.append(column.cat.categories.isin(list(texts)), False)
    return picked(chosen, column.cat.codes.to_numpy())


def without_blanks(column: pd.Series) -> pd.Series:
    """The column with nothing in the cells that hold only spaces."""
    if is_gathered(column):
        texts = column.cat.categories
        blank = texts[texts.str.strip(_SPACES) == ""]
        return column.cat.remove_categories(blank) if len(blank) else column
    blank = column.notna() & (column.str.strip(_SPACES) == "")
    return column.mask(blank) if blank.any() else column


def is_gathered(column: pd.Series) -> bool:
    return isinstance(column.dtype, pd.CategoricalDtype)


def picked(values: np.ndarray, places: np.ndarray) -> np.ndarray:
    """`values[places]` for places of which -1 is the last: three times as fast on small whole numbers."""
    return values.take(places, mode="wrap")

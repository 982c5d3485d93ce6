"""A column of text seen through its distinct values: a million cells often hold twenty spellings."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from data.readers.text_columns import is_gathered, picked

EMPTY = -1
BLANKS = " \t\r\n\u00a0\u202f\u2009\u200b\ufeff"
_PADDED = rf"^[{BLANKS}]|[{BLANKS}]$|^$"


@dataclass(frozen=True)
class Coded:
    """Row `i` holds `distinct[codes[i]]`; `EMPTY` where the cell is empty or blank. Texts are stripped."""

    codes: np.ndarray
    distinct: pd.Index

    @classmethod
    def of(cls, texts: pd.Series) -> Coded:
        """From a column of text; spellings that differ by their outer spaces only become one."""
        codes, distinct = _factorized(texts)
        padded = _matching(distinct, _PADDED)
        if not padded.any():
            return cls(codes.astype(np.int32), pd.Index(distinct, dtype="str"))
        stripped = pd.Series(distinct, dtype="str")
        stripped[padded] = [text.strip(BLANKS) or None for text in stripped[padded]]
        merged, fewer = pd.factorize(stripped)
        return cls(picked(np.append(merged, EMPTY).astype(np.int32), codes), pd.Index(fewer, dtype="str"))

    @classmethod
    def constant(cls, text: str | None, size: int) -> Coded:
        """The same text on `size` rows; nothing on any of them when it is None."""
        if text is None:
            return cls(np.full(size, EMPTY, dtype=np.int32), pd.Index([], dtype="str"))
        return cls(np.zeros(size, dtype=np.int32), pd.Index([text], dtype="str"))

    @cached_property
    def words(self) -> list[str]:
        """The distinct texts as a plain list, many times faster to pick from."""
        return self.distinct.tolist()

    def __len__(self) -> int:
        return len(self.codes)

    @property
    def empty(self) -> np.ndarray:
        """Rows without any text."""
        return self.codes == EMPTY

    @cached_property
    def counts(self) -> np.ndarray:
        """Rows that hold each distinct text."""
        return np.bincount(self.codes + 1, minlength=len(self.distinct) + 1)[1:]

    def spread(self, values: Any, missing: Any) -> np.ndarray:
        """One value per row from one value per distinct text; `missing` where the cell is empty."""
        array = np.asarray(values)
        if not len(array):
            return np.full(len(self.codes), missing)
        return picked(np.append(array, np.array([missing], dtype=array.dtype)), self.codes)

    def matching(self, pattern: str) -> np.ndarray:
        """Which distinct texts hold a match of an RE2 pattern."""
        return _matching(self.distinct, pattern)

    def rows(self, chosen: np.ndarray) -> np.ndarray:
        """Positions of the rows whose distinct text is chosen (one boolean per distinct text)."""
        if not chosen.any():
            return np.empty(0, dtype=np.int64)
        return np.flatnonzero(self.spread(chosen.astype(bool), False))

    def text(self, row: int) -> str:
        """The text of a row; nothing when its cell is empty."""
        return "" if self.codes[row] == EMPTY else self.words[self.codes[row]]

    def renamed(self, texts: Iterable[object]) -> Coded:
        """The same rows with one other text per distinct one; empty where the new text is missing."""
        known = [text if isinstance(text, str) and text else None for text in texts]
        codes, distinct = pd.factorize(pd.Series(known, dtype="str"))
        is_same = np.array_equal(codes, np.arange(len(self.distinct)))
        rows = self.codes if is_same else self.spread(codes.astype(np.int32), EMPTY)
        return Coded(rows, pd.Index(distinct, dtype="str"))

    def series(self) -> pd.Series:
        """One text per row, missing where the cell is empty."""
        return pd.Series(pd.Categorical.from_codes(self.codes, self.distinct)).astype("str")

    def without(self, rows: np.ndarray) -> Coded:
        """The same column, empty on some rows."""
        if not len(rows):
            return self
        codes = self.codes.copy()
        codes[rows] = EMPTY
        return Coded(codes, self.distinct)

    def take(self, rows: np.ndarray) -> Coded:
        """The same column on some rows only."""
        return Coded(self.codes[rows], self.distinct)


def of_row(texts: Coded, values: Sequence | pd.Series) -> Callable[[int], str | None]:
    """Reads, for a row, what was prepared for its distinct text; nothing when it is missing."""
    known = pd.Series(values, dtype="object") if not isinstance(values, pd.Series) else values
    places = np.flatnonzero(known.notna())
    prepared = dict(zip(places.tolist(), known.iloc[places], strict=True))
    return lambda row: prepared.get(int(texts.codes[row]))


def matching_each(columns: Sequence[Coded], pattern: str) -> list[np.ndarray]:
    """What `matching` says of each column; the pattern, which may be long to prepare, is prepared once."""
    if not columns:
        return []
    every = np.concatenate([column.distinct.to_numpy(dtype=object) for column in columns])
    return np.split(_matching(every, pattern), np.cumsum([len(column.distinct) for column in columns])[:-1])


def _factorized(texts: pd.Series) -> tuple[np.ndarray, pd.Index]:
    """Codes and distinct texts of a column, without the categories that no row holds."""
    if not is_gathered(texts):
        return pd.factorize(texts)
    codes, distinct = texts.cat.codes.to_numpy(), texts.cat.categories
    met = np.zeros(len(distinct) + 1, dtype=bool)
    met[codes] = True
    met = met[:EMPTY]
    if met.all():
        return codes, distinct
    return picked(np.append(np.cumsum(met) - 1, EMPTY).astype(np.int32), codes), distinct[met]


def _matching(texts: Any, pattern: str) -> np.ndarray:
    found = pc.match_substring_regex(pa.array(texts, type=pa.large_string(), from_pandas=True), pattern)
    return pc.fill_null(found, False).to_numpy(zero_copy_only=False)

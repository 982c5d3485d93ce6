"""Cells of refused lines that are not kept with the file: nobody said that they name no person.

What is accepted is kept as received. A line left out of a deposit was left out because one of its cells says
something else than expected, and that may be a name.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import partial

import numpy as np

from data.intake.coded import EMPTY, Coded
from data.intake.source import Source
from data.privacy.quoting import may_be_quoted


def cells_left_out(
    source: Source, lines: Collection[int], is_known: Callable[[int, str], bool]
) -> dict[int, np.ndarray]:
    """By column of the file, the rows of `lines` whose cell may name somebody.

    Args:
        is_known: whether a text of a column, by its position, is in the list of codes that it refers to.
    """
    rows = np.flatnonzero(np.isin(source.places.lines, list(lines)))
    found = {
        position: rows[_doubtful(texts, rows, partial(is_known, position))]
        for position, texts in enumerate(source.texts)
    }
    return {position: chosen for position, chosen in found.items() if len(chosen)}


def _doubtful(texts: Coded, rows: np.ndarray, is_known: Callable[[str], bool]) -> np.ndarray:
    codes = texts.codes[rows]
    met = np.unique(codes[codes != EMPTY]).tolist()
    doubtful = [code for code in met if not (may_be_quoted(texts.words[code]) or is_known(texts.words[code]))]
    return np.isin(codes, doubtful)

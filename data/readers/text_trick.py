"""Cells written ="01234": a formula that is only a text, with which a spreadsheet keeps zeros and dates."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd

from data.privacy.quoting import may_be_quoted
from data.readers.grid import Grid
from data.readers.text_columns import distinct_texts, holding, picked
from data.report import Repair, quoted

_START, _END = '="', '"'


def without_text_trick(grid: Grid) -> Grid:
    """The grid with the text alone in such cells; columns of categories only."""
    tricks = {place: _tricks(column) for place, column in grid.cells.items()}
    tricks = {place: texts for place, texts in tricks.items() if texts}
    if not tricks:
        return grid
    columns = {
        place: _plain(column) if place in tricks else column.array for place, column in grid.cells.items()
    }
    rows = np.any([holding(grid.cells[place], texts) for place, texts in tricks.items()], axis=0)
    first = next(iter(tricks.values()))[0]
    inside = _inside(first)
    example = f", comme {quoted(first)} lu {quoted(inside)}" if may_be_quoted(inside) else ""
    message = f"Des textes étaient écrits en formules et ont été lus sans elles{example}."
    repair = Repair("text_formulas", message, int(rows.sum()), tuple(grid.lines[rows].tolist()))
    return replace(grid, cells=pd.DataFrame(columns), repairs=(*grid.repairs, repair))


def _tricks(column: pd.Series) -> list[str]:
    return [text for text in distinct_texts(column) if text.startswith(_START) and _inside(text) != text]


def _inside(text: str) -> str:
    inside = text.strip()[len(_START) : -len(_END)]
    is_trick = text.startswith(_START) and text.rstrip().endswith(_END) and _END not in inside
    return inside if is_trick and len(text) > len(_START) else text


def _plain(column: pd.Series) -> pd.Categorical:
    texts = pd.Series([_inside(text) or None for text in column.cat.categories], dtype="str")
    codes, distinct = pd.factorize(texts)
    rows = picked(np.append(codes, -1), column.cat.codes.to_numpy())
    return pd.Categorical.from_codes(rows, pd.Index(distinct, dtype="str"))

"""Adding cells up over time: months to quarters, half-years, years and school years."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.cells import add_up, constant, group_numbers, numbered, prefer, recode
from data.periods import MONTHS_IN, Kind, cached_parse, containing

SERIES = ("mesure", "territoire", "structure", "category")
PARTS_OF: tuple[tuple[Kind, Kind], ...] = (
    ("quarter", "month"),
    ("half_year", "quarter"),
    ("year", "half_year"),
    ("school_year", "month"),
)


def add_up_periods(cells: pd.DataFrame) -> pd.DataFrame:
    """The cells as transmitted (with their `kind`), then every longer period all of whose parts are known.

    A longer period that was transmitted as such is kept as it was. One that lacks a part is not made: a sum
    of nine months is not a year.
    """
    cells = _in_common_periods(cells)
    by_kind: dict[str, pd.DataFrame] = {
        str(kind): group for kind, group in cells.groupby("kind", observed=True, sort=False)
    }
    for kind, part in PARTS_OF:
        derived = _derive(by_kind.get(part), kind, part, cells["periode"].dtype)
        direct = by_kind.get(kind)
        if derived is not None:
            by_kind[kind] = derived if direct is None else prefer(direct, derived, (*SERIES, "periode"))
    return pd.concat(by_kind.values(), ignore_index=True) if by_kind else cells


def _in_common_periods(cells: pd.DataFrame) -> pd.DataFrame:
    """Give `periode` one set of categories that holds every longer period too, and say each cell's kind."""
    column = cells["periode"].cat
    known = [cached_parse(code) for code in column.categories]
    longer = {containing(kind, period.start).code for kind, _ in PARTS_OF for period in known}
    kinds = {code: period.kind for code, period in zip(column.categories, known, strict=True)}
    categories = [*column.categories, *sorted(longer - set(column.categories))]
    return cells.assign(
        periode=column.set_categories(categories),
        kind=recode(cells["periode"], kinds, "month").set_categories(list(MONTHS_IN)),
    )


def _derive(
    parts: pd.DataFrame | None, kind: Kind, part: Kind, dtype: pd.CategoricalDtype
) -> pd.DataFrame | None:
    if parts is None or parts.empty:
        return None
    known = [cached_parse(code) for code in parts["periode"].cat.categories]
    whole = [containing(kind, period.start) for period in known]
    column = parts["periode"].cat.codes
    closing = np.array([period.end == longer.end for period, longer in zip(known, whole, strict=True)])
    placed = parts.assign(
        periode=pd.Categorical.from_codes(
            dtype.categories.get_indexer([longer.code for longer in whole])[column], dtype=dtype
        ),
        kind=constant(kind, len(parts), parts["kind"].dtype),
    )
    groups = group_numbers(placed, (*SERIES, "periode"))
    present = np.bincount(groups.numbers, minlength=len(groups.first))[groups.numbers]
    stock = (placed["over_time"] == "last").to_numpy()
    kept = np.where(stock, closing[column], present == MONTHS_IN[kind] // MONTHS_IN[part])
    whole_groups = numbered(groups.numbers[kept], len(groups.first))
    return add_up(placed.loc[kept], (*SERIES, "periode"), rule="over_time", groups=whole_groups)

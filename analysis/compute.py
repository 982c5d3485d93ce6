"""The result table: every indicator, period, territory, structure and breakdown, with its flag.

Order of operations: align -> add up -> mask -> rate -> interval. Nothing is derived from a cell before it is
masked.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from analysis.brackets import with_brackets
from analysis.catalogue import Catalogue
from analysis.disclosure import hide, mask_in_scope
from analysis.figures import Figure, figures
from analysis.flags import first_flags, last_flags
from analysis.rates import SIDES, Rated, rated, way_of
from analysis.raw_results import raw_results
from analysis.secrecy_scope import scope_of
from analysis.tables import Tables
from data.declarations import Measure

KEY = ["indicator", "frequency", "period", "territory", "structure", "breakdown", "category"]
COLUMNS = [
    *KEY[:3],
    "period_start",
    "period_end",
    *KEY[3:],
    "numerator",
    "denominator",
    "value",
    "low",
    "high",
    "method",
    "coverage",
    "reported",
    "expected",
    "flag",
    "demonstration",
]


def compute(tables: Tables, catalogue: Catalogue) -> pd.DataFrame:
    """Every result of the catalogue, columns COLUMNS, ordered by indicator and period.

    `value`, `low` and `high` are in the unit of the indicator. Of something that does not add up
    (`not_additive`) only `low` and `high` are given, for a number: its largest part and the sum of its parts.
    """
    asked = figures(catalogue.codebook)
    unflagged = raw_results(tables, catalogue, asked)
    if unflagged.empty:
        return pd.DataFrame({name: pd.Series(dtype=object) for name in COLUMNS})
    raw = first_flags(unflagged, asked, tables.today)
    masked = mask_in_scope(raw, scope_of(asked, catalogue.codebook))
    is_result = ~raw["is_inner"]
    shown = hide(raw.loc[is_result], masked.loc[is_result])
    rated = _rated(shown, asked, catalogue.codebook.measures)
    counts, averages = (_of_kind(asked, *kinds) for kinds in (("count",), ("median", "mean")))
    results = last_flags(with_brackets(rated, counts, averages))
    ordered = results.sort_values(["figure", "period_start"], kind="stable", ignore_index=True)[COLUMNS]
    return ordered.astype(dict.fromkeys(KEY, object))


def _rated(shown: pd.DataFrame, asked: list[Figure], measures: Mapping[str, Measure]) -> pd.DataFrame:
    """Values and intervals, for all the figures that are worked out alike at once."""
    alike: dict[tuple[object, ...], list[int]] = {}
    for number, figure in enumerate(asked):
        alike.setdefault(way_of(figure.calculation, figure.counted(measures)), []).append(number)
    sides = [shown[name].to_numpy(dtype=float) for name in SIDES]
    columns = {
        name: np.full(len(shown), np.nan, dtype=object if name == "method" else float)
        for name in Rated._fields
    }
    for numbers in alike.values():
        model, rows = asked[numbers[0]], np.flatnonzero(shown["figure"].isin(numbers))
        found = rated(
            *(side[rows] for side in sides),
            calculation=model.calculation,
            counted=model.counted(measures),
        )
        for name, values in found._asdict().items():
            columns[name][rows] = values
    return shown.assign(**columns)


def _of_kind(asked: list[Figure], *kinds: str) -> list[int]:
    return [number for number, figure in enumerate(asked) if figure.calculation.kind in kinds]

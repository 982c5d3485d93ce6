"""From measures to numerators and denominators: the calculations of the catalogue, all at once.

A structure that did not transmit everything it is expected to is left out of the ratio altogether: its
denominator without its numerator would make a wrong figure. Coverage says how many structures are in.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import get_args

import numpy as np
import pandas as pd

from analysis.cells import ALL, MARKS, add_up, among, group_numbers
from analysis.figures import FREQUENCIES_FROM
from analysis.panel import expected_cells, with_periods_until
from data.codebook import Codebook
from data.declarations import Addition, Calculation
from data.periods import Kind

PLACE = ["calculation", "kind", "periode", "territoire", "category"]
OWN = [*PLACE, "structure"]
ROLES = ("numerator", "denominator")
ADDITIONS = list(get_args(Addition))


def calculate(
    cells: pd.DataFrame,
    calculations: Sequence[tuple[Calculation, Kind]],
    codebook: Codebook,
    closures: dict[str, date],
    today: date,
) -> pd.DataFrame:
    """Numerators and denominators of every calculation, for all structures together and for each.

    Args:
        cells: as `analysis.measure.measured_cells` returns them.
        calculations: each with the frequency of its indicator; numbered by their position.

    Returns:
        calculation (position), kind, periode, territoire, structure ("ensemble" or a code), category,
        numerator, denominator, largest, reported, expected and the marks of `analysis.cells`.
    """
    placed = with_periods_until(_place(cells, calculations), today)
    own, is_complete = _transmitted(placed, expected_cells(placed, closures, today))
    complete = placed.loc[is_complete]
    return pd.concat([_whole(complete, own), _each_structure(complete, own, codebook)], ignore_index=True)


def _place(cells: pd.DataFrame, calculations: Sequence[tuple[Calculation, Kind]]) -> pd.DataFrame:
    """Every cell once for each calculation and role that uses it, at the frequencies of that calculation."""
    links = pd.DataFrame(
        [
            (number, role, measure, kind, len(calculation.denominator) > 0)
            for number, (calculation, frequency) in enumerate(calculations)
            for role in ROLES
            for measure in getattr(calculation, role)
            for kind in FREQUENCIES_FROM[frequency]
        ],
        columns=["calculation", "role", "mesure", "kind", "is_ratio"],
    )
    known = links["mesure"].isin(cells["mesure"].cat.categories)
    links = links.loc[known].astype({"mesure": cells["mesure"].dtype, "kind": cells["kind"].dtype})
    return cells.merge(links, on=["mesure", "kind"], how="inner", validate="many_to_many")


def _transmitted(placed: pd.DataFrame, expected: pd.DataFrame) -> tuple[pd.DataFrame, np.ndarray]:
    """Per structure and place, whether everything expected was transmitted: columns OWN, complete, due.

    And for each cell of `placed`, whether it is of a structure and place that are complete.
    """
    key = [*OWN, "role", "mesure"]
    sent = np.append(~placed["missing"].to_numpy(dtype=bool), np.zeros(len(expected), dtype=bool))
    known = pd.concat([placed[key], expected[key]], ignore_index=True)
    of_measure, first = group_numbers(known, key)
    due = among(of_measure[len(placed) :], len(first))
    lacking = ~among(of_measure[sent], len(first))
    measures = known[OWN].iloc[first]
    of_place, first = group_numbers(measures, OWN)
    complete = ~among(of_place[lacking], len(first))
    own = measures.iloc[first].reset_index(drop=True)
    own = own.assign(complete=complete, due=among(of_place[due], len(first)))
    return own, complete[of_place[of_measure[: len(placed)]]]


def _whole(complete: pd.DataFrame, own: pd.DataFrame) -> pd.DataFrame:
    numbers, first = group_numbers(own, PLACE)
    counts = (
        own[PLACE]
        .iloc[first]
        .assign(
            reported=np.bincount(numbers, weights=own["complete"], minlength=len(first)).astype(int),
            expected=np.bincount(numbers, minlength=len(first)),
            due=among(numbers[own["due"].to_numpy()], len(first)),
        )
    )
    counts = counts[counts["due"] | (counts["reported"] > 0)]
    whole = counts.merge(_roles(complete, PLACE), on=PLACE, how="left", validate="one_to_one")
    return _marked(whole.assign(structure=ALL))


def _each_structure(complete: pd.DataFrame, own: pd.DataFrame, codebook: Codebook) -> pd.DataFrame:
    own, inside = (
        rows.loc[(rows["territoire"] == codebook.city.code) & (rows["category"] == ALL)]
        for rows in (own, complete)
    )
    own = own.assign(reported=own["complete"].astype(int), expected=1).drop(columns="complete")
    each = own.merge(_roles(inside, OWN), on=OWN, how="left", validate="one_to_one")
    return _marked(each.astype({"structure": object}))


def _roles(placed: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    """Numerator and denominator side by side at each place, with the marks of both and the largest part."""
    # A share pooled over structures is what national reports publish; a number of persons is not pooled.
    rule = placed["over_structures"].cat.set_categories(ADDITIONS)
    is_pooled = placed["is_ratio"] & (rule == "never")
    codes = rule.cat.codes.mask(is_pooled, ADDITIONS.index("sum"))
    pooled = placed.assign(pooling=pd.Categorical.from_codes(codes, dtype=rule.dtype))
    measures = add_up(pooled, [*by, "role", "mesure"], rule="pooling")
    numbers, first = group_numbers(measures, by)
    sides = {
        role: _sum_of(measures, (measures["role"] == role).to_numpy(), numbers, len(first)) for role in ROLES
    }
    marks = {mark: np.bincount(numbers, weights=measures[mark], minlength=len(first)) > 0 for mark in MARKS}
    return measures.iloc[first][[*by, "largest"]].reset_index(drop=True).assign(**sides, **marks)


def _sum_of(measures: pd.DataFrame, chosen: np.ndarray, numbers: np.ndarray, size: int) -> np.ndarray:
    """Sum of the chosen values in each group; missing where none is chosen or one of them is missing."""
    value = measures["value"].to_numpy(dtype=float)
    summed = np.bincount(numbers, weights=np.where(chosen, np.nan_to_num(value), 0.0), minlength=size)
    count = np.bincount(numbers, weights=chosen, minlength=size)
    unknown = np.bincount(numbers, weights=chosen & np.isnan(value), minlength=size)
    return np.where((count > 0) & (unknown == 0), summed, np.nan)


def _marked(rows: pd.DataFrame) -> pd.DataFrame:
    """Marks false where unknown; a place where nothing complete was transmitted is missing."""
    absent = rows["missing"].isna()
    marks = {mark: rows[mark].fillna(False).astype(bool) for mark in MARKS}
    early = ~rows["due"] & (rows["reported"] < rows["expected"])
    return rows.assign(
        **(marks | {"missing": marks["missing"] | absent, "provisional": marks["provisional"] | early})
    )

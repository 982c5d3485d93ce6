"""From measures to numerators and denominators: the calculations of the catalogue, all at once.

A structure that did not transmit everything it is expected to is left out of the ratio altogether: its
denominator without its numerator would make a wrong figure. Coverage says how many structures are in.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np
import pandas as pd

from analysis.cells import ALL, MARKS, add_up, group_numbers
from analysis.figures import FREQUENCIES_FROM
from analysis.panel import expected_cells, with_periods_until
from data.codebook import Codebook
from data.declarations import Calculation
from data.periods import Kind

PLACE = ["calculation", "kind", "periode", "territoire", "category"]
OWN = [*PLACE, "structure"]
ROLES = ("numerator", "denominator")


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
    own = _transmitted(placed, expected_cells(placed, closures, today))
    whole = _whole(placed, own)
    return pd.concat([whole, _each_structure(placed, own, codebook)], ignore_index=True)


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


def _transmitted(placed: pd.DataFrame, expected: pd.DataFrame) -> pd.DataFrame:
    """Per structure and place, whether everything expected was transmitted: columns OWN, complete, due."""
    key = [*OWN, "role", "mesure"]
    sent = placed[key].assign(complete=~placed["missing"].to_numpy(dtype=bool), due=False)
    known = pd.concat([sent, expected[key].assign(complete=False, due=True)], ignore_index=True)
    each = _reduced(known, key, np.maximum)
    return _reduced(each, OWN, np.minimum)[[*OWN, "complete", "due"]]


def _reduced(known: pd.DataFrame, by: list[str], rule: np.ufunc) -> pd.DataFrame:
    """One row per group: `complete` by the rule (any, or all), `due` where one row is."""
    numbers, first = group_numbers(known, by)
    complete = np.full(len(first), rule is np.minimum)
    rule.at(complete, numbers, known["complete"].to_numpy(dtype=bool))
    due = np.bincount(numbers, weights=known["due"], minlength=len(first)) > 0
    return known.iloc[first].reset_index(drop=True).assign(complete=complete, due=due)


def _whole(placed: pd.DataFrame, own: pd.DataFrame) -> pd.DataFrame:
    counts = own.groupby(PLACE, observed=True, sort=False).agg(
        reported=("complete", "sum"), expected=("complete", "size"), due=("due", "max")
    )
    counts = counts[counts["due"] | (counts["reported"] > 0)].reset_index()
    complete = placed.merge(own.loc[own["complete"], OWN], on=OWN, how="inner", validate="many_to_one")
    sums = _roles(complete, PLACE)
    whole = counts.merge(sums, on=PLACE, how="left", validate="one_to_one")
    return _marked(whole.assign(structure=ALL))


def _each_structure(placed: pd.DataFrame, own: pd.DataFrame, codebook: Codebook) -> pd.DataFrame:
    city = codebook.city.code
    here = (own["territoire"] == city) & (own["category"] == ALL)
    own = own.loc[here].assign(reported=own["complete"].astype(int), expected=1)
    inside = placed.loc[(placed["territoire"] == city) & (placed["category"] == ALL)]
    complete = inside.merge(own.loc[own["complete"], OWN], on=OWN, how="inner", validate="many_to_one")
    sums = _roles(complete, OWN)
    each = own.drop(columns="complete").merge(sums, on=OWN, how="left", validate="one_to_one")
    return _marked(each.astype({"structure": object}))


def _roles(placed: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    """Numerator and denominator side by side at each place, with the marks of both and the largest part."""
    # A share pooled over structures is what national reports publish; a number of persons is not pooled.
    rule = placed["over_structures"].astype(object)
    pooled = placed.assign(pooling=rule.mask(placed["is_ratio"] & (rule == "never"), "sum"))
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

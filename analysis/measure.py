"""From activity rows to measures: align what was transmitted, then add up what may be added.

Steps, in this order, each filling only what was not transmitted as such: actions of a structure, publics,
territories of the city, periods. Structures are added last, by each calculation: coverage is counted there.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.cells import (
    ALL,
    DEMONSTRATION,
    MISSING,
    PROVISIONAL,
    SECRET,
    UNKNOWN,
    Axes,
    Cells,
    add_up,
    joined,
    prefer,
    summed,
)
from analysis.figures import Asked
from analysis.groups import Groups, among, is_among, numbered, smallest
from analysis.periods_of_cells import add_up_periods, with_longer
from data.codebook import Codebook
from data.periods import Kind

WHOLE_PUBLIC = "tous"
BREAKDOWN_ORDER = ("age", "sexe", "cible", "produit")
_CODES = ("mesure", "periode", "territoire", "structure", "public", "action")
_MARKS = {
    "secret": SECRET,
    "non_transmis": MISSING,
    "provisoire": PROVISIONAL,
    "estime": PROVISIONAL,
}


def measured_cells(
    activity: pd.DataFrame, codebook: Codebook, asked: Asked | None = None
) -> dict[Kind, Cells]:
    """Every measure, per period, territory, structure and category, with the totals that can be made.

    Args:
        activity: the current rows of the table `activite`.
        asked: what to make of each measure; everything that can be made when not given.

    Returns:
        By kind of period, cells whose category is a public or "ensemble"; publics are kept for the whole city
        only (one breakdown at a time). Measures that the codebook does not know are left out.
    """
    rows = _declared(activity.astype(dict.fromkeys(_CODES, "category")), codebook)
    cells = _add_up_publics(_add_up_actions(rows, codebook), codebook, asked)
    return add_up_periods(_add_up_territories(cells, codebook), codebook, asked)


def _declared(rows: pd.DataFrame, codebook: Codebook) -> pd.DataFrame:
    """The rows of the measures that the codebook knows, and their codes alone."""
    column = rows["mesure"].cat
    known = [code for code in column.categories if code in codebook.measures]
    if len(known) == len(column.categories):
        return rows
    return rows.assign(mesure=column.set_categories(known)).dropna(subset=["mesure"])


def _add_up_actions(rows: pd.DataFrame, codebook: Codebook) -> Cells:
    transmitted = _cells(rows, codebook)
    is_whole = _numbers(rows["action"], {ALL: 1}) > 0
    direct, detailed = transmitted.only(is_whole), transmitted.only(~is_whole)
    rules = transmitted.axes.rules(codebook, "over_structures")
    return prefer(direct, add_up(detailed, detailed.place, rules))


def _cells(rows: pd.DataFrame, codebook: Codebook) -> Cells:
    """One cell per row; of several actions at one place, several."""
    axes, series = _axes(rows, codebook)
    place = _numbers(rows["periode"], _positions(axes.periods)) * len(axes.territories)
    place = (place + _numbers(rows["territoire"], _positions(axes.territories))) * len(axes.categories)
    place = (place + _numbers(rows["public"], _positions(axes.categories))) * axes.series + series
    value = rows["valeur"].to_numpy(dtype=float)
    marks = _numbers(rows["statut"].astype("category"), _MARKS).astype(np.uint8)
    marks = marks | rows["demonstration"].to_numpy(dtype=bool) * np.uint8(DEMONSTRATION)
    absent = np.isnan(value) & (marks & SECRET == 0)
    marks = marks | absent * np.uint8(MISSING)
    value = np.where(marks & UNKNOWN, np.nan, value)
    return Cells(axes, place, value, value, marks)


def _axes(rows: pd.DataFrame, codebook: Codebook) -> tuple[Axes, np.ndarray]:
    """The axes of the places of these rows, and the number of the series of each row."""
    measures, structures = (list(rows[name].cat.categories) for name in ("mesure", "structure"))
    pair = rows["mesure"].cat.codes.to_numpy(dtype=np.int64) * len(structures)
    pair = pair + rows["structure"].cat.codes.to_numpy()
    used = np.flatnonzero(among(pair, len(measures) * len(structures)))
    number_of = np.zeros(len(measures) * len(structures), dtype=np.int64)
    number_of[used] = np.arange(len(used))
    city = codebook.city.code
    publics = rows["public"].cat.categories
    axes = Axes(
        periods=with_longer(rows["periode"].cat.categories),
        territories=[city, *(code for code in rows["territoire"].cat.categories if code != city)],
        categories=[ALL, *(code for code in publics if code not in (ALL, WHOLE_PUBLIC))],
        measures=measures,
        structures=structures,
        measure=used // max(len(structures), 1),
        structure=used % max(len(structures), 1),
    )
    return axes, number_of[pair]


def _positions(labels: list[str]) -> dict[str, int]:
    return {label: place for place, label in enumerate(labels)}


def _numbers(column: pd.Series, values: dict[str, int]) -> np.ndarray:
    """The number of each code of a categorical column; 0 for a code without one."""
    table = np.array([values.get(code, 0) for code in column.cat.categories], dtype=np.int64)
    return table[column.cat.codes.to_numpy()] if len(column) else np.zeros(0, dtype=np.int64)


def _add_up_publics(cells: Cells, codebook: Codebook, asked: Asked | None) -> Cells:
    """Make the whole public, where absent, from the categories of one dimension, never from two.

    What is left: the whole public, and the categories of the measures asked by public.
    """
    category = cells.category
    is_part = category > 0
    if not is_part.any():
        return cells
    whole, parts = cells.only(~is_part), np.flatnonzero(is_part)
    made = _whole_publics(cells, parts, whole.place, _ranks(cells.axes, codebook)[category[parts]])
    by_public = [asked is None or code in asked.by_public for code in cells.axes.measures]
    is_asked = np.array(by_public, dtype=bool)[cells.axes.measure][cells.place[parts] % cells.axes.series]
    return joined([whole, made, cells.only(parts[is_asked])])


def _whole_publics(cells: Cells, parts: np.ndarray, known: np.ndarray, ranks: np.ndarray) -> Cells:
    """The whole publics that are not at the places known, each from the categories of lowest rank.

    Args:
        parts: the positions of the cells that are a category, of which `ranks` gives the rank.
    """
    axes = cells.axes
    place = cells.place[parts] - cells.category[parts] * axes.series
    lacking = np.flatnonzero(~is_among(place, known, axes.room))
    groups = numbered(place[lacking], axes.room)
    finest = _finest(ranks[lacking], groups)
    derived = cells.only(parts[lacking[finest]])
    return summed(derived, groups.numbers[finest], place[lacking[groups.first]])


def _ranks(axes: Axes, codebook: Codebook) -> np.ndarray:
    """For each category the rank of its dimension: the first one known makes the whole public."""
    publics = codebook.lists["publics"].codes
    rank = {dimension: place for place, dimension in enumerate(BREAKDOWN_ORDER)}
    dimensions = (
        publics[code].attributes.get("dimension", "") if code in publics else "" for code in axes.categories
    )
    return np.array([rank.get(dimension, len(rank)) for dimension in dimensions])


def _finest(ranks: np.ndarray, groups: Groups) -> np.ndarray:
    """Which cells are of the first rank of their group."""
    return ranks == smallest(ranks, groups.numbers, len(groups.first))[groups.numbers]


def _add_up_territories(cells: Cells, codebook: Codebook) -> Cells:
    """Add the parts of the city up to the city, where the city was not transmitted as such.

    What is left: every cell of the city, and the whole public of the other territories.
    """
    territory, category = np.divmod(cells.spot, len(cells.axes.categories))
    is_city = territory == 0
    parts = set(codebook.city_territories[1:])
    is_inside = np.array([code in parts for code in cells.axes.territories])[territory]
    inside = cells.only(is_inside)
    at_city = inside.place - territory[is_inside] * cells.axes.of_territory
    city = add_up(inside, at_city, cells.axes.rules(codebook, "over_territories"))
    others = cells.only(~is_city & (category == 0))
    return joined([prefer(cells.only(is_city), city), others])

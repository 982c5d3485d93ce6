"""From activity rows to measures: align what was transmitted, then add up what may be added.

Steps, in this order, each filling only what was not transmitted as such: actions of a structure, publics,
territories of the city, periods. Structures are added last, by each calculation: coverage is counted there.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.cells import ALL, Groups, add_up, constant, group_numbers, prefer, recode
from analysis.periods_of_cells import add_up_periods
from data.codebook import Codebook

WHOLE_PUBLIC = "tous"
CELL = ("mesure", "periode", "territoire", "structure", "category")
BREAKDOWN_ORDER = ("age", "sexe", "cible", "produit")
_CODES = {
    "mesure": "mesure",
    "periode": "periode",
    "territoire": "territoire",
    "structure": "structure",
    "category": "public",
    "action": "action",
}
_ESTIMATED = ("provisoire", "estime")


def measured_cells(activity: pd.DataFrame, codebook: Codebook) -> pd.DataFrame:
    """Every measure, per period, territory, structure and category, with the totals that can be made.

    Args:
        activity: the current rows of the table `activite`.

    Returns:
        Cells (see `analysis.cells`) with columns mesure, periode, kind, territoire, structure, category.
        `category` is a public or "ensemble"; publics are kept for the whole city only (one breakdown at a
        time).
    """
    cells = _with_rules(_cells(activity), codebook)
    cells = _add_up_actions(cells)
    cells = _add_up_publics(cells, codebook)
    return add_up_periods(_add_up_territories(cells, codebook))


def _cells(activity: pd.DataFrame) -> pd.DataFrame:
    status = activity["statut"].astype("category")
    secret = (status == "secret").to_numpy()
    missing = ((status == "non_transmis") | (activity["valeur"].isna() & ~secret)).to_numpy()
    return pd.DataFrame(
        {
            **{name: activity[column].astype("category") for name, column in _CODES.items()},
            "value": activity["valeur"].astype(float),
            "largest": activity["valeur"].astype(float),
            "missing": missing,
            "secret": secret,
            "provisional": status.isin(_ESTIMATED).to_numpy(),
            "not_additive": False,
            "demonstration": activity["demonstration"].to_numpy(dtype=bool),
        }
    )


def _with_rules(cells: pd.DataFrame, codebook: Codebook) -> pd.DataFrame:
    measures = codebook.measures
    declared = cells["mesure"].isin(list(measures))
    known = cells if declared.all() else cells.loc[declared].reset_index(drop=True)
    rules = {
        name: recode(known["mesure"], {code: getattr(measure, name) for code, measure in measures.items()})
        for name in ("over_time", "over_territories", "over_structures")
    }
    return known.assign(**rules)


def _add_up_actions(cells: pd.DataFrame) -> pd.DataFrame:
    whole = cells["action"] == ALL
    direct = cells.loc[whole].drop(columns="action").reset_index(drop=True)
    if whole.all():
        return direct
    detailed = cells.loc[~whole] if whole.any() else cells
    summed = add_up(detailed, CELL, rule="over_structures").drop(columns="action")
    return prefer(direct, summed, CELL)


def _add_up_publics(cells: pd.DataFrame, codebook: Codebook) -> pd.DataFrame:
    """Rename the whole public to "ensemble" and make it, where absent, from one dimension, never from two."""
    dimensions = {
        code: entry.attributes.get("dimension", "") for code, entry in codebook.lists["publics"].codes.items()
    }
    rank = {dimension: place for place, dimension in enumerate(BREAKDOWN_ORDER)}
    parts = cells.loc[cells["category"] != WHOLE_PUBLIC]
    whole = _whole_public(cells.loc[cells["category"] == WHOLE_PUBLIC], cells)
    if parts.empty:
        return whole
    by = [name for name in CELL if name != "category"]
    ranks = np.array(
        [rank.get(dimensions.get(code, ""), len(rank)) for code in parts["category"].cat.categories]
    )
    numbers, first = group_numbers(parts, by)
    own = ranks[parts["category"].cat.codes]
    best = np.full(len(first), len(rank))
    np.minimum.at(best, numbers, own)
    finest = own == best[numbers]
    groups = Groups(numbers, first) if finest.all() else None
    summed = _whole_public(add_up(parts.loc[finest] if groups is None else parts, by, groups=groups), cells)
    parts = parts.assign(category=parts["category"].cat.set_categories(_categories(cells).categories))
    return pd.concat([prefer(whole, summed, CELL), parts], ignore_index=True)


def _whole_public(cells: pd.DataFrame, reference: pd.DataFrame) -> pd.DataFrame:
    category = constant(ALL, len(cells), _categories(reference))
    return cells.assign(category=category).reset_index(drop=True)


def _categories(cells: pd.DataFrame) -> pd.CategoricalDtype:
    found = cells["category"].cat.categories
    return pd.CategoricalDtype([ALL, *(code for code in found if code not in (ALL, WHOLE_PUBLIC))])


def _add_up_territories(cells: pd.DataFrame, codebook: Codebook) -> pd.DataFrame:
    """Add the parts of the city up to the city, where the city was not transmitted as such.

    What is left: every cell of the city, and the whole public of its parts.
    """
    city, parts = codebook.city.code, codebook.city_territories[1:]
    inside = cells.loc[cells["territoire"].isin(list(parts))]
    cells = cells.loc[(cells["category"] == ALL) | (cells["territoire"] == city)].reset_index(drop=True)
    if inside.empty:
        return cells
    by = [name for name in CELL if name != "territoire"]
    territories = pd.CategoricalDtype(cells["territoire"].cat.categories.union([city], sort=False))
    cells = cells.assign(territoire=cells["territoire"].cat.set_categories(territories.categories))
    summed = add_up(inside, by, rule="over_territories")
    summed = summed.assign(territoire=constant(city, len(summed), territories))
    return prefer(cells, summed, CELL)

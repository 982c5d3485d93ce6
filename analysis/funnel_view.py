"""Units of different sizes beside their average: which differences are more than chance.

Source: Spiegelhalter 2005, through `analysis.comparison.funnel`. Small units swing more: the funnel says by
how much, so that nobody is praised or blamed for chance. Units are never ranked, nor coloured.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from analysis.comparison import ENOUGH_UNITS, funnel, share_limits
from analysis.data_table import DataTable, rounded, unit_in_file
from analysis.points import Point
from analysis.wording import list_text, number_text, value_text
from data.declarations import Calculation

FEWEST_UNITS = 3
COLUMNS = ("N°", "Nom", "Comparé à l'ensemble", "Cas", "Valeur")
VALUE_COLUMNS = ("numero", "nom", "compare_a_l_ensemble", "cas", "valeur", "unite")
CURVE_POINTS = 60
SIMILAR = "semblable à l'ensemble"
BY_CHANCE = {
    "high998": "plus haut, bien au-delà du hasard",
    "low998": "plus bas, bien au-delà du hasard",
    "high95": "plus haut, sans que le hasard soit exclu",
    "low95": "plus bas, sans que le hasard soit exclu",
    "similar": SIMILAR,
}
BEYOND_USUAL = {
    "high998": "plus haut, bien au-delà des différences habituelles",
    "low998": "plus bas, bien au-delà des différences habituelles",
    "high95": "plus haut, au bord des différences habituelles",
    "low95": "plus bas, au bord des différences habituelles",
    "similar": SIMILAR,
}


@dataclass(frozen=True)
class Unit:
    """One structure or territory: its size (denominator), its figure, and how it compares with the whole."""

    label: str
    size: float
    value: float
    text: str
    comparison: str


@dataclass(frozen=True)
class FunnelView:
    """Units and the limits within which chance alone puts them.

    Attributes:
        average: the figure of the units together; sizes, low, high: the 99.8 % limits along their sizes.
        sentence: who differs more than by chance, or that nobody does; caution: what the limits leave out.
            From ten units on, when these differ by more than chance as a rule, the limits hold their usual
            differences, and the words say so.
        size_label: what is counted across; named: the unit whose name is written on the chart, among
            others of about its size: the axis then starts where they do, and nothing is coloured.
    """

    units: tuple[Unit, ...]
    average: float
    sizes: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]
    unit: str
    sentence: str
    caution: str
    size_label: str = "Nombre de cas"
    named: str = ""


def funnel_view(chosen: Mapping[str, Point | None], figure: Calculation, judged: bool) -> FunnelView | None:
    """The funnel of the units of one period; None for anything but shares, or with fewer than three units.

    Args:
        chosen: label of each unit -> its point; masked and missing ones are left out.
        judged: the indicator has a direction; figures followed without judgement are never compared.
    """
    if figure.kind != "proportion" or not judged:
        return None
    known = {
        label: point
        for label, point in chosen.items()
        if point and point.value is not None and point.denominator
    }
    if len(known) < FEWEST_UNITS:
        return None
    counts = pd.Series([point.numerator for point in known.values()], dtype=float)
    totals = pd.Series([point.denominator for point in known.values()], dtype=float)
    average = float(counts.sum() / totals.sum())
    if not 0 < average < 1:
        return None
    compared = funnel(counts, totals, "proportion", average)
    between = compared.attrs["between"]
    units = _units(known, compared["label"], figure, BEYOND_USUAL if between else BY_CHANCE)
    sizes = np.linspace(1, max(totals.max() * 1.05, 2), CURVE_POINTS)
    limits = share_limits(sizes, average, between)
    return FunnelView(
        units=units,
        average=average * figure.multiplier,
        sizes=tuple(sizes),
        low=tuple(limits["low998"] * figure.multiplier),
        high=tuple(limits["high998"] * figure.multiplier),
        unit=figure.unit,
        sentence=_sentence(units, average * figure.multiplier, figure.unit, between > 0),
        caution=_caution(len(known), between > 0),
    )


def funnel_rows(view: FunnelView) -> list[tuple[str, ...]]:
    """Each unit with its number on the chart: name, comparison, cases, figure."""
    return [
        (str(number), unit.label, unit.comparison, number_text(unit.size), unit.text)
        for number, unit in enumerate(view.units, start=1)
    ]


def funnel_table(view: FunnelView, units: DataTable) -> DataTable:
    """The units as numbered on the chart.

    Args:
        units: their table without comparison, whose source and notes hold here too.
    """
    return replace(
        units,
        caption=f"{units.caption}, comparaison à l'ensemble",
        columns=COLUMNS,
        rows=tuple(funnel_rows(view)),
        value_columns=VALUE_COLUMNS,
        values=tuple(
            (n, one.label, one.comparison, int(one.size), rounded(one.value), unit_in_file(view.unit))
            for n, one in enumerate(view.units, start=1)
        ),
        file_name=f"{units.file_name}_entonnoir",
    )


def _units(
    known: Mapping[str, Point], labels: Sequence[str], figure: Calculation, says: Mapping[str, str]
) -> tuple[Unit, ...]:
    return tuple(
        Unit(
            label,
            float(point.denominator or 0),
            float(point.value or 0),
            point.text(figure.unit),
            says[found],
        )
        for (label, point), found in zip(known.items(), labels, strict=True)
    )


def _sentence(units: Sequence[Unit], average: float, unit: str, is_widened: bool) -> str:
    whole = f"Ces unités ensemble\u00a0: {value_text(average, unit)}."
    apart = [f"{one.label} ({one.text})" for one in units if "bien au-delà" in one.comparison]
    if not apart:
        limit = "les différences habituelles" if is_widened else "ce que le hasard seul peut donner"
        return f"{whole} Aucun écart ne dépasse {limit}."
    limit = "des différences habituelles" if is_widened else "du hasard"
    return f"{whole} Écart bien au-delà {limit}\u00a0: {list_text(apart)}."


def _caution(units: int, is_widened: bool) -> str:
    """An average hides differences of public and of means; few units do not say how wide they usually are."""
    limits = ""
    if units < ENOUGH_UNITS:
        limits = " Trop peu d'unités pour mesurer leurs différences habituelles."
    elif is_widened:
        limits = " Les limites tiennent compte des différences habituelles entre ces unités."
    return f"Un écart n'est pas un jugement\u00a0: les publics et les moyens diffèrent.{limits}"

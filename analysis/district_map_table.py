"""The table under the map of the districts: each district of one period, in the order of the catalogue."""

from __future__ import annotations

from collections.abc import Mapping

from analysis.data_table import DataTable, Value, rounded, unit_in_file
from analysis.points import Point
from analysis.sheet import sheet_of
from analysis.wording import FLAGS, NOT_TRANSMITTED
from data.codebook import Codebook
from data.declarations import Indicator

COLUMNS = ("Territoire", "Valeur", "Effectif", "Intervalle à 95 %", "À côté du reste de la ville")
VALUE_COLUMNS = (
    "territoire",
    "nom",
    "periode",
    "valeur",
    "borne_basse",
    "borne_haute",
    "numerateur",
    "denominateur",
    "comparaison",
    "a_savoir",
    "unite",
)
Places = Mapping[str, tuple[Point | None, str]]


def map_table(indicator: Indicator, codebook: Codebook, places: Places) -> DataTable:
    """One row for each territory; `places` give its figure and how it compares, by code."""
    names = codebook.lists["territoires"]
    known = [point for point, _ in places.values() if point is not None]
    return DataTable(
        caption=f"{indicator.label}, par quartier",
        columns=COLUMNS,
        rows=tuple(_row(names.label(code), *told, indicator.unit) for code, told in places.items()),
        value_columns=VALUE_COLUMNS,
        values=tuple((code, names.label(code), *_values(*told, indicator)) for code, told in places.items()),
        file_name=f"castellum_{indicator.code}_carte",
        notes=sheet_of(indicator, codebook),
        period=known[0].period.label if known else "",
        source=indicator.source,
        demonstration=any(point.demonstration for point in known),
    )


def _row(name: str, point: Point | None, comparison: str, unit: str) -> tuple[str, ...]:
    if point is None:
        return name, NOT_TRANSMITTED, "", "", ""
    return name, point.text(unit), point.size_text, point.interval_text(unit), comparison


def _values(point: Point | None, comparison: str, indicator: Indicator) -> tuple[Value, ...]:
    unit = unit_in_file(indicator.unit)
    if point is None:
        return ("", None, None, None, None, None, comparison, FLAGS["missing"], unit)
    numbers = (point.value, point.low, point.high, point.numerator, point.denominator)
    shown = (rounded(number) for number in numbers)
    return (point.period.code, *shown, comparison, FLAGS[point.flag], unit)

"""The map of one period: what each priority district gives beside the rest of the city, never a ranking."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from analysis.comparison import compare
from analysis.data_table import DataTable
from analysis.district_map_table import map_table
from analysis.districts import (
    district_names,
    district_rows,
    is_share,
    judged_gap,
    mapped_indicators,
    rest_of_city,
)
from analysis.outlines import Outline, read_outlines
from analysis.points import Point, points
from analysis.standing import Situation
from analysis.wording import in_period, list_text, sentence
from data.codebook import Codebook
from data.declarations import Indicator

LOWER, SIMILAR, HIGHER = "lower", "similar", "higher"
SAYS = {
    LOWER: "plus bas que dans le reste de la ville, au-delà du hasard",
    SIMILAR: "semblable au reste de la ville",
    HIGHER: "plus haut que dans le reste de la ville, au-delà du hasard",
}


@dataclass(frozen=True)
class Area:
    """One territory of the map.

    Attributes:
        text: its value as read, or why there is none; note: the counts behind it.
        standing: LOWER, SIMILAR or HIGHER than the rest of the city, "" where that cannot be said.
        weight: from 0 to 1, its part of the largest value, where nothing is compared; None without a value.
    """

    code: str
    label: str
    text: str
    note: str
    flag: str
    standing: str
    weight: float | None


@dataclass(frozen=True)
class DistrictMap:
    """The areas of one period; the latest first in `periods`; `beside` says the rest of the city."""

    period: str
    periods: Mapping[str, str]
    areas: tuple[Area, ...]
    outlines: Mapping[str, Outline]
    sentence: str
    beside: str
    table: DataTable


def district_map(situation: Situation, code: str, period: str | None) -> DistrictMap:
    """The map of an indicator that may be read by district, for `period` or else the latest.

    Raises:
        KeyError: an indicator that is not one of them.
    """
    indicator = mapped_indicators(situation)[code]
    if is_share(indicator):
        indicator = judged_gap(situation, indicator)[0]
    rows = district_rows(situation, indicator)
    rows = rows.loc[rows["frequency"] == indicator.frequency]
    periods = _periods(rows)
    asked = period if period in periods else next(iter(periods), "")
    here = rows.loc[rows["period"].astype(str) == asked]
    chosen = {str(place): points(part)[0] for place, part in here.groupby("territory", observed=True)}
    rest = chosen.get(rest_of_city(situation.codebook))
    areas = _areas(situation.codebook, chosen, rest, indicator)
    return DistrictMap(
        period=asked,
        periods=periods,
        areas=areas,
        outlines=read_outlines(situation.codebook.boundaries),
        sentence=_sentence(asked, areas),
        beside=_beside(rest, indicator),
        table=_table(situation.codebook, chosen, areas, indicator),
    )


def _areas(
    codebook: Codebook, chosen: Mapping[str, Point], rest: Point | None, indicator: Indicator
) -> tuple[Area, ...]:
    names = district_names(codebook)
    values = [point.value for code in names if (point := chosen.get(code)) and point.value is not None]
    largest = max(values, default=0.0)
    return tuple(_area(code, names[code], chosen.get(code), rest, largest, indicator) for code in names)


def _table(
    codebook: Codebook, chosen: Mapping[str, Point], areas: Sequence[Area], indicator: Indicator
) -> DataTable:
    rest = rest_of_city(codebook)
    places = {area.code: (chosen.get(area.code), SAYS.get(area.standing, "")) for area in areas}
    return map_table(indicator, codebook, {**places, rest: (chosen.get(rest), "")})


def _periods(rows: pd.DataFrame) -> dict[str, str]:
    shown = rows.loc[rows["value"].notna() | (rows["flag"] == "masked")]
    known = sorted({point.period for point in points(shown.drop_duplicates("period"))}, reverse=True)
    return {period.code: period.label for period in known}


def _area(
    code: str, label: str, point: Point | None, rest: Point | None, largest: float, indicator: Indicator
) -> Area:
    if point is None:
        return Area(code, label, "aucun chiffre", "", "missing", "", None)
    standing = _standing(point, rest) if is_share(indicator) else ""
    weight = None if point.value is None else (point.value / largest if largest else 0.0)
    return Area(code, label, point.text(indicator.unit), point.counts, point.flag, standing, weight)


def _standing(point: Point, rest: Point | None) -> str:
    """Beside the rest of the city: similar as soon as the two intervals touch."""
    if rest is None or None in (point.value, point.low, point.high, rest.low, rest.high):
        return ""
    return compare(point.value, point.low, point.high, (rest.low, rest.high), "none") or ""


def _beside(rest: Point | None, indicator: Indicator) -> str:
    """« Reste de la ville : 81,4 % (210 sur 258). »"""
    if rest is None:
        return ""
    counts = f" ({rest.counts})" if rest.counts else ""
    return f"Reste de la ville\u00a0: {rest.text(indicator.unit)}{counts}."


def _sentence(period: str, areas: tuple[Area, ...]) -> str:
    """Which districts stand apart from the rest of the city, or that none does, and what is not shown."""
    if not period:
        return ""
    apart = [
        f"{area.label} ({area.text}, {SAYS[area.standing].split(',')[0]})"
        for area in areas
        if area.standing in (LOWER, HIGHER)
    ]
    compared = any(area.standing for area in areas)
    told = f"{in_period(period)}, "
    if apart:
        told += f"au-delà de ce que le hasard peut donner\u00a0: {list_text(apart)}"
    elif compared:
        told += "aucun quartier montré ne s'écarte du reste de la ville au-delà du hasard"
    else:
        told += "les chiffres sont montrés sans comparaison"
    hidden = [area.label for area in areas if area.flag == "masked"]
    silent = [area.label for area in areas if area.flag == "missing"]
    notes = [f"Secret, effectif trop petit\u00a0: {list_text(hidden)}."] if hidden else []
    notes += [f"Sans chiffre\u00a0: {list_text(silent)}."] if silent else []
    return " ".join((sentence(told), *notes))

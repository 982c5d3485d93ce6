"""The official series read together: rates as published, by theme and place; nothing is chained or added."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import pandas as pd

from analysis.cells import ALL
from analysis.points import Point, points
from analysis.standing import Situation
from analysis.wording import date_text
from data.declarations import Code
from data.periods import cached_parse

THEME, MIXED = "theme", "mixed_since"
SAFETY, DRUGS, HEALTH, COHESION, FORMER = "securite", "stupefiants", "sante", "cohesion", "etat4001"
WITHHELD = "non_diffuse"
CURVE_PERIODS = 3
PER = 1000


@dataclass(frozen=True)
class OfficialSeries:
    """One published series for one place; `unit` is that of `points`."""

    code: str
    label: str
    unit: str
    place: str
    points: tuple[Point, ...]
    sources: tuple[str, ...]
    note: str
    demonstration: bool


def series_of_theme(situation: Situation, theme: str, place: str) -> tuple[OfficialSeries, ...]:
    """The series of a theme with enough periods for a curve, for a place or else the one that contains it."""
    read = (_series(situation, code, place) for code in themed(situation, theme))
    return tuple(one for one in read if one is not None and _is_long(one))


def places_with(situation: Situation, theme: str) -> dict[str, str]:
    """The places that publish enough of a theme for curves, the nearest to the city first."""
    declared = situation.codebook.lists["territoires"].codes
    context = situation.tables["contexte"]
    rows = context.loc[context["serie"].isin([code.code for code in themed(situation, theme)])]
    counts = rows.groupby("territoire", observed=True)["periode"].nunique()
    known = {str(code) for code in counts.index[counts >= CURVE_PERIODS]}
    return {code: declared[code].label for code in above(situation) if code in known}


def above(situation: Situation) -> list[str]:
    """The city, the territory it is part of, and so on up."""
    declared = situation.codebook.lists["territoires"].codes
    chain, code = [], situation.codebook.city.code
    while code in declared and code not in chain:
        chain.append(code)
        code = declared[code].parent or ""
    return chain


def themed(situation: Situation, theme: str) -> list[Code]:
    if "series" not in situation.codebook.lists:
        return []
    declared = situation.codebook.lists["series"].codes.values()
    return [code for code in declared if code.attributes.get(THEME) == theme]


def unit_of_rate(code: Code) -> str:
    """« pour 1 000 logements » where the producer publishes a base, else the unit of the series."""
    base = code.attributes.get("denominator_unit")
    if base == "habitants":
        return "‰"
    return f"pour 1\u202f000 {base}" if base else str(code.attributes["unit"])


def rates(rows: pd.DataFrame, code: Code) -> pd.Series:
    """The published number over the base published with it, per 1 000; the number where a series has no base.

    A row that lacks the base of its series has no rate: its number is in another unit.
    """
    if not code.attributes.get("denominator_unit"):
        return rows["valeur"]
    return (PER * rows["valeur"] / rows["denominateur"]).where(rows["denominateur"] > 0)


def sources_of(rows: pd.DataFrame) -> tuple[str, ...]:
    """« producer, edition » of the rows read, without repetition."""
    pairs = rows[["source", "edition"]].astype(str).drop_duplicates()
    return tuple(source_text(source, edition) for source, edition in pairs.itertuples(index=False))


def source_text(source: str, edition: str) -> str:
    """« SSMSI, base communale, édition produite le 4 juin 2025 »: producers write 2025-06-04."""
    day = re.sub(r"\d{4}-\d{2}-\d{2}", lambda found: date_text(date.fromisoformat(found[0])), edition)
    quarter = re.sub(r"arrêtée au (\d{4})-T(\d)", r"arrêtée au T\2 \1", day)
    return f"{source}, {quarter if quarter.startswith('série') else f'édition {quarter}'}"


def _series(situation: Situation, code: Code, place: str) -> OfficialSeries | None:
    context = situation.tables["contexte"]
    rows = context.loc[(context["serie"] == code.code) & (context["territoire"] == place)]
    rows = _split(rows, code)
    if rows.empty:
        return None
    return OfficialSeries(
        code=code.code,
        label=code.label,
        unit=unit_of_rate(code),
        place=situation.codebook.lists["territoires"].label(place),
        points=points(_as_results(rows, code)),
        sources=sources_of(rows),
        note=str(code.attributes.get("note", "")),
        demonstration=bool(rows["demonstration"].any()),
    )


def _split(rows: pd.DataFrame, code: Code) -> pd.DataFrame:
    """Without the years that mix on-the-spot fines with the rest: they are never shown as one number."""
    mixed: Mapping[str, int] = code.attributes
    if MIXED not in mixed:
        return rows
    before = [cached_parse(str(period)).start.year < mixed[MIXED] for period in rows["periode"]]
    return rows.loc[before]


def _as_results(rows: pd.DataFrame, code: Code) -> pd.DataFrame:
    periods = [cached_parse(str(code)) for code in rows["periode"]]
    withheld = rows["statut"].astype(object) == WITHHELD
    value = rates(rows, code).astype(float).mask(withheld)
    return pd.DataFrame(
        {
            "period": rows["periode"].astype(str),
            "period_start": [pd.Timestamp(period.start) for period in periods],
            "value": value,
            "low": None,
            "high": None,
            "numerator": rows["valeur"].astype(float),
            "denominator": rows["denominateur"].astype(float),
            "flag": [
                "masked" if hidden else "missing" if number != number else "ok"
                for hidden, number in zip(withheld, value, strict=True)
            ],
            "reported": None,
            "expected": None,
            "demonstration": rows["demonstration"].astype(bool),
            "method": "",
            "structure": ALL,
        }
    )


def _is_long(series: OfficialSeries) -> bool:
    return sum(point.value is not None for point in series.points) >= CURVE_PERIODS

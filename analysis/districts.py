"""The priority districts of the city: which they are, and which indicators may be read district by district.

What is mapped is what is offered, done and answered, never how many people: no count of persons has a map.
"""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from analysis.cells import ALL
from analysis.figures import FREQUENCIES_FROM, Figure
from analysis.gap_verdict import GapVerdict, gap_verdict
from analysis.gaps import gaps
from analysis.standing import Situation
from data.codebook import Codebook
from data.declarations import Indicator, Measure
from data.periods import Kind

DISTRICT, REST = "qpv", "hors_qpv"
SHARES = ("proportion", "ratio", "rate")


def district_names(codebook: Codebook) -> dict[str, str]:
    """The priority districts of the city, by code, in the order of the catalogue."""
    return _of_kind(codebook, DISTRICT)


def rest_of_city(codebook: Codebook) -> str:
    """The code of what is not a priority district; "" where the catalogue declares none."""
    return next(iter(_of_kind(codebook, REST)), "")


def mapped_indicators(situation: Situation) -> dict[str, Indicator]:
    """The indicators that can be read by district, in the order of the axes."""
    codes = [*district_names(situation.codebook), rest_of_city(situation.codebook)]
    return {
        standing.indicator.code: standing.indicator
        for axis in situation.codebook.axes
        for standing in situation.of_axis(axis)
        if has_a_meaning(standing.indicator, situation.codebook.measures)
        and len(_shown(situation.results[standing.indicator.code], codes))
    }


def is_share(indicator: Indicator) -> bool:
    """Whether the two sides can be compared: a count needs a population that nobody has deposited."""
    return indicator.kind in SHARES and bool(indicator.denominator)


def district_rows(situation: Situation, indicator: Indicator) -> pd.DataFrame:
    """All structures, no breakdown, the districts and the rest of the city, at every frequency."""
    rows = situation.results[indicator.code]
    codes = [*district_names(situation.codebook), rest_of_city(situation.codebook)]
    whole = (rows["structure"] == ALL) & (rows["breakdown"] == ALL) & (rows["category"] == ALL)
    return rows.loc[whole & rows["territory"].isin(codes)]


def gap_rows(situation: Situation, indicator: Indicator, rows: pd.DataFrame) -> pd.DataFrame:
    codebook = situation.codebook
    inside, outside = list(district_names(codebook)), rest_of_city(codebook)
    return gaps(rows, indicator, counted(indicator, codebook.measures), inside, outside)


def judged_gap(situation: Situation, indicator: Indicator) -> tuple[Indicator, pd.DataFrame, GapVerdict]:
    """The gap at the finest frequency that lets something be said, else at the widest.

    The indicator given back has that frequency.
    """
    rows = district_rows(situation, indicator)
    given = set(rows.loc[rows["value"].notna() | (rows["flag"] == "masked"), "frequency"])
    kinds = [kind for kind in FREQUENCIES_FROM[indicator.frequency] if kind in given]
    for kind in kinds:
        read = _judged(situation, indicator, rows, kind)
        if read[2].word != "on ne peut pas conclure":
            break
    return read


def counted(indicator: Indicator, measures: Mapping[str, Measure]) -> frozenset[str]:
    return Figure(indicator, indicator).counted(measures)


def _judged(
    situation: Situation, indicator: Indicator, rows: pd.DataFrame, kind: Kind
) -> tuple[Indicator, pd.DataFrame, GapVerdict]:
    at = indicator.model_copy(update={"frequency": kind})
    found = gap_rows(situation, at, rows.loc[rows["frequency"] == kind])
    if found.empty:
        reason = "il manque les chiffres des quartiers prioritaires ou ceux du reste de la ville"
        return (
            at,
            found,
            GapVerdict("on ne peut pas conclure", reason, "Transmettre les chiffres par quartier"),
        )
    return at, found, gap_verdict(at, found, counted(indicator, situation.codebook.measures))


def _of_kind(codebook: Codebook, kind: str) -> dict[str, str]:
    declared = codebook.lists["territoires"].codes
    parts = [declared[code] for code in codebook.city_territories[1:]]
    return {part.code: part.label for part in parts if part.kind == kind}


def has_a_meaning(indicator: Indicator, measures: Mapping[str, Measure]) -> bool:
    """A share that should rise or fall, or a number of things done; never a number of persons."""
    if indicator.level == "contexte" or indicator.formula:
        return False
    if is_share(indicator):
        return indicator.polarity != "none"
    return indicator.kind == "count" and "person" not in counted(indicator, measures)


def _shown(rows: pd.DataFrame, codes: list[str]) -> pd.DataFrame:
    whole = (rows["structure"] == ALL) & (rows["breakdown"] == ALL)
    readable = rows["value"].notna() | (rows["flag"] == "masked")
    return rows.loc[whole & readable & rows["territory"].isin(codes)]

"""Checks across the catalogue: what one entry says of another must be true."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from data.declarations import Calculation, Indicator, Measure
from data.schemas import TABLES

if TYPE_CHECKING:
    from data.codebook import Codebook

# Without one of these a page of the product has no words for what it shows.
REQUIRED_LISTS = (
    "territoires",
    "publics",
    "types_structure",
    "periodicites",
    "series",
    "types_avis",
    "meteos",
    "types_instance",
    "colleges",
    "natures_decision",
    "statuts_decision",
    "natures_action",
    "statuts_action",
    "echeances_objectif",
)


def cross_check(codebook: Codebook, origins: Mapping[tuple[type, str], str]) -> list[str]:
    """Every defect, as ``file : id : key : reason``; an empty list when the catalogue holds together."""
    defects = [f"codes/{name}.toml : - : - : liste manquante" for name in _missing_lists(codebook)]
    if defects:
        return defects
    for measure in codebook.measures.values():
        place = f"{origins[Measure, measure.code]} : {measure.code}"
        defects.extend(f"{place} : {defect}" for defect in _measure_defects(measure, codebook))
    for indicator in codebook.indicators.values():
        place = f"{origins[Indicator, indicator.code]} : {indicator.code}"
        defects.extend(f"{place} : {defect}" for defect in _indicator_defects(indicator, codebook))
    defects.extend(_territory_defects(codebook))
    defects.extend(_commitment_defects(codebook))
    return defects


def _missing_lists(codebook: Codebook) -> list[str]:
    return [name for name in REQUIRED_LISTS if name not in codebook.lists]


def _territory_defects(codebook: Codebook) -> Iterator[str]:
    if codebook.city.code not in codebook.lists["territoires"].codes:
        yield f"city.toml : {codebook.city.code} : code : territoire absent de codes/territoires.toml"
    known = codebook.lists["territoires"].codes
    for entry in known.values():
        if entry.parent and entry.parent not in known:
            yield f"codes/territoires.toml : {entry.code} : parent : territoire inconnu « {entry.parent} »"


def _commitment_defects(codebook: Codebook) -> Iterator[str]:
    for commitment in codebook.commitments.values():
        if commitment.axis not in codebook.axes and commitment.axis != "transversal":
            yield f"commitments.toml : {commitment.code} : axis : axe inconnu « {commitment.axis} »"


def _measure_defects(measure: Measure, codebook: Codebook) -> Iterator[str]:
    if measure.at_most and measure.at_most not in codebook.measures:
        yield f"at_most : mesure inconnue « {measure.at_most} »"
    if measure.counts == "person" and measure.over_time == "sum" and "file_active" in measure.code:
        yield "over_time : une file active compte des personnes distinctes, elle ne s'additionne pas"


def _indicator_defects(indicator: Indicator, codebook: Codebook) -> Iterator[str]:
    yield from _unknown_references(indicator, codebook)
    if indicator.level != "contexte" and not indicator.commitments:
        yield "commitments : un indicateur qui n'est pas de contexte sert au moins un engagement"
    if indicator.level == "contexte" and indicator.polarity != "none":
        yield "polarity : un indicateur de contexte n'est pas jugé (none)"
    yield from _activity_defects(indicator, codebook)
    yield from _calculation_defects(indicator, codebook)
    for companion in indicator.companions:
        for defect in _calculation_defects(companion, codebook):
            yield f"companions.{companion.code}.{defect}"


def _activity_defects(indicator: Indicator, codebook: Codebook) -> Iterator[str]:
    """What the police records first measures how much it records: it is followed, never judged."""
    known = codebook.lists["series"].codes
    recorded = [
        code for code in indicator.series if code in known and known[code].attributes.get("measures_activity")
    ]
    if recorded and (indicator.level != "contexte" or indicator.polarity != "none"):
        yield (
            f"series : « {recorded[0]} » mesure l'activité des services : l'indicateur est de contexte, sans "
            "sens (polarity none)"
        )


def _unknown_references(indicator: Indicator, codebook: Codebook) -> Iterator[str]:
    counter = [indicator.counter_indicator] if indicator.counter_indicator else []
    references: tuple[tuple[str, str, Sequence[str], Container[str]], ...] = (
        ("axis", "axe inconnu", [indicator.axis], codebook.axes),
        ("commitments", "engagement inconnu", indicator.commitments, codebook.commitments),
        ("counter_indicator", "indicateur inconnu", counter, codebook.indicators),
        ("series", "série officielle inconnue", indicator.series, codebook.lists["series"].codes),
    )
    for key, reason, codes, known in references:
        for code in codes:
            if code not in known:
                yield f"{key} : {reason} « {code} »"


def _calculation_defects(calculation: Calculation, codebook: Codebook) -> Iterator[str]:
    for key in ("numerator", "denominator"):
        for code in getattr(calculation, key):
            if code not in codebook.measures:
                yield f"{key} : mesure inconnue « {code} »"
    for name in calculation.tables:
        if name not in TABLES:
            yield f"tables : table inconnue « {name} »"
    if calculation.unit == "%" and calculation.multiplier != 100:
        yield "multiplier : 100 est attendu pour une unité en %"

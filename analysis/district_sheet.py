"""One district: what is offered beside what is asked, and each share beside that of the rest of the city."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from analysis.data_table import DataTable, rounded, unit_in_file
from analysis.directory_view import Directory
from analysis.districts import counted, district_rows, is_share, mapped_indicators, rest_of_city
from analysis.points import Point, points
from analysis.standing import Situation
from analysis.wording import FLAGS, list_text, plural, value_text
from data.declarations import Indicator, Measure

OFFERED = ("moyens", "realisation")
NOT_A_NEED = frozenset({"person", "answer"})
COLUMNS = ("Rubrique", "Chiffre", "Période", "Valeur", "À savoir")
VALUE_COLUMNS = ("rubrique", "chiffre", "indicateur", "periode", "valeur", "unite", "a_savoir")
OFFER, NEED, SHARE = "Ce qui y est proposé", "Ce qui y est demandé ou signalé", "Ce que cela donne"


@dataclass(frozen=True)
class DistrictFigure:
    """One figure of the district; `beside` is that of the rest of the city for a share, "" for a number."""

    label: str
    indicator: str
    period: str
    value: str
    beside: str
    flag: str
    number: float | None
    unit: str


@dataclass(frozen=True)
class DistrictSheet:
    """Supply beside need; `places` are the directory's sheets whose address is inside the district."""

    code: str
    label: str
    places: tuple[str, ...]
    places_text: str
    offer: tuple[DistrictFigure, ...]
    need: tuple[DistrictFigure, ...]
    shares: tuple[DistrictFigure, ...]
    table: DataTable


def district_sheet(situation: Situation, directory: Directory, code: str) -> DistrictSheet:
    """The sheet of one priority district, each figure over its last known year."""
    mapped = list(mapped_indicators(situation).values())
    label = situation.codebook.lists["territoires"].label(code)
    offer = tuple(_numbers(situation, mapped, code, "numerator"))
    need = tuple(_numbers(situation, mapped, code, "denominator"))
    shares = tuple(_shares(situation, mapped, code))
    inside = [sheet.name for sheet in directory.sheets if sheet.distances.get(code) == 0]
    near = sum(sheet.distances.get(code, 0.0) > 0 for sheet in directory.sheets)
    return DistrictSheet(
        code,
        label,
        tuple(inside),
        _places_text(inside, near),
        offer,
        need,
        shares,
        _table(label, {OFFER: offer, NEED: need, SHARE: shares}),
    )


def _numbers(
    situation: Situation, mapped: Sequence[Indicator], code: str, side: Literal["numerator", "denominator"]
) -> Iterator[DistrictFigure]:
    """What was done (numerators of means and deeds), or what was asked (denominators of results)."""
    measures = situation.codebook.measures
    for indicator in mapped:
        names = indicator.numerator if side == "numerator" else indicator.denominator
        if len(names) != 1 or not _is_asked(indicator, side, counted(indicator, measures)):
            continue
        point = _last_year(situation, indicator, code)
        if point is not None:
            yield _number(indicator, measures[names[0]], point, side)


def _is_asked(indicator: Indicator, side: str, what: frozenset[str]) -> bool:
    if side == "numerator":
        return indicator.level in OFFERED
    return indicator.level == "resultat" and not what & NOT_A_NEED


def _number(indicator: Indicator, measure: Measure, point: Point, side: str) -> DistrictFigure:
    number = point.numerator if side == "numerator" else point.denominator
    return DistrictFigure(
        label=measure.label,
        indicator=indicator.code,
        period=point.period.label,
        value=value_text(number, measure.unit, point.flag),
        beside="",
        flag=FLAGS[point.flag],
        number=number,
        unit=measure.unit,
    )


def _shares(situation: Situation, mapped: Sequence[Indicator], code: str) -> Iterator[DistrictFigure]:
    rest_code = rest_of_city(situation.codebook)
    for indicator in mapped:
        point = _last_year(situation, indicator, code) if is_share(indicator) else None
        if point is None:
            continue
        rest = _last_year(situation, indicator, rest_code, point.period.code)
        counts = f" ({point.counts})" if point.counts else ""
        yield DistrictFigure(
            label=indicator.label,
            indicator=indicator.code,
            period=point.period.label,
            value=point.text(indicator.unit) + counts,
            beside=rest.text(indicator.unit) if rest else FLAGS["missing"],
            flag=FLAGS[point.flag],
            number=point.value,
            unit=indicator.unit,
        )


def _last_year(
    situation: Situation, indicator: Indicator, code: str, period: str | None = None
) -> Point | None:
    """The last year of which something can be said; that of `period` when it is given."""
    rows = district_rows(situation, indicator)
    line = points(rows.loc[(rows["frequency"] == "year") & (rows["territory"] == code)])
    if period is not None:
        return next((point for point in line if point.period.code == period), None)
    return next((p for p in reversed(line) if p.value is not None or p.flag == "masked"), None)


def _places_text(inside: Sequence[str], near: int) -> str:
    one, several = "lieu de l'annuaire y a son adresse", "lieux de l'annuaire y ont leur adresse"
    counted_there = f"{plural(len(inside), one, several)}\u00a0: {list_text(inside)}."
    there = counted_there if inside else "Aucun lieu de l'annuaire n'y a son adresse."
    about = f" {plural(near, 'autre est', 'autres sont')} à moins d'un kilomètre." if near else ""
    return there + about


def _table(label: str, parts: dict[str, tuple[DistrictFigure, ...]]) -> DataTable:
    every = [(title, figure) for title, figures in parts.items() for figure in figures]
    return DataTable(
        caption=f"{label}\u00a0: l'offre à côté de la demande",
        columns=COLUMNS,
        rows=tuple((title, one.label, one.period, one.value, one.flag) for title, one in every),
        value_columns=VALUE_COLUMNS,
        values=tuple(
            (
                title,
                one.label,
                one.indicator,
                one.period,
                rounded(one.number),
                unit_in_file(one.unit),
                one.flag,
            )
            for title, one in every
        ),
        file_name="castellum_fiche_quartier",
        notes=(("Quartier", label),),
    )

"""The city among comparable ones by an official rate: a funnel, a stated rule, no ranking.

Drug offences are not offered: they measure what the services do. The limits take in how much cities of this
size usually differ (over-dispersion, Spiegelhalter 2005), since chance alone is far too narrow for them.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from typing import Any

import pandas as pd

from analysis.comparison import ENOUGH_UNITS, funnel
from analysis.data_table import DataTable, rounded, unit_in_file
from analysis.funnel_view import FunnelView, Unit
from analysis.official_series import PER, source_text, sources_of, unit_of_rate
from analysis.standing import Situation
from analysis.wording import exact_text, in_period, list_text, number_text, plural, sentence, value_text
from data.codebook import Codebook
from data.declarations import Code

KINDS = ("commune", "commune_comparable")
SMALLEST, LARGEST = 0.8, 1.25
WITHIN = "dans les limites"
SAYS = {
    "similar": WITHIN,
    "low95": "sous les limites à 95\u00a0%",
    "low998": "sous les limites à 99,8\u00a0%",
    "high95": "au-dessus des limites à 95\u00a0%",
    "high998": "au-dessus des limites à 99,8\u00a0%",
}
COLUMNS = ("N°", "Ville", "Position", "Nombre", "Rapporté à", "Taux")
VALUE_COLUMNS = (
    "commune",
    "nom",
    "periode",
    "nombre",
    "base",
    "taux",
    "limite_basse_99_8",
    "limite_haute_99_8",
    "unite",
    "source",
)


@dataclass(frozen=True)
class CityComparison:
    """The funnel of one series: `rule` says which cities, `withheld` which of them are not published."""

    label: str
    view: FunnelView
    sentence: str
    rule: str
    withheld: str
    table: DataTable
    sources: tuple[str, ...]


def comparable_choices(situation: Situation) -> dict[str, str]:
    """The series that enough comparable cities publish, by code; never those that measure police activity."""
    if "series" not in situation.codebook.lists:
        return {}
    context = situation.tables["contexte"]
    city = context.loc[context["territoire"] == situation.codebook.city.code]
    here = set(city.loc[city["valeur"].notna() & (city["denominateur"] > 0), "serie"].astype(str))
    offered = [code for code in situation.codebook.lists["series"].codes.values() if _is_offered(code)]
    found = [code for code in offered if code.code in here and len(_rows(situation, code)[0]) >= ENOUGH_UNITS]
    return {code.code: code.label for code in found}


def city_comparison(situation: Situation, series: str) -> CityComparison:
    """The city among those of 0.8 to 1.25 times its population, in the last year it is published.

    Raises:
        KeyError: a series that is not one of `comparable_choices`.
    """
    code = situation.codebook.lists["series"].codes[series]
    rows, period, withheld = _rows(situation, code)
    if rows.empty:
        raise KeyError(series)
    counts, bases = rows["valeur"].astype(float), rows["denominateur"].astype(float)
    limits = funnel(counts, bases, "rate", overdispersion=True)
    average = PER * float(counts.sum() / bases.sum())
    unit = unit_of_rate(code)
    rows = rows.assign(rate=PER * counts / bases, label=limits["label"])
    rows = rows.assign(low=PER * limits["low998"], high=PER * limits["high998"])
    view = _view(situation.codebook, rows, average, unit)
    return CityComparison(
        label=code.label,
        view=view,
        sentence=_sentence(situation.codebook, rows, average, unit, period),
        rule=_rule(situation.codebook, len(rows), len(withheld)),
        withheld=f"Non diffusé\u00a0: {list_text(withheld)}." if withheld else "",
        table=_table(code, rows, unit, period),
        sources=sources_of(rows),
    )


def usual_limits_sentence(situation: Situation) -> str:
    """For how many of the series the city stands where cities of its size usually do."""
    every = [city_comparison(situation, series) for series in comparable_choices(situation)]
    name = situation.codebook.city.name
    within = sum(unit.comparison == WITHIN for one in every for unit in one.view.units if unit.label == name)
    if not every:
        return ""
    return (
        f"{name}\u00a0: dans les limites entre lesquelles varient les villes de sa taille pour {within} des "
        f"{plural(len(every), 'chiffre comparé', 'chiffres comparés')}, hors stupéfiants."
    )


def _is_offered(code: Code) -> bool:
    return not code.attributes.get("measures_activity") and bool(code.attributes.get("denominator_unit"))


def _rows(situation: Situation, code: Code) -> tuple[pd.DataFrame, str, list[str]]:
    """The comparable cities of the last year published for the city, by name; those withheld."""
    context = situation.tables["contexte"]
    city = situation.codebook.city.code
    rows = context.loc[context["serie"] == code.code]
    known = rows.loc[rows["valeur"].notna() & (rows["denominateur"] > 0)]
    periods = sorted(known.loc[known["territoire"] == city, "periode"].astype(str))
    if not periods:
        return known.head(0), "", []
    names = _comparable(situation, periods[-1])
    here = known.loc[(known["periode"].astype(str) == periods[-1]) & known["territoire"].isin(list(names))]
    here = here.assign(name=here["territoire"].astype(str).map(names)).sort_values("name", ignore_index=True)
    published = set(here["territoire"].astype(str))
    return here, periods[-1], sorted(name for place, name in names.items() if place not in published)


def _comparable(situation: Situation, period: str) -> dict[str, str]:
    """The cities that the rule names, by code: it needs a population, published with any series that year."""
    context, codebook = situation.tables["contexte"], situation.codebook
    declared = codebook.lists["territoires"].codes
    by_inhabitants = [
        code.code
        for code in codebook.lists["series"].codes.values()
        if code.attributes.get("denominator_unit") == "habitants"
    ]
    rows = context.loc[context["serie"].isin(by_inhabitants) & (context["periode"].astype(str) == period)]
    population = rows.groupby("territoire", observed=True)["denominateur"].max().dropna()
    own = population.get(codebook.city.code)
    if own is None:
        return {}
    near = population[(population >= SMALLEST * own) & (population <= LARGEST * own)]
    return {
        str(code): declared[str(code)].label
        for code in near.index
        if str(code) in declared and declared[str(code)].kind in KINDS
    }


def _view(codebook: Codebook, rows: pd.DataFrame, average: float, unit: str) -> FunnelView:
    by_size = rows.sort_values("denominateur")
    units = tuple(
        Unit(row["name"], row["denominateur"], row["rate"], value_text(row["rate"], unit), SAYS[row["label"]])
        for row in rows.to_dict("records")
    )
    return FunnelView(
        units=units,
        average=average,
        sizes=tuple(by_size["denominateur"]),
        low=tuple(by_size["low"]),
        high=tuple(by_size["high"]),
        unit="",
        sentence="",
        caution="",
        size_label="Logements" if unit.endswith("logements") else "Habitants",
        named=codebook.city.name,
    )


def _sentence(codebook: Codebook, rows: pd.DataFrame, average: float, unit: str, period: str) -> str:
    """Where the city stands, in words that rank nobody."""
    name = codebook.city.name
    own = rows.loc[rows["territoire"].astype(str) == codebook.city.code].iloc[0]
    place = {
        "similar": "dans les limites entre lesquelles ces villes varient d'ordinaire",
        "low95": "un peu sous les limites entre lesquelles ces villes varient d'ordinaire",
        "low998": "nettement sous les limites entre lesquelles ces villes varient d'ordinaire",
        "high95": "un peu au-dessus des limites entre lesquelles ces villes varient d'ordinaire",
        "high998": "nettement au-dessus des limites entre lesquelles ces villes varient d'ordinaire",
    }[own["label"]]
    told = f"{in_period(period)}, {name}\u00a0: {value_text(own['rate'], unit)}"
    told += f"\u00a0; les {len(rows)} villes ensemble\u00a0: {value_text(average, unit)}"
    return f"{sentence(told)} {name} se tient {place}."


def _rule(codebook: Codebook, shown: int, withheld: int) -> str:
    name = codebook.city.name
    cities = plural(shown + withheld - 1, "autre ville", "autres villes")
    return (
        "La règle, la même pour tous les chiffres\u00a0: les communes de métropole de "
        f"{exact_text(SMALLEST)} à {exact_text(LARGEST)} fois la population de {name}, soit {cities}. "
        "Ni revenus, ni tourisme, ni place dans l'agglomération n'y entrent\u00a0: des villes de même "
        "taille restent différentes."
    )


def _table(code: Code, rows: pd.DataFrame, unit: str, period: str) -> DataTable:
    every = rows.to_dict("records")
    return DataTable(
        caption=f"{code.label}, {period}, par ordre alphabétique",
        columns=COLUMNS,
        rows=tuple(_texts(number, row, unit) for number, row in enumerate(every, start=1)),
        value_columns=VALUE_COLUMNS,
        values=tuple(
            (str(row["territoire"]), row["name"], period, *_numbers(row), unit_in_file(unit), _source(row))
            for row in every
        ),
        file_name=f"castellum_villes_comparables_{code.code.replace('.', '_')}",
        notes=((code.label, str(code.attributes.get("note", ""))),),
        period=period,
        source=" ; ".join(sources_of(rows)),
        demonstration=bool(rows["demonstration"].any()),
    )


def _numbers(row: dict[Hashable, Any]) -> tuple[float | None, ...]:
    return tuple(rounded(row[name]) for name in ("valeur", "denominateur", "rate", "low", "high"))


def _source(row: dict[Hashable, Any]) -> str:
    return source_text(str(row["source"]), str(row["edition"]))


def _texts(number: int, row: dict[Hashable, Any], unit: str) -> tuple[str, ...]:
    return (
        str(number),
        str(row["name"]),
        SAYS[str(row["label"])],
        number_text(row["valeur"]),
        number_text(row["denominateur"]),
        value_text(row["rate"], unit),
    )

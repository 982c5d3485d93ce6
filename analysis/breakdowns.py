"""One breakdown at a time: by territory, structure, public, college, or figures read beside the indicator."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from analysis.cells import ALL
from analysis.chart_breakdown import Bar
from analysis.chart_sparkline import sparkline
from analysis.charts import NEUTRAL
from analysis.data_table import DataTable, rounded, unit_in_file
from analysis.figures import COMPLEMENT
from analysis.funnel_view import FunnelView, funnel_view
from analysis.points import Point, points
from analysis.sheet import sheet_of
from analysis.standing import Situation, since_break
from analysis.wording import interval_text
from data.declarations import Indicator

TERRITORY, STRUCTURE = "territory", "structure"
VALUE_COLUMNS = (
    "categorie",
    "periode",
    "valeur",
    "borne_basse",
    "borne_haute",
    "a_savoir",
    "unite",
    "demonstration",
)
Notes = tuple[tuple[str, str], ...]
LABELS = {
    TERRITORY: "Par territoire",
    STRUCTURE: "Par structure",
    "age": "Par âge",
    "sexe": "Par sexe",
    "cible": "Par public",
    "produit": "Par produit",
    "college": "Par collège",
    "serie": "Par série officielle",
    COMPLEMENT: "Chiffres lus à côté",
}


@dataclass(frozen=True)
class Beside:
    """A figure read beside the indicator, in its own unit."""

    label: str
    value: str
    period: str
    curve: str


@dataclass(frozen=True)
class Breakdown:
    """Bars of one period, or figures read beside; `periods` are those that can be asked, the latest first."""

    kind: str
    label: str
    period: str
    periods: Mapping[str, str]
    bars: tuple[Bar, ...]
    beside: tuple[Beside, ...]
    table: DataTable | None
    funnel: FunnelView | None = None


def breakdown_choices(rows: pd.DataFrame, indicator: Indicator, city: str) -> dict[str, str]:
    """The breakdowns of which something can be shown: code to label, in display order."""
    readable = rows["value"].notna() | rows["flag"].isin(["masked", "not_additive"])
    shown = rows.loc[readable & (rows["frequency"] == indicator.frequency)]
    return {kind: label for kind, label in LABELS.items() if len(_rows_of(shown, kind, city))}


def breakdown(situation: Situation, indicator: Indicator, kind: str, period: str | None) -> Breakdown:
    """One breakdown for one period; the latest with a figure unless `period` is one of those known."""
    city = situation.codebook.city.code
    rows = situation.results[indicator.code]
    rows = _rows_of(rows.loc[rows["frequency"] == indicator.frequency], kind, city)
    if kind == COMPLEMENT:
        return Breakdown(kind, LABELS[kind], "", {}, (), _beside(indicator, rows), None)
    series = _series(rows, kind, _names(situation, kind))
    periods = _known_periods(series.values())
    asked = period if period in periods else next(iter(periods), "")
    chosen = {name: next((p for p in line if p.period.code == asked), None) for name, line in series.items()}
    bars = tuple(_bar(name, point, indicator.unit) for name, point in chosen.items() if point is not None)
    notes = sheet_of(indicator, situation.codebook)
    fictitious = any(point.demonstration for point in chosen.values() if point is not None)
    table = _table(indicator, kind, periods.get(asked, ""), bars, notes, fictitious)
    judged = indicator.polarity != "none" and indicator.level != "contexte"
    units = funnel_view(chosen, indicator, judged) if kind in (TERRITORY, STRUCTURE) else None
    return Breakdown(kind, LABELS[kind], asked, periods, bars, (), table, units)


def _rows_of(rows: pd.DataFrame, kind: str, city: str) -> pd.DataFrame:
    whole_public = rows["breakdown"] == ALL
    if kind == TERRITORY:
        return rows.loc[whole_public & (rows["structure"] == ALL) & (rows["territory"] != city)]
    if kind == STRUCTURE:
        return rows.loc[whole_public & (rows["structure"] != ALL) & (rows["territory"] == city)]
    return rows.loc[(rows["breakdown"] == kind) & (rows["structure"] == ALL) & (rows["territory"] == city)]


def _names(situation: Situation, kind: str) -> dict[str, str]:
    """Codes and labels of a breakdown, in the order of the catalogue (structures by name)."""
    lists = situation.codebook.lists
    if kind == STRUCTURE:
        structures = situation.tables["structures"]
        named = zip(structures["structure"].astype(str), structures["nom"].astype(str), strict=True)
        return dict(sorted(named, key=lambda pair: pair[1].casefold()))
    name = {TERRITORY: "territoires", "college": "colleges", "serie": "series"}.get(kind, "publics")
    return {code: entry.label for code, entry in lists[name].codes.items()}


def _series(rows: pd.DataFrame, kind: str, names: Mapping[str, str]) -> dict[str, tuple[Point, ...]]:
    column = kind if kind in (TERRITORY, STRUCTURE) else "category"
    groups = {str(code): part for code, part in rows.groupby(column, observed=True, sort=False)}
    order = [code for code in names if code in groups] + [code for code in groups if code not in names]
    return {names.get(code, code): points(groups[code]) for code in order}


def _known_periods(series: Iterable[Sequence[Point]]) -> dict[str, str]:
    known = {p.period for line in series for p in line if p.is_known or p.flag == "masked"}
    return {period.code: period.label for period in sorted(known, reverse=True)}


def _bar(name: str, point: Point, unit: str) -> Bar:
    known = point.value is not None
    return Bar(
        name, point.value, point.low if known else None, point.high if known else None, point.text(unit)
    )


def _beside(indicator: Indicator, rows: pd.DataFrame) -> tuple[Beside, ...]:
    found = []
    for companion in indicator.companions:
        series = points(rows.loc[rows["category"] == companion.code])
        last = next((point for point in reversed(series) if point.is_known), None)
        if last is not None:
            curve = sparkline([point.value for point in since_break(series)[-16:]], NEUTRAL, None)
            found.append(Beside(companion.label, last.text(companion.unit), last.period.label, curve))
    return tuple(found)


def _table(
    indicator: Indicator, kind: str, period: str, bars: Sequence[Bar], notes: Notes, fictitious: bool
) -> DataTable:
    return DataTable(
        caption=f"{indicator.label}, {LABELS[kind].lower()}, {period}",
        columns=(LABELS[kind].removeprefix("Par ").capitalize(), "Valeur", "Intervalle à 95 %"),
        rows=tuple((bar.label, bar.text, _interval(bar, indicator.unit)) for bar in bars),
        value_columns=VALUE_COLUMNS,
        values=tuple(
            (
                bar.label,
                period,
                *(rounded(number) for number in (bar.value, bar.low, bar.high)),
                bar.text if bar.value is None else "",
                unit_in_file(indicator.unit),
                "oui" if fictitious else "non",
            )
            for bar in bars
        ),
        file_name=f"castellum_{indicator.code}_{kind}",
        notes=notes,
        source=indicator.source,
        demonstration=fictitious,
    )


def _interval(bar: Bar, unit: str) -> str:
    return interval_text(bar.low, bar.high, unit) if bar.low is not None else ""

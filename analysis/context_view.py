"""Official series: shown apart, split where mixing would mislead, never judged."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from analysis.cells import ALL
from analysis.chart_flags import Break
from analysis.chart_lines import Line
from analysis.data_table import DataTable, rounded, span, unit_in_file
from analysis.figures import COMPLEMENT
from analysis.indicator_chart import chart_points
from analysis.official_series import CURVE_PERIODS, above, sources_of
from analysis.points import Point, points
from analysis.standing import Situation
from data.declarations import Indicator
from data.periods import Period

SERIES = "serie"
CURVES = 5


@dataclass(frozen=True)
class OfficialFigure:
    """The last published value of a context indicator; `parts` when it must not be read as one number."""

    code: str
    name: str
    territory: str
    value: str
    period: str
    source: str
    parts: tuple[tuple[str, str], ...]
    demonstration: bool


@dataclass(frozen=True)
class OfficialChart:
    """Curves of one territory (split) or of several places (one series), and the same as a table.

    No curve when a single period is published; the table holds every place, the curves only the first ones.
    """

    territory: str
    territories: Mapping[str, str]
    lines: tuple[Line, ...]
    unit: str
    table: DataTable
    sources: tuple[str, ...]
    breaks: tuple[Break, ...] = ()


def official_figures(situation: Situation, axis: str) -> tuple[OfficialFigure, ...]:
    """The context indicators of an axis of which something is published."""
    found = (
        official_figure(situation, s.indicator)
        for s in situation.of_axis(axis)
        if s.indicator.level == "contexte"
    )
    return tuple(figure for figure in found if figure is not None)


def official_figure(situation: Situation, indicator: Indicator) -> OfficialFigure | None:
    """The last published value, for the city or else for the first place that publishes it."""
    chart = official_chart(situation, indicator, None)
    if chart is None:
        return None
    rows = _own_frequency(situation, indicator)
    territories = _territories(situation, rows)
    place = next(iter(territories))
    here = rows.loc[rows["territory"] == place]
    parts = _split(situation, indicator, here) if chart.territory else {}
    known = [p for p in points(here.loc[here["breakdown"] == ALL]) if p.value is not None]
    lasts = {name: line for name, part in parts.items() if (line := _last(part)) is not None}
    if not lasts and not known:
        return None
    last = max((*lasts.values(), *known), key=lambda point: point.period.end)
    return OfficialFigure(
        code=indicator.code,
        name=indicator.label if lasts else indicator.short_label,
        territory=territories[place],
        value="" if lasts else last.text(indicator.unit),
        period=last.period.label,
        source=indicator.source,
        parts=tuple((name, point.text(indicator.unit)) for name, point in lasts.items()),
        demonstration=last.demonstration,
    )


def official_chart(situation: Situation, indicator: Indicator, territory: str | None) -> OfficialChart | None:
    """The curves of one indicator; None when nothing is published.

    An indicator with companions or series in its own unit is split into them, for one territory; another is
    drawn for every place that publishes it.
    """
    rows = _own_frequency(situation, indicator)
    territories = _territories(situation, rows)
    if not territories:
        return None
    asked = territory if territory in territories else _first_with_a_curve(rows, territories)
    split = _split(situation, indicator, rows.loc[rows["territory"] == asked])
    series = split or _places(rows, territories)
    unit, sources = indicator.unit, _sources(situation, indicator)
    lines = tuple(Line(name, chart_points(part, unit)) for name, part in list(series.items())[:CURVES])
    return OfficialChart(
        territory=asked if split else "",
        territories=territories if split else {},
        lines=lines if _periods(series) > 1 else (),
        unit=unit,
        table=_table(indicator, series, sources),
        sources=sources,
        breaks=tuple(Break(one.date, one.note, one.breaks_series) for one in indicator.definition_changes),
    )


def _own_frequency(situation: Situation, indicator: Indicator) -> pd.DataFrame:
    rows = situation.results[indicator.code]
    return rows.loc[(rows["frequency"] == indicator.frequency) & (rows["structure"] == ALL)]


def _territories(situation: Situation, rows: pd.DataFrame) -> dict[str, str]:
    """Territories with a published value: the city, then what it is part of, then the others."""
    known = set(rows.loc[rows["value"].notna(), "territory"].astype(str))
    declared = situation.codebook.lists["territoires"].codes
    own = above(situation)
    codes = [code for code in declared if code in known and code not in own]
    return {code: declared[code].label for code in (*(code for code in own if code in known), *codes)}


def _first_with_a_curve(rows: pd.DataFrame, territories: Mapping[str, str]) -> str:
    """The first territory with enough periods for a curve, else the first."""
    periods = rows.loc[rows["value"].notna()].groupby("territory", observed=True)["period"].nunique()
    long_enough = (code for code in territories if periods[code] >= CURVE_PERIODS)
    return next(long_enough, next(iter(territories)))


def _split(situation: Situation, indicator: Indicator, rows: pd.DataFrame) -> dict[str, tuple[Point, ...]]:
    """The parts of the indicator that share its unit, each by its label; empty when it has none."""
    names = {one.code: one.label for one in indicator.companions if one.unit == indicator.unit}
    parts = _named(rows.loc[rows["breakdown"] == COMPLEMENT], names)
    if len(parts) > 1:
        return parts
    declared = situation.codebook.lists["series"].codes
    same_unit = {
        code: declared[code].label
        for code in indicator.series
        if declared[code].attributes.get("unit") == indicator.unit
    }
    others = _named(rows.loc[rows["breakdown"] == SERIES], same_unit)
    if not others:
        return {}
    head = points(rows.loc[rows["breakdown"] == ALL])
    return {declared[indicator.series[0]].label: head} | others


def _named(rows: pd.DataFrame, names: Mapping[str, str]) -> dict[str, tuple[Point, ...]]:
    groups = {str(code): part for code, part in rows.groupby("category", observed=True, sort=False)}
    return {label: points(groups[code]) for code, label in names.items() if code in groups}


def _places(rows: pd.DataFrame, territories: Mapping[str, str]) -> dict[str, tuple[Point, ...]]:
    whole = rows.loc[rows["breakdown"] == ALL]
    groups = {str(code): part for code, part in whole.groupby("territory", observed=True, sort=False)}
    return {label: points(groups[code]) for code, label in territories.items() if code in groups}


def _last(series: tuple[Point, ...]) -> Point | None:
    return next((point for point in reversed(series) if point.value is not None), None)


def _table(
    indicator: Indicator, series: Mapping[str, tuple[Point, ...]], sources: Sequence[str]
) -> DataTable:
    """One row per period and one column per curve to read; one row per point in the files."""
    unit = indicator.unit
    texts = {(name, p.period): p.text(unit) for name, part in series.items() for p in part}
    periods = sorted({period for _, period in texts}, reverse=True)
    columns, rows = _by_period(series, periods, texts)
    if len(periods) == 1:
        columns, rows = ("Lieu", periods[0].label), tuple((name, texts[name, periods[0]]) for name in series)
    return DataTable(
        caption=indicator.label,
        columns=columns,
        rows=rows,
        value_columns=("periode", "serie", "valeur", "denominateur", "unite"),
        values=tuple(
            (p.period.code, name, rounded(p.value), rounded(p.denominator), unit_in_file(unit))
            for name, part in series.items()
            for p in part
        ),
        file_name=f"castellum_{indicator.code}",
        period=span(periods[-1].label, periods[0].label) if periods else "",
        source=" ; ".join(sources) or indicator.source,
        demonstration=any(p.demonstration for part in series.values() for p in part),
    )


def _by_period(
    series: Mapping[str, object], periods: Sequence[Period], texts: Mapping[tuple[str, Period], str]
) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    columns = ("Période", *series)
    return columns, tuple((p.label, *(texts.get((name, p), "") for name in series)) for p in periods)


def _periods(series: Mapping[str, tuple[Point, ...]]) -> int:
    return len({point.period for part in series.values() for point in part if point.value is not None})


def _sources(situation: Situation, indicator: Indicator) -> tuple[str, ...]:
    """« producer, edition » of the rows read, without repetition."""
    context = situation.tables["contexte"]
    return sources_of(context.loc[context["serie"].isin(list(indicator.series))])

"""The gap between the priority districts and the rest of the city, as read and as drawn."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

import pandas as pd

from analysis.chart_lines import Line
from analysis.chart_series import ChartPoint
from analysis.data_table import DataTable, Value, rounded, span, unit_in_file
from analysis.gap_verdict import gap_text
from analysis.gaps import INSIDE, OUTSIDE
from analysis.indicator_chart import tick
from analysis.sentences import COLON
from analysis.wording import (
    FLAGS,
    MASKED,
    NOT_TRANSMITTED,
    exact_text,
    in_period,
    interval_text,
    is_missing,
    number_text,
    plural,
    printed,
    sentence,
    value_text,
)
from data.declarations import Indicator
from data.periods import Period, cached_parse

INSIDE_LABEL, OUTSIDE_LABEL = "Quartiers prioritaires", "Reste de la ville"
COLUMNS = (
    "Période",
    INSIDE_LABEL,
    OUTSIDE_LABEL,
    "Écart",
    "Intervalle à 95 %",
    "Rapport",
    "Intervalle à 95 %",
    "À savoir",
)
VALUE_COLUMNS = (
    "periode",
    *(f"{name}_{side}" for side in ("qpv", "reste") for name in ("numerateur", "denominateur", "valeur")),
    *(f"ecart{name}" for name in ("", "_borne_basse", "_borne_haute")),
    *(f"rapport{name}" for name in ("", "_borne_basse", "_borne_haute")),
    "a_savoir",
    "unite",
    "demonstration",
)
Row = Mapping[str, Any]


def ratio_text(ratio: float | None) -> str:
    """« 1,04 »: what one side is to the other; 1 means the same."""
    return exact_text(None if is_missing(ratio) else round(float(ratio or 0.0), 2))


def now_sentence(rows: pd.DataFrame, unit: str) -> str:
    """The last known gap in full: both sides with their n, the difference, the ratio, what chance can do."""
    known = rows.loc[rows["value"].notna()]
    if known.empty:
        return ""
    row = known.iloc[-1]
    both = (
        f"{value_text(row['value_inside'], unit)} dans les quartiers prioritaires ({_counts(row, INSIDE)}), "
        f"{value_text(row['value_outside'], unit)} dans le reste de la ville ({_counts(row, OUTSIDE)})"
    )
    apart = f"L'écart est de {gap_text(row['value'], unit)}{_before_rounding(row)}{_around(row)}"
    over = f"le rapport, de {ratio_text(row['ratio'])}"
    return sentence(f"{in_period(row['period'])}{COLON}{both}. {apart}\u00a0; {over}. {_chance(row)}")


def gap_points(rows: pd.DataFrame, unit: str) -> tuple[ChartPoint, ...]:
    """The differences, to draw; a hidden or missing period is a gap in the curve."""
    return tuple(
        _point(
            row, ("value", "low", "high"), gap_text(row["value"], unit), gap_text(row["value"], "").strip()
        )
        for row in _rows(rows)
    )


def ratio_points(rows: pd.DataFrame) -> tuple[ChartPoint, ...]:
    names = ("ratio", "ratio_low", "ratio_high")
    return tuple(
        _point(row, names, f"rapport de {ratio_text(row['ratio'])}", ratio_text(row["ratio"]))
        for row in _rows(rows)
    )


def both_sides(rows: pd.DataFrame, unit: str) -> tuple[Line, ...]:
    """The two curves that the gap comes from."""
    return tuple(
        Line(label, tuple(_point(row, names, _side_text(row, side, unit), "") for row in _rows(rows)))
        for side, label in ((INSIDE, INSIDE_LABEL), (OUTSIDE, OUTSIDE_LABEL))
        for names in [tuple(f"{name}_{side}" for name in ("value", "low", "high"))]
    )


def gap_summary(rows: pd.DataFrame, unit: str) -> str:
    """What the curve of the gap shows, for those who do not see it."""
    known = [row for row in _rows(rows) if not is_missing(row["value"])]
    if len(known) < 2:
        return ""
    first, last = known[0], known[-1]
    hidden = sum(row["flag"] == "masked" for row in _rows(rows))
    absent = len(rows) - len(known) - hidden
    notes = [plural(hidden, "période secrète", "périodes secrètes")] if hidden else []
    notes += [plural(absent, "période non transmise", "périodes non transmises")] if absent else []
    said = ", ".join(f"{gap_text(row['value'], unit)} {in_period(row['period'])}" for row in (first, last))
    return f"Écart{COLON}{said}." + (
        f" {' et '.join(notes)[:1].upper()}{' et '.join(notes)[1:]}." if notes else ""
    )


def gap_table(indicator: Indicator, rows: pd.DataFrame, notes: Sequence[tuple[str, str]]) -> DataTable:
    """Every period, the latest first: both sides with their n, difference and ratio with intervals."""
    latest_first = list(_rows(rows))[::-1]
    return DataTable(
        caption=f"{indicator.label}, quartiers prioritaires et reste de la ville",
        columns=COLUMNS,
        rows=tuple(_texts(row, indicator.unit) for row in latest_first),
        value_columns=VALUE_COLUMNS,
        values=tuple(_values(row, indicator.unit) for row in latest_first),
        file_name=f"castellum_{indicator.code}_ecart_quartiers",
        notes=tuple(notes),
        period=span(*(cached_parse(row["period"]).label for row in (latest_first[-1], latest_first[0]))),
        source=indicator.source,
        demonstration=bool(rows["demonstration"].any()),
    )


def _rows(rows: pd.DataFrame) -> Iterator[Row]:
    return iter(rows.astype(object).where(rows.notna(), None).to_dict("records"))


def _point(row: Row, names: Sequence[str], text: str, printed: str) -> ChartPoint:
    period = cached_parse(row["period"])
    value, low, high = (row[name] for name in names)
    return ChartPoint(
        day=_middle(period),
        label=period.label,
        tick=tick(period),
        value=value,
        low=low if value is not None else None,
        high=high if value is not None else None,
        text=text if value is not None else FLAGS[row["flag"]] or NOT_TRANSMITTED,
        printed=printed,
        doubtful=row["flag"] == "provisional",
    )


def _middle(period: Period) -> date:
    return period.start + timedelta(days=(period.end - period.start).days // 2)


def _counts(row: Row, side: str) -> str:
    numerator, denominator = (number_text(row[f"{name}_{side}"]) for name in ("numerator", "denominator"))
    return f"{numerator} sur {denominator}"


def _side_text(row: Row, side: str, unit: str) -> str:
    if is_missing(row[f"value_{side}"]):
        return MASKED if row["flag"] == "masked" else NOT_TRANSMITTED
    return f"{value_text(row[f'value_{side}'], unit)} ({_counts(row, side)})"


def _before_rounding(row: Row) -> str:
    """Said where subtracting the two figures as printed gives another last digit."""
    read = printed(row["value_inside"]) - printed(row["value_outside"])
    return "" if read == printed(round(row["value"], 1)) else ", calculé avant arrondi"


def _around(row: Row) -> str:
    if is_missing(row["low"]):
        return ""
    return f" (intervalle à 95\u00a0%{COLON}{interval_text(row['low'], row['high'], '', signed=True)})"


def _chance(row: Row) -> str:
    if is_missing(row["low"]):
        return "Tout est compté, rien n'est tiré au sort\u00a0: pas d'intervalle"
    if row["low"] <= 0 <= row["high"]:
        return "Cet écart ne dépasse pas ce que le hasard seul peut donner"
    return "Cet écart dépasse ce que le hasard seul peut donner"


def _texts(row: Row, unit: str) -> tuple[str, ...]:
    flag = FLAGS[row["flag"]]
    marks = [flag] if row["flag"] in ("provisional", "break") else []
    marks += ["fictif"] if row["demonstration"] else []
    apart = gap_text(row["value"], unit) if row["value"] is not None else flag or NOT_TRANSMITTED
    over = ratio_text(row["ratio"]) if row["ratio"] is not None else ""
    return (
        cached_parse(row["period"]).label,
        _side_text(row, INSIDE, unit),
        _side_text(row, OUTSIDE, unit),
        apart,
        interval_text(row["low"], row["high"], "", signed=True) if row["low"] is not None else "",
        over,
        f"de {ratio_text(row['ratio_low'])} à {ratio_text(row['ratio_high'])}" if row["ratio_low"] else "",
        ", ".join(marks),
    )


def _values(row: Row, unit: str) -> tuple[Value, ...]:
    sides = [f"{name}_{side}" for side in (INSIDE, OUTSIDE) for name in ("numerator", "denominator", "value")]
    gaps = ("value", "low", "high", "ratio", "ratio_low", "ratio_high")
    return (
        row["period"],
        *(rounded(row[name]) for name in (*sides, *gaps)),
        FLAGS[row["flag"]],
        unit_in_file(unit),
        "oui" if row["demonstration"] else "non",
    )

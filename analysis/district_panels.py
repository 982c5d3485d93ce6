"""One small curve for each priority district, on one scale, beside that of the rest of the city."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from analysis.chart_panel import Frame, PanelLine, panel
from analysis.charts import ACCENT, QUIET
from analysis.data_table import DataTable, Value, rounded, unit_in_file
from analysis.districts import district_names, is_share, rest_of_city
from analysis.points import Point, points
from analysis.sheet import sheet_of
from analysis.standing import Situation
from analysis.wording import FLAGS, value_text
from data.declarations import Indicator

COLUMNS = ("Quartier", "Période", "Valeur", "Effectif", "Intervalle à 95 %", "À savoir")
VALUE_COLUMNS = (
    "territoire",
    "quartier",
    "periode",
    "valeur",
    "borne_basse",
    "borne_haute",
    "numerateur",
    "denominateur",
    "a_savoir",
    "demonstration",
    "unite",
)
READ_PERIODS = 4


@dataclass(frozen=True)
class DistrictPanel:
    """One district: its last figure with its n, and its curve."""

    code: str
    label: str
    value: str
    note: str
    picture: str
    description: str


@dataclass(frozen=True)
class Panels:
    """The curves of one set; `scale` and `span` say what they share."""

    panels: tuple[DistrictPanel, ...]
    scale: str
    first: str
    last: str
    has_reference: bool
    has_hidden: bool
    table: DataTable


def panels(situation: Situation, indicator: Indicator, rows: pd.DataFrame) -> Panels:
    """The panels of one indicator at its frequency; districts without any row are left out."""
    rest = rest_of_city(situation.codebook)
    names = district_names(situation.codebook)
    found = {str(code): points(part) for code, part in rows.groupby("territory", observed=True, sort=False)}
    series = {code: found[code] for code in names if code in found}
    reference = found.get(rest, ()) if is_share(indicator) else ()
    frame = _frame([*series.values(), reference])
    labels = names | {rest: situation.codebook.lists["territoires"].label(rest)}
    drawn = tuple(_panel(code, labels[code], series[code], reference, frame, indicator) for code in series)
    every = [point for line in series.values() for point in line]
    return Panels(
        panels=drawn,
        scale=f"de 0 à {value_text(frame.top, indicator.unit)}",
        first=str(frame.first.year),
        last=str(frame.last.year),
        has_reference=bool(reference),
        has_hidden=any(point.flag == "masked" for point in every),
        table=_table(
            situation, indicator, {labels[code]: found[code] for code in (*series, rest) if code in found}
        ),
    )


def _frame(lines: Sequence[Sequence[Point]]) -> Frame:
    every = [point for line in lines for point in line]
    days = [point.middle for point in every]
    values = [point.value for point in every if point.value is not None]
    return Frame(min(days), max(days), max(values, default=1.0))


def _panel(
    code: str,
    label: str,
    series: Sequence[Point],
    reference: Sequence[Point],
    frame: Frame,
    indicator: Indicator,
) -> DistrictPanel:
    lines = [_line(reference, QUIET, "dash"), _line(series, ACCENT, "solid")]
    last = next((p for p in reversed(series) if p.value is not None), series[-1])
    known = [p for p in series if p.value is not None]
    hidden = sum(p.flag == "masked" for p in series)
    told = [f"{last.period.label}", last.counts] + ([f"{hidden} secrets"] if hidden > 1 else [])
    return DistrictPanel(
        code=code,
        label=label,
        value=last.text(indicator.unit),
        note=" · ".join(filter(None, told)),
        picture=panel(lines, frame),
        description=(
            f"De {known[0].text(indicator.unit)} ({known[0].period.label}) à {last.text(indicator.unit)}"
            if known
            else "Aucun chiffre montré"
        ),
    )


def _line(series: Sequence[Point], colour: str, dash: str) -> PanelLine:
    return PanelLine(
        points=tuple((p.middle, p.value) for p in series),
        colour=colour,
        dash=dash,
        hidden=tuple(p.middle for p in series if p.flag == "masked" and dash == "solid"),
        hollow=tuple(p.middle for p in series if p.flag == "provisional"),
    )


def _table(situation: Situation, indicator: Indicator, series: Mapping[str, Sequence[Point]]) -> DataTable:
    """The last periods to read, every period in the files."""
    codes = {label: code for code, label in _labels(situation).items()}
    return DataTable(
        caption=f"{indicator.label}, par quartier (les {READ_PERIODS} dernières périodes)",
        columns=COLUMNS,
        rows=tuple(
            _row(name, point, indicator)
            for name, line in series.items()
            for point in line[-READ_PERIODS:][::-1]
        ),
        value_columns=VALUE_COLUMNS,
        values=tuple(
            (codes[name], name, *_values(point), unit_in_file(indicator.unit))
            for name, line in series.items()
            for point in line
        ),
        file_name=f"castellum_{indicator.code}_par_quartier",
        notes=sheet_of(indicator, situation.codebook),
        source=indicator.source,
        demonstration=any(point.demonstration for line in series.values() for point in line),
    )


def _values(point: Point) -> tuple[Value, ...]:
    numbers = (point.value, point.low, point.high, point.numerator, point.denominator)
    said = FLAGS[point.flag], "oui" if point.demonstration else "non"
    return (point.period.code, *(rounded(number) for number in numbers), *said)


def _labels(situation: Situation) -> dict[str, str]:
    known = situation.codebook.lists["territoires"]
    return {code: known.label(code) for code in situation.codebook.city_territories}


def _row(name: str, point: Point, indicator: Indicator) -> tuple[str, ...]:
    return (
        name,
        point.period.label,
        point.text(indicator.unit),
        point.size_text,
        point.interval_text(indicator.unit),
        FLAGS[point.flag] if point.flag in ("provisional", "break") else "",
    )

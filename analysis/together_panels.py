"""Small curves over the same years, official ones or local ones, each set saying what it is made of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from analysis.chart_panel import Frame, PanelLine, panel
from analysis.charts import ACCENT, NEUTRAL
from analysis.data_table import DataTable
from analysis.indicator_chart import tick
from analysis.official_series import OfficialSeries
from analysis.points import Point
from analysis.standing import Standing
from analysis.together_table import local_table, official_table
from analysis.wording import number_text, value_text

UNIT_WORDS = {"‰": "pour 1\u202f000 habitants"}
FEW_POINTS = 9


@dataclass(frozen=True)
class Panel:
    """One small curve: its name, last figure, ends in words, picture; `scale` where it has its own."""

    label: str
    value: str
    unit: str
    note: str
    picture: str
    description: str
    href: tuple[str, str] = ("", "")


@dataclass(frozen=True)
class PanelGroup:
    """Curves drawn over the same years; `scale` says what they share, or that each has its own."""

    place: str
    panels: tuple[Panel, ...]
    first: str
    last: str
    scale: str
    origin: str
    sources: tuple[str, ...]
    notes: tuple[str, ...]
    table: DataTable


def years_of(series: Sequence[Sequence[Point]]) -> Frame:
    days = [point.period.start for line in series for point in line if point.value is not None]
    ends = [point.period.end for line in series for point in line if point.value is not None]
    first, last = (min(days).year, max(ends).year) if days else (2000, 2000)
    return Frame(date(first, 1, 1), date(last, 12, 31), 1.0)


def official_group(
    series: Sequence[OfficialSeries], frame: Frame, name: str, one_scale: bool = False
) -> PanelGroup | None:
    if not series:
        return None
    shared = max(_top(one.points) for one in series) if one_scale else None
    fictitious = any(one.demonstration for one in series)
    return PanelGroup(
        place=series[0].place,
        panels=tuple(_panel(one.label, one.points, one.unit, frame, NEUTRAL, shared) for one in series),
        first=str(frame.first.year),
        last=str(frame.last.year),
        scale=_scale(shared, series[0].unit),
        origin="Chiffres fictifs" if fictitious else "Données publiques réelles",
        sources=tuple(dict.fromkeys(source for one in series for source in one.sources)),
        notes=tuple(dict.fromkeys(one.note for one in series if one.note)),
        table=official_table(series, name),
    )


def local_group(standings: Sequence[Standing], frame: Frame, axis: str) -> PanelGroup | None:
    if not standings:
        return None
    fictitious = any(standing.demonstration for standing in standings)
    return PanelGroup(
        place=axis,
        panels=tuple(
            _panel(s.indicator.short_label, s.points, s.indicator.unit, frame, ACCENT, None, s.indicator.code)
            for s in standings
        ),
        first=str(frame.first.year),
        last=str(frame.last.year),
        scale=_scale(None, ""),
        origin="Ville de démonstration, chiffres fictifs"
        if fictitious
        else "Chiffres déposés par la Ville et ses partenaires",
        sources=tuple(dict.fromkeys(standing.indicator.source for standing in standings)),
        notes=(),
        table=local_table(standings, axis),
    )


def _scale(shared: float | None, unit: str) -> str:
    if shared is None:
        return "Mêmes années pour toutes les courbes\u00a0; chacune a son échelle, de zéro à son maximum."
    top = value_text(shared, unit)
    return f"Mêmes années et même échelle pour toutes les courbes, de 0 à {top}."


def _panel(
    label: str,
    series: Sequence[Point],
    unit: str,
    frame: Frame,
    colour: str,
    shared: float | None,
    code: str = "",
) -> Panel:
    known = [point for point in series if point.value is not None]
    first, last = known[0], known[-1]
    top = shared or _top(series)
    line = PanelLine(
        points=tuple((point.middle, point.value) for point in series),
        colour=colour,
        dots=len(known) <= FEW_POINTS,
        hidden=tuple(point.middle for point in series if point.flag == "masked"),
        hollow=tuple(point.middle for point in series if point.flag == "provisional"),
    )
    return Panel(
        label=label,
        value=last.text("%" if unit == "%" else ""),
        unit="" if unit == "%" else UNIT_WORDS.get(unit, unit),
        note=f"{_end('de', first)} {_end('à', last)}",
        picture=panel([line], Frame(frame.first, frame.last, top)),
        description=f"{label}, de {frame.first.year} à {frame.last.year}",
        href=("indicateur", code) if code else ("", ""),
    )


def _end(link: str, point: Point) -> str:
    return f"{link} {number_text(point.value)} ({tick(point.period)})"


def _top(series: Sequence[Point]) -> float:
    return max((point.value for point in series if point.value is not None), default=1.0)

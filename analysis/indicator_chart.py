"""From the points of an indicator to its chart, its table and the sentence that sums it up."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.chart_flags import Break, Event
from analysis.chart_series import ChartPoint, SeriesChart, Trajectory
from analysis.charts import MONTHS
from analysis.data_table import DataTable, Value, rounded, span, unit_in_file
from analysis.points import Point
from analysis.standing import Situation, Standing, since_break
from analysis.window import ENOUGH_COVERAGE
from analysis.wording import FLAGS, plural, share_text, value_text
from data.declarations import Calculation, Indicator
from data.periods import Kind, Period

NARROW = 0.8
PARTIAL = f"moins de {share_text(ENOUGH_COVERAGE)} des structures"
HOLLOW = " Points évidés\u00a0: chiffres provisoires ou incomplets."
COLUMNS = ("Période", "Valeur", "Intervalle à 95 %", "Données reçues", "À savoir")
VALUE_COLUMNS = (
    "periode",
    "debut",
    "fin",
    "valeur",
    "borne_basse",
    "borne_haute",
    "methode_intervalle",
    "numerateur",
    "denominateur",
    "structures_ayant_transmis",
    "structures_attendues",
    "a_savoir",
    "unite",
    "demonstration",
)


def series_of(standing: Standing, points: Sequence[Point], events: Sequence[Event]) -> SeriesChart | None:
    """The chart of a series; None when no period has a value to draw."""
    indicator = standing.indicator
    if not any(point.value is not None for point in points):
        return None
    line = standing.goal.line() if standing.goal else ()
    label = goal_label(standing)
    first, last = points[0].period.start, points[-1].period.end
    changes = indicator.definition_changes
    return SeriesChart(
        points=chart_points(points, indicator.unit),
        unit=indicator.unit,
        from_zero=_starts_at_zero(indicator, points),
        neutral=indicator.polarity == "none",
        trajectory=Trajectory(line, label) if line else None,
        events=tuple(event for event in events if first <= event.day <= last),
        breaks=tuple(Break(c.date, c.note, c.breaks_series) for c in changes if first <= c.date <= last),
    )


def _starts_at_zero(indicator: Indicator, points: Sequence[Point]) -> bool:
    """Counts and rates always do; a share does unless it only moves in the upper half of its scale."""
    if indicator.kind in ("count", "rate"):
        return True
    known = [point.value for point in points if point.value is not None]
    return min(known) < NARROW * max(known)


def goal_label(standing: Standing) -> str:
    """« Cible : 80 % (T4 2031) », or nothing."""
    if standing.goal is None:
        return ""
    final = standing.goal.final
    return f"Cible\u00a0: {value_text(final.value, standing.indicator.unit)} ({tick(final.period)})"


def chart_points(points: Sequence[Point], unit: str) -> tuple[ChartPoint, ...]:
    """Points as drawn; the bracket of what does not add up is not an interval, and is not drawn as one."""
    return tuple(
        ChartPoint(
            day=point.middle,
            label=point.period.label,
            tick=tick(point.period),
            value=point.value,
            low=point.low if point.value is not None else None,
            high=point.high if point.value is not None else None,
            text=point.text(unit),
            printed=value_text(point.value, unit if unit == "%" else ""),
            doubtful=point.flag == "provisional" or not point.is_sound,
            starts_again=point.flag == "break",
        )
        for point in points
    )


def tick(period: Period) -> str:
    """The shortest name of a period: « 2025 », « T3 2025 », « S1 2025 », « mars 2025 », « 2025-26 »."""
    year = period.start.year
    forms: dict[Kind, str] = {
        "month": f"{MONTHS[period.start.month - 1]} {year}",
        "quarter": f"T{(period.start.month + 2) // 3} {year}",
        "half_year": f"S{(period.start.month + 5) // 6} {year}",
        "year": str(year),
        "school_year": f"{year}-{(year + 1) % 100:02d}",
    }
    return forms[period.kind]


def events_of(situation: Situation, indicator: Indicator) -> tuple[Event, ...]:
    """Actions and events expected to move this indicator, numbered in order of time."""
    actions = situation.tables["actions"]
    named = actions["indicateurs"].astype(object).fillna("").str.split("|")
    concerned = named.map(lambda codes: indicator.code in [code.strip() for code in codes])
    rows = actions.loc[concerned.astype(bool)].sort_values("debut", kind="stable")
    columns = zip(rows["debut"], rows["intitule"].astype(str), rows["description"], strict=True)
    return tuple(
        Event(number, start.date(), title, "" if description != description else str(description or ""))
        for number, (start, title, description) in enumerate(columns, start=1)
    )


def table_of(
    indicator: Indicator, points: Sequence[Point], city: str, notes: tuple[tuple[str, str], ...]
) -> DataTable:
    """Every period of the chart, the latest first."""
    latest_first = list(reversed(points))
    return DataTable(
        caption=f"{indicator.label}, {city}",
        columns=COLUMNS,
        rows=tuple(_row(point, indicator) for point in latest_first),
        value_columns=VALUE_COLUMNS,
        values=tuple(_values(point, indicator) for point in latest_first),
        file_name=f"castellum_{indicator.code}",
        notes=notes,
        period=span(points[0].period.label, points[-1].period.label) if points else "",
        source=indicator.source,
        demonstration=any(point.demonstration for point in points),
    )


def summary_of(calculation: Calculation, points: Sequence[Point]) -> str:
    """What the curve shows, for those who do not see it: ends, extremes, gaps; under one definition only."""
    alike = since_break(points)
    known = [point for point in alike if point.value is not None]
    if len(known) < 2:
        return ""
    unit, first, last = calculation.unit, known[0], known[-1]
    lowest = min(known, key=lambda point: point.value or 0.0)
    highest = max(known, key=lambda point: point.value or 0.0)
    absent = len(alike) - len(known)
    gaps = f" {plural(absent, 'période', 'périodes')} sans chiffre." if absent else ""
    hollow = "" if all(point.is_settled for point in known) else HOLLOW
    since = "De" if len(alike) == len(points) else "Depuis le changement de définition, de"
    return (
        f"{since} {first.text(unit)} ({first.period.label}) à {last.text(unit)} ({last.period.label}). "
        f"Le plus bas\u00a0: {lowest.text(unit)} ({lowest.period.label})\u00a0; "
        f"le plus haut\u00a0: {highest.text(unit)} ({highest.period.label}).{gaps}{hollow}"
    )


def _row(point: Point, indicator: Indicator) -> tuple[str, ...]:
    marks = [FLAGS[point.flag]] if point.flag in ("provisional", "break") else []
    marks += _partial(point) + (["fictif"] if point.demonstration else [])
    return (
        point.period.label,
        point.text(indicator.unit),
        point.interval_text(indicator.unit),
        point.coverage_text,
        ", ".join(marks),
    )


def _partial(point: Point) -> list[str]:
    return [PARTIAL] if point.value is not None and not point.is_sound else []


def _values(point: Point, indicator: Indicator) -> tuple[Value, ...]:
    return (
        point.period.code,
        point.period.start,
        point.period.end,
        *(rounded(number) for number in (point.value, point.low, point.high)),
        point.method,
        *(rounded(number) for number in (point.numerator, point.denominator)),
        point.reported,
        point.expected,
        ", ".join(filter(None, [FLAGS[point.flag], *_partial(point)])),
        unit_in_file(indicator.unit),
        "oui" if point.demonstration else "non",
    )

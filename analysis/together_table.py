"""The tables under the small curves that are read together: official, or local, never both."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.data_table import DataTable, rounded, unit_in_file
from analysis.official_series import OfficialSeries
from analysis.points import Point
from analysis.standing import Standing
from analysis.wording import FLAGS, number_text

COLUMNS = ("Série", "Période", "Valeur", "Nombre", "Rapporté à")
VALUE_COLUMNS = (
    "serie",
    "intitule",
    "lieu",
    "periode",
    "valeur",
    "unite",
    "nombre",
    "base",
    "a_savoir",
    "source",
    "demonstration",
)
READ_PERIODS = 3


def official_table(series: Sequence[OfficialSeries], name: str) -> DataTable:
    """The last periods to read, every period with its source in the files."""
    return DataTable(
        caption=f"{series[0].place}, données publiques officielles (les {READ_PERIODS} dernières périodes)",
        columns=COLUMNS,
        rows=tuple(_row(one.label, point, one.unit) for one in series for point in _last(one.points)),
        value_columns=VALUE_COLUMNS,
        values=tuple(
            (one.code, one.label, one.place, *_values(point, one.unit), " ; ".join(one.sources), _yes(point))
            for one in series
            for point in one.points
        ),
        file_name=f"castellum_series_officielles_{name}",
        notes=tuple((one.label, one.note) for one in series),
        source=" ; ".join(dict.fromkeys(source for one in series for source in one.sources)),
        demonstration=any(one.demonstration for one in series),
    )


def local_table(standings: Sequence[Standing], axis: str) -> DataTable:
    """The figures of one axis, with the same columns as the official ones but never in the same file."""
    return DataTable(
        caption=f"{axis} (les {READ_PERIODS} dernières périodes)",
        columns=COLUMNS,
        rows=tuple(
            _row(s.indicator.label, point, s.indicator.unit) for s in standings for point in _last(s.points)
        ),
        value_columns=VALUE_COLUMNS,
        values=tuple(
            (s.indicator.code, *_local_values(s, point), s.indicator.source, _yes(point))
            for s in standings
            for point in s.points
        ),
        file_name="castellum_action_locale",
        notes=tuple((s.indicator.label, s.indicator.caveats) for s in standings),
        source=" ; ".join(dict.fromkeys(s.indicator.source for s in standings)),
        demonstration=any(s.demonstration for s in standings),
    )


def _last(series: Sequence[Point]) -> list[Point]:
    return list(series[-READ_PERIODS:])[::-1]


def _row(label: str, point: Point, unit: str) -> tuple[str, ...]:
    number, base = ("" if n is None else number_text(n) for n in (point.numerator, point.denominator))
    return label, point.period.label, point.text(unit), number, base


def _values(point: Point, unit: str) -> tuple[str | float | None, ...]:
    value, number, base = (rounded(n) for n in (point.value, point.numerator, point.denominator))
    return point.period.code, value, unit_in_file(unit), number, base, FLAGS[point.flag]


def _local_values(standing: Standing, point: Point) -> tuple[str | float | None, ...]:
    return standing.indicator.label, "ville", *_values(point, standing.indicator.unit)


def _yes(point: Point) -> str:
    return "oui" if point.demonstration else "non"

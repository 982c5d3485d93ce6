"""A series ready to be shown, at the time step of its indicator or at a longer one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from analysis.chart_flags import Event
from analysis.chart_series import SeriesChart
from analysis.data_table import DataTable
from analysis.figures import FREQUENCIES_FROM
from analysis.indicator_chart import series_of, summary_of, table_of
from analysis.points import Point, main_series, points
from analysis.sentences import NOUNS
from analysis.standing import Situation, Standing
from analysis.usual_variation import UsualVariation
from data.periods import Kind

Notes = tuple[tuple[str, str], ...]
FEWEST_POINTS = 2


@dataclass(frozen=True)
class Curve:
    """A series drawn, summed up and laid in a table.

    Attributes:
        perimeter: whose figures they are, when not everyone's, and what a longer step leaves out.
        usual: its usual variations, when it has some at this time step.
    """

    chart: SeriesChart | None
    summary: str
    table: DataTable
    perimeter: str = ""
    usual: UsualVariation | None = None

    @property
    def has_margin(self) -> bool:
        """Whether an interval is drawn around at least one point."""
        return self.chart is not None and any(point.low is not None for point in self.chart.points)


def curve_of(
    standing: Standing, series: Sequence[Point], events: tuple[Event, ...], whose: str, sheet: Notes
) -> Curve:
    return Curve(
        series_of(standing, series, events),
        summary_of(standing.indicator, series),
        table_of(standing.indicator, series, whose, sheet),
    )


def curve_steps(
    situation: Situation, standing: Standing, events: tuple[Event, ...], sheet: Notes
) -> dict[Kind, Curve]:
    """The series at its own time step, then over the longer periods that make a curve too."""
    rows = situation.results[standing.indicator.code]
    city, own = situation.codebook.city, standing.indicator.frequency
    steps = {own: curve_of(standing, standing.points, events, city.name, sheet)}
    for kind in FREQUENCIES_FROM[own][1:]:
        series = points(main_series(rows, kind, city.code))
        if sum(point.value is not None for point in series) >= FEWEST_POINTS:
            steps[kind] = _longer(standing, series, kind, events, city.name, sheet)
    return steps


def _longer(
    standing: Standing,
    series: Sequence[Point],
    kind: Kind,
    events: tuple[Event, ...],
    city: str,
    sheet: Notes,
) -> Curve:
    """A target set for a count of a quarter says nothing of a year: it is not drawn."""
    noun, own = NOUNS[kind][0], NOUNS[standing.indicator.frequency][0]
    adds_up = standing.indicator.kind == "count"
    shown = replace(standing, goal=None) if adds_up else standing
    curve = curve_of(shown, series, events, f"{city}, par {noun}", sheet)
    left_out = f"La cible, fixée par {own}, n'est pas dessinée." if adds_up and standing.goal else ""
    table = replace(curve.table, file_name=f"{curve.table.file_name}_par_{noun.replace('é', 'e')}")
    return replace(curve, table=table, perimeter=left_out)

"""The page of a report that is read when there is a minute: alerts, verdicts by axis, signed weather."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from analysis.alerts import Alert, first_alerts
from analysis.axis_view import AxisView
from analysis.counted_verdicts import counts_text
from analysis.overview import Headline, Overview
from analysis.report.content import Block, Bullets, Grid, Heading, Paragraph
from analysis.sentences import COLON
from analysis.wording import NOT_TRANSMITTED, VERDICTS

BESIDE = (
    "La météo est un jugement humain, signé\u00a0; les verdicts sont calculés. Aucun des deux ne corrige "
    "l'autre, et il n'y a pas de note globale."
)
QUIET = "Aucune alerte sur ces axes."


def summary_part(
    view: Overview, axes: Sequence[AxisView], has_every_axis: bool, told_as_of: str
) -> Iterator[Block]:
    """What is read first.

    Args:
        has_every_axis: whether the summary of the first page holds for this report.
        told_as_of: from which day delays are counted, of a past period.
    """
    yield Heading(1, "En une page", new_page=True)
    if has_every_axis:
        yield Paragraph(view.summary, "lead")
    if told_as_of:
        yield Paragraph(told_as_of, "note")
    yield Heading(2, "À regarder d'abord")
    alerts = view.alerts if has_every_axis else first_alerts(_alerts_of(axes))
    yield (
        Bullets(tuple((f"{alert.title}. ", alert.detail) for alert in alerts)) if alerts else Paragraph(QUIET)
    )
    yield Heading(2, "Axe par axe, et la météo signée à côté")
    yield Grid(
        ("Axe", "Vers les cibles", "Verdicts calculés", "Météo signée", "Données"),
        tuple(_row(axis) for axis in axes),
        (17, 21, 23, 26, 13),
    )
    yield Paragraph(BESIDE, "quiet")
    yield from _headlines(view, axes)


def _headlines(view: Overview, axes: Sequence[AxisView]) -> Iterator[Block]:
    """The figures of the first page that belong to these axes."""
    own = {item.code for axis in axes for stage in axis.chain for item in stage.items}
    rows = tuple(_headline(one) for one in view.headlines if one.code in own)
    if rows:
        yield Heading(2, "Les chiffres à suivre")
        yield Grid(("Indicateur", "Dernier chiffre", "Verdict", "Cible"), rows, (34, 24, 20, 22))


def _headline(one: Headline) -> tuple[str, ...]:
    figure = f"{one.value} ({one.period})"
    return (
        f"{one.code} · {one.name}",
        figure,
        VERDICTS[one.word].label,
        one.target.removeprefix(f"Cible{COLON}"),
    )


def _alerts_of(axes: Sequence[AxisView]) -> list[Alert]:
    """Those of the axes, each once, the gravest first."""
    found: list[Alert] = []
    for axis in axes:
        found += [alert for alert in axis.alerts if alert not in found]
    return sorted(found, key=lambda alert: alert.gravity)


def _row(axis: AxisView) -> tuple[str, ...]:
    weather = "Pas de météo signée"
    if axis.weather is not None:
        clash = f", {axis.clash}" if axis.clash else ""
        weather = f"{axis.weather.weather_label}{clash}. {axis.weather.signature}."
    received = axis.received.partition(" des données")[0] or NOT_TRANSMITTED
    return axis.label, axis.summary, counts_text(axis.counts), weather, received

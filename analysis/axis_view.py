"""« Que donne cet axe ? »: the result chain, the promises, the actions and what people signed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from analysis.alerts import Alert, alerts
from analysis.axis_timeline import Timeline, timeline
from analysis.context_view import OfficialFigure, official_figures
from analysis.decisions_view import DecisionLine, axis_that_reads, decisions_of_axis
from analysis.overview import on_track_text, verdict_counts
from analysis.standing import Situation, Standing
from analysis.statements import Statement, latest_weather
from analysis.weather import contradiction
from analysis.wording import share_text
from data.declarations import Commitment

STAGES = {
    "moyens": "Moyens",
    "realisation": "Réalisations",
    "resultat": "Résultats",
    "impact": "Impact visé",
}


@dataclass(frozen=True)
class ChainItem:
    code: str
    name: str
    value: str
    period: str
    word: str


@dataclass(frozen=True)
class Stage:
    level: str
    title: str
    items: tuple[ChainItem, ...]


@dataclass(frozen=True)
class AxisView:
    code: str
    label: str
    question: str
    summary: str
    counts: tuple[tuple[str, int], ...]
    received: str
    weather: Statement | None
    clash: str
    own_page: str
    alerts: tuple[Alert, ...]
    chain: tuple[Stage, ...]
    has_results: bool
    impact: str
    assumption: str
    commitments: tuple[Commitment, ...]
    timeline: Timeline
    decisions: tuple[DecisionLine, ...]
    statements: tuple[Statement, ...]
    official: tuple[OfficialFigure, ...]


def axis_view(situation: Situation, code: str, known: Sequence[Alert] | None = None) -> AxisView:
    """The page of an axis.

    Args:
        known: the alerts of this situation, where they are worked out already.

    Raises:
        KeyError: the catalogue has no such axis.
    """
    axis = situation.codebook.axes[code]
    standings = list(situation.of_axis(code))
    received = situation.completeness(code)
    chain = _chain(standings)
    weather = latest_weather(situation.statements, code)
    return AxisView(
        code=code,
        label=axis.label,
        question=axis.question,
        summary=on_track_text(standings),
        counts=verdict_counts(standings),
        received=f"{share_text(received)} des données attendues sont arrivées"
        if received is not None
        else "",
        weather=weather,
        clash=contradiction(weather.weather, standings) if weather else "",
        own_page=_own_page(situation, code),
        alerts=_alerts_of(situation, code, alerts(situation) if known is None else known),
        chain=chain,
        has_results=any(stage.level == "resultat" and stage.items for stage in chain),
        impact=axis.impact,
        assumption=axis.assumption,
        commitments=_commitments(situation, standings, code),
        timeline=timeline(situation, code),
        decisions=decisions_of_axis(situation, code),
        statements=_statements(situation, standings, code),
        official=official_figures(situation, code),
    )


def _chain(standings: Iterable[Standing]) -> tuple[Stage, ...]:
    items = [(standing.indicator.level, _item(standing)) for standing in standings]
    return tuple(
        Stage(level, title, tuple(item for at, item in items if at == level))
        for level, title in STAGES.items()
    )


def _item(standing: Standing) -> ChainItem:
    last, indicator = standing.last, standing.indicator
    return ChainItem(
        code=indicator.code,
        name=indicator.short_label,
        value=last.text(indicator.unit) if last else "aucun chiffre",
        period=last.period.label if last else "",
        word=standing.verdict.word,
    )


def _own_page(situation: Situation, code: str) -> str:
    """The page that goes further than the figures of this axis, where its figures are made from one table."""
    own = [one.indicator for one in situation.of_axis(code)]
    read = {table for indicator in own if indicator.formula for table in indicator.tables}
    for page, table in {"associations": "financements", "concertation": "decisions"}.items():
        if table in read and axis_that_reads(situation, table) == code:
            return page
    return ""


def _alerts_of(situation: Situation, code: str, every: Iterable[Alert]) -> tuple[Alert, ...]:
    own = {standing.indicator.code for standing in situation.of_axis(code)}
    return tuple(
        alert
        for alert in every
        if code in (alert.axis, alert.parameters.get("axe")) or own & set(alert.parameters.values())
    )


def _commitments(situation: Situation, standings: Iterable[Standing], code: str) -> tuple[Commitment, ...]:
    """The promises of the axis, then those of other axes that its indicators serve."""
    served = {one for standing in standings for one in standing.indicator.commitments}
    every = situation.codebook.commitments.values()
    own = [one for one in every if one.axis == code]
    return (*own, *(one for one in every if one.axis != code and one.code in served))


def _statements(situation: Situation, standings: Iterable[Standing], code: str) -> tuple[Statement, ...]:
    own = {standing.indicator.code for standing in standings}
    return tuple(
        one
        for one in situation.statements
        if (one.axis == code or one.indicator in own) and one.text and one.kind != "meteo"
    )

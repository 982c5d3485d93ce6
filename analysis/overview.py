"""« Où en sommes-nous ? »: what the first page says, ready to be drawn."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from analysis.alerts import Alert, alerts, first_alerts
from analysis.chart_sparkline import sparkline
from analysis.charts import VERDICT_COLOURS
from analysis.indicator_chart import goal_label, tick
from analysis.points import Point
from analysis.sentences import COLON
from analysis.standing import Situation, Standing, since_break
from analysis.statements import latest_weather
from analysis.weather import contradiction
from analysis.wording import VERDICTS, list_text, plural, share_text

HEADLINES = 12
HEADLINES_OF_AN_AXIS = 2
SPARKLINE_POINTS = 16
LEVEL_ORDER = ("resultat", "impact", "realisation", "moyens", "contexte")

VERBS = {
    "progres": ("progresse", "progressent"),
    "recul": ("recule", "reculent"),
    "stable": ("est stable", "sont stables"),
}


@dataclass(frozen=True)
class Headline:
    """One small card: a figure, its verdict, its target, its curve."""

    code: str
    name: str
    level: str
    value: str
    interval: str
    period: str
    target: str
    word: str
    coverage: str
    curve: str
    curve_text: str


@dataclass(frozen=True)
class AxisCard:
    """One axis in a few words. The signed weather stands apart from what is computed; `clash` says how
    they disagree.
    """

    code: str
    label: str
    on_track: str
    counts: tuple[tuple[str, int], ...]
    weather: str
    weather_signature: str
    clash: str
    received: str


@dataclass(frozen=True)
class Overview:
    summary: str
    alerts: tuple[Alert, ...]
    other_alerts: tuple[Alert, ...]
    axes: tuple[AxisCard, ...]
    headlines: tuple[Headline, ...]
    is_empty: bool


def overview(situation: Situation, known: Sequence[Alert] | None = None) -> Overview:
    """The first page. `is_empty` when no deposit is active.

    Args:
        known: the alerts of this situation, where they are worked out already.
    """
    every = alerts(situation) if known is None else known
    shown = first_alerts(every)
    return Overview(
        summary=_summary(situation),
        alerts=shown,
        other_alerts=tuple(alert for alert in every if alert not in shown),
        axes=tuple(_axis_card(situation, code) for code in situation.codebook.axes),
        headlines=tuple(_headline(standing) for standing in _chosen(situation)),
        is_empty=not (situation.tables.journal["statut"] == "actif").any(),
    )


def verdict_counts(standings: Sequence[Standing]) -> tuple[tuple[str, int], ...]:
    """How many indicators have each verdict, context left out, in the order of the words."""
    counts = Counter[str](standing.verdict.word for standing in standings if standing.is_judged)
    return tuple((word, counts[word]) for word in VERDICTS if counts[word])


def on_track_text(standings: Sequence[Standing]) -> str:
    """« 3 indicateurs sur 7 en bonne voie »; an axis is never an average."""
    judged = [standing for standing in standings if standing.is_judged]
    good = _on_track(judged)
    whose = "sa" if good < 2 else "leur"
    return f"{plural(good, 'indicateur', 'indicateurs')} sur {len(judged)} en bonne voie vers {whose} cible"


def _on_track(standings: Sequence[Standing]) -> int:
    """How many are at a pace that reaches their target in time, where something can be concluded."""
    return sum(
        standing.pace is not None
        and standing.pace.is_enough
        and standing.verdict.word in ("progres", "stable")
        for standing in standings
    )


def _summary(situation: Situation) -> str:
    judged = [standing for standing in situation.standings.values() if standing.is_judged]
    counts = dict(verdict_counts(judged))
    parts = [plural(counts[word], *forms) for word, forms in VERBS.items() if word in counts]
    unknown = counts.get("on ne peut pas conclure", 0)
    sentences = [f"{list_text(parts)}."] if parts else []
    sentences += [f"Pour {unknown}, on ne peut pas conclure."] if unknown else []
    if good := _on_track(judged):
        verb, whose = ("est", "sa") if good < 2 else ("sont", "leur")
        sentences.append(f"À ce rythme, {good} {verb} en bonne voie vers {whose} cible.")
    return f"Sur {plural(len(judged), 'indicateur', 'indicateurs')} : {' '.join(sentences)}"


def _axis_card(situation: Situation, code: str) -> AxisCard:
    standings = list(situation.of_axis(code))
    weather = latest_weather(situation.statements, code)
    received = situation.completeness(code)
    return AxisCard(
        code=code,
        label=situation.codebook.axes[code].label,
        on_track=on_track_text(standings),
        counts=verdict_counts(standings),
        weather=f"Météo : {weather.weather_label}" if weather else "Pas de météo signée",
        weather_signature=weather.signature if weather else "",
        clash=contradiction(weather.weather, standings) if weather else "",
        received=f"{share_text(received)} des données reçues" if received is not None else "",
    )


def _chosen(situation: Situation) -> list[Standing]:
    """Two indicators of each axis, then a third where room is left: those with a figure, results first."""
    ranked = [_ranked(list(situation.of_axis(axis))) for axis in situation.codebook.axes]
    first = [axis[:HEADLINES_OF_AN_AXIS] for axis in ranked]
    room = HEADLINES - sum(len(axis) for axis in first)
    for place, axis in enumerate(ranked):
        if room > 0 and len(axis) > HEADLINES_OF_AN_AXIS:
            first[place] = axis[: HEADLINES_OF_AN_AXIS + 1]
            room -= 1
    return [standing for axis in first for standing in axis]


def _ranked(standings: list[Standing]) -> list[Standing]:
    readable = [s for s in standings if s.is_judged and s.last is not None and s.last.is_known]
    return sorted(readable, key=lambda s: (LEVEL_ORDER.index(s.indicator.level), s.goal is None))


def _headline(standing: Standing) -> Headline:
    indicator, last = standing.indicator, standing.last
    assert last is not None
    goal = standing.goal.final.value if standing.goal else None
    colour = VERDICT_COLOURS[standing.verdict.word]
    return Headline(
        code=indicator.code,
        name=indicator.short_label,
        level=indicator.level,
        value=last.text(indicator.unit),
        interval=_interval(last, indicator.unit),
        period=tick(last.period),
        target=goal_label(standing) or "Pas de cible",
        word=standing.verdict.word,
        coverage=last.coverage_text,
        curve=sparkline([point.value for point in _recent(standing)], colour, goal, not last.is_settled),
        curve_text=_curve_text(standing),
    )


def _interval(last: Point, unit: str) -> str:
    """« Marge : de 79,9 à 87,8 % », where chance matters."""
    around = last.interval_text(unit)
    return f"Marge{COLON}{around}" if around else ""


def _recent(standing: Standing) -> Sequence[Point]:
    """The last points under the present definition."""
    return since_break(standing.points)[-SPARKLINE_POINTS:]


def _curve_text(standing: Standing) -> str:
    known = [point for point in _recent(standing) if point.value is not None]
    if len(known) < 2:
        return ""
    unit = standing.indicator.unit
    first, last = known[0], known[-1]
    return f"De {first.text(unit)} ({first.period.label}) à {last.text(unit)} ({last.period.label})."

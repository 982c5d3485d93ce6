"""What an elected official should look at first: one function per rule of mission.md, « Calculs et alertes ».

An alert says what is seen and leads to its page. It never says whose fault it is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

import pandas as pd

from analysis.agreements import agreements
from analysis.decisions_view import axis_that_reads
from analysis.districts import is_share, judged_gap, mapped_indicators
from analysis.grants import PAYMENT_DAYS, city_grants, unpaid_and_late, with_associations
from analysis.standing import Situation, Standing
from analysis.statements import latest_weather
from analysis.weather import contradiction, setbacks
from analysis.wording import date_text, list_text, plural, relative_days, sentence, share_text, value_text
from data.declarations import Indicator

SHOWN = 5
SHOWN_OF_ONE_KIND = 2
LOW_COMPLETENESS = 0.85
RENEWAL_NOTICE = timedelta(days=183)
WEATHER_LIFE = timedelta(days=183)
NAMED_SETBACKS = 3


@dataclass(frozen=True)
class Alert:
    """`gravity` sorts: 1 is the gravest. `page` and `parameters` are where it leads; `axis`, whose it is."""

    kind: str
    gravity: int
    title: str
    detail: str
    page: str
    parameters: dict[str, str] = field(default_factory=dict)
    axis: str = ""


def alerts(situation: Situation) -> tuple[Alert, ...]:
    """Every alert, the gravest first; within a gravity, in the order of the catalogue."""
    found = [alert for rule in RULES for alert in rule(situation)]
    return tuple(sorted(found, key=lambda alert: alert.gravity))


def first_alerts(every: Sequence[Alert]) -> tuple[Alert, ...]:
    """At most SHOWN alerts: two of a kind at most, unless nothing else is left to show."""
    seen: Counter[str] = Counter()
    kept: list[Alert] = []
    others: list[Alert] = []
    for alert in every:
        seen[alert.kind] += 1
        (kept if seen[alert.kind] <= SHOWN_OF_ONE_KIND else others).append(alert)
    return tuple(sorted((kept + others)[:SHOWN], key=lambda alert: alert.gravity))


def _setbacks(situation: Situation) -> Iterator[Alert]:
    for standing in situation.standings.values():
        if standing.verdict.word == "recul":
            yield _about(standing, "recul", 1, "recul avéré", sentence(standing.verdict.reason))


def _off_track(situation: Situation) -> Iterator[Alert]:
    for standing in situation.standings.values():
        # Where nothing can be concluded, a pace is noise; a setback is already told.
        if standing.on_track is False and standing.verdict.word in ("progres", "stable"):
            yield _about(standing, "trajectoire", 2, "hors trajectoire", standing.pace_text)


def _overdue_decisions(situation: Situation) -> Iterator[Alert]:
    today = situation.tables.today
    decisions = situation.tables["decisions"]
    open_ones = decisions["statut"].astype(object).isin(["ouverte", "reportee"])
    late = decisions.loc[open_ones & (decisions["echeance"] < pd.Timestamp(today))].sort_values("echeance")
    if late.empty:
        return
    oldest = late.iloc[0]
    yield Alert(
        kind="decision",
        gravity=2,
        title=f"{plural(len(late), 'décision échue', 'décisions échues')} et pas encore réalisées"
        if len(late) > 1
        else "1 décision échue et pas encore réalisée",
        detail=f"La plus ancienne : « {oldest['intitule']} », échue {_ago(oldest['echeance'], today)}.",
        page="concertation",
        parameters={"etat": "en-retard"},
        axis=axis_that_reads(situation, "decisions"),
    )


def _agreements_without_position(situation: Situation) -> Iterator[Alert]:
    tables, today = situation.tables, situation.tables.today
    grants = with_associations(city_grants(tables, situation.codebook), tables["structures"])
    every = agreements(grants, today)
    waiting = [one for one in every if one.lacks_position and one.end <= today + RENEWAL_NOTICE]
    if not waiting:
        return
    names = list_text(sorted({one.beneficiary for one in waiting})[:3])
    number = plural(len(waiting), "convention pluriannuelle", "conventions pluriannuelles")
    yield Alert(
        kind="convention",
        gravity=2,
        title=f"{number} à moins de 6 mois de la fin, sans position écrite",
        detail=f"{names}. Première échéance : {date_text(waiting[0].end)}.",
        page="associations",
        axis=axis_that_reads(situation, "financements"),
    )


def _late_payments(situation: Situation) -> Iterator[Alert]:
    late = unpaid_and_late(situation.tables, situation.codebook)
    if late.empty:
        return
    late_ones = plural(len(late), "subvention notifiée", "subventions notifiées")
    ending = "pas encore versées" if len(late) > 1 else "pas encore versée"
    oldest = late.iloc[0]
    since = date_text(oldest["date_notification"].date())
    yield Alert(
        kind="versement",
        gravity=3,
        title=f"{late_ones} depuis plus de {PAYMENT_DAYS} jours, {ending}",
        detail=f"{value_text(late['montant_vote'].sum(), '€')} attendus. "
        f"La plus ancienne a été notifiée le {since} ({oldest['beneficiaire']}).",
        page="associations",
        axis=axis_that_reads(situation, "financements"),
    )


def _silent_figures(situation: Situation) -> Iterator[Alert]:
    for standing in situation.standings.values():
        # A formula counts dated events: a period without any is not a silence.
        if standing.is_silent and standing.last and standing.indicator.numerator:
            detail = f"Dernier chiffre reçu : {standing.last.period.label}. Le suivant est attendu."
            yield _about(standing, "silence", 3, "aucun chiffre récent", detail)


def _incomplete_axes(situation: Situation) -> Iterator[Alert]:
    for axis in situation.codebook.axes.values():
        share = situation.completeness(axis.code)
        if share is not None and share < LOW_COMPLETENESS:
            yield Alert(
                kind="completude",
                gravity=4,
                title=f"{axis.label} : {share_text(share)} des données attendues sont arrivées",
                detail="Sous 85 %, les chiffres de cet axe se lisent avec prudence.",
                page="axe",
                parameters={"axe": axis.code},
            )


def _weather(situation: Situation) -> Iterator[Alert]:
    today = situation.tables.today
    for axis in situation.codebook.axes.values():
        weather = latest_weather(situation.statements, axis.code)
        if weather is None:
            continue
        standings = list(situation.of_axis(axis.code))
        parameters = {"axe": axis.code}
        if clash := contradiction(weather.weather, standings):
            title = f"{axis.label} : météo « {weather.weather_label} », {clash}"
            falling = list_text(one.indicator.short_label for one in setbacks(standings)[:NAMED_SETBACKS])
            detail = f"Signée par {weather.signature}." + (f" En recul : {falling}." if falling else "")
            yield Alert("meteo", 3, title, detail, "axe", parameters)
        elif weather.day + WEATHER_LIFE < today:
            title = f"{axis.label} : la météo signée a plus de 6 mois"
            yield Alert("meteo", 4, title, f"Signée par {weather.signature}.", "axe", parameters)


def _widening_gaps(situation: Situation) -> Iterator[Alert]:
    """Priority districts that were behind the rest of the city and are further behind."""
    for code, indicator in mapped_indicators(situation).items():
        if indicator.polarity == "none" or not is_share(indicator):
            continue
        _, rows, verdict = judged_gap(situation, indicator)
        if verdict.word in ("creuse", "inverse") and _is_behind(indicator, rows):
            yield Alert(
                kind="ecart",
                gravity=3,
                title=f"{indicator.short_label} : l'écart avec les quartiers prioritaires se creuse",
                detail=sentence(verdict.reason),
                page="quartiers",
                parameters={"indicateur": code},
            )


def _is_behind(indicator: Indicator, gaps: pd.DataFrame) -> bool:
    last = gaps["value"].dropna().iloc[-1]
    return bool(last < 0) if indicator.polarity == "up" else bool(last > 0)


def _uncommented_breaks(situation: Situation) -> Iterator[Alert]:
    mandate = situation.codebook.city.mandate_start
    today = situation.tables.today
    for standing in situation.standings.values():
        changes = [c for c in standing.indicator.definition_changes if c.breaks_series]
        for change in changes:
            explained = any(
                one.indicator == standing.indicator.code and one.day >= change.date
                for one in situation.statements
            )
            if mandate <= change.date <= today and not explained:
                detail = f"Depuis le {date_text(change.date)} : {change.note}"
                yield _about(standing, "rupture", 4, "rupture de série non commentée", detail)


def _about(standing: Standing, kind: str, gravity: int, what: str, detail: str) -> Alert:
    title = f"{standing.indicator.short_label} : {what}"
    return Alert(kind, gravity, title, detail, "indicateur", {"indicateur": standing.indicator.code})


def _ago(day: pd.Timestamp, today: date) -> str:
    return relative_days(day.date(), today)


RULES: tuple[Callable[[Situation], Iterator[Alert]], ...] = (
    _setbacks,
    _off_track,
    _overdue_decisions,
    _agreements_without_position,
    _late_payments,
    _silent_figures,
    _widening_gaps,
    _incomplete_axes,
    _weather,
    _uncommented_breaks,
)

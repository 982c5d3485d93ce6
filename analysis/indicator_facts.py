"""The few facts under the question of an indicator: last figure, target, way travelled, pace, coverage."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.context_view import OfficialFigure
from analysis.points import Point
from analysis.progress import (
    NOT_REACHED,
    REACHED,
    UNDETERMINED,
    Direction,
    Pace,
    Target,
    achievement_rate,
    target_status,
    trajectory,
)
from analysis.sentences import COLON
from analysis.standing import Standing
from analysis.targets import Goal
from analysis.wording import FLAG_MEANINGS, sentence, the_period, value_text
from data.declarations import Indicator
from data.periods import Period

ALL_THE_WAY = 100
_STATUSES = {
    REACHED: "Atteinte",
    NOT_REACHED: "Pas encore atteinte",
    UNDETERMINED: "On ne peut pas dire si elle est atteinte : elle est dans la marge",
}
BETWEEN = "Une même personne peut être comptée deux fois\u00a0: entre la plus grande part et la somme"


@dataclass(frozen=True)
class Fact:
    """A name, a value as read, and a note under it."""

    name: str
    value: str
    note: str


def facts_of(standing: Standing) -> tuple[Fact, ...]:
    """What is known of an indicator that our contributors feed."""
    facts = [_last_fact(standing)]
    if standing.indicator.polarity != "none":
        facts.append(_goal_fact(standing))
        facts += _progress_fact(standing)
    if standing.pace:
        facts.append(_pace_fact(standing, standing.pace))
    if standing.last is not None and standing.last.coverage_text:
        facts.append(Fact("Données reçues", standing.last.coverage_text, standing.last.period.label))
    return tuple(facts)


def official_facts(figure: OfficialFigure) -> tuple[Fact, ...]:
    """The published figures, always split where the catalogue splits them."""
    where = f"{figure.territory}, {figure.period}"
    if figure.parts:
        return tuple(Fact(name, value, where) for name, value in figure.parts)
    return (Fact("Dernier chiffre publié", figure.value, where),)


def _last_fact(standing: Standing) -> Fact:
    last, indicator = standing.last, standing.indicator
    if last is None:
        return Fact("Dernier chiffre", "aucun chiffre", "")
    return Fact("Dernier chiffre", last.text(indicator.unit), _last_note(last, indicator))


def _last_note(last: Point, indicator: Indicator) -> str:
    """When, what is counted, how sure it is, and what the value cannot say."""
    unit, is_count = indicator.unit, indicator.kind == "count"
    notes = [last.period.label, *filter(None, [last.counted(indicator)])]
    if around := last.interval_text(unit):
        notes.append(f"Intervalle à 95\u00a0%{COLON}{around}")
    if last.flag in ("provisional", "masked", "not_additive"):
        notes.append(FLAG_MEANINGS[last.flag])
    if last.flag == "not_additive" and last.high is not None and is_count:
        notes.append(BETWEEN)
    return " ".join(sentence(note) for note in notes)


def _goal_fact(standing: Standing) -> Fact:
    goal, unit = standing.goal, standing.indicator.unit
    if goal is None:
        return Fact("Cible", "pas encore fixée", standing.indicator.typical_target)
    start = ""
    if goal.start is not None and goal.start_value is not None:
        start = f"Départ\u00a0: {value_text(goal.start_value, unit)} ({goal.start.label})"
    return Fact(
        "Cible", goal.text(unit), f"{_goal_status(standing, goal)}. {start or 'Pas de point de départ'}."
    )


def _goal_status(standing: Standing, goal: Goal) -> str:
    settled = standing.settled
    return _STATUSES[_status(standing, goal, settled)] if settled else "Pas encore mesurable"


def _status(standing: Standing, goal: Goal, settled: Point) -> str:
    return target_status(standing.indicator, settled.value, settled.low, settled.high, goal.final.value)


def _progress_fact(standing: Standing) -> list[Fact]:
    """How far the figure has come from its start to its target, and its place on the straight line."""
    goal, settled = standing.goal, standing.settled
    if goal is None or goal.start is None or goal.start_value is None or standing.last is None:
        return []
    if settled is None or _definition_changed(standing, goal.start):
        why = (
            "Chiffres provisoires ou incomplets"
            if settled is None
            else "La définition a changé depuis le départ"
        )
        return [Fact("Chemin parcouru", "pas mesurable", sentence(why))]
    if settled.period <= goal.start:
        is_last = standing.last is settled
        why = "" if is_last else ", quand les chiffres seront définitifs et complets"
        note = f"Se mesure après {the_period(goal.start.code)}{why}."
        return [Fact("Chemin parcouru", "au départ", note)]
    return [_progress(standing, goal, settled)]


def _definition_changed(standing: Standing, start: Period) -> bool:
    return any(point.flag == "break" and point.period > start for point in standing.points)


def _progress(standing: Standing, goal: Goal, settled: Point) -> Fact:
    indicator, target = standing.indicator, goal.as_target()
    direction: Direction = "down" if indicator.polarity == "down" else "up"
    raw, shown = achievement_rate(goal.start_value, target.value, settled.value, direction)
    notes = [_place_on_line(standing, settled, target)]
    if standing.last is not settled:
        notes.insert(0, settled.period.label)
    if round(raw) < 0:
        notes.append(f"plus loin de la cible qu'au départ ({value_text(round(raw), '%')} du chemin)")
    elif round(raw) > ALL_THE_WAY and _status(standing, goal, settled) == REACHED:
        notes.append(f"cible dépassée ({value_text(round(raw), '%')} du chemin)")
    return Fact("Chemin parcouru", value_text(round(shown), "%"), " ".join(map(sentence, notes)))


def _place_on_line(standing: Standing, settled: Point, target: Target) -> str:
    """« en avance » or « en retard » only where the interval leaves no doubt."""
    unit = standing.indicator.unit
    place = trajectory(target, settled.period.code, settled.value, standing.indicator.polarity)
    seen, expected = (value_text(value, unit) for value in (settled.value, place.expected))
    where = f"{place.status} sur la trajectoire"
    if seen == expected:
        where = "sur la trajectoire"
    elif (
        settled.low is not None and settled.high is not None and settled.low <= place.expected <= settled.high
    ):
        where = "à la marge près, sur la trajectoire"
    return f"{where}{COLON}{seen} pour {expected} attendus à cette date"


def _pace_fact(standing: Standing, pace: Pace) -> Fact:
    goal, settled = standing.goal, standing.settled
    if pace.is_reached and goal and settled:
        is_sure = _status(standing, goal, settled) == REACHED
        word = "cible atteinte" if is_sure else "au niveau de la cible"
        return Fact("Rythme", word, sentence(pace.reason if is_sure else _STATUSES[UNDETERMINED]))
    word = "pas encore mesurable" if pace.on_track is None else pace.reason.removeprefix("rythme ")
    return Fact("Rythme", word, standing.pace_text)

"""The few facts under the question of an indicator: last figure, target, way travelled, pace, coverage."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.context_view import OfficialFigure
from analysis.points import Point
from analysis.progress import NOT_REACHED, REACHED, achievement_rate, target_status, trajectory
from analysis.sentences import COLON
from analysis.standing import Standing
from analysis.targets import Goal
from analysis.wording import FLAG_MEANINGS, interval_text, sentence, value_text


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
    if standing.pace_text:
        facts.append(Fact("Rythme", _pace_word(standing), standing.pace_text))
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
    last, unit = standing.last, standing.indicator.unit
    if last is None:
        return Fact("Dernier chiffre", "aucun chiffre", "")
    return Fact("Dernier chiffre", last.text(unit), _last_note(last, unit))


def _last_note(last: Point, unit: str) -> str:
    notes = [last.period.label]
    if last.value is not None and last.low is not None and last.high is not None:
        notes.append(f"Intervalle à 95\u00a0%{COLON}{interval_text(last.low, last.high, unit)}")
    if last.flag in ("provisional", "masked", "not_additive"):
        notes.append(FLAG_MEANINGS[last.flag])
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
    last = standing.last
    value, low, high = (last.value, last.low, last.high) if last else (None, None, None)
    status = target_status(standing.indicator, value, low, high, goal.final.value)
    return {REACHED: "Atteinte", NOT_REACHED: "Pas encore atteinte"}.get(
        status, "Atteinte ou non : à la marge près"
    )


def _progress_fact(standing: Standing) -> list[Fact]:
    """How far the figure has come from its start to its target, and its place on the straight line."""
    goal, last, indicator = standing.goal, standing.last, standing.indicator
    if goal is None or goal.start_value is None or last is None or last.value is None:
        return []
    if indicator.polarity == "none":
        return []
    target = goal.as_target()
    raw, shown = achievement_rate(goal.start_value, target.value, last.value, indicator.polarity)
    place = trajectory(target, last.period.code, last.value, indicator.polarity)
    seen, expected = (value_text(value, indicator.unit) for value in (last.value, place.expected))
    line = f"{place.status} sur la trajectoire{COLON}{seen} pour {expected} attendus à cette date"
    notes = [line] if place.status else []
    notes += [f"valeur brute{COLON}{value_text(round(raw), '%')}"] if raw != shown else []
    return [Fact("Chemin parcouru", value_text(round(shown), "%"), " ".join(map(sentence, notes)))]


def _pace_word(standing: Standing) -> str:
    return {True: "suffisant", False: "insuffisant", None: "pas encore mesurable"}[standing.on_track]

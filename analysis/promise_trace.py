"""One promise, traced both ways: its axis, its figures, what is done, what people say, what it lacks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Protocol

from analysis.panel import is_due
from analysis.promise_deeds import Decisions, Deed, decisions, deeds
from analysis.sentences import COLON
from analysis.standing import Situation, Standing
from analysis.statements import Statement, latest_weather
from analysis.wording import VERDICTS, sentence
from data.declarations import Commitment

NO_ACTION = "sans-action"
NO_INDICATOR = "sans-indicateur"
NO_START = "sans-point-de-depart"
NO_DATA = "sans-donnee"
NO_VOICE = "sans-parole"
GAPS = (NO_ACTION, NO_INDICATOR, NO_START, NO_DATA, NO_VOICE)
VOICES = ("constat", "droit_de_reponse")
SILENT_PERIODS = 2
SPEAKERS = ("constat", "droit_de_reponse", "commentaire", "meteo")


class Marked(Protocol):
    """Whatever says whether fictitious data went into it."""

    @property
    def demonstration(self) -> bool: ...


@dataclass(frozen=True)
class ServingFigure:
    """One indicator that serves a promise. A figure followed without judgement needs no starting point."""

    code: str
    name: str
    level: str
    value: str
    period: str
    word: str
    reason: str
    lacks_start: bool
    lacks_data: bool
    demonstration: bool


@dataclass(frozen=True)
class Promise:
    """What became of one promise; `axis_label` is empty for a promise carried by every axis."""

    code: str
    label: str
    text: str
    axis: str
    axis_label: str
    figures: tuple[ServingFigure, ...]
    deeds: tuple[Deed, ...]
    decisions: Decisions
    statements: tuple[Statement, ...]

    @cached_property
    def words(self) -> tuple[tuple[str, int], ...]:
        """How many indicators have each verdict word, in the order of the words: never averaged."""
        counts = Counter(figure.word for figure in self.figures)
        return tuple((word, counts[word]) for word in VERDICTS if counts[word])

    def deeds_of(self, status: str) -> tuple[Deed, ...]:
        return tuple(one for one in self.deeds if one.status == status)

    def figures_lacking(self, gap: str) -> tuple[ServingFigure, ...]:
        """The indicators without a starting point, or without figures."""
        lacking = {NO_START: "lacks_start", NO_DATA: "lacks_data"}
        return tuple(one for one in self.figures if gap in lacking and getattr(one, lacking[gap]))

    @property
    def voices(self) -> tuple[Statement, ...]:
        """What people concerned and associations said of it themselves."""
        return tuple(one for one in self.statements if one.kind in VOICES)

    @cached_property
    def gaps(self) -> tuple[str, ...]:
        """What is missing, as codes of GAPS. An action given up serves nothing any more."""
        alive = any(one.status != "abandonnee" for one in self.deeds)
        missing = {
            NO_ACTION: not alive,
            NO_INDICATOR: not self.figures,
            NO_START: bool(self.figures_lacking(NO_START)),
            NO_DATA: bool(self.figures_lacking(NO_DATA)),
            NO_VOICE: not self.voices,
        }
        return tuple(gap for gap in GAPS if missing[gap])

    @property
    def demonstration(self) -> bool:
        decided: tuple[Marked, ...] = (
            *self.decisions.waiting,
            *self.decisions.done,
            *self.decisions.abandoned,
        )
        rows: tuple[Marked, ...] = (*self.figures, *self.deeds, *decided, *self.statements)
        return any(row.demonstration for row in rows)


def promises(situation: Situation) -> tuple[Promise, ...]:
    """Every promise of the catalogue, in its order."""
    return tuple(_promise(situation, one) for one in situation.codebook.commitments.values())


def _promise(situation: Situation, declared: Commitment) -> Promise:
    serving = [one for one in situation.standings.values() if declared.code in one.indicator.commitments]
    codes = [one.indicator.code for one in serving]
    axis = situation.codebook.axes.get(declared.axis)
    order = list(VERDICTS)
    figures = [_figure(standing, situation.tables.today) for standing in serving]
    return Promise(
        code=declared.code,
        label=declared.label,
        text=declared.text,
        axis=declared.axis,
        axis_label=axis.label if axis else "",
        figures=tuple(sorted(figures, key=lambda one: order.index(one.word))),
        deeds=deeds(situation, declared.code),
        decisions=decisions(situation, declared.code, codes),
        statements=_statements(situation, codes, declared.axis),
    )


def _figure(standing: Standing, today: date) -> ServingFigure:
    last, indicator = standing.last, standing.indicator
    return ServingFigure(
        code=indicator.code,
        name=indicator.short_label,
        level=indicator.level,
        value=last.text(indicator.unit) if last else "aucun chiffre",
        period=last.period.label if last else "",
        word=standing.verdict.word,
        reason=sentence(standing.verdict.reason.removeprefix(f"suivi sans jugement{COLON}")),
        lacks_start=standing.is_judged and not (standing.goal and standing.goal.line()),
        lacks_data=_lacks_data(standing, today),
        demonstration=standing.demonstration,
    )


def _lacks_data(standing: Standing, today: date) -> bool:
    """No figure at all, or two periods in a row whose reporting delay has run out without one.

    A formula counts dated events: a period without any is not a silence.
    """
    indicator, last = standing.indicator, standing.last
    if last is None:
        return True
    if not standing.is_silent or not indicator.numerator:
        return False
    return is_due(last.period.next(SILENT_PERIODS * indicator.every_years), today)


def _statements(situation: Situation, indicators: Iterable[str], axis: str) -> tuple[Statement, ...]:
    """What was signed on its indicators or on its whole axis: people concerned first, weather last."""
    own = set(indicators)
    weather = latest_weather(situation.statements, axis)
    found = [
        one
        for one in situation.statements
        if one is weather
        or (one.text and one.kind != "meteo" and (one.indicator in own or _on_axis(one, axis)))
    ]
    return tuple(sorted(found, key=lambda one: SPEAKERS.index(one.kind)))


def _on_axis(one: Statement, axis: str) -> bool:
    return one.axis == axis and not one.indicator

"""What the city owes beside what associations owe: the same rule, and what was signed about each figure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from analysis.breakdowns import breakdown
from analysis.figures import COMPLEMENT
from analysis.points import Point
from analysis.standing import Situation, Standing
from analysis.statements import Statement
from analysis.wording import in_period, number_text, value_text
from data.declarations import Calculation

# What the city owes, then what associations owe; one that a catalogue does not hold is left out.
CITY_OWES = ("ASS-02", "ASS-03", "ASS-05", "ASS-06", "ASS-07")
ASSOCIATIONS_OWE = ("ASS-08",)
SPOKEN = ("droit_de_reponse", "commentaire", "constat")


@dataclass(frozen=True)
class RuledFigure:
    """One figure with its counts, its target and verdict; companions have no verdict of their own."""

    code: str
    name: str
    value: str
    counts: str
    target: str
    word: str
    said: tuple[Statement, ...]


@dataclass(frozen=True)
class SameRule:
    city: tuple[RuledFigure, ...]
    associations: tuple[RuledFigure, ...]


def same_rule(situation: Situation) -> SameRule:
    """The two sides; the companions of a figure that associations owe stand after it."""
    others = [situation.standings[code] for code in ASSOCIATIONS_OWE if code in situation.standings]
    return SameRule(
        city=ruled_figures(situation, CITY_OWES),
        associations=tuple(
            figure for one in others for figure in (_figure(situation, one), *_companions(situation, one))
        ),
    )


def ruled_figures(situation: Situation, codes: Sequence[str]) -> tuple[RuledFigure, ...]:
    """The figures of these codes, in this order; one that the catalogue does not hold is left out."""
    known = (situation.standings[code] for code in codes if code in situation.standings)
    return tuple(_figure(situation, one) for one in known)


def _figure(situation: Situation, standing: Standing) -> RuledFigure:
    indicator, last = standing.indicator, standing.last
    goal = standing.goal.final.value if standing.goal else None
    return RuledFigure(
        code=indicator.code,
        name=indicator.short_label,
        value=last.text(indicator.unit) if last else "aucun chiffre",
        counts=_counts(last, indicator) if last else "",
        target=f"cible {value_text(goal, indicator.unit)}" if goal is not None else "pas de cible",
        word=standing.verdict.word,
        said=tuple(
            one for one in situation.statements if one.indicator == indicator.code and one.kind in SPOKEN
        ),
    )


def _companions(situation: Situation, standing: Standing) -> tuple[RuledFigure, ...]:
    beside = breakdown(situation, standing.indicator, COMPLEMENT, None).beside
    code = standing.indicator.code
    return tuple(RuledFigure(code, one.label, one.value, one.period, "", "", ()) for one in beside)


def _counts(point: Point, calculation: Calculation) -> str:
    """« 16 sur 21 au 3e trimestre 2026 »; the period alone where nothing is counted one by one."""
    when = in_period(point.period.code)
    if calculation.kind != "proportion" or point.numerator is None or point.denominator is None:
        return when
    return f"{number_text(point.numerator)} sur {number_text(point.denominator)} {when}"

"""One subject judged: the right method for its figures, its plan, and the words it is told in."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

import pandas as pd

from analysis.effects.material import Material, NotEvaluable, material_of
from analysis.effects.plans import Plan, plan_of
from analysis.effects.subjects import MAIN, Subject
from analysis.evaluation import (
    Declaration,
    Effect,
    Judgement,
    difference_in_differences,
    interrupted_series,
    judge,
    synthetic_control,
)
from analysis.evaluation.decision import Nature
from analysis.evaluation.declaration import PLAUSIBLE
from analysis.standing import Situation
from analysis.wording import date_text, period_label
from data.declarations import Indicator

ACTIVITY_LEVELS = ("moyens", "realisation")
# Producers whose figures follow what the police and the gendarmerie do.
POLICE_SERIES = ("ssmsi.", "etat4001.")
NEAR_MONTHS = 12


@dataclass(frozen=True, eq=False)
class Evaluation:
    """A subject with its figures, its effect and its verdict.

    Attributes:
        without: the same without comparison, when there is one; other: by synthetic control, for panels.
    """

    subject: Subject
    plan: Plan | None
    material: Material
    effect: Effect
    verdict: Judgement
    declared: Declaration
    without: Effect | None = None
    other: Effect | None = None


def evaluation_of(situation: Situation, subject: Subject, witness: Subject | None = None) -> Evaluation:
    """The verdict on one subject.

    Args:
        witness: a figure that the action cannot touch: the verdict is weaker if it moved too.

    Raises:
        NotEvaluable: its figures allow no evaluation at all.
    """
    plan = plan_of(situation, subject)
    material = material_of(situation, subject, plan.excluded if plan else ())
    try:
        effect, without, other = _effects(material)
    except ValueError as error:
        raise NotEvaluable(str(error)) from error
    declared = replace(
        declaration_of(subject, plan, material),
        negative_control=_witnessed(situation, witness) if witness else None,
    )
    return Evaluation(
        subject, plan, material, effect, judge(effect, declared), declared, without=without, other=other
    )


def _witnessed(situation: Situation, witness: Subject) -> Effect | None:
    """What happened to a figure that the action cannot touch; None when its own figures say nothing."""
    try:
        return _effects(material_of(situation, witness, ()))[0]
    except (NotEvaluable, ValueError):
        return None


def _effects(material: Material) -> tuple[Effect, Effect | None, Effect | None]:
    if material.design == "panel":
        frame, start = material.frame, material.start
        if (frame["value"] <= 0).any():
            raise NotEvaluable("ce chiffre est nul en certains lieux ou certaines années")
        compared = difference_in_differences(frame, material.treated, start, log=True)
        rebuilt = synthetic_control(frame, material.treated, start) if compared.n_before > 1 else None
        return compared, None, rebuilt
    alone = _series(material, None)
    if material.control is None:
        return alone, None, None
    return _series(material, material.control), alone, None


def _series(material: Material, control: pd.DataFrame | None) -> Effect:
    return interrupted_series(
        material.frame,
        material.start,
        period_length=material.period_length,
        control=control,
        exclude=material.excluded,
    )


def declaration_of(subject: Subject, plan: Plan | None, material: Material) -> Declaration:
    """The plan, and the words of the sentence. On the pages every question is asked: no answer is a no."""
    answers = dict(plan.answers) if plan else {}
    if subject.everywhere:
        answers["comparaison_intacte"] = "non"
    return Declaration(
        plausible=plan.plausible if plan else PLAUSIBLE,
        direction=_direction(subject),
        in_advance=plan.in_advance if plan else None,
        answers=answers,
        nature=_nature(subject.indicator),
        police=is_police(subject.indicator),
        broken=_is_broken(subject, material),
        indicator=_named(subject),
        action=_what(subject),
        since=f"le {date_text(subject.day)}",
        comparators=material.beside,
        unit=_unit(subject),
    )


def is_police(indicator: Indicator) -> bool:
    return any(series.startswith(POLICE_SERIES) for series in indicator.series)


def _nature(indicator: Indicator) -> Nature:
    return "activity" if indicator.level in ACTIVITY_LEVELS else "outcome"


def _direction(subject: Subject) -> Literal["up", "down", "none"]:
    return subject.calculation.polarity


def _is_broken(subject: Subject, material: Material) -> bool:
    """A break of a single series near the start; a change that strikes every place alike cancels out."""
    if material.design == "panel":
        return False
    breaks = [change.date for change in subject.indicator.definition_changes if change.breaks_series]
    near = pd.DateOffset(months=NEAR_MONTHS)
    start = pd.Timestamp(subject.day)
    return any(start - near <= pd.Timestamp(day) <= start + near for day in breaks)


def _named(subject: Subject) -> str:
    """« Le chiffre « Signalements recevables reçus » »."""
    return f"Le chiffre «\u00a0{subject.calculation.label}\u00a0»"


def _what(subject: Subject) -> str:
    if subject.everywhere:
        return "ce changement de loi"
    return "cet événement" if subject.is_event else "cette action"


def _unit(subject: Subject) -> str:
    if subject.calculation.kind == "count":
        return subject.calculation.unit
    label = subject.indicator.numerator_label if subject.figure == MAIN else ""
    return label or "cas"


def next_date(verdict: Judgement) -> str:
    """« Une conclusion devient possible quand les chiffres iront jusqu'à mars 2027. »"""
    if not verdict.next_period:
        return ""
    until = period_label(verdict.next_period)
    return f"Une conclusion devient possible quand les chiffres définitifs iront jusqu'à {until}."

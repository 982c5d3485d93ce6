"""The verdict: feasibility, what could be seen, the effect, the attempts to prove it wrong, the cap.

One class for the effect and one for the strength, never merged into a score. "Not seen" and "excluded" are
two verdicts: the second needs an interval inside plus or minus 10 %.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from analysis.evaluation import sentences
from analysis.evaluation.decision import (
    IMPOSSIBLE,
    INSUFFICIENT,
    STRENGTHS,
    Decision,
    Strength,
    decide,
)
from analysis.evaluation.declaration import Declaration, declaration
from analysis.evaluation.effect import Check, Effect, NextConclusion
from analysis.evaluation.power import smallest_visible_effect
from analysis.evaluation.questions import question_checks

EffectClass = Literal[
    "impossible", "insuffisant", "non concluant", "pas de changement notable", "baisse", "hausse"
]
NOTABLE = 0.10
LABELS: dict[str, str] = {
    "impossible": IMPOSSIBLE,
    "insuffisant": INSUFFICIENT,
    "non concluant": "On ne peut pas conclure",
    "pas de changement notable": "Pas de changement notable",
    "baisse": "Baisse",
    "hausse": "Hausse",
}


@dataclass(frozen=True)
class Judgement:
    """What may be said of an effect.

    Attributes:
        effect_class, strength: "baisse", "indice modéré"; strength is "" when nothing was found.
        sentence: the verdict in French; missing: what is needed to conclude, "" when concluded.
        label: the class as a badge reads; absolute: the same effect in units; reserve: what to keep in mind.
        next_period: from when a conclusion becomes possible, "" when it cannot be said.
        favourable: "favorable", "défavorable" or "", from the wished direction.
        visible: the smallest drop that could be seen (share, NaN when unknown).
        reasons: why this much confidence: (held, sentence), three of them.
    """

    effect_class: EffectClass
    strength: Strength
    sentence: str
    missing: str
    label: str
    absolute: str = ""
    reserve: str = ""
    next_period: str = ""
    favourable: str = ""
    visible: float = math.nan
    reasons: tuple[tuple[bool, str], ...] = ()
    checks: tuple[Check, ...] = ()


def falsify(effect: Effect, declared: Any = None) -> list[Check]:
    """Every attempt to prove the effect wrong: on the data, on a negative control, by the questions asked."""
    plan = declaration(declared)
    checks = list(effect.checks)
    if plan.negative_control is not None:
        checks.append(_negative_control(plan.negative_control))
    if plan.answers is not None:
        checks += question_checks(_answers(plan))
    return checks


def judge(effect: Effect, declared: Any = None) -> Judgement:
    """What may be said of an effect.

    Args:
        declared: a `Declaration`, a mapping of its fields, the largest plausible effect (0.3 by default), or
            whether the plan was declared in advance.
    """
    plan = declaration(declared)
    situation = replace(effect.situation, nature=plan.nature, dated=plan.dated, broken=plan.broken)
    decision = decide(situation)
    if not decision.cap:
        return _not_feasible(effect, plan, decision)
    visible = smallest_visible_effect(effect)
    if not effect.has_interval:
        return _not_enough(effect, plan, visible)
    checks = tuple(falsify(effect, plan))
    found = _found(effect, plan, decision, visible, checks)
    return replace(
        found,
        visible=visible,
        checks=checks,
        reasons=sentences.reasons(effect, plan, visible, checks),
        absolute=sentences.absolute(effect, plan) if found.effect_class in ("baisse", "hausse") else "",
        reserve=sentences.reserve(effect, plan, checks),
    )


def _found(
    effect: Effect, plan: Declaration, decision: Decision, visible: float, checks: Sequence[Check]
) -> Judgement:
    seen = not visible > plan.plausible
    if effect.excludes_zero:
        return _change(effect, plan, decision, seen, checks)
    if not seen:
        return _not_enough(effect, plan, visible)
    _, low, high = effect.shares
    if low >= -NOTABLE and high <= NOTABLE:
        named: EffectClass = "pas de changement notable"
        return Judgement(named, "", sentences.no_notable_change(plan), "", LABELS[named])
    needed = effect.study.next_conclusion(effect, NOTABLE)
    said = sentences.inconclusive(effect, plan)
    missing = sentences.missing(needed)
    named = "non concluant"
    return Judgement(named, "", said, missing, LABELS[named], next_period=needed.period)


def _change(
    effect: Effect, plan: Declaration, decision: Decision, seen: bool, checks: Sequence[Check]
) -> Judgement:
    named: EffectClass = "baisse" if effect.estimate < 0 else "hausse"
    _, low, high = effect.shares
    slight = low >= -NOTABLE and high <= NOTABLE
    failed = [check for check in checks if check.passed is False]
    strength = weakest(decision.cap, "à confirmer" if failed or not seen else decision.cap)
    needed = effect.study.next_conclusion(effect, plan.plausible) if not seen else NextConclusion("")
    return Judgement(
        named,
        strength,
        sentences.change(effect, plan, decision, strength, failed, seen),
        sentences.missing(needed) if not seen else "",
        LABELS[named] + (" légère" if slight else ""),
        next_period=needed.period,
        favourable=_favourable(effect, plan),
    )


def weakest(*strengths: Strength) -> Strength:
    return min(strengths, key=STRENGTHS.index)


def _favourable(effect: Effect, plan: Declaration) -> str:
    """From the wished direction, never from the sign; nothing is wished of what follows the police."""
    if plan.direction == "none" or plan.police:
        return ""
    return "favorable" if (effect.estimate > 0) == (plan.direction == "up") else "défavorable"


def _not_feasible(effect: Effect, plan: Declaration, decision: Decision) -> Judgement:
    """Nothing may be concluded from data of this kind, whatever they show."""
    if decision.label == IMPOSSIBLE:
        said = sentences.impossible(decision.reason)
        return Judgement("impossible", "", said, "", decision.label)
    lasting = plan.nature == "activity"
    needed = NextConclusion("") if lasting else effect.study.next_conclusion(effect, plan.plausible)
    return Judgement(
        "impossible" if lasting else "insuffisant",
        "",
        sentences.not_feasible(decision, needed),
        sentences.missing(needed),
        decision.label,
        next_period=needed.period,
        reserve=sentences.reserve(effect, plan, ()),
    )


def _not_enough(effect: Effect, plan: Declaration, visible: float) -> Judgement:
    needed = effect.study.next_conclusion(effect, plan.plausible)
    return Judgement(
        "insuffisant",
        "",
        sentences.not_enough(effect, plan, visible, needed),
        sentences.missing(needed),
        LABELS["insuffisant"],
        next_period=needed.period,
        visible=visible,
        reserve=sentences.reserve(effect, plan, ()),
    )


def _negative_control(control: Effect) -> Check:
    """The figure that the action cannot touch must not have moved."""
    name = "Indicateur que l'action ne peut pas toucher"
    if not control.has_interval:
        return Check("negative_control", name, None, "Pas assez de données sur cet indicateur.")
    passed = not control.excludes_zero
    detail = "Il n'a pas bougé." if passed else "Il a bougé lui aussi, à la même date."
    failure = "un indicateur que l'action ne peut pas toucher a bougé aussi"
    return Check("negative_control", name, passed, detail, failure, {"témoin": control.estimate})


def _answers(plan: Declaration) -> dict[str, str]:
    """The answers, those about the declaration settled by the date of the plan when it is known."""
    answers = dict(plan.answers or {})
    if plan.in_advance is not None:
        answers["forme_declaree"] = "oui" if plan.in_advance else "non"
    return answers

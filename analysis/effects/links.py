"""From an indicator to what actions changed in it."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.effects.choices import EffectChoices
from analysis.effects.plans import planned
from analysis.effects.subjects import Subjects
from analysis.effects.view import effect_view
from analysis.standing import Situation


@dataclass(frozen=True)
class EffectLink:
    """One action: `said` is its verdict, empty until somebody has planned to evaluate it."""

    action: str
    figure: str
    title: str
    said: str


def effect_links(
    situation: Situation, found: Subjects, choices: EffectChoices, indicator: str
) -> tuple[EffectLink, ...]:
    """The actions expected to move an indicator, the earliest first.

    Only those with a plan are evaluated here: the others are on request, on their own page.
    """
    with_plan = set(planned(situation))
    links = []
    for action, figures in found.items():
        if not any(subject.indicator.code == indicator for subject in figures.values()):
            continue
        subject = figures[choices.figure(action, indicator)]
        said = ""
        if (action, subject.code) in with_plan:
            verdict = effect_view(situation, subject).verdict
            parts = (verdict.label, verdict.strength) if verdict else ()
            said = f"{subject.calculation.label}\u00a0: {', '.join(part for part in parts if part).lower()}"
        links.append(EffectLink(action, subject.code, subject.title, said))
    return tuple(links)

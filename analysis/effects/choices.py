"""What can be chosen on the page of effects, and what is shown first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from analysis.effects.plans import plan_of, planned
from analysis.effects.subjects import Subject, Subjects
from analysis.standing import Situation

NO_WITNESS = "aucun"


@dataclass(frozen=True)
class EffectChoices:
    """Labels by code: actions, and for each its figures; `firsts`: the figure shown first of each."""

    actions: Mapping[str, str]
    figures: Mapping[str, Mapping[str, str]]
    firsts: Mapping[str, str]
    action: str

    def figure(self, action: str, indicator: str | None) -> str:
        """The figure shown first: of the indicator one comes from, else the planned one."""
        same = [code for code in self.figures[action] if indicator and code.split(".")[0] == indicator]
        if same and self.firsts[action].split(".")[0] != indicator:
            return same[0]
        return self.firsts[action]

    def witnesses(self, action: str, figure: str) -> dict[str, str]:
        """The figures of other indicators, among which one that the action cannot touch is chosen."""
        own = figure.split(".")[0]
        others = {code: label for code, label in self.figures[action].items() if code.split(".")[0] != own}
        return {NO_WITNESS: "Aucun", **others}


def effect_choices(situation: Situation, found: Subjects) -> EffectChoices:
    """The latest plan signed in advance comes first, else the latest plan, else the first action."""
    plans = [(action, code) for action, code in planned(situation) if code in found.get(action, {})]
    firsts = {action: next(iter(figures)) for action, figures in found.items()}
    firsts |= dict(reversed(plans))
    actions = {
        action: f"{next(iter(figures.values())).title} ({next(iter(figures.values())).day.year})"
        for action, figures in found.items()
    }
    return EffectChoices(
        actions=actions,
        figures={
            action: {code: subject.label for code, subject in figures.items()}
            for action, figures in found.items()
        },
        firsts=firsts,
        action=shown_first(
            [(one, _is_in_advance(situation, found[one][code])) for one, code in plans], actions
        ),
    )


def shown_first(plans: Sequence[tuple[str, bool]], actions: Iterable[str]) -> str:
    """The action to show first.

    Args:
        plans: actions with a plan, the latest first, and whether it was signed before the figures came.
    """
    in_advance = [action for action, is_in_advance in plans if is_in_advance]
    return next(iter([*in_advance, *(action for action, _ in plans), *actions]), "")


def _is_in_advance(situation: Situation, subject: Subject) -> bool:
    plan = plan_of(situation, subject)
    return plan is not None and plan.in_advance

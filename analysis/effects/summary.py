"""The verdicts on every planned evaluation, as lines of text."""

from __future__ import annotations

from collections.abc import Iterator

from analysis.effects.plans import planned
from analysis.effects.subjects import subjects
from analysis.effects.view import effect_view
from analysis.standing import Situation


def planned_verdicts(situation: Situation) -> Iterator[str]:
    """One paragraph for each plan: action, figure, verdict, reserve, and whether it came in advance."""
    found = subjects(situation)
    for action, code in planned(situation):
        if code not in found.get(action, {}):
            continue
        view = effect_view(situation, found[action][code])
        verdict = view.verdict
        said = (verdict.sentence, verdict.absolute, verdict.reserve, view.next_date) if verdict else ()
        mark = "[Données de démonstration, fictives] " if view.demonstration else ""
        words = " ".join(part for part in (*said, view.refusal, view.plan_text) if part)
        yield f"{mark}{view.subject.title} · {view.subject.label}\n  {words}"

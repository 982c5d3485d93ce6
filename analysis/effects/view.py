"""Everything the page of one effect says, ready to be drawn."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from analysis.chart_effect import EffectChart
from analysis.chart_event_study import EventStudy
from analysis.chart_forest import ForestRow
from analysis.chart_placebo import PlaceboStrip
from analysis.data_table import DataTable
from analysis.effects.drawings import effect_drawing, event_study, forest_rows, placebo_strips
from analysis.effects.material import NotEvaluable
from analysis.effects.method import checks_table, method_facts, series_table
from analysis.effects.plans import Plan, plan_of
from analysis.effects.subjects import Subject
from analysis.effects.verdicts import Evaluation, evaluation_of, is_police, next_date
from analysis.evaluation import sentences
from analysis.evaluation.judgement import Judgement
from analysis.standing import Situation
from analysis.wording import date_text


@dataclass(frozen=True, eq=False)
class EffectView:
    """One action and one figure.

    Attributes:
        refusal: why nothing can be evaluated; then everything below is empty.
        visible: what these data can show, said before the result.
        badge: label, icon and tone of the verdict; strength: « indice modéré » or "".
        reasons: why this much confidence, (held, sentence).
    """

    subject: Subject
    where: str
    plan: Plan | None
    plan_text: str
    refusal: str = ""
    visible: str = ""
    verdict: Judgement | None = None
    next_date: str = ""
    chart: EffectChart | None = None
    description: str = ""
    forest: tuple[ForestRow, ...] = ()
    gaps: EventStudy | None = None
    placebos: Mapping[str, PlaceboStrip] | None = None
    facts: tuple[tuple[str, str], ...] = ()
    series: DataTable | None = None
    checks: DataTable | None = None
    notes: tuple[str, ...] = ()
    police: bool = False
    demonstration: bool = False

    @property
    def tone(self) -> str:
        """The class of verdict whose colour it wears: never good or bad without a declared wish."""
        if self.verdict is None or self.verdict.effect_class in (
            "impossible",
            "insuffisant",
            "non concluant",
        ):
            return "on ne peut pas conclure"
        if self.verdict.effect_class == "pas de changement notable":
            return "stable"
        return {"favorable": "progres", "défavorable": "recul"}.get(self.verdict.favourable, "contexte")

    @property
    def icon(self) -> str:
        classes = {"baisse": "▼", "hausse": "▲", "pas de changement notable": "●"}
        return classes.get(self.verdict.effect_class if self.verdict else "", "○")


def effect_view(situation: Situation, subject: Subject, witness: Subject | None = None) -> EffectView:
    """The page of one subject; what cannot be evaluated says why."""
    try:
        return _shown(situation, evaluation_of(situation, subject, witness))
    except NotEvaluable as error:
        plan = plan_of(situation, subject)
        said = sentences.impossible(str(error).rstrip("."))
        return EffectView(
            subject,
            _where(situation, subject),
            plan,
            plan_text(plan),
            refusal=said,
            police=is_police(subject.indicator),
            demonstration=subject.demonstration or _is_fictitious(situation, subject),
        )


def _shown(situation: Situation, found: Evaluation) -> EffectView:
    verdict, effect, material = found.verdict, found.effect, found.material
    visible = verdict.visible
    return EffectView(
        subject=found.subject,
        where=material.place,
        plan=found.plan,
        plan_text=plan_text(found.plan),
        visible="" if math.isnan(visible) else sentences.visible_first(effect, found.declared, visible),
        verdict=verdict,
        next_date=next_date(verdict),
        chart=effect_drawing(found),
        description=f"{found.subject.label}, {material.place}. {verdict.sentence}",
        forest=forest_rows(found),
        gaps=event_study(found),
        placebos=placebo_strips(found),
        facts=method_facts(found),
        series=series_table(found),
        checks=checks_table(found),
        notes=material.notes,
        police=found.declared.police,
        demonstration=material.demonstration or found.subject.demonstration,
    )


def plan_text(plan: Plan | None) -> str:
    """Whether the plan came before the figures, and who signed it."""
    if plan is None:
        return "Aucun plan déclaré\u00a0: chaque question sans réponse compte comme un non."
    when = f"{plan.signatory}, le {date_text(plan.declared_on)}"
    if plan.in_advance:
        return f"Déclaré à l'avance, avant que les premiers chiffres n'arrivent ({when})."
    return f"Plan signé après l'arrivée des premiers chiffres ({when})."


def _is_fictitious(situation: Situation, subject: Subject) -> bool:
    return bool(situation.results[subject.indicator.code]["demonstration"].any())


def _where(situation: Situation, subject: Subject) -> str:
    names = situation.codebook.lists["territoires"]
    return ", ".join(names.label(code) for code in subject.territories) or situation.codebook.city.name

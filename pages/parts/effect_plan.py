"""The plan of an evaluation: what was expected, the questions asked, and the form that signs them."""

from __future__ import annotations

import streamlit as st

from analysis.effects.plan_form import ANSWERS, NOT_ANSWERED, checked_plan, plan_row
from analysis.effects.view import EffectView
from analysis.evaluation.questions import QUESTIONS
from data.intake import NotAcceptable
from data.intake.opinion_rules import TEXT_LENGTH
from pages.parts.address import address
from pages.parts.deposit_receipt import keep_receipt, show_receipt
from pages.parts.markup import definitions, paragraph
from pages.parts.reading import read_context
from pages.parts.rights import desk, may_contribute
from pages.parts.sources import edition


def plan_form(view: EffectView) -> None:
    """The plan as signed; for who may contribute, the form to sign it or to answer again."""
    show_receipt()
    with st.expander("Le plan d'évaluation et ses questions"):
        st.html(paragraph(view.plan_text) + definitions(_answers(view)))
        if may_contribute():
            st.html(
                paragraph(
                    "Signé avant l'arrivée des chiffres, un plan rend le verdict plus solide. Il entre dans "
                    "le journal des dépôts, et peut en être retiré.",
                    css="small quiet",
                )
            )
            with st.form(f"plan-{view.subject.action}-{view.subject.code}"):
                _fields_and_signature(view)


def _fields_and_signature(view: EffectView) -> None:
    typed = _expectations(view)
    typed["signataire"] = st.text_input("Votre fonction, jamais votre nom", max_chars=200)
    typed["motif"] = st.text_input("Si vous changez un plan signé, pourquoi", max_chars=300)
    if st.form_submit_button("Signer le plan", type="primary"):
        _sign(view, typed)


def _expectations(view: EffectView) -> dict[str, str]:
    """What is expected, the answers, and what the people involved say."""
    plan = view.plan
    typed: dict[str, str] = {}
    expected = st.number_input(
        "Le plus grand effet attendu, en %", 1, 100, round(100 * plan.plausible) if plan else 30
    )
    typed["effet_plausible"] = str(expected)
    typed["periodes_ecartees"] = st.text_input(
        "Périodes à écarter (facultatif)",
        " | ".join(plan.excluded) if plan else "",
        help="Montée en charge, épidémie. Par exemple : 2024-09 | 2024-10.",
    )
    options = list(ANSWERS)
    for question in QUESTIONS:
        held = plan.answers.get(question.code, NOT_ANSWERED) if plan else NOT_ANSWERED
        typed[question.code] = st.radio(
            question.text, options, options.index(held), format_func=ANSWERS.__getitem__, horizontal=True
        )
    typed["paroles"] = st.text_area(
        "Ce que disent les acteurs (facultatif, sans aucun nom)",
        plan.words if plan else "",
        height=120,
        max_chars=TEXT_LENGTH,
    )
    return typed


def _sign(view: EffectView, typed: dict[str, str]) -> None:
    """The plan meets the checks of any deposit, and leaves the same trace."""
    reading, problems = checked_plan(plan_row(view.subject, typed), read_context(edition()))
    if problems or reading is None:
        st.html("".join(paragraph(problem, css="note") for problem in problems))
        return
    try:
        reason = typed["motif"] if desk().difference(reading).changed > 0 else None
        receipt = desk().deposit(reading, author=typed["signataire"], reason=reason, confirmed=True)
    except NotAcceptable as error:
        st.html(paragraph(str(error), css="note"))
        return
    where = address("effets", action=view.subject.action, chiffre=view.subject.code)
    keep_receipt(receipt, typed["signataire"], (("Lire le verdict avec ce plan", where),))
    st.rerun()


def _answers(view: EffectView) -> tuple[tuple[str, str], ...]:
    answers = view.plan.answers if view.plan else {}
    return tuple((question.text, ANSWERS[answers.get(question.code, NOT_ANSWERED)]) for question in QUESTIONS)

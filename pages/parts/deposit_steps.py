"""The two decisions of a contributor: confirming what is doubtful, and depositing."""

from __future__ import annotations

import streamlit as st

from analysis.deposit_difference import fewer_rows_label
from analysis.deposit_findings import doubt
from analysis.deposit_view import partial_label, what_is_awaited
from data.intake import Context, NotAcceptable, Question, Reading, Receipt
from data.intake.questions import about_columns
from pages.parts import deposit_report as report
from pages.parts.deposit_state import answer_key, answers_to, questions
from pages.parts.markup import heading, paragraph
from pages.parts.rights import desk


def ask(digest: str, reading: Reading) -> bool:
    """Show every question asked about this file; whether all are answered."""
    asked = questions(digest)
    if asked:
        st.html(heading("À confirmer"))
    for question in asked.values():
        st.html(report.finding(doubt(reading, question)))
        _take_answer(digest, question)
    waiting = any(about_columns(question) for question in reading.questions)
    return not waiting and all(answers_to(digest, question) for question in asked.values())


def _take_answer(digest: str, question: Question) -> None:
    key = answer_key(digest, question.id)
    if question.choices:
        labels = [choice.label for choice in question.choices]
        st.radio("Votre réponse", labels, index=None, key=key, label_visibility="collapsed")
    else:
        st.checkbox(question.agreement, key=key)


def offer(reading: Reading, author: str | None, confirmed: bool, known: Context) -> Receipt | None:
    """Show what would change and take the deposit; its receipt once it is made."""
    change = desk().difference(reading)
    st.html(report.changes(reading, change, known))
    seen = not change.fewer_rows or st.checkbox(fewer_rows_label(change))
    reason = st.text_input("Pourquoi ces valeurs changent-elles ?", max_chars=300) if change.changed else None
    partial = False
    if reading.refused or reading.waiting:
        partial = st.checkbox(partial_label(reading))
    settled = partial or not (reading.refused or reading.waiting)
    awaited = what_is_awaited(author, confirmed, seen, settled)
    if awaited:
        st.html(paragraph(awaited, css="quiet"))
    if st.button("Enregistrer ce dépôt", type="primary", disabled=bool(awaited), key="deposit-commit"):
        try:
            return desk().deposit(
                reading,
                author=str(author),
                reason=reason,
                partial=partial,
                confirmed=True,
            )
        except NotAcceptable as error:
            st.html(paragraph(str(error), css="note"))
    return None

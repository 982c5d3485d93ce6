"""The two decisions of a contributor: confirming what is doubtful, and depositing."""

from __future__ import annotations

import streamlit as st

from data.intake import NotAcceptable, Reading, Receipt, commit, difference
from pages.parts import deposit_report as report
from pages.parts.deposit_state import answer_key, is_answered, questions
from pages.parts.markup import heading, paragraph
from pages.parts.reading import store


def ask(digest: str, reading: Reading) -> bool:
    """Show every question asked about this file; whether all are answered yes."""
    asked = questions(digest)
    if asked:
        st.html(heading("À confirmer"))
    for question in asked.values():
        st.html(paragraph(question.text))
        st.checkbox("Oui, c'est bien cela", key=answer_key(digest, question.id))
    return all(is_answered(digest, identifier) for identifier in asked)


def offer(reading: Reading, author: str | None, confirmed: bool) -> Receipt | None:
    """Show what would change and take the deposit; its receipt once it is made."""
    change = difference(reading, store())
    st.html(report.changes(reading, change))
    reason = st.text_input("Pourquoi ces valeurs changent-elles ?", max_chars=300) if change.changed else None
    left_out = len(set(reading.refused) | set(reading.waiting))
    partial = bool(left_out) and st.checkbox(
        f"Enregistrer les lignes prêtes sans attendre les {left_out} autres, que je renverrai corrigées"
    )
    if not author:
        st.html(
            paragraph("Dites plus haut pour qui vous déposez : le dépôt en gardera la trace.", css="quiet")
        )
    if st.button("Enregistrer ce dépôt", type="primary", disabled=not author, key="deposit-commit"):
        try:
            return commit(
                reading, store(), author=str(author), reason=reason, partial=partial, confirmed=confirmed
            )
        except NotAcceptable as error:
            st.html(paragraph(str(error), css="note"))
    return None

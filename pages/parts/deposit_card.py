"""One deposit of the journal: what it holds, the file as received, and its withdrawal."""

from __future__ import annotations

import streamlit as st

from analysis.journal_view import deposit_view
from data.store import UnknownDeposit
from pages.parts.markup import definitions, heading, paragraph
from pages.parts.reading import store

WITHDRAWN = "deposits-withdrawn"


def show_deposit(number: str) -> None:
    """One deposit: what it holds, the file as received, and its withdrawal."""
    view = deposit_view(store().deposits(), number)
    if view is None:
        st.html(paragraph(f"Aucun dépôt ne porte le numéro « {number} ».", css="note"))
        return
    st.html(heading(view.title) + definitions(view.facts))
    name, content = store().received(number)
    st.download_button(
        "Télécharger le fichier reçu", content, file_name=name, mime="application/octet-stream"
    )
    if view.is_active:
        withdraw(number)


def withdraw(number: str) -> None:
    """Take the withdrawal of a deposit, with who and why."""
    with st.expander("Retirer ce dépôt"):
        st.html(
            paragraph(
                "Les valeurs qu'il avait remplacées redeviennent les valeurs en vigueur. "
                "Le dépôt reste au journal."
            )
        )
        author = st.text_input("Service qui retire", max_chars=120, key=f"withdraw-author-{number}")
        reason = st.text_input("Motif du retrait", max_chars=300, key=f"withdraw-reason-{number}")
        if st.button(
            "Retirer ce dépôt", key=f"withdraw-{number}", disabled=not (author.strip() and reason.strip())
        ):
            try:
                store().withdraw(number, author=author.strip(), reason=reason.strip())
            except UnknownDeposit:
                st.html(paragraph("Ce dépôt a déjà été retiré.", css="note"))
                return
            st.session_state[WITHDRAWN] = number
            st.rerun()

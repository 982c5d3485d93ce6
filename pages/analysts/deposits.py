"""Journal des dépôts : ce qui a été déposé, par qui, et comment revenir en arrière."""

from __future__ import annotations

import streamlit as st

from analysis.journal_view import journal_table
from pages.parts.address import asked
from pages.parts.deposit_card import WITHDRAWN, show_deposit
from pages.parts.frame import nothing_yet
from pages.parts.markup import heading, paragraph, text
from pages.parts.reading import store
from pages.parts.rights import may_contribute, read_only

TITLE = "Que s'est-il passé ?"


if not may_contribute():
    read_only(TITLE)
else:
    st.html(
        text(TITLE, "h1")
        + paragraph(
            "Chaque fichier accepté est un dépôt. Rien ne s'efface\u00a0: un dépôt se retire, et tout "
            "redevient comme avant.",
            css="lead",
        )
    )
    if number := st.session_state.pop(WITHDRAWN, None):
        st.html(
            paragraph(f"Le dépôt {number} est retiré\u00a0: les chiffres d'avant sont de retour.", css="note")
        )
    journal = store().deposits()
    if journal.empty:
        nothing_yet(TITLE)
    else:
        if chosen := asked("depot"):
            show_deposit(chosen)
            st.html(heading("Tous les dépôts"))
        st.html(paragraph("Cochez un dépôt pour le lire, reprendre son fichier ou le retirer.", css="quiet"))
        shown = journal_table(journal)
        picked = st.dataframe(
            shown,
            hide_index=True,
            width="stretch",
            on_select="rerun",
            selection_mode="single-row",
            key="deposits-table",
        )
        rows = picked.selection.rows
        if rows and shown["Dépôt"].iloc[rows[0]] != asked("depot"):
            st.query_params["depot"] = shown["Dépôt"].iloc[rows[0]]
            st.rerun()

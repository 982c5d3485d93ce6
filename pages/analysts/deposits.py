"""Journal des dépôts : ce qui a été déposé, par qui, et comment revenir en arrière."""

from __future__ import annotations

import streamlit as st

from pages.parts.address import asked
from pages.parts.deposit_card import WITHDRAWN, show_deposit
from pages.parts.frame import nothing_yet
from pages.parts.journal_list import show_journal
from pages.parts.markup import paragraph, text
from pages.parts.operations_list import show_operations
from pages.parts.rights import desk, may_contribute, read_only

TITLE = "Que s'est-il passé ?"


if not may_contribute():
    read_only(TITLE)
elif (journal := desk().deposits()).empty:
    nothing_yet(TITLE)
else:
    st.html(text(TITLE, "h1"))
    if number := st.session_state.pop(WITHDRAWN, None):
        st.html(
            paragraph(f"Le dépôt {number} est retiré\u00a0: les chiffres d'avant sont de retour.", css="note")
        )
    if chosen := asked("depot"):
        show_deposit(chosen)
    else:
        st.html(
            paragraph(
                "Chaque fichier accepté est un dépôt. Rien ne s'efface\u00a0: un dépôt se retire, et tout "
                "redevient comme avant."
            )
        )
        show_journal(journal)
        if desk().may("operations"):
            show_operations(desk())

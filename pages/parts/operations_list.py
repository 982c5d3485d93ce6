"""Who did what and when, for those who administer."""

from __future__ import annotations

import streamlit as st

from analysis.operations_view import operations_table
from data.desk import Desk
from data.safe_export import to_csv
from pages.parts.markup import heading, paragraph, table

SHOWN = 50
FILE = "journal_des_operations"


def show_operations(mine: Desk) -> None:
    """The latest operations, and the whole journal to take home."""
    rows = operations_table(mine.operations())
    st.html(
        heading("Qui a fait quoi")
        + paragraph(
            "Chaque dépôt, retrait et lecture d'un fichier reçu est noté avant d'être fait, puis avec son "
            "issue\u00a0; chaque export et chaque refus l'est aussi. Rien ne s'y efface. Seul qui administre "
            "le lit."
        )
    )
    if rows.empty:
        st.html(paragraph("Aucune opération notée.", css="quiet"))
        return
    with st.expander(f"Les {min(SHOWN, len(rows))} dernières opérations"):
        st.html(table("La plus récente d'abord", list(rows.columns), rows.head(SHOWN).to_numpy().tolist()))
    st.download_button(
        "Le journal des opérations en CSV",
        lambda: mine.taken("export du journal", FILE, to_csv(rows)),
        f"{FILE}.csv",
        "text/csv",
        key="operations-csv",
        on_click="ignore",
    )

"""Qui a transmis quoi ? Les envois de chaque structure, ce qui manque, et le message pour le demander."""

from __future__ import annotations

import streamlit as st

from analysis.contributor_view import ContributorView
from pages.parts import completeness_cards as cards
from pages.parts.address import asked
from pages.parts.figure import table_and_downloads
from pages.parts.markup import heading, paragraph
from pages.parts.reading import read_completeness
from pages.parts.sources import edition

view = read_completeness(edition())


def show_contributor(shown: ContributorView, kind: str) -> None:
    """One structure: what to ask it first, then what it sent."""
    st.html(cards.contributor_head(shown, kind))
    message = shown.reminder(f"{str(st.context.url or '').split('?')[0].rpartition('/')[0]}/")
    if message:
        st.html(heading("Message à copier", 3))
        st.code(message, language=None, wrap_lines=True)
    if shown.unusual:
        st.html(cards.contributor_values(shown.unusual))
    table_and_downloads(shown.table, "contributor")
    st.html(cards.contributor_sheet(shown))


if not view.matrices:
    st.html(cards.nobody_yet())
else:
    rhythm, structure = asked("rythme") or view.usual, asked("structure") or ""
    matrix = next((each for kind, each in view.matrices.items() if kind == rhythm), view.matrices[view.usual])
    contributor = view.contributors.get(structure)
    st.html(cards.opening(matrix) + cards.to_remind(view, matrix.kind) + cards.to_confirm(view, matrix.kind))
    if structure and contributor is None:
        st.html(
            paragraph(f"Aucune structure qui transmet n'a le code «\u00a0{structure}\u00a0».", css="note")
        )
    if contributor is not None:
        show_contributor(contributor, matrix.kind)
        st.html(heading("Toutes les structures"))
    st.html(cards.rhythms(view, matrix.kind, structure))
    st.html(cards.legend(matrix) + cards.grid(matrix, structure))
    st.html(
        paragraph("Ouvrez une structure pour voir ce qui manque et copier un message.", css="small quiet")
        + paragraph(view.silent, css="small quiet")
    )
    table_and_downloads(matrix.table, "completeness")

"""Que veut dire ce chiffre ? Indicateurs, mesures, listes, tableaux, modèles et changements de définition."""

from __future__ import annotations

import streamlit as st

from analysis.change_log import change_log
from analysis.dictionary_view import CHANGES, TEMPLATES, in_section, section_to_show
from pages.parts import dictionary_cards as cards
from pages.parts.address import asked
from pages.parts.dictionary_templates import show_templates
from pages.parts.markup import heading, paragraph, text
from pages.parts.reading import read_dictionary
from pages.parts.search_box import search_box
from pages.parts.sources import edition

book = read_dictionary(edition())
rubric, term = asked("rubrique"), asked("terme")
st.html(
    text("Que veut dire ce chiffre ?", "h1")
    + paragraph(
        "Ce que chaque chiffre compte, ce qu'il laisse de côté, et les mots à employer dans vos fichiers.",
        css="lead",
    )
)
words = search_box(
    "chercher",
    "Chercher une définition",
    "Un mot, un code, un titre de colonne",
    forgotten=("terme", "rubrique") if rubric in (TEMPLATES, CHANGES) else ("terme",),
)
found = book.found(words)
entry = book.entry(term, rubric) if term else None
section = section_to_show(found, rubric, entry, words)
st.html(cards.tabs(found, section, words))
if section == TEMPLATES:
    show_templates()
elif section == CHANGES:
    st.html(heading("Définitions changées") + cards.change_list(book.changes))
    st.html(heading("Ce qui a changé dans l'application") + cards.chapter_list(change_log()))
else:
    if entry is not None and entry.section == section:
        st.html(cards.open_entry(entry, words))
    elif term and entry is None:
        st.html(cards.unknown(term))
    shown = in_section(found, section)
    st.html(cards.entry_list(shown, words) if shown else cards.nothing_found(words))

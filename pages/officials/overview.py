"""Où en sommes-nous ?"""

from __future__ import annotations

import streamlit as st

from pages.parts.frame import nothing_yet
from pages.parts.markup import element, heading, paragraph, text
from pages.parts.overview_cards import change_list, first_screen, headline_cards
from pages.parts.reading import edition, read_overview

TITLE = "Où en sommes-nous ?"

view = read_overview(edition())
if view.is_empty:
    nothing_yet(TITLE)
else:
    st.html(text(TITLE, "h1") + paragraph(view.summary, css="lead") + first_screen(view))
    st.html(element("section", heading("Les chiffres à suivre"), headline_cards(view.headlines)))
    st.html(element("section", heading("Ce qui a changé"), change_list(view.changes)))

"""Les instances décident-elles, et est-ce suivi ? Des séances à ce que devient chaque décision."""

from __future__ import annotations

import streamlit as st

from pages.parts import concertation_cards as cards
from pages.parts import concertation_figures as figures
from pages.parts.address import asked
from pages.parts.frame import HOME, crumbs
from pages.parts.reading import read_concertation
from pages.parts.sources import edition

view = read_concertation(edition())
code = asked("decision") or ""
st.html(crumbs(HOME) + cards.opening(view))
if not view.is_empty:
    if code:
        st.html(cards.one_decision(view.decision(code), code))
    figures.register(view)
    st.html(cards.figure_cards(view))
    figures.calendar(view)
    figures.attendance(view)

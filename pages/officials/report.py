"""Que présenter au conseil ? Un rapport à télécharger : la période, les axes et le public se choisissent."""

from __future__ import annotations

import streamlit as st

from pages.parts import report_cards as cards
from pages.parts.frame import HOME, crumbs, nothing_yet
from pages.parts.reading import read_overview
from pages.parts.report_form import ask_report, offer_files
from pages.parts.sources import edition

TITLE = "Que présenter au conseil\u00a0?"

if read_overview(edition()).is_empty:
    nothing_yet(TITLE)
else:
    st.html(crumbs(HOME) + cards.opening(TITLE))
    wanted = ask_report()
    st.html(cards.chosen(wanted.period, wanted.audience))
    offer_files(wanted)
    st.html(cards.contents())

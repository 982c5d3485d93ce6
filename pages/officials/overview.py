"""Où en sommes-nous ?"""

from __future__ import annotations

import streamlit as st

from analysis.news import since_asked, since_choices
from pages.parts.address import asked
from pages.parts.frame import nothing_yet
from pages.parts.markup import element, heading, paragraph, text
from pages.parts.news_cards import news_cards, news_line
from pages.parts.overview_cards import first_screen, headline_cards
from pages.parts.reading import read_news, read_overview
from pages.parts.sources import edition, today

TITLE = "Où en sommes-nous ?"

made_from = edition()
view = read_overview(made_from)
if view.is_empty:
    nothing_yet(TITLE)
else:
    st.html(text(TITLE, "h1") + paragraph(view.summary, css="lead"))
    changed = st.empty()
    changed.html(paragraph("…", css="since"))
    st.html(first_screen(view))
    st.html(element("section", heading("Les chiffres à suivre"), headline_cards(view.headlines)))
    # What was known on an earlier day takes a moment to work out: the rest is read meanwhile.
    found = read_news(made_from, since_asked(asked("depuis"), today()))
    changed.html(news_line(found))
    st.html(news_cards(found, since_choices(today())))

"""Où trouver de l'aide ? Les numéros d'abord, puis l'annuaire : pour les personnes et leurs proches."""

from __future__ import annotations

import streamlit as st

from analysis.chart_directory import HEIGHT, directory_map
from analysis.directory_table import directory_table
from pages.parts import directory_cards as cards
from pages.parts.address import asked
from pages.parts.directory_form import PAPER, YES, search_asked, show_form, words_of_search
from pages.parts.figure import chart, table_and_downloads
from pages.parts.markup import heading, paragraph
from pages.parts.reading import read_directory
from pages.parts.sources import edition, now

view, moment = read_directory(edition()), now()
search, parameters = search_asked(view)
found = view.found(search, moment)
if asked(PAPER) == YES:
    st.html(cards.paper(view, found, words_of_search(view, search), parameters))
else:
    st.html(cards.opening(view, moment) + cards.emergency_bar(view) + cards.search_heading())
    if not view.sheets:
        st.html(cards.empty_directory())
    else:
        show_form(view, search)
        st.html(cards.results(found, moment, parameters))
    if any(sheet.place for sheet in found.sheets):
        st.html(
            heading("Sur la carte")
            + paragraph("Les numéros sont ceux de la liste ; en gris, les quartiers prioritaires.", "small")
        )
        chart(
            directory_map(found.sheets, view.districts, view.outlines),
            HEIGHT,
            "Carte des lieux de la liste, dont les adresses sont écrites plus haut.",
            "directory",
        )
    if found.sheets:
        drawn = "directory" if any(sheet.place for sheet in found.sheets) else ""
        table_and_downloads(directory_table(found.sheets), "directory", drawn=drawn)
    if view.without_need:
        st.html(paragraph(view.without_need_text, "small quiet"))

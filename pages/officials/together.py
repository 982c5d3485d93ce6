"""Sécurité, santé, cohésion : que montrent les chiffres ensemble ? Côte à côte, jamais l'un par l'autre."""

from __future__ import annotations

import streamlit as st

from analysis.together_view import POLICE_ACTIVITY
from pages.parts import together_cards as cards
from pages.parts.address import asked, choice
from pages.parts.frame import HOME, crumbs, nothing_yet
from pages.parts.reading import read_together
from pages.parts.sources import edition
from pages.parts.together_figures import city_figure, group_figure

TITLE = "Sécurité, santé, cohésion\u00a0: que montrent les chiffres ensemble\u00a0?"

made_from = edition()
view = read_together(made_from, asked("lieu"), asked("axe"))
if view.is_empty:
    nothing_yet(TITLE)
else:
    st.html(crumbs(HOME) + cards.opening(TITLE, view))
    left, right = st.columns(2)
    with left:
        if len(view.places) > 1:
            choice("lieu", "Lieu des séries officielles", view.places, view.place)
    with right:
        if view.axes:
            choice("axe", "Action de la Ville et de ses partenaires", view.axes, view.axis)
    if view.drugs:
        st.html(cards.firewall(view.drugs, POLICE_ACTIVITY))
        group_figure(view.drugs, "drugs", "official")
    if view.safety:
        st.html(cards.group_heading("Sécurité", view.safety))
        group_figure(view.safety, "safety", "official")
    if view.local:
        st.html(cards.group_heading("Ce qui est fait ici", view.local))
        group_figure(view.local, "local", "local")
    if view.cohesion:
        st.html(cards.group_heading("Cohésion", view.cohesion))
        group_figure(view.cohesion, "cohesion", "official")
    st.html(cards.health(view))
    city_figure(made_from)
    if view.former:
        st.html(cards.former_heading(view.former))
        group_figure(view.former, "former", "official", folded=True)

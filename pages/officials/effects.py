"""Ce qu'une action a changé : ce que les données peuvent montrer, le verdict, et pourquoi s'y fier ou non."""

from __future__ import annotations

import streamlit as st

from analysis.effects.choices import NO_WITNESS
from pages.parts import effect_cards as cards
from pages.parts import effect_figures as figures
from pages.parts.address import asked, choice
from pages.parts.effect_plan import plan_form
from pages.parts.effect_reading import effect_choices, read_effect
from pages.parts.markup import heading, text
from pages.parts.sources import edition

made_from = edition()
choices = effect_choices(made_from)
if not choices.actions:
    st.html(cards.nothing_to_evaluate())
else:
    st.html(text(cards.TITLE, "h1"))
    left, right, last = st.columns(3)
    with left:
        action = choice("action", "Action ou événement", choices.actions, choices.action)
    offered = choices.figures[action]
    with right:
        figure = choice("chiffre", "Chiffre", offered, choices.figure(action, asked("indicateur")))
    with last:
        offered = choices.witnesses(action, figure)
        witness = choice("temoin", "Chiffre témoin, que l'action ne peut pas toucher", offered, NO_WITNESS)
    view = read_effect(made_from, action, figure, witness)
    st.html(cards.opening(view) + (cards.police_banner() if view.police else ""))
    if view.verdict is None:
        st.html(cards.refusal_card(view))
    else:
        st.html(cards.visible_first(view) + heading("Le verdict") + cards.verdict_card(view, view.verdict))
        figures.observed_and_expected(view)
        figures.confidence(view)
        figures.gaps(view)
        figures.placebos(view)
        if said := cards.words(view):
            st.html(said)
        figures.for_the_analyst(view)
    plan_form(view)

"""Les associations sont-elles soutenues et rassurées ? La Ville s'y mesure avant de mesurer les autres."""

from __future__ import annotations

import streamlit as st

from pages.parts import association_cards as cards
from pages.parts import association_figures as figures
from pages.parts.address import address, asked
from pages.parts.entry_cards import sign_links
from pages.parts.frame import HOME, not_found, page_choice
from pages.parts.reading import read_associations
from pages.parts.rights import may_contribute
from pages.parts.sources import edition

EVERY = "toutes"
view = read_associations(edition())
code = asked("structure") or EVERY
choices = {EVERY: "Toutes les associations"} | view.choices
if code not in choices:
    not_found(f"La Ville ne soutient aucune association du code « {code} ».", view.choices, *cards.PLACE)
elif code == EVERY:
    page_choice((HOME,), "structure", "Association", choices)
    st.html(cards.opening(view) + cards.owed(view) + cards.same_rule(view.rule))
    figures.amounts(view)
    figures.delays(view)
    figures.agreements(view)
    figures.cofunders(view.cofunders)
    others = cards.reply_list(view.other_replies, "Les droits de réponse à d'autres chiffres")
    st.html(others + cards.index(view.choices))
else:
    trail = (HOME, ("Toutes les associations", address("associations")))
    page_choice(trail, "structure", "Association", choices)
    shown = view.associations[code]
    st.html(cards.one_opening(shown))
    figures.own_grants(shown)
    st.html(cards.one_replies(shown))
    if may_contribute():
        st.html(sign_links(("reponse",)))

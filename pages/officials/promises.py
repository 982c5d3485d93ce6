"""Que sont devenues les promesses ? Toutes d'un coup d'œil, puis chacune jusqu'à ses chiffres."""

from __future__ import annotations

import streamlit as st

from pages.parts import promise_cards, promise_trace_cards
from pages.parts.address import address, asked
from pages.parts.figure import table_and_downloads
from pages.parts.frame import HOME, not_found, page_choice
from pages.parts.reading import read_promises
from pages.parts.sources import edition

EVERY = "toutes"
view = read_promises(edition())
code, gap = asked("promesse") or EVERY, asked("manque")
choices = view.choices()
if code == EVERY:
    st.html(promise_cards.opening(view) + promise_cards.counters(view, gap))
    st.html(promise_cards.groups(view, gap))
    table_and_downloads(view.table, "promises")
elif (shown := view.trace(code)) is None:
    not_found(f"Aucune promesse n'a le code « {code} ».", choices, "promesses", "promesse")
else:
    trail = (HOME, ("Toutes les promesses", address("promesses")))
    page_choice(trail, "promesse", "Promesse", {EVERY: "Toutes les promesses"} | choices)
    st.html(promise_trace_cards.trace_opening(shown) + promise_trace_cards.next_steps(shown))
    st.html(promise_trace_cards.sides(shown) + promise_trace_cards.neighbours(code, choices))

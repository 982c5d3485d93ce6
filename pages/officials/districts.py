"""Est-ce vrai partout ? Les quartiers prioritaires à côté du reste de la ville."""

from __future__ import annotations

import streamlit as st

from pages.parts import district_cards as cards
from pages.parts.address import asked
from pages.parts.district_figures import district_figure, gap_figure, map_figure, panel_figure
from pages.parts.frame import HOME, not_found, nothing_yet, page_choice
from pages.parts.markup import heading
from pages.parts.reading import district_choices, read_districts
from pages.parts.sources import edition

TITLE = "Est-ce vrai partout ?"

made_from = edition()
choices = district_choices(made_from)
code = asked("indicateur") or next(iter(choices), "")
if not choices:
    nothing_yet(TITLE)
elif code not in choices:
    what = f"L'indicateur « {code} » n'est pas compté par quartier."
    not_found(what, choices, "quartiers", "indicateur", title="Ce chiffre ne se lit pas par quartier")
else:
    view = read_districts(made_from, code)
    page_choice((HOME,), "indicateur", "Indicateur", choices)
    st.html(cards.opening(TITLE, view))
    map_figure(view, made_from)
    if view.gap:
        gap_figure(view, view.gap)
    st.html(heading("Quartier par quartier") + cards.scale(view.panels))
    panel_figure(view)
    district_figure(made_from)
    st.html(cards.limits(view))

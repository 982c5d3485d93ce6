"""Un indicateur : où il en est, pourquoi, d'où vient chaque chiffre."""

from __future__ import annotations

import streamlit as st

from pages.parts.address import address, asked
from pages.parts.effect_cards import effect_list
from pages.parts.effect_reading import read_effect_links
from pages.parts.entry_cards import sign_links
from pages.parts.frame import HOME, not_found, page_choice
from pages.parts.indicator_cards import (
    answerable,
    deposit_list,
    facts,
    further_links,
    opening,
    promise_links,
    quotable,
    sheet,
    statement_list,
)
from pages.parts.indicator_figures import breakdown_figure, main_figure
from pages.parts.markup import heading
from pages.parts.reading import district_choices, indicator_choices, read_indicator
from pages.parts.rights import may_contribute
from pages.parts.sources import edition

made_from = edition()
choices = indicator_choices(made_from)
code = asked("indicateur") or asked("code") or next(iter(choices))
if code not in choices:
    not_found(f"Aucun indicateur n'a le code « {code} ».", choices, "indicateur", "indicateur")
else:
    view = read_indicator(made_from, code)
    above = (HOME, (view.axis_label, address("axe", axe=view.axis)))
    page_choice(above, "indicateur", "Indicateur", choices, formerly="code")
    st.html(opening(view) + facts(view.facts))
    main_figure(view, made_from)
    breakdown_figure(view, made_from)
    if effects := read_effect_links(made_from, code):
        st.html(effect_list(effects))
    elsewhere = further_links(code, view.axis, code in district_choices(made_from), view.decisions)
    st.html(elsewhere + heading("La phrase sûre, à citer telle quelle") + quotable(view.safe_sentence))
    if view.promises:
        st.html(promise_links(view.promises))
    if view.statements:
        st.html(heading("Ce qui a été dit et signé") + statement_list(view.statements))
    if may_contribute():
        st.html(sign_links(("commentaire", "reponse"), indicateur=code))
    origin = heading("D'où viennent ces chiffres") + answerable(view.owner)
    st.html(origin + deposit_list(view.deposits, code))
    with st.expander("Fiche de méthode"):
        st.html(sheet(view))

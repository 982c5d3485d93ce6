"""Dire ce que les chiffres ne disent pas : météo, commentaire, droit de réponse, constat, cible, action."""

from __future__ import annotations

import streamlit as st

from analysis.entry_forms import FORMS
from analysis.entry_view import EMPTY, check_form, preview
from pages.parts import entry_cards as cards
from pages.parts.address import asked
from pages.parts.deposit_receipt import show_receipt
from pages.parts.entry_fields import ask_fields, say_beside
from pages.parts.entry_signing import offer_to_sign, was_tried
from pages.parts.markup import paragraph, text
from pages.parts.reading import read_axis, read_context, read_entry_options, read_indicator
from pages.parts.rights import may_contribute, read_only
from pages.parts.sources import edition

TITLE = "Dire ce que les chiffres ne disent pas"

if not may_contribute():
    read_only(TITLE)
else:
    made_from = edition()
    options, known = read_entry_options(made_from), read_context(made_from)
    form = FORMS.get(asked("quoi") or "", next(iter(FORMS.values())))
    st.html(
        text(TITLE, "h1")
        + paragraph(
            "Tout est signé d'une fonction et daté. Rien n'est public avant votre signature.", css="lead"
        )
        + cards.tabs(form, axe=asked("axe") or "", indicateur=asked("indicateur") or "")
    )
    show_receipt()
    st.html(cards.opening(form))
    left, right = st.columns([3, 2], gap="large")
    with left:
        values, room = ask_fields(form, options)
    checked = check_form(form, values, known)
    shown = {name: said for name, said in checked.errors.items() if was_tried(form) or said != (EMPTY,)}
    say_beside(room, checked.advice, "advice")
    say_beside(room, shown, "wrong")
    with right:
        indicator, axis = values.get("indicateur", ""), values.get("axe", "")
        if indicator:
            st.html(cards.about_indicator(read_indicator(made_from, indicator)))
        elif axis and form.table == "avis":
            st.html(cards.about_axis(read_axis(made_from, axis)))
        if clash := options.clashes.get(axis, {}).get(values.get("meteo", "")):
            st.html(cards.clash_note(clash))
        st.html(cards.preview_card(preview(form, values, options, known)))
    offer_to_sign(form, checked, values)

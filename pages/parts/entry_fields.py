"""The fields of a form, each with room below it for what is said of what was typed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from analysis.entry_forms import Field, Form
from analysis.entry_options import EntryOptions
from data.intake.opinion_rules import TEXT_LENGTH
from pages.parts.address import choice
from pages.parts.markup import paragraph

CLEARED = "entry-cleared"
FEW = 4
NOT_CHOSEN = {"": "À choisir"}
Room = Mapping[str, DeltaGenerator]


def ask_fields(form: Form, options: EntryOptions) -> tuple[dict[str, str], Room]:
    """What was typed, as texts by column; and by field, where to say something of it."""
    values: dict[str, str] = {}
    room = {}
    for field in form.fields:
        values[field.name] = _ask(form, field, options, values.get("indicateur", ""))
        room[field.name] = st.empty()
    return values, room


def say_beside(room: Room, said: Mapping[str, tuple[str, ...]], css: str) -> None:
    """Sentences under their fields; those of no field in sight go under the last one."""
    last = list(room)[-1]
    by_field: dict[str, str] = {}
    for name, sentences in said.items():
        place = name if name in room else last
        by_field[place] = by_field.get(place, "") + "".join(paragraph(one, css=css) for one in sentences)
    for name, body in by_field.items():
        room[name].html(body)


def clear_fields() -> None:
    """Empty what was typed, once it is signed; the choices held by the address stay."""
    st.session_state[CLEARED] = st.session_state.get(CLEARED, 0) + 1


def _ask(form: Form, field: Field, options: EntryOptions, indicator: str) -> str:
    key = f"entry-{form.code}-{field.name}-{st.session_state.get(CLEARED, 0)}"
    label = field.label if field.required else f"{field.label} (facultatif)"
    if field.kind in ("axis", "indicator"):
        return choice(
            field.name, label, NOT_CHOSEN | dict(options.of(field, "")), "", help=field.help or None
        )
    if field.kind in ("choice", "choices"):
        return _choose(field, label, options.of(field, indicator), key, indicator)
    if field.kind == "function":
        chosen = st.selectbox(
            label,
            options.functions,
            index=None,
            accept_new_options=True,
            placeholder="Choisissez, ou écrivez",
            help=field.help or None,
            key=key,
        )
        return str(chosen or "")
    return _type(field, label, key)


def _type(field: Field, label: str, key: str) -> str:
    if field.kind == "day":
        day = st.date_input(label, value=None, format="DD/MM/YYYY", help=field.help or None, key=key)
        return day.isoformat() if isinstance(day, date) else ""
    if field.kind == "text":
        return st.text_area(label, max_chars=TEXT_LENGTH, height=140, help=field.help or None, key=key)
    return st.text_input(label, max_chars=200, help=field.help or None, key=key)


def _choose(field: Field, label: str, options: Mapping[str, str], key: str, indicator: str) -> str:
    codes = list(options)
    if field.kind == "choices":
        chosen = st.multiselect(
            label, codes, format_func=options.__getitem__, placeholder="À choisir", key=key
        )
        return " | ".join(chosen)
    if field.required and len(codes) in range(1, FEW + 1):
        return st.radio(label, codes, index=None, format_func=options.__getitem__, key=key) or ""
    # The periods of one indicator are not those of another.
    return (
        st.selectbox(
            label,
            codes,
            index=None,
            format_func=options.__getitem__,
            placeholder="À choisir" if codes else "Choisissez d'abord l'indicateur",
            disabled=not codes,
            key=f"{key}-{indicator}",
        )
        or ""
    )

"""Signing what a form holds: the last questions, the deposit, its receipt."""

from __future__ import annotations

import streamlit as st

from analysis.entry_forms import Form
from analysis.entry_view import Checked
from data.intake import NotAcceptable, Receipt
from pages.parts.address import address
from pages.parts.deposit_receipt import keep_receipt
from pages.parts.entry_fields import clear_fields
from pages.parts.markup import paragraph
from pages.parts.rights import desk

TRIED = "entry-tried"


def was_tried(form: Form) -> bool:
    """Whether somebody already pressed the button: empty fields are then said to be missing."""
    return st.session_state.get(TRIED) == form.code


def offer_to_sign(form: Form, checked: Checked, values: dict[str, str]) -> None:
    """The button; once everything holds, the deposit and its receipt."""
    reading = checked.reading
    confirmed = all(
        st.checkbox(f"{question.text} {question.agreement}", key=f"entry-{form.code}-{question.id}")
        for question in (reading.questions if reading else ())
    )
    replaced = reading is not None and desk().difference(reading).changed > 0
    reason = st.text_input("Pourquoi ces valeurs changent-elles ?", max_chars=300) if replaced else None
    if not st.button("Signer et enregistrer", type="primary", key="entry-sign"):
        return
    st.session_state[TRIED] = form.code
    if reading is None or not confirmed:
        st.rerun()
    try:
        receipt = desk().deposit(reading, author=values[form.signer], reason=reason, confirmed=confirmed)
    except NotAcceptable as error:
        st.html(paragraph(str(error), css="note"))
        return
    _done(form, receipt, values)


def _done(form: Form, receipt: Receipt, values: dict[str, str]) -> None:
    keep_receipt(receipt, values[form.signer], _where(values))
    st.session_state.pop(TRIED, None)
    clear_fields()
    st.rerun()


def _where(values: dict[str, str]) -> tuple[tuple[str, str], ...]:
    """The pages on which it can be read at once."""
    indicator, axis = values.get("indicateur"), values.get("axe")
    links = []
    if indicator:
        links.append(
            (f"Le lire sur la page de l'indicateur {indicator}", address("indicateur", indicateur=indicator))
        )
    if axis:
        links.append(("Le lire sur la page de l'axe", address("axe", axe=axis)))
    return tuple(links)

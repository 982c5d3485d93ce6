"""The receipt of a deposit: what it did, where to go next, and one click to undo it."""

from __future__ import annotations

import streamlit as st

from analysis.deposit_view import receipt_facts
from data.intake import Receipt
from data.store import UnknownDeposit
from pages.parts.address import address
from pages.parts.markup import definitions, element, heading, link, paragraph
from pages.parts.reading import store

RECEIPT = "deposit-receipt"
UNDONE = "deposit-undone"
WHY = "Annulé aussitôt après le dépôt"


def keep_receipt(receipt: Receipt, author: str) -> None:
    st.session_state[RECEIPT] = (receipt, author)


def forget_receipt() -> None:
    st.session_state.pop(RECEIPT, None)


def show_receipt() -> bool:
    """The last deposit of this visit, until another file is dropped or it is undone; whether there is one."""
    if number := st.session_state.pop(UNDONE, None):
        st.html(
            paragraph(f"Le dépôt {number} est annulé\u00a0: les chiffres d'avant sont de retour.", css="note")
        )
    held = st.session_state.get(RECEIPT)
    if held is None:
        return False
    receipt, author = held
    st.html(_shown(receipt))
    if st.button("Annuler ce dépôt", key="deposit-undo"):
        _undo(receipt.number, author)
    return True


def _shown(receipt: Receipt) -> str:
    return element(
        "div",
        heading("Dépôt enregistré"),
        definitions(receipt_facts(receipt), css="sheet tight"),
        element(
            "p",
            link("Voir où nous en sommes", address("")),
            " · ",
            link("Voir ce dépôt dans le journal", address("depots", depot=receipt.number)),
        ),
        css="note",
    )


def _undo(number: str, author: str) -> None:
    try:
        store().withdraw(number, author=author, reason=WHY)
    except UnknownDeposit:
        st.html(paragraph("Ce dépôt a déjà été retiré.", css="note"))
        return
    del st.session_state[RECEIPT]
    st.session_state[UNDONE] = number
    st.rerun()

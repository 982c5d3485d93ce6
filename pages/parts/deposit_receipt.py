"""The receipt of a deposit: what it did, where to go next, and one click to undo it."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from analysis.deposit_view import receipt_facts
from data.intake import Receipt
from data.store import UnknownDeposit
from pages.parts.address import address
from pages.parts.markup import definitions, element, heading, link, paragraph
from pages.parts.rights import desk

RECEIPT = "deposit-receipt"
UNDONE = "deposit-undone"
WHY = "Annulé aussitôt après le dépôt"


def keep_receipt(receipt: Receipt, author: str, where: Sequence[tuple[str, str]] = ()) -> None:
    """Args: where: pages on which what was deposited is read at once, as (label, address)."""
    st.session_state[RECEIPT] = (receipt, author, where or (("Voir où nous en sommes", address("")),))


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
    receipt, author, where = held
    st.html(_shown(receipt, where))
    if st.button("Annuler ce dépôt", key="deposit-undo"):
        _undo(receipt.number, author)
    return True


def _shown(receipt: Receipt, where: Sequence[tuple[str, str]]) -> str:
    links = [link(label, href) for label, href in where]
    return element(
        "div",
        heading("Dépôt enregistré"),
        definitions(receipt_facts(receipt), css="sheet tight"),
        element(
            "p",
            *(f"{one} · " for one in links),
            link("Voir ce dépôt et les chiffres qu'il alimente", address("depots", depot=receipt.number)),
        ),
        css="note",
    )


def _undo(number: str, author: str) -> None:
    try:
        desk().withdraw(number, author=author, reason=WHY)
    except UnknownDeposit:
        st.html(paragraph("Ce dépôt a déjà été retiré.", css="note"))
        return
    del st.session_state[RECEIPT]
    st.session_state[UNDONE] = number
    st.rerun()

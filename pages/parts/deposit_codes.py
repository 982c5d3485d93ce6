"""Texts that no list knows: their sender says what they mean, and it is remembered."""

from __future__ import annotations

import streamlit as st

from analysis.deposit_columns_view import LEFT_WRONG, UnknownText, unknown_texts
from data.intake import Context, Reading
from pages.parts.deposit_state import say
from pages.parts.markup import element, heading, paragraph, text


def ask_codes(digest: str, reading: Reading, known: Context) -> None:
    """One choice per unknown text; nothing is replaced before the sender says so."""
    unknown = unknown_texts(reading, known)
    if not unknown:
        return
    st.html(
        heading("Des mots que nos listes ne connaissent pas")
        + paragraph(
            "Dites ce que chacun veut dire, sans toucher à votre fichier\u00a0: nous nous en souviendrons. "
            "Vérifiez les propositions avant de valider."
        )
    )
    with st.form(f"deposit-codes-{digest[:12]}", border=True):
        chosen = [(one, _ask(digest, place, one)) for place, one in enumerate(unknown)]
        if st.form_submit_button("Utiliser ces réponses", type="primary"):
            codes: dict[str, dict[str, str]] = {}
            for one, code in chosen:
                if code is not None:
                    codes.setdefault(one.code_list, {})[one.text] = code
            say(digest, codes=codes)
            st.rerun()


def _ask(digest: str, place: int, one: UnknownText) -> str | None:
    described, choice = st.columns([3, 2], vertical_alignment="center")
    described.html(
        element(
            "p",
            text(one.shown, "strong"),
            text(f" · colonne «\u00a0{one.column}\u00a0», {one.count}", css="quiet small"),
        )
    )
    codes = list(one.choices)
    return choice.selectbox(
        f"Sens du mot inconnu numéro {place + 1}",
        codes,
        index=codes.index(one.nearest) if one.nearest and one.nearest in one.choices else None,
        format_func=lambda code: one.choices[code],
        placeholder=LEFT_WRONG,
        label_visibility="collapsed",
        key=f"deposit-code-{digest[:12]}-{place}-{one.nearest}",
    )

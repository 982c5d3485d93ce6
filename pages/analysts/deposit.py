"""Déposer un fichier : lire, dire ce qui ne va pas, montrer ce qui change, enregistrer."""

from __future__ import annotations

import hashlib

import streamlit as st

from pages.parts import deposit_report as report
from pages.parts.deposit_state import forget_file, read_file, surroundings, uploader_key
from pages.parts.deposit_steps import ask, offer
from pages.parts.markup import paragraph, text
from pages.parts.rights import may_contribute, read_only

RECEIPT = "deposit-receipt"
TITLE = "Déposer un fichier"

if not may_contribute():
    read_only(TITLE)
else:
    known = surroundings()
    names = {entry.label: code for code, entry in known.structures.items()}
    st.html(
        text(TITLE, "h1")
        + paragraph(
            "Déposez votre tableau tel qu'il est, CSV ou classeur. Rien n'est enregistré avant votre accord.",
            css="lead",
        )
    )
    if made := st.session_state.pop(RECEIPT, None):
        st.html(report.receipt(made))
    author = st.selectbox(
        "Vous déposez pour",
        sorted(names),
        index=None,
        accept_new_options=True,
        key="deposit-author",
        placeholder="Choisissez une structure, ou écrivez le nom d'un service",
    )
    uploaded = st.file_uploader("Fichier à déposer", key=uploader_key())
    if uploaded is None:
        report.models(known)
    else:
        content = uploaded.getvalue()
        digest = hashlib.sha256(content).hexdigest()
        sheet_key = f"deposit-sheet-{digest[:12]}"
        defaults = {"structure": names[author]} if author in names else {}
        with st.spinner("Lecture du fichier…"):
            reading = read_file(content, uploaded.name, known, defaults, st.session_state.get(sheet_key))
        if len(reading.sheets) > 1:
            st.selectbox("Feuille à lire", reading.sheets, key=sheet_key)
        st.html(report.understood(reading) + report.problems(reading, "error"))
        confirmed = ask(digest, reading)
        if noted := report.problems(reading, "information"):
            st.html(noted)
        report.repaired(reading)
        if not reading.blocked and reading.rows_ok:
            receipt = offer(reading, author, confirmed)
            if receipt is not None:
                st.session_state[RECEIPT] = receipt
                forget_file()
                st.rerun()

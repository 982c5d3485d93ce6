"""Déposer un fichier : lire, dire ce qui ne va pas, montrer ce qui change, enregistrer."""

from __future__ import annotations

import streamlit as st

from analysis.deposit_columns_view import needs_mapping
from analysis.deposit_view import step_of
from pages.parts import deposit_report as report
from pages.parts.deposit_codes import ask_codes
from pages.parts.deposit_columns import show_columns
from pages.parts.deposit_receipt import forget_receipt, keep_receipt, show_receipt
from pages.parts.deposit_state import (
    Sending,
    choose_sheet,
    depositors,
    forget_file,
    read_file,
    surroundings,
    uploader_key,
)
from pages.parts.deposit_steps import ask, offer
from pages.parts.identity import visitor
from pages.parts.markup import paragraph, text
from pages.parts.rights import desk, may_contribute, read_only
from pages.parts.template_offer import offer_templates

TITLE = "Déposer un fichier"

if not may_contribute():
    read_only(TITLE)
else:
    known = surroundings()
    names = depositors(known)
    st.html(
        text(TITLE, "h1")
        + paragraph(
            "Déposez votre tableau tel qu'il est, CSV ou classeur. Rien n'est enregistré avant votre accord.",
            css="lead",
        )
    )
    stepper = st.empty()
    stepper.html(report.steps(0))
    author = st.selectbox(
        "Vous déposez pour",
        sorted(names),
        index=None,
        accept_new_options=visitor().structures is None,
        key="deposit-author",
        placeholder="Choisissez une structure, ou écrivez le nom d'un service",
    )
    uploaded = st.file_uploader("Fichier à déposer", key=uploader_key())
    if uploaded is None:
        if show_receipt():
            stepper.html(report.steps(len(report.STEPS)))
        offer_templates(known, names.get(author or ""))
    else:
        forget_receipt()
        sending = Sending(uploaded.getvalue(), uploaded.name, author, names.get(author or ""))
        reading = read_file(sending, known)
        desk().refuse_others(reading)
        choose_sheet(sending.digest, reading)
        st.html(report.understood(reading))
        show_columns(sending.digest, reading, known)
        ask_codes(sending.digest, reading, known)
        report.show_problems(reading, "error")
        report.to_correct(sending.content, reading, known)
        confirmed = ask(sending.digest, reading)
        stepper.html(report.steps(step_of(reading, needs_mapping(reading), confirmed)))
        report.show_problems(reading, "information")
        report.repaired(reading)
        report.preview(reading, known)
        if not reading.blocked and reading.rows_ok:
            receipt = offer(reading, author, confirmed, known)
            if receipt is not None:
                keep_receipt(receipt, str(author))
                forget_file()
                st.rerun()

"""The report on a file: what was understood, what is wrong, what would change."""

from __future__ import annotations

import streamlit as st

from analysis.deposit_difference import (
    DIFFERENCE_CAPTION,
    change_rows,
    difference_rows,
    difference_sentence,
    missing_sentence,
)
from analysis.deposit_findings import Finding, filled_columns, findings
from analysis.deposit_view import (
    CORRECTING,
    STEPS,
    TITLES,
    correction_name,
    reading_facts,
    reading_sentence,
    repairs,
)
from analysis.stored_rows import shown_rows
from data.intake import Context, Reading
from data.intake.comparison import Difference
from data.intake.corrections import can_be_corrected, corrected_workbook
from data.report import Severity
from pages.parts.markup import definitions, element, heading, items, paragraph, table, text


def steps(reached: int) -> str:
    """Where the visitor is on the way from a file to a deposit."""
    shown = (
        text(name, "li", css="done" if place < reached else "", aria_current="step")
        if place == reached
        else text(name, "li", css="done" if place < reached else "")
        for place, name in enumerate(STEPS)
    )
    return element("ol", *shown, css="steps")


def understood(reading: Reading) -> str:
    """What the file is, and its state in a sentence."""
    return (
        heading("Ce que nous avons lu")
        + paragraph(reading_sentence(reading), css="lead")
        + definitions(reading_facts(reading), css="sheet tight")
    )


def show_problems(reading: Reading, severity: Severity) -> None:
    """Problems of one severity, each kind once, with its first places."""
    found = findings(reading, severity)
    if found:
        st.html(heading(TITLES[severity]) + items(finding(one) for one in found))


def to_correct(content: bytes, reading: Reading, known: Context) -> None:
    """The sender's own rows as a workbook, each fault beside its cell, to correct and drop again."""
    if not can_be_corrected(reading):
        return
    st.html(paragraph(CORRECTING))
    st.download_button(
        "Télécharger mon fichier avec les remarques",
        lambda: corrected_workbook(content, reading.filename, reading, known),
        file_name=correction_name(reading),
        mime="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        key="deposit-correction",
    )


def preview(reading: Reading, known: Context) -> None:
    """The first rows as they would be stored, folded away."""
    if reading.rows_ok:
        with st.expander("Voir les premières lignes telles qu'elles seront enregistrées"):
            st.dataframe(
                shown_rows(str(reading.table), reading.rows, known), hide_index=True, width="stretch"
            )


def repaired(reading: Reading) -> None:
    """What was understood rather than read as it stood, folded away."""
    found = repairs(reading)
    if found:
        with st.expander(f"Ce que nous avons compris en lisant ({len(found)})"):
            st.html(items(text(sentence) for sentence in found))


def changes(reading: Reading, difference: Difference, known: Context) -> str:
    """What the deposit would change, per period then value by value."""
    loud = missing_sentence(difference) if difference.fewer_rows else ""
    return (
        heading("Ce qui va changer")
        + paragraph(difference_sentence(difference), css="lead")
        + (element("div", paragraph(loud), css="note") if loud else "")
        + difference_tables(difference, str(reading.table), known)
    )


def difference_tables(difference: Difference, name: str, known: Context) -> str:
    """A difference per period, then the values that it replaces."""
    columns = ("Période", "Nouvelles", "Modifiées", "Identiques", "Absentes")
    per_period = table(DIFFERENCE_CAPTION, columns, difference_rows(difference), numbers=4)
    changed = change_rows(difference, name, known)
    if not changed:
        return per_period
    replaced = ("Ligne", "Colonne", "Valeur d'avant", "Valeur du fichier")
    return per_period + table("Premières valeurs remplacées", replaced, changed)


def finding(found: Finding) -> str:
    """Problems of one cause: what they are, how many, where the first ones stand."""
    count = f" ({found.count})" if found.count else ""
    sentence = paragraph(found.sentence + count)
    if not found.places:
        return sentence
    return sentence + table("", *filled_columns(found)) + paragraph(found.rest, css="quiet small")

"""The report on a file: what was understood, what is wrong, what would change."""

from __future__ import annotations

import streamlit as st

from analysis.deposit_view import (
    TITLES,
    Finding,
    change_rows,
    difference_rows,
    difference_sentence,
    findings,
    missing_sentence,
    reading_facts,
    reading_sentence,
    receipt_facts,
    repairs,
)
from data.intake import Context, Reading, Receipt
from data.intake.comparison import Difference
from data.report import Severity
from data.schemas import TABLES
from data.templates import template
from pages.parts.address import address
from pages.parts.markup import definitions, element, heading, items, link, paragraph, table, text

PLACES = ("Où", "Colonne", "Valeur lue", "À écrire")


def understood(reading: Reading) -> str:
    """What the file is, and its state in a sentence."""
    return (
        heading("Ce que nous avons lu")
        + paragraph(reading_sentence(reading), css="lead")
        + definitions(reading_facts(reading))
    )


def problems(reading: Reading, severity: Severity) -> str:
    """Problems of one severity, each kind once, with its first places."""
    found = findings(reading, severity)
    if not found:
        return ""
    return heading(TITLES[severity]) + items(_finding(one) for one in found)


def models(known: Context) -> None:
    """Workbooks to fill in, for who starts from an empty sheet."""
    with st.expander("Vous partez d'une feuille vide\u00a0? Prenez un modèle"):
        chosen = st.selectbox(
            "Contenu", list(TABLES), format_func=lambda name: TABLES[name].label, key="model-table"
        )
        st.download_button(
            "Télécharger le modèle",
            lambda: template(TABLES[chosen], known),
            file_name=f"modele_{chosen}.xlsx",
            mime="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        )


def repaired(reading: Reading) -> None:
    """What was understood rather than read as it stood, folded away."""
    found = repairs(reading)
    if found:
        with st.expander(f"Ce que nous avons compris en lisant ({len(found)})"):
            st.html(items(text(sentence) for sentence in found))


def changes(reading: Reading, difference: Difference) -> str:
    """What the deposit would change, per period then value by value."""
    parts = [heading("Ce qui va changer"), paragraph(difference_sentence(difference), css="lead")]
    if difference.fewer_rows:
        parts.append(element("div", paragraph(missing_sentence(difference)), css="note"))
    columns = ("Période", "Nouvelles", "Modifiées", "Identiques", "Absentes de ce fichier")
    parts.append(table("Lignes par période", columns, difference_rows(difference), numbers=4))
    changed = change_rows(difference, str(reading.table))
    if changed:
        replaced = ("Ligne", "Colonne", "Valeur enregistrée", "Valeur du fichier")
        parts.append(table("Premières valeurs remplacées", replaced, changed))
    return "".join(parts)


def receipt(made: Receipt) -> str:
    """The receipt of a deposit, and where to go next."""
    return element(
        "div",
        heading("Dépôt enregistré"),
        definitions(receipt_facts(made)),
        element(
            "p",
            link("Voir où nous en sommes", address("")),
            " · ",
            link("Voir ce dépôt dans le journal", address("depots", depot=made.number)),
        ),
        css="note",
    )


def _finding(found: Finding) -> str:
    count = f" ({found.count})" if found.count else ""
    sentence = paragraph(found.sentence + count)
    if not found.places:
        return sentence
    return sentence + table("", PLACES, found.places)

"""The screen of columns: what each column of the file holds, said once and remembered."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from analysis.deposit_columns_view import (
    AskedColumn,
    MissingColumn,
    asked_columns,
    column_targets,
    mapping_sentence,
    missing_columns,
    needs_mapping,
    said_of_columns,
)
from data.intake import Context, Reading
from data.schemas import TABLES
from pages.parts.deposit_state import said, say
from pages.parts.markup import element, heading, paragraph, text

TITLE = "Vos colonnes"


def show_columns(digest: str, reading: Reading, known: Context) -> None:
    """Open where something must be said, folded away where everything was understood at sight."""
    if not reading.columns or reading.official:
        return
    if needs_mapping(reading):
        st.html(heading(TITLE) + paragraph(mapping_sentence(reading)))
        _screen(digest, reading, known)
    else:
        with st.expander(f"{TITLE}\u00a0: vérifier ou changer ce que chacune contient"):
            _screen(digest, reading, known)


def _screen(digest: str, reading: Reading, known: Context) -> None:
    names = list(TABLES)
    chosen = st.selectbox(
        "Ce fichier contient",
        names,
        index=names.index(reading.table) if reading.table else None,
        format_func=lambda name: f"{TABLES[name].label}\u00a0: une ligne par {_grain(name)}",
        placeholder="Choisissez un contenu",
        key=f"deposit-table-{digest[:12]}",
    )
    if chosen is None:
        return
    if chosen != reading.table:
        say(digest, table=chosen)
        st.rerun()
    with st.form(f"deposit-columns-{digest[:12]}", border=True):
        targets = column_targets(chosen, known)
        asked = {column.heading: _ask(digest, column, targets) for column in asked_columns(reading)}
        constants = {column.name: _ask_once(digest, column) for column in missing_columns(reading, known)}
        if st.form_submit_button("Lire le fichier ainsi", type="primary"):
            given = {name: value for name, value in constants.items() if value}
            say(digest, table=chosen, mapping=said_of_columns(reading, asked), given=given)
            st.rerun()


def _ask(digest: str, column: AskedColumn, targets: Mapping[str, str]) -> str:
    """Headings and cells come from the file: they are shown as plain text, never as a label."""
    described, choice = st.columns([3, 2], vertical_alignment="center")
    described.html(
        element(
            "p",
            text(f"{column.letter} · ", css="quiet"),
            text(column.heading or "(sans titre)", "strong"),
            " ",
            text("à vérifier", css="level") if column.is_doubtful else "",
            "<br>",
            text(f"Par exemple\u00a0: {column.samples}", css="quiet small"),
        )
    )
    values = list(targets)
    return choice.selectbox(
        f"Contenu de la colonne {column.letter}",
        values,
        index=values.index(column.feeds) if column.feeds in targets else 0,
        format_func=lambda value: targets[value],
        label_visibility="collapsed",
        key=f"deposit-column-{digest[:12]}-{column.letter}-{column.feeds}",
    )


def _ask_once(digest: str, column: MissingColumn) -> str:
    """One value for the whole file, where no column gives it."""
    label = f"{column.label}\u00a0: la même valeur sur toutes les lignes"
    key = f"deposit-given-{digest[:12]}-{column.name}"
    held = said(digest)["given"].get(column.name)
    if not column.choices:
        return st.text_input(label, value=held or "", help=column.description, max_chars=80, key=key)
    codes = list(column.choices)
    chosen = st.selectbox(
        label,
        codes,
        index=codes.index(held) if held in column.choices else None,
        format_func=lambda code: column.choices[code],
        placeholder="Aucune\u00a0: une colonne le dit",
        help=column.description,
        key=key,
    )
    return chosen or ""


def _grain(name: str) -> str:
    words = TABLES[name].grain
    return words.removeprefix("une ").removeprefix("un ")

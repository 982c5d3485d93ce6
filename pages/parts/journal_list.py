"""The list of deposits: narrowed by the address, the latest first, a link for each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from analysis.journal_view import (
    EVERY,
    JournalLine,
    journal_choices,
    journal_lines,
    journal_sentence,
    journal_table,
    narrowed,
)
from data.operations import Operation
from data.safe_export import to_csv, to_xlsx
from pages.parts.address import address, asked, choice
from pages.parts.figure import SPREADSHEET
from pages.parts.markup import element, link, paragraph, text
from pages.parts.rights import desk

PAGE = "depots"
SHOWN_AT_ONCE = 40
FILE = "journal_des_depots"
EXPORT: Operation = "export du journal"


@dataclass(frozen=True)
class Wanted:
    """What the address asks of the list; an empty text asks for everything."""

    content: str
    author: str
    state: str

    def link_to(self, **more: str) -> str:
        return address(PAGE, contenu=self.content, auteur=self.author, etat=self.state, **more)


def show_journal(journal: pd.DataFrame) -> None:
    """The filters, the list and the files to take home."""
    wanted = _filters(journal)
    kept = narrowed(journal, wanted.content, wanted.author, wanted.state)
    st.html(paragraph(journal_sentence(kept), css="lead"))
    if kept.empty:
        st.html(paragraph("Aucun dépôt ne répond à ces trois choix. Élargissez l'un d'eux.", css="note"))
        return
    shown = _how_many()
    st.html(_list(journal_lines(kept.head(shown)), wanted) + _more(len(kept), shown, wanted))
    _downloads(kept)


def _filters(journal: pd.DataFrame) -> Wanted:
    choices = journal_choices(journal)
    columns = st.columns(3)
    with columns[0]:
        content = choice("contenu", "Contenu", choices.contents, EVERY)
    with columns[1]:
        author = choice("auteur", "Déposé par", choices.authors, EVERY)
    with columns[2]:
        state = choice("etat", "État", choices.states, EVERY)
    return Wanted(content, author, state)


def _how_many() -> int:
    text_of_it = asked("montrer") or ""
    return int(text_of_it) if text_of_it.isdecimal() and len(text_of_it) < 7 else SHOWN_AT_ONCE


def _list(lines: Sequence[JournalLine], wanted: Wanted) -> str:
    head = ("Dépôt", "Date", "Déposé par", "Contenu", "Fichier", "Lignes", "État")
    titles = element("thead", element("tr", *(text(title, "th", scope="col") for title in head)))
    body = element("tbody", *(_line(line, wanted) for line in lines))
    return element("table", text("Du plus récent au plus ancien", "caption"), titles, body, css="journal")


def _line(line: JournalLine, wanted: Wanted) -> str:
    content = text(line.content) + (text(line.period, css="quiet small") if line.period else "")
    state = text("Actif", css="quiet") if line.is_active else text("Retiré", css="level")
    cells = (
        element("th", link(line.number, wanted.link_to(depot=line.number)), scope="row"),
        text(line.day, "td", "day"),
        text(line.author, "td"),
        element("td", content, css="content"),
        text(line.file, "td", "file"),
        text(line.did, "td"),
        element("td", state),
    )
    return element("tr", *cells)


def _more(count: int, shown: int, wanted: Wanted) -> str:
    left = min(SHOWN_AT_ONCE, count - shown)
    if left <= 0:
        return ""
    further = link(f"Voir les {left} suivants", wanted.link_to(montrer=str(shown + SHOWN_AT_ONCE)))
    return element("p", further)


def _downloads(kept: pd.DataFrame) -> None:
    mine = desk()
    with st.container(horizontal=True):
        st.download_button(
            "Cette liste en CSV (Excel français)",
            lambda: mine.taken(EXPORT, FILE, to_csv(journal_table(kept))),
            f"{FILE}.csv",
            "text/csv",
            key="journal-csv",
            on_click="ignore",
        )
        st.download_button(
            "Cette liste en Excel",
            lambda: mine.taken(EXPORT, FILE, to_xlsx({"Journal": journal_table(kept)})),
            f"{FILE}.xlsx",
            SPREADSHEET,
            key="journal-xlsx",
            on_click="ignore",
        )

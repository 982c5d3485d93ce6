"""One deposit of the journal: what it changed, what it holds and feeds, its file, and its withdrawal."""

from __future__ import annotations

import streamlit as st

from analysis.deposit_story import DepositStory
from analysis.journal_view import deposit_view, is_as_received, received_name
from data.store import UnknownDeposit
from pages.parts.address import address, asked
from pages.parts.deposit_report import difference_tables
from pages.parts.frame import HOME, crumbs
from pages.parts.markup import definitions, heading, items, link, paragraph
from pages.parts.reading import read_context, read_deposit
from pages.parts.rights import desk
from pages.parts.sources import catalogue, edition, store

PAGE = "depots"
# What the list was narrowed to before a deposit was opened: the way back keeps it.
FILTERS = ("contenu", "auteur", "etat")
WITHDRAWN = "deposits-withdrawn"


def show_deposit(number: str) -> None:
    """One deposit, with the way back to the others."""
    # A file is asked for outside the run of the page, where nobody knows who is visiting.
    mine = desk()
    view = deposit_view(mine.deposits(), number)
    st.html(_way_back(asked("indicateur")))
    if view is None:
        st.html(paragraph(f"Aucun dépôt ne porte le numéro «\u00a0{number}\u00a0».", css="note"))
        return
    mine.open_deposit(number)
    story = read_deposit(edition(), number)
    said = " ".join(filter(None, (view.sentence, story.standing)))
    st.html(heading(view.title) + paragraph(said, css="lead") + definitions(view.facts, css="sheet tight"))
    name, content = store().received(number)
    is_whole = is_as_received(content, view.fingerprint)
    label = "Télécharger le fichier reçu" if is_whole else "Télécharger le tableau gardé de ce fichier"
    st.download_button(
        label,
        lambda: mine.received(number)[1],
        file_name=received_name(name, content),
        mime="application/octet-stream",
        on_click="ignore",
    )
    st.html(
        heading("Ce qu'il a changé", 3)
        + difference_tables(story.difference, story.table, read_context(edition()))
    )
    with st.expander("Voir ses premières lignes"):
        st.dataframe(story.rows, hide_index=True, width="stretch")
    st.html(_feeds(story))
    if view.is_active:
        withdraw(number, story.undoing)


def withdraw(number: str, undoing: str) -> None:
    """Take the withdrawal of a deposit, with who and why."""
    with st.expander("Retirer ce dépôt"):
        st.html(paragraph(undoing))
        author = st.text_input("Service qui retire", max_chars=120, key=f"withdraw-author-{number}")
        reason = st.text_input("Motif du retrait", max_chars=300, key=f"withdraw-reason-{number}")
        if st.button(
            "Retirer ce dépôt", key=f"withdraw-{number}", disabled=not (author.strip() and reason.strip())
        ):
            try:
                desk().withdraw(number, author=author.strip(), reason=reason.strip())
            except UnknownDeposit:
                st.html(paragraph("Ce dépôt a déjà été retiré.", css="note"))
                return
            st.session_state[WITHDRAWN] = number
            st.rerun()


def _way_back(came_from: str | None) -> str:
    """Up through the indicator that the reader came from, else to the whole journal."""
    codebook = catalogue().codebook
    indicator = codebook.indicators.get(came_from or "")
    if indicator is None:
        narrowed = {name: asked(name) or "" for name in FILTERS}
        return crumbs(HOME, ("Journal des dépôts", address(PAGE, **narrowed)))
    axis = codebook.axes[indicator.axis]
    return crumbs(
        HOME,
        (axis.label, address("axe", axe=axis.code)),
        (f"{indicator.code} · {indicator.short_label}", address("indicateur", indicateur=indicator.code)),
    )


def _feeds(story: DepositStory) -> str:
    title = heading("Les chiffres qu'il alimente", 3)
    if not story.feeds:
        return title + paragraph("Aucun indicateur du catalogue ne lit ces lignes.", css="quiet")
    links = (link(f"{code} · {label}", address("indicateur", indicateur=code)) for code, label in story.feeds)
    return title + items(links, css="plain")

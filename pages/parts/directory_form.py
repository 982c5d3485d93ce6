"""The search of the directory: words and choices, all of them kept in the address."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from analysis.directory_view import ANY, YES, Directory, Search
from pages.parts.address import asked, choice
from pages.parts.search_box import search_box

WORDS, NEED, PUBLIC, DISTRICT, LANGUAGE = "chercher", "besoin", "public", "quartier", "langue"
FREE, OPEN_NOW, PAPER = "gratuit", "ouvert", "imprimer"
TOGGLES = {FREE: "Gratuit", OPEN_NOW: "Ouvert maintenant"}


def search_asked(view: Directory) -> tuple[Search, dict[str, str]]:
    """The search that the address holds, and the parameters that say it; unknown choices are dropped."""
    kept = {WORDS: asked(WORDS) or ""}
    for name, options in _options(view).items():
        kept[name] = value if (value := asked(name) or "") in options else ""
    for name in TOGGLES:
        kept[name] = YES if asked(name) == YES else ""
    search = Search(
        words=kept[WORDS],
        need=kept[NEED],
        public=kept[PUBLIC],
        district=kept[DISTRICT],
        language=kept[LANGUAGE],
        free=kept[FREE],
        open_now=kept[OPEN_NOW],
    )
    return search, {name: value for name, value in kept.items() if value}


def words_of_search(view: Directory, search: Search) -> str:
    """The search in words, for the printed sheet."""
    options = _options(view)
    said = [
        f"«\u00a0{search.words}\u00a0»" if search.words else "",
        options[NEED].get(search.need, ""),
        options[PUBLIC].get(search.public, ""),
        options[DISTRICT].get(search.district, ""),
        search.language,
        TOGGLES[FREE] if search.free else "",
        TOGGLES[OPEN_NOW] if search.open_now else "",
    ]
    named = ", ".join(part for part in said if part)
    return f"Recherche\u00a0: {named}." if named else ""


def show_form(view: Directory, search: Search) -> None:
    """Words and need in sight, the rest one touch away."""
    options = _options(view)
    left, right = st.columns(2)
    with left:
        search_box(WORDS, "Chercher avec vos mots", "alcool, mon fils, dormir ce soir…")
    with right:
        _choice(NEED, "De quoi avez-vous besoin ?", "Tous les besoins", options)
    more = bool(search.public or search.district or search.language)
    with st.expander("Préciser : pour qui, où, dans quelle langue", expanded=more):
        columns = st.columns(3)
        with columns[0]:
            _choice(PUBLIC, "Pour qui ?", "Tout le monde", options)
        with columns[1]:
            _choice(DISTRICT, "Dans quel quartier, ou à moins d'un kilomètre ?", "Toute la ville", options)
        with columns[2]:
            _choice(LANGUAGE, "Dans quelle langue ?", "Toutes les langues", options)
    with st.container(horizontal=True):
        for name, label in TOGGLES.items():
            _toggle(name, label)


def _choice(name: str, label: str, everything: str, options: Mapping[str, Mapping[str, str]]) -> None:
    choice(name, label, {ANY: everything, **options[name]}, ANY)


def _toggle(name: str, label: str) -> None:
    """A choice of yes or no, kept in the address when it is yes."""
    key = f"toggle-{name}"
    st.session_state[key] = asked(name) == YES

    def remember() -> None:
        st.query_params.pop(name, None)
        if st.session_state[key]:
            st.query_params[name] = YES

    st.toggle(label, key=key, on_change=remember)


def _options(view: Directory) -> dict[str, Mapping[str, str]]:
    return {NEED: view.needs, PUBLIC: view.publics, DISTRICT: view.districts, LANGUAGE: view.languages}

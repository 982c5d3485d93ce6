"""The frame of every page: band above it, trail back, calm message when there is nothing to show."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from analysis.masthead import Masthead
from pages.parts.address import address, choice
from pages.parts.markup import element, items, link, paragraph, text

HOME = ("Où en sommes-nous ?", address(""))


def band(shown: Masthead) -> None:
    """Which city, whether figures are fictitious, date of the last deposit."""
    parts = [text(f"Ville de {shown.city}", "strong"), text(shown.last_deposit)]
    if shown.demonstration:
        parts.insert(1, text(shown.demonstration, css="mark"))
    st.html(element("div", *parts, css="band"))


def crumbs(*trail: tuple[str, str]) -> str:
    """Links back to the pages above, as (label, address); the page itself is not repeated."""
    steps = items((link(label, href) for label, href in trail), tag="ol", css="")
    return element("nav", steps, css="crumbs", aria_label="Fil d'Ariane")


def page_choice(
    trail: Sequence[tuple[str, str]], name: str, label: str, options: Mapping[str, str], formerly: str = ""
) -> str:
    """The links back on the left, the choice of another page of the same kind on the right."""
    left, right = st.columns([3, 2], vertical_alignment="center")
    with right:
        first = next(iter(options))
        chosen = choice(name, label, options, first, formerly=formerly, label_visibility="collapsed")
    with left:
        st.html(crumbs(*trail))
    return chosen


def not_found(
    what: str, choices: dict[str, str], page: str, parameter: str, title: str = "Cette page n'existe pas"
) -> None:
    """An address that names nothing known: say so, and offer what exists."""
    known = items(link(label, address(page, **{parameter: code})) for code, label in choices.items())
    st.html(text(title, "h1") + paragraph(f"{what} Voici ce qui existe :", css="lead") + known)


def nothing_yet(title: str) -> None:
    """No deposit yet: what to do next."""
    st.html(
        text(title, "h1")
        + paragraph("Aucune donnée n'a encore été déposée.", css="lead")
        + element(
            "div",
            element(
                "p",
                "Pour commencer, ",
                link("déposez un premier fichier", address("deposer")),
                " : un tableau CSV ou Excel suffit.",
            ),
            element(
                "p",
                "Pour essayer d'abord avec des données fictives, lancez ",
                text("python -m data demo", "code"),
                " puis rechargez cette page.",
            ),
            css="note",
        )
    )

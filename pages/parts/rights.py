"""What this visitor may do on a page, and what a page says to somebody who may not use it."""

from __future__ import annotations

import streamlit as st

from data.desk import Desk
from pages.parts.identity import identity_is_configured, visitor
from pages.parts.markup import paragraph, text
from pages.parts.sources import store


def desk() -> Desk:
    """The store as this visitor may use it."""
    return Desk(store(), visitor())


def may_contribute() -> bool:
    """Whether this visitor may deposit, and so sees what serves to do it."""
    return visitor().may("deposit")


def read_only(title: str) -> None:
    """Say that nothing can be deposited, withdrawn or downloaded here, and why."""
    st.html(text(title, "h1") + paragraph("Lecture seule.", css="lead") + paragraph(_reason()))


def _reason() -> str:
    if identity_is_configured():
        return (
            "Il faut être connecté, avec le rôle d'analyste, pour déposer un fichier, en retirer un ou lire "
            "ceux qui ont été reçus. Si vous l'êtes déjà, demandez ce rôle à la personne qui administre ce "
            "tableau de bord."
        )
    return (
        "Ce tableau de bord est ouvert au réseau sans identification\u00a0: personne ne peut y déposer un "
        "fichier, en retirer un, ni lire ceux qui ont été reçus. Pour contribuer, ouvrez-le sur la machine "
        "qui le sert."
    )

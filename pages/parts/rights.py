"""Who may contribute: without identity, only the person at the machine that serves the pages."""

from __future__ import annotations

import ipaddress

import streamlit as st

from pages.parts.markup import paragraph, text


def served_address() -> str:
    """The address the server listens on; empty means every one."""
    return str(st.get_option("server.address") or "")


def may_contribute() -> bool:
    """Whether this server can only be reached from its own machine."""
    address = served_address()
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return address == "localhost"


def read_only(title: str) -> None:
    """Say that nothing can be deposited, withdrawn or downloaded here, and why."""
    st.html(
        text(title, "h1")
        + paragraph("Lecture seule.", css="lead")
        + paragraph(
            "Ce tableau de bord est ouvert au réseau sans identification\u00a0: personne ne peut y déposer "
            "un fichier, en retirer un, ni lire ceux qui ont été reçus. Pour contribuer, ouvrez-le sur la "
            "machine qui le sert."
        )
    )

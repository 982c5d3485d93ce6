"""Who is visiting: somebody the identity provider knows, whoever is at the machine, or anybody.

Without identity configured, only the machine that serves the pages has rights, and only when it is asked
directly: what comes through a proxy, or under another name, is anybody.
"""

from __future__ import annotations

import ipaddress
import logging
from typing import Any
from urllib.parse import urlsplit

import streamlit as st
from streamlit.errors import StreamlitSecretNotFoundError

from analysis.audience import Audience
from data.rights import ANYBODY, AT_THE_MACHINE, Actor
from data.roles import RoleMap, RoleMapError, actor_of, load_roles

log = logging.getLogger("castellum.identity")

FORWARDED = ("X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP", "Forwarded", "Via")


def identity_is_configured() -> bool:
    """Whether this server has an identity provider."""
    try:
        return "auth" in st.secrets
    except StreamlitSecretNotFoundError:
        return False


def visitor() -> Actor:
    """Who is looking at this page now."""
    if identity_is_configured():
        return actor_of(_claims(), _roles())
    return AT_THE_MACHINE if _is_here() else ANYBODY


def audience() -> Audience:
    """Whom the figures are shown to: partners see a little more than everybody."""
    return "partenaires" if visitor().may("partners") else "public"


def expected_audiences() -> tuple[Audience, ...]:
    """Whom the figures will be shown to on this server, the most likely first, before anybody came."""
    if identity_is_configured():
        return "public", "partenaires"
    return ("partenaires",) if _is_loopback(served_address()) else ("public",)


def served_address() -> str:
    """The address the server listens on; empty means every one."""
    return str(st.get_option("server.address") or "")


def sign_in() -> None:
    """Who is visiting, and the way in or out; nothing where no identity is configured."""
    if not identity_is_configured():
        return
    with st.container(horizontal=True, horizontal_alignment="right", key="identity"):
        if not _claims():
            st.button("Se connecter", key="sign-in", type="tertiary", on_click=st.login)
            return
        st.text(_introduction(visitor()))
        st.button("Se déconnecter", key="sign-out", type="tertiary", on_click=st.logout)


def _introduction(actor: Actor) -> str:
    return f"{actor.name} · {actor.role}" if actor.name else "Connexion sans droit particulier"


def _claims() -> dict[str, Any]:
    return dict(st.user.to_dict()) if st.user.is_logged_in else {}


@st.cache_resource(show_spinner=False, ttl=60)
def _roles() -> RoleMap:
    """The role map, taken up within a minute; none while it cannot be read."""
    try:
        return load_roles()
    except RoleMapError as error:
        log.error("Role map refused: %s", error)
        return RoleMap()


def _is_here() -> bool:
    """Whether the request comes from this machine, straight to an address that only it can reach."""
    headers = st.context.headers
    if any(name in headers for name in FORWARDED):
        return False
    host, origin = headers.get("Host"), headers.get("Origin")
    asked = [f"//{host}"] * bool(host) + [str(origin)] * bool(origin)
    names = [urlsplit(address).hostname for address in asked]
    return all(_is_loopback(name) for name in (served_address(), *names))


def _is_loopback(address: str | None) -> bool:
    if not address:
        return False
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return address == "localhost"

"""The state of a page lives in its address: a link sent to a colleague shows the same thing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from urllib.parse import urlencode

import streamlit as st


def address(page: str, **parameters: str) -> str:
    """A link inside the application, relative so that it also holds behind a prefix."""
    kept = {name: value for name, value in parameters.items() if value}
    return f"{page or './'}{'?' + urlencode(kept) if kept else ''}"


def asked(name: str) -> str | None:
    """What the address asks for, or None."""
    value = st.query_params.get(name)
    return value.strip() if value else None


def choice(
    name: str,
    label: str,
    options: Mapping[str, str],
    default: str,
    widget: Callable[..., str | None] = st.selectbox,
    formerly: str = "",
    **own: object,
) -> str:
    """A choice between `options` (code to label) kept in the address under `name`.

    The address wins over the widget, and a choice the address cannot hold falls back on `default`.

    Args:
        formerly: the name it had in links sent before, still read until another choice is made.
    """
    value = asked(name) or (asked(formerly) if formerly else None)
    current = value if value is not None and value in options else default
    key = f"choice-{name}"
    st.session_state[key] = current

    def remember() -> None:
        chosen = st.session_state[key]
        if chosen:
            st.query_params.pop(formerly, None)
        if chosen and chosen != default:
            st.query_params[name] = chosen
        elif chosen:
            st.query_params.pop(name, None)

    widget(label, list(options), key=key, format_func=options.__getitem__, on_change=remember, **own)
    return current


def several(name: str, label: str, options: Mapping[str, str]) -> tuple[str, ...]:
    """One or several of `options` (code to label), kept in the address; all of them by default."""
    wanted = (asked(name) or "").split(",")
    current = [code for code in options if code in wanted] or list(options)
    key = f"several-{name}"
    st.session_state[key] = current

    def remember() -> None:
        chosen = [code for code in options if code in st.session_state[key]]
        st.query_params.pop(name, None)
        if 0 < len(chosen) < len(options):
            st.query_params[name] = ",".join(chosen)

    st.pills(
        label,
        list(options),
        selection_mode="multi",
        key=key,
        format_func=options.__getitem__,
        on_change=remember,
    )
    return tuple(current)

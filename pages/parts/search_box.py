"""A search box whose words live in the address."""

from __future__ import annotations

from collections.abc import Collection

import streamlit as st

from pages.parts.address import asked


def search_box(name: str, label: str, example: str, forgotten: Collection[str] = ()) -> str:
    """The words looked for, kept in the address under `name` as they are typed.

    Args:
        forgotten: parameters of the address that no longer hold once other words are looked for.
    """
    key = f"search-{name}"
    st.session_state[key] = asked(name) or ""

    def remember() -> None:
        words = st.session_state[key].strip()
        for parameter in (name, *forgotten):
            st.query_params.pop(parameter, None)
        if words:
            st.query_params[name] = words

    st.text_input(
        label, key=key, type="search", live=True, max_chars=80, placeholder=example, on_change=remember
    )
    return asked(name) or ""

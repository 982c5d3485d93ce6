"""When a page fails: one calm sentence and a reference; the details go to the log, without any figure."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from analysis.wording import NO_BREAK
from data.codebook import CatalogueError
from data.rights import Forbidden
from data.store_failure import StoreFailure
from pages.parts.markup import paragraph

log = logging.getLogger("castellum.pages")


@contextmanager
def calm_failures() -> Iterator[None]:
    """Show what a reader can do, instead of a trace, when the page inside fails."""
    try:
        yield
    except Exception as error:
        tell(error)


def tell(error: Exception) -> bool:
    """Say calmly that a page, or the part of it that was touched, failed; True: nothing more to show."""
    if isinstance(error, CatalogueError):
        st.error("Le catalogue ne peut pas être lu. À corriger par la personne qui tient le catalogue :")
        st.text("\n".join(error.defects))
    elif isinstance(error, Forbidden):
        st.html(paragraph(str(error), css="note"))
    elif isinstance(error, StoreFailure):
        st.error(f"{error} {_reference(error)}")
    else:
        st.error(
            "Cette partie n'a pas pu être calculée. Le reste de l'application fonctionne. "
            f"{_reference(error)}"
        )
    return True


def _reference(error: Exception) -> str:
    """What links this message to its line in the log."""
    reference = secrets.token_hex(3)
    log.error("Page failed, reference %s", reference, exc_info=error)
    return f"Référence à donner à l'équipe{NO_BREAK}: {reference}."

"""Castellum: the frame of the dashboard. `streamlit run dashboard.py`.

The same file is two things: imported by the server it is the ASGI application; run for a visitor it is the
page script. Streamlit alone would serve the files of `pages/` by itself before the first visit.
"""

from __future__ import annotations

from pathlib import Path

import streamlit as st

PICTURES = Path(__file__).parent / "static"
PAGES = {
    "": (
        ("pages/officials/overview.py", "Où en sommes-nous ?", ""),
        ("pages/officials/promises.py", "Promesses", "promesses"),
        ("pages/officials/report.py", "Rapport", "rapport"),
        ("pages/officials/directory.py", "Trouver de l'aide", "trouver-de-l-aide"),
    ),
    "Les chiffres": (
        ("pages/officials/axis.py", "Par axe", "axe"),
        ("pages/officials/indicator.py", "Par indicateur", "indicateur"),
        ("pages/officials/districts.py", "Par quartier", "quartiers"),
        ("pages/officials/together.py", "Sécurité, santé, cohésion", "lire-ensemble"),
        ("pages/officials/effects.py", "Effets des actions", "effets"),
    ),
    "Les partenaires": (
        ("pages/officials/associations.py", "Soutien aux associations", "associations"),
        ("pages/officials/concertation.py", "Instances et décisions", "concertation"),
    ),
    "Contribuer": (
        ("pages/analysts/deposit.py", "Déposer un fichier", "deposer"),
        ("pages/analysts/entry.py", "Signer un avis, une cible, une action", "saisir"),
        ("pages/analysts/deposits.py", "Journal des dépôts", "depots"),
        ("pages/analysts/completeness.py", "Complétude", "completude"),
        ("pages/analysts/dictionary.py", "Dictionnaire", "dictionnaire"),
    ),
}


def show() -> None:
    """One visit: the menu, the band above the page, the page."""
    from pages.parts.failure import calm_failures
    from pages.parts.frame import band
    from pages.parts.identity import sign_in
    from pages.parts.reading import read_masthead
    from pages.parts.sources import edition

    st.logo(str(PICTURES / "castellum.svg"), size="large")
    sections = {
        section: [
            st.Page(path, title=title, url_path=slug or None, default=not slug) for path, title, slug in pages
        ]
        for section, pages in PAGES.items()
    }
    page = st.navigation(sections, position="top")
    title = f"{page.title} · Castellum"
    st.set_page_config(page_title=title, page_icon=str(PICTURES / "mark.svg"), layout="wide")
    with calm_failures():
        sign_in()
        band(read_masthead(edition()))
        page.run()


if __name__ == "__main__":
    show()
else:
    from pages.parts.server import surroundings

    app = st.App(__file__, **surroundings())

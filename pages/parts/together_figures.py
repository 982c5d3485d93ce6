"""The figures of the page that reads series together, each with its table and its downloads."""

from __future__ import annotations

import streamlit as st

from analysis.chart_funnel import HEIGHT as FUNNEL_HEIGHT
from analysis.chart_funnel import funnel_chart
from analysis.together_panels import PanelGroup
from pages.parts import together_cards as cards
from pages.parts.address import choice
from pages.parts.figure import chart, summary, table_and_downloads
from pages.parts.markup import heading
from pages.parts.reading import comparable_choices, read_comparison
from pages.parts.sources import Edition

LIMITS = (
    "La bande est celle où ces villes se tiennent d'ordinaire (limites à 99,8\u00a0%, élargies à leurs "
    "différences habituelles). Les numéros sont ceux du tableau, par ordre alphabétique\u00a0: ce n'est pas "
    "un classement. Les stupéfiants n'y sont pas\u00a0: ils mesurent l'activité des services."
)


def group_figure(shown: PanelGroup, key: str, kind: str, folded: bool = False) -> None:
    """Small curves, then their sources and their table."""
    if folded:
        with st.expander("Voir ces courbes"):
            st.html(cards.group(shown, kind) + cards.sources(shown))
    else:
        st.html(cards.group(shown, kind) + cards.sources(shown))
    table_and_downloads(shown.table, key)


@st.fragment
def city_figure(made_from: Edition) -> None:
    """The city among comparable ones, for one official rate chosen in the address."""
    series = comparable_choices(made_from)
    if not series:
        return
    st.html(heading("La ville parmi des villes comparables"))
    chosen = choice("serie", "Chiffre comparé", series, next(iter(series)))
    shown = read_comparison(made_from, chosen)
    st.html(cards.comparison(shown))
    chart(funnel_chart(shown.view), FUNNEL_HEIGHT, f"{shown.label}. {shown.sentence}", "cities")
    summary(LIMITS)
    for source in shown.sources:
        summary(f"Source\u00a0: {source}. Données publiques réelles.")
    table_and_downloads(shown.table, "cities", drawn="cities")

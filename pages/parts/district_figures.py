"""The charts of the page of the districts, each with its choices, its table and its words."""

from __future__ import annotations

import streamlit as st

from analysis.chart_districts import HEIGHT as MAP_HEIGHT
from analysis.chart_districts import districts_chart, legend
from analysis.chart_gap import HEIGHT as GAP_HEIGHT
from analysis.chart_gap import NO_GAP, SAME, gap_chart
from analysis.chart_lines import HEIGHT as LINES_HEIGHT
from analysis.chart_lines import lines_chart
from analysis.districts import district_names
from analysis.districts_view import DistrictsView, GapView
from pages.parts import district_cards as cards
from pages.parts.address import asked, choice
from pages.parts.figure import chart, summary, table_and_downloads
from pages.parts.markup import element, heading, text
from pages.parts.reading import read_district_map, read_district_sheet
from pages.parts.sources import Edition, catalogue

NONE = "aucun"
GAP_IMAGES = {"sides": "des deux côtés", "gap": "de l'écart", "ratio": "du rapport"}


def map_figure(view: DistrictsView, made_from: Edition) -> None:
    """The map of one period, with its words and its table; the table alone where no outline is shipped."""
    shown = read_district_map(made_from, view.code, asked("periode"))
    st.html(heading("Sur la carte"))
    left, right = st.columns([3, 2])
    with right:
        if shown.periods:
            choice("periode", "Période", shown.periods, shown.period)
        st.html(cards.map_words(shown.sentence, shown.beside, legend(shown)))
    with left:
        if is_drawn := any(area.code in shown.outlines for area in shown.areas):
            chart(districts_chart(shown), MAP_HEIGHT, f"{view.label}. {shown.sentence}", "districts")
    table_and_downloads(
        shown.table, "districts", expanded=not is_drawn, drawn="districts" if is_drawn else ""
    )


def gap_figure(view: DistrictsView, gap: GapView) -> None:
    """Both sides, then the gap as a difference and as a ratio."""
    if gap.is_drawn:
        scale = "en\u00a0%" if view.unit == "%" else f"en {view.unit}"
        st.html(_heading("Les deux côtés au fil du temps", scale))
        names = f"{view.label}, quartiers prioritaires et reste de la ville. {gap.summary}"
        chart(lines_chart(gap.sides, view.unit), LINES_HEIGHT, names, "sides")
        left, right = st.columns(2)
        with left:
            unit = "en points" if view.unit == "%" else f"en {view.unit}"
            st.html(_heading("L'écart, en différence", f"{unit}\u00a0; 0 quand les deux côtés sont égaux"))
            chart(gap_chart(gap.absolute, NO_GAP), GAP_HEIGHT, gap.summary, "gap")
        with right:
            st.html(_heading("L'écart, en rapport", "1 quand les deux côtés sont égaux"))
            chart(gap_chart(gap.relative, SAME), GAP_HEIGHT, f"Rapport. {gap.summary}", "ratio")
    summary(gap.summary)
    if gap.table.rows:
        images = GAP_IMAGES if gap.is_drawn else ""
        table_and_downloads(gap.table, "gap", expanded=not gap.is_drawn, drawn=images)


def panel_figure(view: DistrictsView) -> None:
    kept = {"indicateur": view.code, "periode": asked("periode") or ""}
    st.html(cards.panel_cards(view.panels, asked("quartier") or "", kept))
    table_and_downloads(view.panels.table, "panels")


def district_figure(made_from: Edition) -> None:
    """The sheet of the district named in the address, once one is chosen."""
    names = district_names(catalogue().codebook)
    st.html(heading("Un quartier de près"))
    chosen = choice("quartier", "Quartier", {NONE: "Choisir un quartier", **names}, NONE)
    if chosen != NONE:
        shown = read_district_sheet(made_from, chosen)
        st.html(cards.sheet(shown))
        table_and_downloads(shown.table, "district")


def _heading(title: str, scale: str) -> str:
    return element("h2", text(title), text(f", {scale}", css="quiet scale"))

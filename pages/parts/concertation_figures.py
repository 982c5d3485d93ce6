"""The register and its filters, the calendar of a year, the attendance: each with its table."""

from __future__ import annotations

import streamlit as st

from analysis.chart_breakdown import breakdown_chart, breakdown_height
from analysis.concertation_view import ConcertationView
from analysis.decision_register import STATES, kept, register_table
from pages.parts import concertation_cards as cards
from pages.parts.address import asked, choice
from pages.parts.figure import chart, summary, table_and_downloads
from pages.parts.markup import element, heading, paragraph, text

EVERY = "tous"


def register(view: ConcertationView) -> None:
    """The decisions, by state, axis and owner, all kept in the address."""
    st.html(heading("Le registre des décisions"))
    state = asked("etat") if asked("etat") in STATES else ""
    left, right = st.columns(2)
    with left:
        axis = choice("axe", "Axe", {EVERY: "Tous les axes"} | dict(view.axes), EVERY)
    with right:
        owners = {EVERY: "Tous les responsables"} | {name: name for name in view.owners}
        owner = choice("porteur", "Responsable", owners, EVERY)
    named = {"axe": axis, "porteur": owner, "indicateur": asked("indicateur") or ""}
    filters = {name: value for name, value in named.items() if value and value != EVERY}
    by = {"axis": filters.get("axe", ""), "owner": filters.get("porteur", "")}
    found = kept(view.decisions, indicator=filters.get("indicateur", ""), **by)
    counts = {each: sum(one.is_in(each) for one in found) for each in STATES}
    shown = kept(found, state=state or "")
    if aimed := filters.get("indicateur"):
        st.html(cards.aimed_at(aimed))
    st.html(cards.state_tabs(counts, state or "", filters) + cards.register_list(shown))
    table_and_downloads(register_table(shown), "register")


@st.fragment
def calendar(view: ConcertationView) -> None:
    """One year of sessions, chosen in the address."""
    if not view.calendars:
        return
    st.html(heading("Le calendrier des séances"))
    years = {str(year): str(year) for year in reversed(view.calendars)}
    year = choice("annee", "Année", years, str(view.this_year), st.segmented_control)
    st.html(cards.calendar_table(view.calendars[int(year)]) + cards.calendar_words(view))
    table_and_downloads(view.sessions_table, "sessions")


def attendance(view: ConcertationView) -> None:
    """Who came over the last twelve months, college by college, and who did not."""
    shown = view.attendance
    if not shown.bars:
        return
    unit = f"en\u00a0% des membres convoqués, {shown.held} séances tenues depuis douze mois"
    st.html(
        element("h2", text("La présence par collège"), text(f", {unit}", css="quiet scale"))
        + paragraph(f"Voix absentes. {shown.absent}")
    )
    description = f"Présence par collège. {shown.summary}."
    chart(breakdown_chart(shown.bars, "%"), breakdown_height(shown.bars), description, "attendance")
    summary(f"{shown.summary}.")
    table_and_downloads(shown.table, "attendance", drawn="attendance")

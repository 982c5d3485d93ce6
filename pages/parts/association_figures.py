"""The charts of the page of the associations, each with its words, its table and its downloads."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from analysis.association_view import AssociationView
from analysis.associations_view import AssociationsView
from analysis.chart_columns import HEIGHT as COLUMNS_HEIGHT
from analysis.chart_columns import columns_chart
from analysis.chart_delays import HEIGHT as DELAYS_HEIGHT
from analysis.chart_delays import delays_chart
from analysis.cofunders import Cofunder
from analysis.grant_years import year_columns
from analysis.grants import PAYMENT_DAYS
from analysis.payments_view import PaymentsView
from pages.parts.address import choice
from pages.parts.association_cards import payment_line
from pages.parts.axis_cards import action_lines
from pages.parts.figure import chart, summary, table_and_downloads
from pages.parts.markup import element, heading, items, paragraph, table, text

MOST_SERIES = 3


def amounts(view: AssociationsView) -> None:
    """What was voted, notified and paid, year by year."""
    if view.is_empty:
        return
    st.html(_titled("Voté, notifié, versé", "en milliers d'euros, par exercice"))
    names, series = year_columns(view.years)
    chart(
        columns_chart(names, series),
        COLUMNS_HEIGHT,
        f"Subventions de la Ville. {view.years_summary}",
        "years",
    )
    summary(view.years_summary)
    table_and_downloads(view.years_table, "years", drawn="years")


def delays(view: AssociationsView) -> None:
    """Each payment against the legal delay, then the late ones of one budget year."""
    paid, by_year = view.payments, view.delays_table
    if not paid.marks:
        return
    unit = (
        f"en jours, une marque par subvention\u00a0; le trait, à {PAYMENT_DAYS} jours, est le délai de la loi"
    )
    st.html(_titled("De la notification au versement", unit))
    description = f"Délais de versement. {paid.summary}."
    chart(delays_chart(paid.marks, PAYMENT_DAYS), DELAYS_HEIGHT, description, "delays")
    st.html(table(by_year.caption, by_year.columns, by_year.rows))
    table_and_downloads(view.payments_table, "delays", drawn="delays")
    _late(paid)


def agreements(view: AssociationsView) -> None:
    """The multi-year agreements on one line of time."""
    if view.is_empty:
        return
    st.html(heading("Les conventions pluriannuelles") + _lines(view))
    table_and_downloads(view.agreement_table, "agreements")


def cofunders(every: Sequence[Cofunder]) -> None:
    """The other funders, each apart."""
    if every:
        apart = "Leurs aides ne sont pas celles de la Ville et ne s'y ajoutent pas."
        st.html(heading("Les autres financeurs") + paragraph(apart, css="small quiet"))
    for number, one in enumerate(every, start=1):
        _cofunder(one, f"funder-{number}")


def _cofunder(one: Cofunder, key: str) -> None:
    """Another funder, told apart: real or fictitious, and never added to the city."""
    mark = text(one.origin, css="origin" if one.is_official else "mark")
    st.html(heading(one.name, 3) + element("p", mark) + paragraph(one.sentence))
    is_drawn = len(one.years) > 1 and len(one.posts) <= MOST_SERIES
    if is_drawn:
        chart(columns_chart(one.years, one.posts), COLUMNS_HEIGHT, f"{one.name}. {one.summary}", key)
        summary(one.summary)
    table_and_downloads(one.table, key, expanded=not is_drawn, drawn=key if is_drawn else "")
    table_and_downloads(one.detail, f"{key}-detail", title="Association par association")


def own_grants(shown: AssociationView) -> None:
    """The grants of one association, and what others give it."""
    table_and_downloads(shown.grants, "one")
    cofunders(shown.cofunders)


@st.fragment
def _late(paid: PaymentsView) -> None:
    """The late payments of one budget year, kept in the address."""
    years = {str(each.year): str(each.year) for each in paid.years}
    if not years:
        return
    st.html(heading("Les versements en retard", 3))
    year = choice("exercice", "Exercice", years, list(years)[-1], st.segmented_control)
    late = paid.late_of(int(year))
    if not late:
        st.html(paragraph(f"Aucun versement en retard pour l'exercice {year}."))
        return
    st.html(items(payment_line(each) for each in late))


def _lines(view: AssociationsView) -> str:
    if not view.timeline.actions:
        return paragraph("Aucune convention pluriannuelle ne court aujourd'hui.", css="note")
    return action_lines(view.timeline)


def _titled(title: str, unit: str) -> str:
    return element("h2", text(title), text(f", {unit}", css="quiet scale"))

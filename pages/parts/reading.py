"""What every page reads, computed once for all visitors of an audience.

With `pages/parts/sources.py`, the only caches of the application. What is returned is shared: nobody
changes it.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import date, datetime, time

import streamlit as st

from analysis import comparable_cities, districts_view, indicator_view, tables
from analysis.alerts import Alert, alerts
from analysis.associations_view import AssociationsView, associations_view
from analysis.audience import audience_named
from analysis.axis_view import AxisView, axis_view
from analysis.breakdowns import Breakdown, breakdown
from analysis.completeness_view import Completeness, completeness
from analysis.compute import compute
from analysis.concertation_view import ConcertationView, concertation_view
from analysis.context_view import OfficialChart, official_chart
from analysis.deposit_story import DepositStory, deposit_story
from analysis.dictionary_view import Dictionary, dictionary
from analysis.directory_view import Directory, directory
from analysis.district_map import DistrictMap, district_map
from analysis.district_sheet import DistrictSheet, district_sheet
from analysis.entry_options import EntryOptions, entry_options
from analysis.masthead import Masthead, masthead
from analysis.news import News, news
from analysis.overview import Overview, overview
from analysis.promises_view import PromisesView, promises_view
from analysis.report.content import Report
from analysis.report.council_report import council_report
from analysis.report.period import ReportPeriod, report_periods
from analysis.snapshot import Snapshot, snapshot
from analysis.together_view import TogetherView, together_view
from data.intake import Context, context
from data.past_store import PastStore
from data.templates.contributors import Contributor, contributors
from pages.parts import identity, sources
from pages.parts.sources import (
    CITY_CLOCK,
    Edition,
    catalogue,
    catalogue_fingerprint,
    edition,
    situation,
    situation_for,
    store,
)

COMPARING = "Recherche de ce qui a changé…"


def warm() -> None:
    """Compute the first page before the first visitor; what fails here is told later, on the page."""
    with suppress(Exception):
        read_overview(edition(identity.expected_audiences()[0]))


@st.cache_resource(show_spinner=False, max_entries=4)
def indicator_choices(made_from: Edition) -> dict[str, str]:
    """Every indicator, axis by axis: code to « PRE-01 · label »."""
    return indicator_view.indicator_choices(situation(made_from))


@st.cache_resource(show_spinner=False, max_entries=4)
def read_masthead(made_from: Edition) -> Masthead:
    return masthead(store().deposits(), catalogue().codebook)


@st.cache_resource(show_spinner=False, max_entries=4)
def read_alerts(made_from: Edition) -> tuple[Alert, ...]:
    return alerts(situation(made_from))


@st.cache_resource(show_spinner=False, max_entries=4)
def read_overview(made_from: Edition) -> Overview:
    return overview(situation(made_from), read_alerts(made_from))


def read_news(made_from: Edition, since: date) -> News:
    """What has changed since a day. What was known on that day is worked out once, whatever comes after."""
    moment = datetime.combine(since, time(), CITY_CLOCK)
    journal = store().deposits()
    known = int((journal["date"] < moment).sum() + (journal["retire_le"] < moment).sum())
    shown_to = made_from.rpartition("|")[2]
    return _news(made_from, _snapshot(f"{store().root}|{known}|{catalogue_fingerprint()}|{shown_to}", moment))


@st.cache_resource(show_spinner=False, max_entries=16)
def read_axis(made_from: Edition, code: str) -> AxisView:
    return axis_view(situation(made_from), code, read_alerts(made_from))


@st.cache_resource(show_spinner=False, max_entries=128)
def read_indicator(made_from: Edition, code: str) -> indicator_view.IndicatorView:
    return indicator_view.indicator_view(situation(made_from), code)


@st.cache_resource(show_spinner=False, max_entries=256)
def read_breakdown(made_from: Edition, code: str, kind: str, period: str | None) -> Breakdown:
    now = situation(made_from)
    return breakdown(now, now.catalogue.indicators[code], kind, period)


@st.cache_resource(show_spinner=False, max_entries=64)
def read_official(made_from: Edition, code: str, territory: str | None) -> OfficialChart | None:
    now = situation(made_from)
    return official_chart(now, now.catalogue.indicators[code], territory)


@st.cache_resource(show_spinner=False, max_entries=4)
def read_context(made_from: Edition) -> Context:
    """What the intake knows of the city and of the store."""
    return context(catalogue().codebook, store(), sources.today())


@st.cache_resource(show_spinner=False, max_entries=4)
def read_dictionary(made_from: Edition) -> Dictionary:
    return dictionary(catalogue().codebook, read_context(made_from).structures)


@st.cache_resource(show_spinner=False, max_entries=4)
def read_promises(made_from: Edition) -> PromisesView:
    return promises_view(situation(made_from))


@st.cache_resource(show_spinner=False, max_entries=64)
def read_deposit(made_from: Edition, number: str) -> DepositStory:
    """What one deposit of the journal changed, holds and feeds."""
    return deposit_story(store(), number, read_context(made_from))


@st.cache_resource(show_spinner=False, max_entries=4)
def read_entry_options(made_from: Edition) -> EntryOptions:
    return entry_options(situation(made_from))


@st.cache_resource(show_spinner=False, max_entries=4)
def read_associations(made_from: Edition) -> AssociationsView:
    return associations_view(situation(made_from))


@st.cache_resource(show_spinner=False, max_entries=4)
def read_concertation(made_from: Edition) -> ConcertationView:
    return concertation_view(situation(made_from))


@st.cache_resource(show_spinner=False, max_entries=4)
def read_contributors(made_from: Edition) -> dict[str, Contributor]:
    """What each structure sends, or would send."""
    known = read_context(made_from)
    directory, activity = store().current("structures"), store().current("activite")
    return contributors(known.structures, directory, activity, known.codebook)


@st.cache_resource(show_spinner=False, max_entries=4)
def read_completeness(made_from: Edition) -> Completeness:
    return completeness(tables.read(store(), sources.today()), catalogue().codebook)


@st.cache_resource(show_spinner=False, max_entries=4)
def district_choices(made_from: Edition) -> dict[str, str]:
    """Every indicator that may be read by district: code to « SEC-02 · label »."""
    return districts_view.district_choices(situation(made_from))


@st.cache_resource(show_spinner=False, max_entries=32)
def read_districts(made_from: Edition, code: str) -> districts_view.DistrictsView:
    return districts_view.districts_view(situation(made_from), code)


@st.cache_resource(show_spinner=False, max_entries=128)
def read_district_map(made_from: Edition, code: str, period: str | None) -> DistrictMap:
    return district_map(situation(made_from), code, period)


@st.cache_resource(show_spinner=False, max_entries=32)
def read_district_sheet(made_from: Edition, code: str) -> DistrictSheet:
    return district_sheet(situation(made_from), read_directory(made_from), code)


@st.cache_resource(show_spinner=False, max_entries=32)
def read_together(made_from: Edition, place: str | None, axis: str | None) -> TogetherView:
    return together_view(situation(made_from), place, axis)


@st.cache_resource(show_spinner=False, max_entries=4)
def comparable_choices(made_from: Edition) -> dict[str, str]:
    """The official series by which the city is set among comparable ones: code to label."""
    return comparable_cities.comparable_choices(situation(made_from))


@st.cache_resource(show_spinner=False, max_entries=32)
def read_comparison(made_from: Edition, series: str) -> comparable_cities.CityComparison:
    return comparable_cities.city_comparison(situation(made_from), series)


@st.cache_resource(show_spinner=False, max_entries=4)
def read_directory(made_from: Edition) -> Directory:
    return directory(store().current("structures"), catalogue().codebook, sources.today())


def periods_of_report() -> dict[str, ReportPeriod]:
    return report_periods(catalogue().codebook.city, sources.today())


@st.cache_resource(show_spinner=False, max_entries=4)
def read_report(made_from: Edition, axes: tuple[str, ...], period: str) -> Report:
    """The report for the audience of an edition."""
    audience = audience_named(made_from.rpartition("|")[2])
    return council_report(situation(made_from), axes, periods_of_report()[period], audience)


@st.cache_resource(show_spinner=COMPARING, max_entries=32)
def _snapshot(known_then: str, moment: datetime) -> Snapshot:
    past = PastStore(store().root, moment)
    if past.deposits().empty:
        return Snapshot(moment.date())
    read = tables.read(past, moment.date())
    return snapshot(situation_for(known_then, read, compute(read, catalogue())))


@st.cache_resource(show_spinner=False, max_entries=8, hash_funcs={Snapshot: lambda one: one.day})
def _news(made_from: Edition, before: Snapshot) -> News:
    return news(situation(made_from), before, read_alerts(made_from))

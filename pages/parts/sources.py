"""What every page is made from: the store, the catalogue, the day, and the results seen by each audience.

Everything is kept under the versions of the tables, the fingerprint of the catalogue, the day and the
audience. What is returned is shared: nobody changes it.
"""

from __future__ import annotations

import os
from datetime import date, datetime
from pathlib import Path
from typing import NewType

import pandas as pd
import streamlit as st

from analysis import catalogue as catalogues
from analysis import standing, tables
from analysis.audience import Audience, audience_named, for_audience
from analysis.catalogue import Catalogue
from analysis.compute import compute
from data import clock
from data.codebook import catalogue_folder, fingerprint
from data.store import ROOT_VARIABLE, Store
from pages.parts import identity

COMPUTING = "Calcul des indicateurs…"
CITY_CLOCK = clock.PARIS


# What the figures on screen were made from, in one short text: caches compare it at each visit.
Edition = NewType("Edition", str)


def edition(audience: Audience | None = None) -> Edition:
    """The edition to show now to this audience, by default the one of the visitor."""
    known = store()
    versions = ",".join(f"{name}{version}" for name, version in known.versions().items())
    shown_to = audience or identity.audience()
    return Edition(f"{known.root}|{versions}|{catalogue_fingerprint()}|{today()}|{shown_to}")


def today() -> date:
    return clock.today()


def now() -> datetime:
    """The hour on the clocks of the city, wherever the server stands."""
    return datetime.now(CITY_CLOCK)


def store() -> Store:
    return _store(os.environ.get(ROOT_VARIABLE))


def catalogue() -> Catalogue:
    """The catalogue; an edited sheet is taken up within a minute."""
    return _catalogue(catalogue_fingerprint())


@st.cache_resource(show_spinner=False, max_entries=4)
def situation(made_from: Edition) -> standing.Situation:
    """What everything on the pages is read from: without the figures that this audience may not read."""
    return situation_for(made_from, *_results(made_from.rpartition("|")[0]))


def situation_for(made_from: str, read: tables.Tables, results: pd.DataFrame) -> standing.Situation:
    """The same from results worked out already; `made_from` ends with the audience."""
    audience = audience_named(made_from.rpartition("|")[2])
    return standing.situation(for_audience(results, catalogue().codebook, audience), read, catalogue())


@st.cache_resource(show_spinner=COMPUTING, max_entries=2)
def _results(made_from: str) -> tuple[tables.Tables, pd.DataFrame]:
    read = tables.read(store(), today())
    return read, compute(read, catalogue())


@st.cache_resource(show_spinner=False)
def _store(root: str | None) -> Store:
    return Store(root)


def catalogue_fingerprint() -> str:
    """What tells the catalogue in use from any other."""
    return _fingerprint_of(catalogue_folder())


@st.cache_resource(show_spinner=False, ttl=60, max_entries=4)
def _fingerprint_of(folder: Path) -> str:
    return fingerprint(folder)


@st.cache_resource(show_spinner=False, max_entries=2)
def _catalogue(made_from: str) -> Catalogue:
    return catalogues.load()

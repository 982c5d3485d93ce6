"""The demonstration city as each audience reads it, with a comment that tries every markup."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from analysis import catalogue, standing, tables
from analysis.audience import Audience, for_audience
from analysis.compute import compute
from analysis.standing import Situation
from analysis.tables import Tables
from data.store import Store

TODAY = date(2026, 11, 23)
# Typst, Word fields, spreadsheets and HTML would each read something here.
TRAP = '=1+1 #set page $x$ *gras* _it_ @ref <b> & "guillemets" \\ l\'été `code` [lien] // fin'
# Of class S2: reminders to order given to young people.
FOR_PARTNERS, PARTNERS_VALUE = "SEC-04", 61.5
SituationFor = Callable[[Audience], Situation]


@pytest.fixture(scope="session")
def known_tables(demo_store: Path) -> Tables:
    read = tables.read(Store(demo_store), TODAY)
    opinions = read["avis"]
    trap = (
        opinions.iloc[[0]]
        .astype({"avis": object, "type": object, "texte": object})
        .assign(
            avis="PIEGE",
            type="commentaire",
            date=pd.Timestamp(2026, 10, 5),
            signataire=TRAP,
            axe="prevention",
            indicateur=None,
            meteo=None,
            texte=TRAP,
        )
    )
    return replace(read, current={**read.current, "avis": pd.concat([opinions.astype(object), trap])})


def with_partners_figure(results: pd.DataFrame) -> pd.DataFrame:
    """The same, with a figure that partners may read: those of the demonstration city are all too small."""
    theirs = results["indicator"].astype(object) == FOR_PARTNERS
    told = {"numerator": 8.0, "denominator": 13.0, "value": PARTNERS_VALUE, "low": 35.5, "high": 82.3}
    shown = results.assign(**{name: results[name].mask(theirs, number) for name, number in told.items()})
    return shown.assign(flag=shown["flag"].astype(object).mask(theirs, "ok"))


@pytest.fixture(scope="session")
def situation_for(known_tables: Tables) -> SituationFor:
    """The situation of an audience, each worked out once."""
    known = catalogue.load()
    results = with_partners_figure(compute(known_tables, known))
    made: dict[Audience, Situation] = {}

    def situation(audience: Audience) -> Situation:
        if audience not in made:
            seen = for_audience(results, known.codebook, audience)
            made[audience] = standing.situation(seen, known_tables, known)
        return made[audience]

    return situation

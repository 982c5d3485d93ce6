"""Consultation bodies and evaluation: do they meet, decide, and is it followed?"""

from __future__ import annotations

import pandas as pd

from analysis.cells import ALL
from analysis.figures import Figure
from analysis.indicators.events import (
    is_demonstration,
    known_on,
    nothing,
    rates_by_period,
    reads,
    states_by_period,
)
from analysis.tables import Tables
from data.codebook import Codebook
from data.periods import Period
from data.schemas import COLLEGES

NEWS_DAYS = 90
MINUTES_DAYS = 10


@reads("instances")
def meetings_held(tables: Tables, figure: Figure, codebook: Codebook) -> pd.DataFrame:
    """INS-01: meetings held over meetings whose planned date is past."""
    meetings = _past(tables["instances"], "date_prevue", tables)
    held = (meetings["statut"].astype(object) == "tenue").astype(float)
    return rates_by_period(meetings.assign(numerator=held, denominator=1.0), figure, codebook)


@reads("instances")
def number_of_meetings_held(tables: Tables, figure: Figure, codebook: Codebook) -> pd.DataFrame:
    """INS-01, companion: number of meetings held."""
    return rates_by_period(_held(tables).assign(numerator=1.0, denominator=1.0), figure, codebook)


@reads("instances")
def attendance(tables: Tables, figure: Figure, codebook: Codebook) -> pd.DataFrame:
    """INS-02: members present or represented over members convened, for each college and for all."""
    meetings = _held(tables)
    colleges = [
        meetings.assign(
            numerator=meetings[f"presents_{college}"].astype(float),
            denominator=meetings[f"convoques_{college}"].astype(float),
            breakdown="college",
            category=college,
        ).dropna(subset=["numerator", "denominator"])
        for college in COLLEGES
    ]
    each = pd.concat(colleges, ignore_index=True)
    return rates_by_period(
        pd.concat([each.assign(breakdown=ALL, category=ALL), each], ignore_index=True), figure, codebook
    )


@reads("instances")
def meetings_with_people_concerned(tables: Tables, figure: Figure, codebook: Codebook) -> pd.DataFrame:
    """INS-03: meetings attended by a person concerned, prepared and compensated, over meetings held."""
    meetings = _held(tables)
    meetings = meetings.loc[meetings["presents_personnes_concernees"].notna()]
    prepared = meetings["personnes_preparees"].eq(True)
    present = (meetings["presents_personnes_concernees"] >= 1) & prepared
    return rates_by_period(
        meetings.assign(numerator=present.astype(float), denominator=1.0), figure, codebook
    )


@reads("instances")
def minutes_within_10_days(tables: Tables, figure: Figure, codebook: Codebook) -> pd.DataFrame:
    """INS-06: minutes sent within ten days, over meetings held for more than ten days."""
    meetings = _held(tables)
    limit = meetings["date"] + pd.Timedelta(days=MINUTES_DAYS)
    due = limit < pd.Timestamp(tables.today)
    timely = (meetings["date_diffusion"] <= limit).astype(float)
    return rates_by_period(
        meetings.loc[due].assign(numerator=timely.loc[due], denominator=1.0), figure, codebook
    )


@reads("decisions")
def decisions_carried_out(tables: Tables, figure: Figure, codebook: Codebook) -> pd.DataFrame:
    """INS-04: decisions carried out by their due date, with a document that shows it, over those due."""
    return _carried_out(tables, figure, codebook, nature="decision")


@reads("decisions")
def recommendations_implemented(tables: Tables, figure: Figure, codebook: Codebook) -> pd.DataFrame:
    """INS-08, companion: recommendations implemented by their due date over recommendations that fell due."""
    return _carried_out(tables, figure, codebook, nature="recommandation")


@reads("decisions")
def decisions_without_news(tables: Tables, figure: Figure, codebook: Codebook) -> pd.DataFrame:
    """INS-05: open decisions whose owner gave no news for more than 90 days, at the end of each period."""
    decisions = tables["decisions"]
    versions = tables.history("decisions")

    def state(period: Period) -> tuple[float, float]:
        end = pd.Timestamp(period.end)
        known = known_on(versions, "decision", period.end)
        closed = known["statut"].astype(object).isin(["realisee", "abandonnee"])
        opened = known.loc[~closed & (known["date_decision"] <= end)]
        last_news = opened["date_maj"].fillna(opened["date_decision"])
        return float((last_news < end - pd.Timedelta(days=NEWS_DAYS)).sum()), float(len(opened))

    first = versions["depose_le"].min().date()
    demonstration = is_demonstration([decisions])
    return states_by_period(
        state, figure, codebook, first=first, today=tables.today, demonstration=demonstration
    )


@reads("actions")
def jointly_led_actions(tables: Tables, figure: Figure, codebook: Codebook) -> pd.DataFrame:
    """INS-07: actions led by two institutions that bring a budget or posts, over actions of the plan."""
    actions = tables["actions"]
    actions = actions.loc[
        (actions["nature"].astype(object) == "action") & (actions["statut"].astype(object) != "abandonnee")
    ]
    if actions.empty:
        return nothing()
    joint = (_several(actions["responsables"]) & _several(actions["contributeurs"])).to_numpy()

    def state(period: Period) -> tuple[float, float]:
        running = (actions["debut"] <= pd.Timestamp(period.end)) & ~(
            actions["fin"] < pd.Timestamp(period.start)
        )
        return float((running & joint).sum()), float(running.sum())

    demonstration = is_demonstration([actions])
    first = actions["debut"].min().date()
    return states_by_period(
        state, figure, codebook, first=first, today=tables.today, demonstration=demonstration
    )


@reads("instances")
def indicators_discussed(tables: Tables, figure: Figure, codebook: Codebook) -> pd.DataFrame:
    """INS-08: indicators discussed in a meeting of the period, over those followed (context left out)."""
    followed = {code for code, indicator in codebook.indicators.items() if indicator.level != "contexte"}
    meetings = _held(tables)
    if meetings.empty:
        return nothing()
    lists = meetings["indicateurs_examines"].astype(object).fillna("").str.split("|")

    def state(period: Period) -> tuple[float, float]:
        during = meetings["date"].between(pd.Timestamp(period.start), pd.Timestamp(period.end))
        discussed = {code for codes in lists[during] for code in codes} & followed
        return float(len(discussed)), float(len(followed))

    demonstration = is_demonstration([meetings])
    first = meetings["date"].min().date()
    return states_by_period(
        state, figure, codebook, first=first, today=tables.today, demonstration=demonstration
    )


def _held(tables: Tables) -> pd.DataFrame:
    meetings = _past(tables["instances"], "date_tenue", tables)
    return meetings.loc[meetings["statut"].astype(object) == "tenue"]


def _past(rows: pd.DataFrame, column: str, tables: Tables) -> pd.DataFrame:
    past = rows[column] < pd.Timestamp(tables.today)
    return rows.loc[past].assign(date=rows.loc[past, column])


def _carried_out(tables: Tables, figure: Figure, codebook: Codebook, nature: str) -> pd.DataFrame:
    decisions = _past(tables["decisions"], "echeance", tables)
    decisions = decisions.loc[decisions["nature"].astype(object) == nature]
    timely = decisions["date_realisation"] <= decisions["echeance"]
    done = timely & (decisions["statut"].astype(object) == "realisee") & decisions["justificatif"].notna()
    return rates_by_period(decisions.assign(numerator=done.astype(float), denominator=1.0), figure, codebook)


def _several(names: pd.Series) -> pd.Series:
    return names.astype(object).fillna("").str.contains("|", regex=False)

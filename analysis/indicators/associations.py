"""Support of associations: how the city votes, notifies, pays and renews its grants."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.figures import Figure
from analysis.grants import MULTI_YEAR, city_grants, followed_payments, multi_year_agreements
from analysis.indicators.events import (
    is_demonstration,
    medians_by_period,
    nothing,
    rates_by_period,
    reads,
    states_by_period,
)
from analysis.tables import Tables
from data.codebook import Codebook
from data.periods import Period

LAST_TIMELY_DAY = "-03-31"
RENEWAL_HORIZON = pd.DateOffset(months=12)


@reads("financements")
def multi_year_share(tables: Tables, figure: Figure, codebook: Codebook) -> pd.DataFrame:
    """ASS-01: euros voted under a multi-year agreement, over euros voted whose kind of agreement is known."""
    grants = city_grants(tables, codebook)
    grants = grants.loc[grants["convention"].notna()]
    under_agreement = grants["montant_vote"].where(grants["convention"].astype(object) == MULTI_YEAR, 0.0)
    return _by_budget_year(grants, under_agreement, grants["montant_vote"], figure, codebook)


@reads("financements")
def paid_within_60_days(tables: Tables, figure: Figure, codebook: Codebook) -> pd.DataFrame:
    """ASS-02: grants paid within 60 days, over those whose 60 days end in the period (law 2021-875).

    Counted on the day the delay runs out, a grant that is never paid is late like any other.
    """
    due = _due_payments(tables, codebook)
    timely = (~due["is_late"]).astype(float)
    return rates_by_period(due.assign(numerator=timely, denominator=1.0), figure, codebook)


@reads("financements")
def median_payment_delay(tables: Tables, figure: Figure, codebook: Codebook) -> pd.DataFrame:
    """ASS-02, companion: median number of days between notification and payment, of the same grants.

    A grant still unpaid counts for the days already waited: the median may be higher, never lower.
    """
    due = _due_payments(tables, codebook)
    return medians_by_period(due.assign(value=due["days"]), figure, codebook)


@reads("financements")
def notified_before_april(tables: Tables, figure: Figure, codebook: Codebook) -> pd.DataFrame:
    """ASS-03: euros notified by 31 March of their budget year, over euros voted.

    A grant without a notification date was not notified in time; a year still before 31 March is left out.
    """
    grants = city_grants(tables, codebook)
    deadline = pd.to_datetime(grants["exercice"].astype(int).astype(str) + LAST_TIMELY_DAY)
    due = deadline < pd.Timestamp(tables.today)
    timely = grants["montant_vote"].where(grants["date_notification"] <= deadline, 0.0)
    return _by_budget_year(
        grants.loc[due], timely.loc[due], grants.loc[due, "montant_vote"], figure, codebook
    )


@reads("financements")
def paid_over_voted(tables: Tables, figure: Figure, codebook: Codebook) -> pd.DataFrame:
    """ASS-04: euros of the budget year paid by the end of the period, over euros voted by then."""
    return _paid_at_end(tables, figure, codebook, per_voted=True)


@reads("financements")
def amount_paid(tables: Tables, figure: Figure, codebook: Codebook) -> pd.DataFrame:
    """ASS-04, companion: euros of the budget year paid by the end of the period."""
    return _paid_at_end(tables, figure, codebook, per_voted=False)


@reads("financements")
def renewals_engaged(tables: Tables, figure: Figure, codebook: Codebook) -> pd.DataFrame:
    """ASS-05: multi-year agreements that expire within 12 months and whose renewal has a written position."""
    grants = city_grants(tables, codebook)
    who = grants["beneficiaire_siret"].astype(object).fillna(grants["beneficiaire"].astype(object))
    agreements = multi_year_agreements(grants.assign(association=who))
    if agreements.empty:
        return nothing()

    def state(period: Period) -> tuple[float, float]:
        end = pd.Timestamp(period.end)
        expiring = agreements.loc[agreements["convention_fin"].between(end, end + RENEWAL_HORIZON)]
        return float((expiring["first_position"] <= end).sum()), float(len(expiring))

    return states_by_period(
        state,
        figure,
        codebook,
        first=agreements["start"].min().date(),
        today=tables.today,
        demonstration=is_demonstration([agreements]),
    )


def _due_payments(tables: Tables, codebook: Codebook) -> pd.DataFrame:
    """The payments whose 60 days are over, dated by the day they ran out."""
    followed = followed_payments(city_grants(tables, codebook), tables.today)
    return followed.loc[followed["due"] < pd.Timestamp(tables.today)].assign(date=followed["due"])


def _by_budget_year(
    grants: pd.DataFrame, numerator: pd.Series, denominator: pd.Series, figure: Figure, codebook: Codebook
) -> pd.DataFrame:
    days = pd.to_datetime(grants["exercice"].astype(int).astype(str) + "-01-01")
    return rates_by_period(
        grants.assign(date=days, numerator=numerator, denominator=denominator), figure, codebook
    )


def _paid_at_end(tables: Tables, figure: Figure, codebook: Codebook, *, per_voted: bool) -> pd.DataFrame:
    grants = city_grants(tables, codebook)
    if grants.empty:
        return nothing()

    def state(period: Period) -> tuple[float, float]:
        end = pd.Timestamp(period.end)
        year = grants.loc[grants["exercice"] == period.end.year]
        voted = year["montant_vote"].where(~(year["date_vote"] > end), 0.0).sum()
        paid = year["montant_verse"].where(year["date_versement"] <= end, 0.0).sum()
        return float(paid), float(voted)

    rows = states_by_period(
        state,
        figure,
        codebook,
        first=pd.Timestamp(int(grants["exercice"].min()), 1, 1).date(),
        today=tables.today,
        demonstration=is_demonstration([grants]),
    )
    return rows if per_voted else rows.assign(denominator=np.nan)

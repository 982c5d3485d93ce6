"""The grants of the city, and what became of each once notified: paid, when, or still waited for."""

from __future__ import annotations

from datetime import date

import pandas as pd

from analysis.tables import Tables
from data.codebook import Codebook

# Law 2000-321, article 10, as written by law 2021-875: days from the notification, unless otherwise agreed.
PAYMENT_DAYS = 60
MULTI_YEAR = "cpo"


def city_grants(tables: Tables, codebook: Codebook) -> pd.DataFrame:
    """The grants that the city itself votes; those of the State and of other funders are left out."""
    grants = tables["financements"]
    grantor = grants["attribuant"].astype(object).astype("str").str.casefold()
    name = codebook.city.name.casefold()
    is_city = grantor.str.contains(name, regex=False) & grantor.str.contains(r"\b(?:ville|commune|mairie)\b")
    return grants.loc[is_city]


def followed_payments(grants: pd.DataFrame, today: date) -> pd.DataFrame:
    """The grants notified, each with how long its payment took, or has been waited for.

    Added columns: `due` (last day of the 60), `paid_on` (missing while unpaid on `today`), `days` (from the
    notification to the payment, or to `today`), `is_paid`, `is_late`. A grant paid on a day that nobody noted
    is left out: nothing can be said of its delay.
    """
    day = pd.Timestamp(today)
    notified = grants.loc[grants["date_notification"] <= day]
    has_money = ~notified["montant_verse"].eq(0)
    paid_on = notified["date_versement"].where((notified["date_versement"] <= day) & has_money)
    followed = notified.assign(
        due=notified["date_notification"] + pd.Timedelta(days=PAYMENT_DAYS),
        paid_on=paid_on,
        days=(paid_on.fillna(day) - notified["date_notification"]).dt.days.astype(float),
        is_paid=paid_on.notna(),
    )
    undated = followed["date_versement"].isna() & (followed["montant_verse"] > 0)
    dated = followed.loc[~undated]
    return dated.assign(is_late=dated["days"] > PAYMENT_DAYS)


def unpaid_and_late(tables: Tables, codebook: Codebook) -> pd.DataFrame:
    """The grants of the city notified for more than 60 days and not paid, the oldest first."""
    followed = followed_payments(city_grants(tables, codebook), tables.today)
    return followed.loc[~followed["is_paid"] & followed["is_late"]].sort_values(
        "date_notification", kind="stable"
    )


def multi_year_agreements(grants: pd.DataFrame) -> pd.DataFrame:
    """The agreements that cover these grants, one row each: the grants of one association that end together.

    A position is written once for the whole agreement, on whichever of its grants. A grant that does not say
    when its agreement began counts from its budget year.

    Args:
        grants: rows of `financements`, with `association`.

    Returns:
        association, convention_fin, beneficiary, start, yearly (euros voted in its last budget year),
        first_position and last_position (missing while none is written), demonstration.
    """
    is_told = (grants["convention"].astype(object) == MULTI_YEAR) & grants["convention_fin"].notna()
    rows, by = grants.loc[is_told], ["association", "convention_fin"]
    first_day = pd.to_datetime(rows["exercice"].astype(int).astype(str) + "-01-01")
    is_last = rows["exercice"] == rows.groupby(by)["exercice"].transform("max")
    rows = rows.assign(
        yearly=rows["montant_vote"].where(is_last),
        beneficiary=rows["beneficiaire"].astype(str),
        start=rows["convention_debut"].fillna(first_day),
    )
    return rows.groupby(by, sort=False, as_index=False).agg(
        beneficiary=("beneficiary", "last"),
        start=("start", "min"),
        yearly=("yearly", "sum"),
        first_position=("position_renouvellement", "min"),
        last_position=("position_renouvellement", "max"),
        demonstration=("demonstration", "any"),
    )


def with_associations(grants: pd.DataFrame, structures: pd.DataFrame) -> pd.DataFrame:
    """The grants with `association`, the code of their beneficiary.

    The code of the directory, found by SIRET or else by name; for others, the SIRET or else the name.
    """
    siret, name = (grants[f"beneficiaire{part}"].astype(object) for part in ("_siret", ""))
    codes = structures["structure"].astype(object)
    by_siret = dict(zip(structures["siret"].astype(object), codes, strict=True))
    by_name = dict(zip(structures["nom"].astype(object), codes, strict=True))
    known = siret.map(by_siret).astype(object).where(siret.notna()).fillna(name.map(by_name))
    return grants.assign(association=known.fillna(siret).fillna(name).astype(str))

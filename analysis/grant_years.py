"""Grants by budget year: what the city voted, notified and paid, and to how many associations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from analysis.chart_columns import Columns
from analysis.data_table import DataTable, Value, rounded, span
from analysis.wording import NO_BREAK, number_text, plural, value_text

EUROS = "€"
SHOWN = 5
SOURCE = "Ville, fichier des subventions"


@dataclass(frozen=True)
class GrantYear:
    """One budget year, in euros; `is_open` while it is not over."""

    year: int
    grants: int
    associations: int
    voted: float
    notified: float
    paid: float
    is_open: bool
    demonstration: bool

    @property
    def label(self) -> str:
        return f"{self.year} (en cours)" if self.is_open else str(self.year)

    @property
    def sentence(self) -> str:
        """« En 2026, la Ville a voté 879 000 € : 23 subventions à 13 associations. Versé… : 829 300 €. »"""
        to_whom = plural(self.associations, "association", "associations")
        return (
            f"En {self.year}, la Ville a voté {value_text(self.voted, EUROS)}{NO_BREAK}: "
            f"{plural(self.grants, 'subvention', 'subventions')} à {to_whom}. "
            f"Versé à ce jour{NO_BREAK}: {value_text(self.paid, EUROS)}."
        )


def grant_years(grants: pd.DataFrame, today: date) -> tuple[GrantYear, ...]:
    """The budget years of these grants, oldest first.

    Args:
        grants: rows of `financements`, with `association`, what tells one beneficiary from another.
    """
    notified = grants["montant_vote"].where(grants["date_notification"] <= pd.Timestamp(today), 0.0)
    by_year = grants.assign(notified=notified).groupby("exercice", sort=True)
    totals = by_year.agg(
        grants=("subvention", "size"),
        associations=("association", "nunique"),
        voted=("montant_vote", "sum"),
        notified=("notified", "sum"),
        paid=("montant_verse", "sum"),
        demonstration=("demonstration", "any"),
    )
    return tuple(
        GrantYear(
            year=int(row.Index),
            grants=int(row.grants),
            associations=int(row.associations),
            voted=float(row.voted),
            notified=float(row.notified),
            paid=float(row.paid),
            is_open=int(row.Index) >= today.year,
            demonstration=bool(row.demonstration),
        )
        for row in totals.itertuples()
    )


def year_columns(years: Sequence[GrantYear]) -> tuple[tuple[str, ...], tuple[Columns, ...]]:
    """The names of the last years, and the three sums of each, as columns of a chart."""
    shown = years[-SHOWN:]
    names = tuple(str(each.year) for each in shown)
    amounts = (
        ("Voté", [each.voted for each in shown]),
        ("Notifié", [each.notified for each in shown]),
        ("Versé", [each.paid for each in shown]),
    )
    return names, tuple(
        Columns(
            label,
            tuple(values),
            tuple(number_text(round(value / 1000)) for value in values),
            tuple(value_text(value, EUROS) for value in values),
        )
        for label, values in amounts
    )


def years_summary(years: Sequence[GrantYear]) -> str:
    """What the columns show, for those who do not see them."""
    told = (
        f"{each.label}{NO_BREAK}: {value_text(each.voted, EUROS)} votés, "
        f"{value_text(each.notified, EUROS)} notifiés, {value_text(each.paid, EUROS)} versés"
        for each in years[-SHOWN:]
    )
    return f"{f'{NO_BREAK}; '.join(told)}."


def years_table(years: Sequence[GrantYear]) -> DataTable:
    """Every year, the latest first."""
    latest_first = list(reversed(years))
    return DataTable(
        caption="Subventions de la Ville, par exercice",
        columns=("Exercice", "Subventions", "Associations", "Voté", "Notifié", "Versé", "Reste à verser"),
        rows=tuple(_row(each) for each in latest_first),
        value_columns=(
            *("exercice", "subventions", "associations", "euros_votes", "euros_notifies"),
            *("euros_verses", "demonstration"),
        ),
        values=tuple(_values(each) for each in latest_first),
        file_name="subventions_par_exercice",
        period=span(str(years[0].year), str(years[-1].year)) if years else "",
        source=SOURCE,
        demonstration=any(each.demonstration for each in years),
        notes=(
            ("Voté", "Montants accordés par la Ville pour l'exercice, dans le champ de cette politique."),
            ("Notifié", "Montants dont la décision a été envoyée à l'association."),
            ("Versé", "Montants payés à ce jour. Une subvention sans versement compte pour zéro euro versé."),
            ("Hors champ", "Aides en nature, marchés publics et subventions des autres financeurs."),
        ),
    )


def _row(each: GrantYear) -> tuple[str, ...]:
    euros = (each.voted, each.notified, each.paid, each.voted - each.paid)
    counts = (number_text(each.grants), number_text(each.associations))
    return (each.label, *counts, *(value_text(amount, EUROS) for amount in euros))


def _values(each: GrantYear) -> tuple[Value, ...]:
    euros = tuple(rounded(amount) for amount in (each.voted, each.notified, each.paid))
    return (each.year, each.grants, each.associations, *euros, "oui" if each.demonstration else "non")

"""One association: its grants and how they were paid, its agreements, what it sends, what it answers."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import pandas as pd

from analysis.agreements import Agreement
from analysis.cofunders import Cofunder, cofunders
from analysis.data_table import DataTable
from analysis.dictionary_entries import folded
from analysis.payments_table import payments_table
from analysis.payments_view import Payment, PaymentsView
from analysis.replies import Reply, replies_of
from analysis.tables import Tables
from analysis.wording import NO_BREAK, plural, value_text

EUROS = "€"


@dataclass(frozen=True)
class AssociationView:
    """`sends` says whether the structure transmits figures, and so has a page among the sendings.

    `waiting` are the grants that should have been paid; `without_notice` those whose table says no delay.
    """

    code: str
    name: str
    summary: str
    waiting: tuple[Payment, ...]
    payments: tuple[Payment, ...]
    grants: DataTable
    without_notice: int
    agreements: tuple[Agreement, ...]
    cofunders: tuple[Cofunder, ...]
    sends: bool
    replies: tuple[Reply, ...]

    @property
    def by_year(self) -> tuple[tuple[int, tuple[Payment, ...]], ...]:
        """Its grants, the latest budget year first."""
        years = sorted({one.year for one in self.payments}, reverse=True)
        return tuple((year, tuple(one for one in self.payments if one.year == year)) for year in years)


def association_views(
    grants: pd.DataFrame,
    followed: pd.DataFrame,
    others: pd.DataFrame,
    paid: PaymentsView,
    agreements: Collection[Agreement],
    replies: Collection[Reply],
    tables: Tables,
) -> dict[str, AssociationView]:
    """Every association that the city funds, by code, in alphabetical order: never ranked.

    Args:
        grants: those of the city; `followed`: as `followed_payments` returns them; `others`: those of other
            funders; each with `association`.
    """
    senders = set(tables["activite"]["structure"].astype(str))
    names = dict(zip(grants["association"], grants["beneficiaire"].astype(str), strict=True))
    return {
        code: AssociationView(
            code=code,
            name=name,
            summary=_summary(own := grants.loc[grants["association"] == code], name),
            waiting=tuple(one for one in paid.waiting if one.association == code),
            payments=tuple(one for one in paid.payments if one.association == code),
            grants=payments_table(dated := followed.loc[followed["association"] == code]),
            without_notice=len(own) - len(dated),
            agreements=tuple(one for one in agreements if one.association == code),
            cofunders=cofunders(others.loc[others["association"] == code]),
            sends=code in senders,
            replies=replies_of(replies, code, name),
        )
        for code, name in sorted(names.items(), key=lambda pair: folded(pair[1]))
    }


def _summary(grants: pd.DataFrame, name: str) -> str:
    """« En 2026, la Ville a voté 43 200 € pour Médiane : 2 subventions. Versé à ce jour : 31 000 €. »"""
    last = grants.loc[grants["exercice"] == grants["exercice"].max()]
    first = int(grants["exercice"].min())
    year = int(last["exercice"].iloc[0])
    said = (
        f"En {year}, la Ville a voté {value_text(last['montant_vote'].sum(), EUROS)} pour {name}{NO_BREAK}: "
        f"{plural(len(last), 'subvention', 'subventions')}. "
        f"Versé à ce jour{NO_BREAK}: {value_text(last['montant_verse'].sum(), EUROS)}."
    )
    return f"{said} Elle la soutient depuis {first} au moins." if first < year else said

"""« Les associations sont-elles soutenues et rassurées ? »: the city held to the rule it sets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from analysis.agreements import (
    Agreement,
    agreement_table,
    agreement_timeline,
    agreements,
    ending,
)
from analysis.association_view import AssociationView, association_views
from analysis.associations_words import answer, assurance, dialogue, payment
from analysis.axis_timeline import Timeline
from analysis.cofunders import Cofunder, cofunders
from analysis.data_table import DataTable
from analysis.grant_years import GrantYear, grant_years, years_summary, years_table
from analysis.grants import city_grants, followed_payments, with_associations
from analysis.payments_table import delays_table, payments_table
from analysis.payments_view import PaymentsView, payments_view
from analysis.replies import Reply, replies
from analysis.same_rule import SameRule, same_rule
from analysis.standing import Situation


@dataclass(frozen=True)
class AssociationsView:
    """Everything the page shows. `facts` are terms and sentences; `associations` by code, by name."""

    answer: str
    facts: tuple[tuple[str, str], ...]
    years: tuple[GrantYear, ...]
    years_summary: str
    years_table: DataTable
    payments: PaymentsView
    delays_table: DataTable
    payments_table: DataTable
    agreements: tuple[Agreement, ...]
    timeline: Timeline
    agreement_table: DataTable
    cofunders: tuple[Cofunder, ...]
    rule: SameRule
    replies: tuple[Reply, ...]
    associations: Mapping[str, AssociationView]

    @property
    def is_empty(self) -> bool:
        return not self.years

    @property
    def other_replies(self) -> tuple[Reply, ...]:
        """The replies to figures that do not stand on the page, where they would be beside them."""
        shown = {one.code for one in (*self.rule.city, *self.rule.associations)}
        return tuple(one for one in self.replies if one.indicator not in shown)

    @property
    def choices(self) -> dict[str, str]:
        """Code to name, in alphabetical order."""
        return {code: one.name for code, one in self.associations.items()}


def associations_view(situation: Situation) -> AssociationsView:
    """The page of the associations, from the grants as they stand today."""
    tables, today = situation.tables, situation.tables.today
    own = city_grants(tables, situation.codebook)
    grants = with_associations(own, tables["structures"])
    followed = followed_payments(grants, today)
    years, paid = grant_years(grants, today), payments_view(followed, today)
    every, said = agreements(grants, today), replies(situation)
    others = with_associations(tables["financements"].drop(index=own.index), tables["structures"])
    return AssociationsView(
        answer=answer(paid, ending(every)) if years else "",
        facts=_facts(situation, years, paid, every),
        years=years,
        years_summary=years_summary(years),
        years_table=years_table(years),
        payments=paid,
        delays_table=delays_table(paid.years),
        payments_table=payments_table(followed),
        agreements=every,
        timeline=agreement_timeline(every, today),
        agreement_table=agreement_table(every),
        cofunders=cofunders(others),
        rule=same_rule(situation),
        replies=said,
        associations=association_views(grants, followed, others, paid, every, said, tables),
    )


def _facts(
    situation: Situation, years: Sequence[GrantYear], paid: PaymentsView, every: Sequence[Agreement]
) -> tuple[tuple[str, str], ...]:
    """The four sides of the answer, each in a sentence; one of which nothing is known is left out."""
    said = (
        ("Soutenues", years[-1].sentence if years else ""),
        ("Payées à temps", payment(paid)),
        ("Rassurées sur la suite", assurance(situation.standings.get("ASS-01"), ending(every))),
        ("Entendues", dialogue(situation.standings.get("ASS-06"))),
    )
    return tuple((term, text) for term, text in said if text)

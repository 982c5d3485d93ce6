"""Decisions expected to move the indicators of an axis, the overdue ones first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import pandas as pd

from analysis.standing import Situation
from analysis.wording import date_text, relative_days

OPEN = ("ouverte", "reportee")


@dataclass(frozen=True)
class DecisionLine:
    code: str
    title: str
    owner: str
    status: str
    due: str
    is_overdue: bool
    indicators: Mapping[str, str]
    demonstration: bool
    promise: str = ""


def decisions_of_axis(situation: Situation, axis: str) -> tuple[DecisionLine, ...]:
    """Open decisions of an axis; for the axis that judges how decisions are followed, every overdue one."""
    decisions = situation.tables["decisions"]
    own = [standing.indicator.code for standing in situation.of_axis(axis)]
    mine = decisions["indicateur"].isin(own)
    overdue = decisions["echeance"] < pd.Timestamp(situation.tables.today)
    if axis == axis_that_reads(situation, "decisions"):
        mine |= overdue
    still_open = decisions["statut"].astype(object).isin(OPEN)
    rows = decisions.loc[mine & still_open].sort_values("echeance", kind="stable")
    return tuple(decision_line(situation, row) for row in rows.to_dict("records"))


def axis_that_reads(situation: Situation, table: str) -> str:
    """The axis with most indicators computed from a table: where its alerts lead."""
    readers = [
        one.axis for one in situation.catalogue.indicators.values() if one.formula and table in one.tables
    ]
    return max(situation.codebook.axes, key=readers.count)


def decision_line(situation: Situation, row: dict[str, object]) -> DecisionLine:
    """One open decision, from its row of the table `decisions`."""
    today = situation.tables.today
    due = None if pd.isna(row["echeance"]) else pd.Timestamp(row["echeance"]).date()
    return DecisionLine(
        code=str(row["decision"]),
        title=str(row["intitule"]),
        owner=str(row["porteur"]),
        status=situation.codebook.lists["statuts_decision"].label(str(row["statut"])),
        due=_due_text(due, today),
        is_overdue=due is not None and due < today,
        indicators=situation.names_of([] if pd.isna(row["indicateur"]) else [str(row["indicateur"])]),
        demonstration=bool(row["demonstration"]),
        promise="" if pd.isna(row["engagement"]) else str(row["engagement"]),
    )


def _due_text(due: date | None, today: date) -> str:
    if due is None:
        return "sans échéance"
    if due < today:
        return f"échue {relative_days(due, today)} (le {date_text(due)})"
    return f"à réaliser avant le {date_text(due)}"

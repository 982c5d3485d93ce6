"""What is being done for each promise: its actions, the decisions taken, what has come of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from analysis.decisions_view import OPEN, DecisionLine, decision_line
from analysis.standing import Situation
from analysis.wording import date_text

ACTION_ORDER = ("en_cours", "terminee", "prevue", "abandonnee")
EVENT = "evenement"


@dataclass(frozen=True)
class Deed:
    """One action; `status` is a code of `statuts_action`, told by the dates where nobody says it.

    `indicators`: codes to the names of those it is expected to move.
    """

    title: str
    status: str
    status_label: str
    dates: str
    who: str
    indicators: Mapping[str, str]
    demonstration: bool


@dataclass(frozen=True)
class Outcome:
    """One decision carried out, or given up."""

    code: str
    title: str
    owner: str
    when: str
    record: str
    indicators: Mapping[str, str]
    demonstration: bool


@dataclass(frozen=True)
class Decisions:
    """The decisions taken for one promise: to carry out (the overdue first), carried out, given up."""

    waiting: tuple[DecisionLine, ...]
    done: tuple[Outcome, ...]
    abandoned: tuple[Outcome, ...]

    @property
    def overdue(self) -> int:
        return sum(one.is_overdue for one in self.waiting)


def deeds(situation: Situation, promise: str) -> tuple[Deed, ...]:
    """The actions that name a promise, those under way first; an event is no action."""
    rows = situation.tables["actions"].sort_values("debut", ascending=False, kind="stable")
    named = [row for row in rows.to_dict("records") if promise in _codes(row["engagements"])]
    found = [_deed(situation, row) for row in named if _text(row["nature"]) != EVENT]
    return tuple(sorted(found, key=lambda one: ACTION_ORDER.index(one.status)))


def decisions(situation: Situation, promise: str, indicators: Collection[str]) -> Decisions:
    """The decisions that name a promise; one that names none counts for those its indicator serves."""
    table = situation.tables["decisions"]
    named = table["engagement"].astype(object)
    mine = (named == promise) | (named.isna() & table["indicateur"].isin(list(indicators)))
    rows = table.loc[mine].sort_values("echeance", kind="stable")
    status = rows["statut"].astype(object)
    return Decisions(
        waiting=tuple(decision_line(situation, row) for row in _records(rows.loc[status.isin(OPEN)])),
        done=_outcomes(situation, rows.loc[status == "realisee"]),
        abandoned=_outcomes(situation, rows.loc[status == "abandonnee"]),
    )


def _deed(situation: Situation, row: Mapping[str, Any]) -> Deed:
    start, end = _day(row["debut"]), _day(row["fin"])
    status = _text(row["statut"])
    if status not in ACTION_ORDER:
        status = _status_by_dates(start, end, situation.tables.today)
    return Deed(
        title=_text(row["intitule"]),
        status=status,
        status_label=situation.codebook.lists["statuts_action"].label(status),
        dates=_dates(start, end, situation.tables.today),
        who=", ".join(_codes(row["responsables"])),
        indicators=situation.names_of(_codes(row["indicateurs"])),
        demonstration=bool(row["demonstration"]),
    )


def _status_by_dates(start: date | None, end: date | None, today: date) -> str:
    if start is not None and start > today:
        return "prevue"
    return "terminee" if end is not None and end < today else "en_cours"


def _dates(start: date | None, end: date | None, today: date) -> str:
    if start is None:
        return ""
    if end is not None and end != start:
        return f"du {date_text(start)} au {date_text(end)}"
    if end is not None:
        return f"le {date_text(start)}"
    return f"{'à partir du' if start > today else 'depuis le'} {date_text(start)}"


def _outcomes(situation: Situation, rows: pd.DataFrame) -> tuple[Outcome, ...]:
    """The latest first."""
    latest = rows.assign(known=rows["date_realisation"].fillna(rows["date_decision"]))
    ordered = latest.sort_values("known", ascending=False, kind="stable")
    return tuple(outcome(situation, row) for row in _records(ordered))


def outcome(situation: Situation, row: Mapping[str, Any]) -> Outcome:
    """One decision carried out, or given up, from its row of the table `decisions`."""
    return Outcome(
        code=_text(row["decision"]),
        title=_text(row["intitule"]),
        owner=_text(row["porteur"]),
        when=_when(row),
        record=_text(row["justificatif"]),
        indicators=situation.names_of(_codes(row["indicateur"])),
        demonstration=bool(row["demonstration"]),
    )


def _when(row: Mapping[str, Any]) -> str:
    """« réalisée le 3 mars 2026, après l'échéance (31 décembre 2025) »."""
    taken, done, due = (_day(row[name]) for name in ("date_decision", "date_realisation", "echeance"))
    if _text(row["statut"]) == "abandonnee":
        return f"prise le {date_text(taken)}, abandonnée" if taken else "abandonnée"
    if done is None:
        return "réalisée, sans date"
    late = f", après l'échéance ({date_text(due)})" if due is not None and done > due else ""
    return f"réalisée le {date_text(done)}{late}"


def _records(rows: pd.DataFrame) -> Iterable[dict[str, Any]]:
    return rows.to_dict("records")


def _codes(value: object) -> tuple[str, ...]:
    return tuple(part.strip() for part in _text(value).split("|") if part.strip())


def _day(value: Any) -> date | None:
    return None if pd.isna(value) else pd.Timestamp(value).date()


def _text(value: Any) -> str:
    return "" if pd.isna(value) else str(value)

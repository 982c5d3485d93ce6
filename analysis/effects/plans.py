"""Plans of evaluation as they were signed, and whether that was before the figures came."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

import pandas as pd

from analysis.effects.subjects import Subject
from analysis.evaluation.questions import PREFIX, QUESTIONS
from analysis.standing import Situation
from data.periods import cached_parse

# What makes a plan: changed, the plan is another one, and dates from that day.
SUBSTANCE = ("effet_plausible", "periodes_ecartees")


@dataclass(frozen=True)
class Plan:
    """What was expected, by whom, since when.

    Attributes:
        plausible: share; excluded: codes of periods; answers: by code of question.
        declared_on: day of the first deposit that says the same; in_advance: that was before the first figure
            after the start arrived.
        words: what the people involved say.
    """

    plausible: float
    excluded: tuple[str, ...]
    signatory: str
    declared_on: date
    in_advance: bool
    answers: Mapping[str, str] = field(default_factory=dict)
    words: str = ""
    demonstration: bool = False


def plan_of(situation: Situation, subject: Subject) -> Plan | None:
    """The current plan of a subject."""
    rows = _rows(situation.tables.history("plans"), subject).sort_values("ordre", kind="stable")
    if rows.empty:
        return None
    last = rows.iloc[-1]
    same = rows.loc[(rows[list(SUBSTANCE)].fillna("") == last[list(SUBSTANCE)].fillna("")).all(axis=1)]
    declared_on = same["depose_le"].min().date()
    arrived = first_arrival(situation, subject)
    return Plan(
        plausible=float(last["effet_plausible"]) / 100,
        excluded=_periods(last["periodes_ecartees"]),
        signatory=str(last["signataire"]),
        declared_on=declared_on,
        in_advance=arrived is None or declared_on < arrived,
        answers={q.code: str(last[PREFIX + q.code]) for q in QUESTIONS if _said(last[PREFIX + q.code])},
        words=str(last["paroles"]) if _said(last["paroles"]) else "",
        demonstration=bool(last["demonstration"]),
    )


def planned(situation: Situation) -> list[tuple[str, str]]:
    """Action and code of figure of every plan, the latest first."""
    rows = situation.tables["plans"].sort_values("ordre", ascending=False, kind="stable")
    pairs = rows[["action", "indicateur", "chiffre"]].astype(object).itertuples(index=False)
    return [(row[0], row[1] if row[2] == "principal" else f"{row[1]}.{row[2]}") for row in pairs]


def first_arrival(situation: Situation, subject: Subject) -> date | None:
    """The day the first figure of a period after the start was deposited, in any version."""
    rows = _source_rows(situation, subject)
    ends = rows["periode"].astype(object).map(lambda code: cached_parse(str(code)).end)
    later = rows.loc[(ends >= subject.day).to_numpy(dtype=bool)]
    return None if later.empty else later["depose_le"].min().date()


def _source_rows(situation: Situation, subject: Subject) -> pd.DataFrame:
    """Every version of the rows that the figure is made from."""
    if subject.indicator.series:
        rows = situation.tables.history("contexte")
        return rows.loc[rows["serie"].isin(list(subject.indicator.series))]
    measures = [*subject.calculation.numerator, *subject.calculation.denominator]
    rows = situation.tables.history("activite")
    return rows.loc[rows["mesure"].isin(measures)]


def _rows(plans: pd.DataFrame, subject: Subject) -> pd.DataFrame:
    plans = plans.astype({name: object for name in plans.columns if plans[name].dtype == "category"})
    same = (plans["action"] == subject.action) & (plans["indicateur"] == subject.indicator.code)
    return plans.loc[same & (plans["chiffre"] == subject.figure)]


def _periods(cell: object) -> tuple[str, ...]:
    return tuple(code.strip() for code in str(cell).split("|") if code.strip()) if _said(cell) else ()


def _said(cell: object) -> bool:
    return cell is not None and not pd.isna(cell) and bool(str(cell).strip())

"""The deposits behind an indicator: who sent what, when, in which file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from analysis.standing import Situation
from data.clock import day_of
from data.declarations import Indicator


@dataclass(frozen=True)
class SourceDeposit:
    number: str
    author: str
    day: date
    file: str
    table: str
    rows: int
    demonstration: bool


def deposits_behind(situation: Situation, indicator: Indicator) -> tuple[SourceDeposit, ...]:
    """The deposits whose rows the indicator reads now, the latest first, with how many rows of each."""
    counts = pd.concat([_of_measures(situation, indicator), *_of_tables(situation, indicator)])
    journal = situation.tables.journal.set_index("depot")
    found = [
        _deposit(str(number), int(rows), journal.loc[number].to_dict()) for number, rows in counts.items()
    ]
    return tuple(sorted(found, key=lambda deposit: (deposit.day, deposit.number), reverse=True))


def _of_measures(situation: Situation, indicator: Indicator) -> pd.Series:
    measures = {code for one in (indicator, *indicator.companions) for code in one.measures}
    activity = situation.tables["activite"]
    inside = activity["territoire"].isin(list(situation.codebook.city_territories))
    return _counts(activity.loc[activity["mesure"].isin(list(measures)) & inside])


def _of_tables(situation: Situation, indicator: Indicator) -> list[pd.Series]:
    calculations = (indicator, *indicator.companions)
    names = {name for one in calculations if one.formula for name in one.tables} - {"activite"}
    return [_counts(_read_rows(situation, indicator, name)) for name in sorted(names)]


def _read_rows(situation: Situation, indicator: Indicator, name: str) -> pd.DataFrame:
    rows = situation.tables[name]
    if name == "contexte" and indicator.series:
        return rows.loc[rows["serie"].isin(list(indicator.series))]
    return rows


def _counts(rows: pd.DataFrame) -> pd.Series:
    counts = rows["depot"].astype(object).value_counts(sort=False)
    return counts[counts > 0]


def _deposit(number: str, rows: int, event: Mapping[Any, Any]) -> SourceDeposit:
    return SourceDeposit(
        number=number,
        author=str(event["auteur"]),
        day=day_of(event["date"]),
        file=str(event["fichier"]),
        table=str(event["table"]),
        rows=rows,
        demonstration=bool(event["demonstration"]),
    )

"""What arrived: the deposits and withdrawals since a day, and the indicators they feed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from analysis.standing import Situation
from analysis.wording import date_text, list_text, plural
from data.clock import PARIS, day_of
from data.declarations import Indicator
from data.schemas import TABLES

SHOWN = 6
NAMED_INDICATORS = 3


@dataclass(frozen=True)
class Arrival:
    """One deposit received or withdrawn; `indicators` are (code, short label) of those it feeds."""

    deposit: str
    day: date
    title: str
    detail: str
    indicators: tuple[tuple[str, str], ...]
    other_indicators: int
    demonstration: bool


def arrivals(situation: Situation, since: date, shown: int = SHOWN) -> tuple[Arrival, ...]:
    """The last events of the journal since a day, the latest first."""
    journal = situation.tables.journal
    received = journal.assign(moment=journal["date"], event="depot")
    withdrawn = journal.loc[journal["statut"] == "retire"]
    withdrawals = withdrawn.assign(moment=withdrawn["retire_le"], event="retrait")
    events = pd.concat([received, withdrawals], ignore_index=True).sort_values("moment", ascending=False)
    recent = events.loc[events["moment"] >= pd.Timestamp(since, tz=PARIS)].head(shown)
    fed = _fed_indicators(situation, set(recent["depot"]))
    return tuple(_arrival(event, fed) for event in recent.to_dict("records"))


def _arrival(event: Mapping[str, Any], fed: Mapping[str, list[Indicator]]) -> Arrival:
    indicators = fed.get(event["depot"], [])
    withdrawn = event["event"] == "retrait"
    return Arrival(
        deposit=event["depot"],
        day=day_of(event["moment"]),
        title=_withdrawal_title(event) if withdrawn else _arrival_title(event),
        detail=f"Motif : {event['motif_retrait']}" if withdrawn else _counts(event),
        indicators=tuple((one.code, one.short_label) for one in indicators[:NAMED_INDICATORS]),
        other_indicators=max(0, len(indicators) - NAMED_INDICATORS),
        demonstration=bool(event["demonstration"]),
    )


def _arrival_title(event: Mapping[str, Any]) -> str:
    table = TABLES[event["table"]].label.lower()
    return f"{date_text(day_of(event['moment']))} : {event['auteur']} ({table})"


def _withdrawal_title(event: Mapping[str, Any]) -> str:
    return f"{date_text(day_of(event['moment']))} : dépôt {event['depot']} retiré par {event['retire_par']}"


def _counts(event: Mapping[str, Any]) -> str:
    parts = [
        plural(event["ajoutees"], "ligne nouvelle", "lignes nouvelles") if event["ajoutees"] else "",
        plural(event["modifiees"], "ligne modifiée", "lignes modifiées") if event["modifiees"] else "",
    ]
    return list_text(part for part in parts if part) or "rien de nouveau"


def _fed_indicators(situation: Situation, deposits: set[str]) -> dict[str, list[Indicator]]:
    """For each deposit, the indicators of which at least one current row comes from it."""
    fed: dict[str, list[Indicator]] = {}
    measures = _measures_of(situation.tables["activite"], deposits)
    for deposit in deposits:
        table = _table_of(situation.tables.journal, deposit)
        fed[deposit] = [
            indicator
            for indicator in situation.catalogue.indicators.values()
            if _feeds(indicator, table, measures.get(deposit, set()))
        ]
    return fed


def _feeds(indicator: Indicator, table: str, measures: set[str]) -> bool:
    calculations = (indicator, *indicator.companions)
    if table == "activite":
        return any(set(one.measures) & measures for one in calculations)
    return any(one.formula is not None and table in one.tables for one in calculations)


def _measures_of(activity: pd.DataFrame, deposits: set[str]) -> dict[str, set[str]]:
    rows = activity.loc[activity["depot"].isin(list(deposits)), ["depot", "mesure"]].drop_duplicates()
    return {
        str(deposit): set(group["mesure"].astype(str))
        for deposit, group in rows.groupby("depot", observed=True, sort=False)
    }


def _table_of(journal: pd.DataFrame, deposit: str) -> str:
    return str(journal.loc[journal["depot"] == deposit, "table"].iloc[0])

"""The plan files: actions and events, targets, signed opinions, plans of evaluation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import pandas as pd

from data.codebook import Codebook
from data.demo.scenario import read
from data.demo.sending import SentFile
from data.demo.spelling import delimited
from data.demo.workbooks import workbook
from data.schemas import TABLES

COORDINATION = "Coordination (service fictif)"
ACTIONS_SENT_ON = (date(2024, 2, 5), date(2026, 4, 27))
TARGETS_SENT_ON = date(2026, 7, 3)
OPINIONS_SENT_ON = (date(2026, 4, 2), date(2026, 10, 30))


def action_files() -> Iterator[SentFile]:
    """The plan of actions: what was known at the launch, then all of it."""
    everything = pd.DataFrame([_joined(action) for action in read("actions")["action"]])
    for sent_on in ACTIONS_SENT_ON:
        launched = everything.loc[everything["debut"] <= sent_on]
        known = launched if sent_on != ACTIONS_SENT_ON[-1] else everything
        reason = "Plan d'actions du mandat" if sent_on == ACTIONS_SENT_ON[-1] else None
        content = delimited(_labelled("actions", known), "utf-8-sig")
        yield SentFile(f"plan_d_actions_{sent_on.year}.csv", content, COORDINATION, sent_on, reason)


def target_files(codebook: Codebook) -> Iterator[SentFile]:
    """The targets decided after the elections, milestones then final value."""
    story = read("targets")
    rows = [row for target in story["target"] for row in _steps(target, story["decision"], codebook)]
    table = _labelled("objectifs", pd.DataFrame(rows))
    content = workbook(table, title=["Objectifs du mandat (démonstration)"])
    yield SentFile("objectifs_mandat.xlsx", content, COORDINATION, TARGETS_SENT_ON)


def opinion_files() -> Iterator[SentFile]:
    """The opinions signed since the last sending."""
    opinions = pd.DataFrame(read("opinions")["avis"])
    covered = date.min
    for sent_on in OPINIONS_SENT_ON:
        signed = opinions.loc[(opinions["date"] > covered) & (opinions["date"] <= sent_on)]
        content = delimited(_labelled("avis", signed), "utf-8-sig")
        yield SentFile(f"avis_{sent_on:%Y_%m}.csv", content, COORDINATION, sent_on)
        covered = sent_on


def evaluation_plan_files() -> Iterator[SentFile]:
    """What was expected of an action, each plan on the day it was signed."""
    for plan in read("plans")["plan"]:
        row = pd.DataFrame([{name: value for name, value in plan.items() if name != "sent_on"}])
        name = f"plan_evaluation_{plan['action']}.csv"
        content = delimited(_labelled("plans", row), "utf-8-sig")
        yield SentFile(name, content, COORDINATION, plan["sent_on"])


def _steps(target: Mapping[str, Any], decision: str, codebook: Codebook) -> Iterator[dict[str, Any]]:
    start, start_value = target["start"]
    for due, value in [*target["milestones"], target["final"]]:
        yield {
            "indicateur": target["indicateur"],
            "territoire": codebook.city.code,
            "periode_initiale": start,
            "valeur_initiale": start_value,
            "echeance": due,
            "valeur_cible": value,
            "nature": "Valeur finale" if [due, value] == target["final"] else "Jalon",
            "decision": decision,
        }


def _joined(row: Mapping[str, Any]) -> dict[str, Any]:
    """Lists as cells hold them: separated by « | »."""
    return {name: " | ".join(value) if isinstance(value, list) else value for name, value in row.items()}


def _labelled(table: str, rows: pd.DataFrame) -> pd.DataFrame:
    """The rows under the headings of the template to download, dates as people write them."""
    columns = [column for column in TABLES[table].columns if column.name in rows]
    dates = {
        c.name: pd.to_datetime(rows[c.name]).dt.strftime("%d/%m/%Y") for c in columns if c.type == "date"
    }
    return rows.assign(**dates)[[c.name for c in columns]].rename(columns={c.name: c.label for c in columns})

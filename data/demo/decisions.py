"""The coordinator's register of decisions: taken in meetings, carried out or not, with news or without."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import numpy as np
import pandas as pd

from data.codebook import Codebook
from data.demo.drawing import stream
from data.demo.meetings import meetings
from data.demo.scenario import read
from data.demo.sending import SentFile
from data.demo.spelling import delimited
from data.demo.story import TODAY

SENDER = "Coordination (service fictif)"
SENDINGS = tuple(
    day
    for year in (2024, 2025, 2026)
    for day in (date(year, 1, 22), date(year, 4, 22), date(year, 7, 22), date(year, 10, 22))
)
# Story by year: share of decisions carried out in time, share of owners who answer the coordinator.
IN_TIME = {2022: 0.42, 2023: 0.48, 2024: 0.52, 2025: 0.60, 2026: 0.66}
ANSWERS = {2024: 0.50, 2025: 0.58, 2026: 0.82}
LATE_SHARE = 0.6
MONTHS_GIVEN = (4, 6, 9, 12, 12)
# Days overdue after which the register says that a decision is put off, then given up.
PUT_OFF_AFTER, GIVEN_UP_AFTER = 60, 480
HEADINGS = {
    "decision": "Référence",
    "seance": "Séance",
    "nature": "Nature",
    "intitule": "Intitulé",
    "porteur": "Responsable",
    "date_decision": "Date",
    "echeance": "Échéance",
    "statut": "Statut",
    "date_realisation": "Réalisée le",
    "justificatif": "Preuve",
    "indicateur": "Indicateur",
    "engagement": "Engagement",
    "date_maj": "Dernières nouvelles",
}


def decision_files(codebook: Codebook, seed: int) -> Iterator[SentFile]:
    """The register as it stood on each sending."""
    decisions = list(_decisions(codebook, seed))
    for sent_on in SENDINGS:
        known = [
            _state(decision, sent_on, seed) for decision in decisions if decision["date_decision"] <= sent_on
        ]
        table = pd.DataFrame(known).reindex(columns=list(HEADINGS)).rename(columns=HEADINGS)
        reason = "Nouvelles données par les porteurs" if sent_on > SENDINGS[0] else None
        yield SentFile(
            f"decisions_{sent_on:%Y_%m}.csv", delimited(table, "utf-8-sig"), SENDER, sent_on, reason
        )


def _decisions(codebook: Codebook, seed: int) -> Iterator[dict[str, Any]]:
    """The decisions of the scenario, shared out evenly between the meetings held of their body."""
    every = pd.DataFrame(read("decisions")["decision"]).fillna({"nature": "decision"})
    held = _held_meetings(codebook, seed)
    for instance, decisions in every.groupby("instance", sort=False):
        sessions = held[str(instance)]
        for rank, (number, decision) in enumerate(decisions.iterrows()):
            seance, taken_on = sessions[rank * len(sessions) // len(decisions)]
            rng = stream(seed, "decisions", str(number))
            due = taken_on + timedelta(days=30 * int(rng.choice(MONTHS_GIVEN)))
            identity = {"decision": f"D{int(str(number)) + 1:03d}", "seance": seance}
            dates = {"date_decision": taken_on, "echeance": due, "date_realisation": _done(due, rng)}
            yield {**decision.drop("instance"), **identity, **dates}


def _held_meetings(codebook: Codebook, seed: int) -> dict[str, list[tuple[str, date]]]:
    """Reference and date of the meetings held until today, by body."""
    every = meetings(codebook, seed)
    held = every.loc[(every["statut"] == "Tenue") & (every["date_prevue"] <= TODAY)]
    labels = codebook.lists["types_instance"]
    by_body = {code: held.loc[held["instance"] == labels.label(code)] for code in labels.codes}
    return {
        code: list(zip(rows["seance"], rows["date_prevue"], strict=True)) for code, rows in by_body.items()
    }


def _done(due: date, rng: np.random.Generator) -> date | None:
    """The day a decision was carried out: in time, late, or never."""
    if rng.random() < IN_TIME[min(due.year, max(IN_TIME))]:
        return due - timedelta(days=int(rng.integers(3, 40)))
    return due + timedelta(days=int(rng.integers(20, 150))) if rng.random() < LATE_SHARE else None


def _state(decision: dict[str, Any], day: date, seed: int) -> dict[str, Any]:
    """One line of the register as it stood on a day."""
    done = decision["date_realisation"]
    if done and done <= day:
        proof = {"statut": "Réalisée", "justificatif": f"CR-{decision['decision']}", "date_maj": done}
        return _in_french(decision | proof)
    open_state = {
        "statut": _open_status((day - decision["echeance"]).days),
        "date_realisation": None,
        "date_maj": _last_news(decision, day, seed),
    }
    return _in_french(decision | open_state)


def _open_status(days_overdue: int) -> str:
    if days_overdue > GIVEN_UP_AFTER:
        return "Abandonnée"
    return "Reportée" if days_overdue > PUT_OFF_AFTER else "En cours"


def _last_news(decision: dict[str, Any], day: date, seed: int) -> date:
    """The last time the owner answered the coordinator, who asks before each sending."""
    news = decision["date_decision"]
    for asked_on in SENDINGS:
        rng = stream(seed, "news", decision["decision"], asked_on.isoformat())
        if news < asked_on <= day and rng.random() < ANSWERS[asked_on.year]:
            news = max(news, asked_on - timedelta(days=int(rng.integers(1, 7))))
    return news


def _in_french(decision: dict[str, Any]) -> dict[str, Any]:
    return {
        name: f"{value:%d/%m/%Y}" if isinstance(value, date) else value for name, value in decision.items()
    }

"""The calendar of the consultation bodies: sessions held, cancelled, put off, to come, month by month."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, NamedTuple

import pandas as pd

from analysis.data_table import DataTable
from analysis.indicators.instances import MINUTES_DAYS
from analysis.standing import Situation
from analysis.wording import date_text, is_missing, plural

HELD, CANCELLED, PUT_OFF, PLANNED, UNKNOWN = "tenue", "annulee", "reportee", "prevue", "a_renseigner"
YEAR = pd.DateOffset(years=1)


class State(NamedTuple):
    """How a session is told: its symbol, its word, what it means."""

    symbol: str
    word: str
    meaning: str


STATES = {
    HELD: State("●", "tenue", "la séance a eu lieu"),
    PLANNED: State("○", "prévue", "la séance est à venir"),
    PUT_OFF: State("◐", "reportée", "la séance n'a pas eu lieu à la date prévue"),
    CANCELLED: State("✕", "annulée", "la séance n'a pas eu lieu"),
    UNKNOWN: State("?", "à renseigner", "la date est passée, personne n'a dit si elle a eu lieu"),
}


@dataclass(frozen=True)
class Session:
    """One session; `day` is when it was held, or else planned. `minutes` says when its minutes were sent."""

    code: str
    body: str
    name: str
    day: date
    state: str
    minutes: str
    minutes_in_time: bool | None
    decisions: int
    examined: tuple[str, ...]
    demonstration: bool


@dataclass(frozen=True)
class BodyYear:
    """One body over a year, its name in full: its sessions by month, from January."""

    name: str
    months: tuple[tuple[Session, ...], ...]


def sessions(situation: Situation) -> tuple[Session, ...]:
    """Every session, in order of time."""
    decided = situation.tables["decisions"]["seance"].astype(object).value_counts()
    rows = situation.tables["instances"].to_dict("records")
    found = [_session(situation, row, int(decided.get(row["seance"], 0))) for row in rows]
    return tuple(sorted(found, key=lambda one: (one.day, one.code)))


def calendar(situation: Situation, every: Iterable[Session], year: int) -> tuple[BodyYear, ...]:
    """The bodies that had a session planned that year, in the order of the catalogue."""
    own = [one for one in every if one.day.year == year]
    order = [
        code for code in situation.codebook.lists["types_instance"].codes if code in {s.body for s in own}
    ]
    labels = situation.codebook.lists["types_instance"]
    return tuple(_body_year(labels.label(code), [one for one in own if one.body == code]) for code in order)


def to_come(every: Iterable[Session]) -> tuple[Session, ...]:
    return tuple(one for one in every if one.state == PLANNED)


def last_year(every: Iterable[Session], today: date) -> tuple[Session, ...]:
    """The sessions whose day fell in the last twelve months."""
    first = (pd.Timestamp(today) - YEAR).date()
    return tuple(one for one in every if first <= one.day < today)


def late_minutes(every: Iterable[Session]) -> tuple[Session, ...]:
    return tuple(one for one in every if one.minutes_in_time is False)


def sessions_table(every: Sequence[Session]) -> DataTable:
    """Every session, the latest first."""
    latest_first = list(reversed(every))
    return DataTable(
        caption="Séances des instances",
        columns=("Instance", "Date", "État", "Relevé", "Décisions", "Indicateurs examinés"),
        rows=tuple(
            (
                *(one.name, date_text(one.day), STATES[one.state].word, one.minutes),
                *(str(one.decisions), ", ".join(one.examined)),
            )
            for one in latest_first
        ),
        value_columns=(
            *("seance", "instance", "date", "etat", "releve", "releve_a_temps", "decisions"),
            *("indicateurs_examines", "demonstration"),
        ),
        values=tuple(
            (
                *(one.code, one.name, one.day, STATES[one.state].word, one.minutes),
                {True: "oui", False: "non", None: ""}[one.minutes_in_time],
                *(one.decisions, ", ".join(one.examined), "oui" if one.demonstration else "non"),
            )
            for one in latest_first
        ),
        file_name="seances_des_instances",
        demonstration=any(one.demonstration for one in every),
        notes=(
            *((state.word, state.meaning) for state in STATES.values()),
            (
                "Relevé",
                f"Relevé de décisions envoyé aux membres, attendu {MINUTES_DAYS} jours après la séance.",
            ),
        ),
    )


def short_name(label: str) -> str:
    """« CLS » of « CLS : contrat local de santé »."""
    return label.partition(":")[0].strip()


def _session(situation: Situation, row: dict[str, Any], decisions: int) -> Session:
    today = situation.tables.today
    day = (row["date_prevue"] if is_missing(row["date_tenue"]) else row["date_tenue"]).date()
    status = str(row["statut"])
    state = UNKNOWN if status == PLANNED and day < today else status
    sent = None if is_missing(row["date_diffusion"]) else row["date_diffusion"].date()
    in_time = _in_time(day, sent, today) if state == HELD else None
    examined = "" if is_missing(row["indicateurs_examines"]) else str(row["indicateurs_examines"])
    return Session(
        code=str(row["seance"]),
        body=str(row["instance"]),
        name=short_name(situation.codebook.lists["types_instance"].label(str(row["instance"]))),
        day=day,
        state=state,
        minutes=_minutes(day, sent) if state == HELD else "",
        minutes_in_time=in_time,
        decisions=decisions,
        examined=tuple(part.strip() for part in examined.split("|") if part.strip()),
        demonstration=bool(row["demonstration"]),
    )


def _in_time(held: date, sent: date | None, today: date) -> bool | None:
    """Whether minutes were sent in time; None while they may still be."""
    limit = held + timedelta(days=MINUTES_DAYS)
    if sent is not None:
        return sent <= limit
    return False if limit < today else None


def _minutes(held: date, sent: date | None) -> str:
    """« diffusé en 7 jours »."""
    if sent is None:
        return "pas encore diffusé"
    return f"diffusé en {plural((sent - held).days, 'jour', 'jours')}"


def _body_year(name: str, own: Sequence[Session]) -> BodyYear:
    months = tuple(tuple(one for one in own if one.day.month == month) for month in range(1, 13))
    return BodyYear(name, months)

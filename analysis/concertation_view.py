"""« Les instances décident-elles, et est-ce suivi ? »: sessions, voices, decisions and what came of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from analysis.attendance import Attendance, attendance
from analysis.concertation_words import answer, decided, met, minutes_sent
from analysis.data_table import DataTable
from analysis.decision_register import STATES, Decided, register
from analysis.meetings_view import (
    YEAR,
    BodyYear,
    Session,
    calendar,
    last_year,
    late_minutes,
    sessions,
    sessions_table,
    to_come,
)
from analysis.same_rule import RuledFigure, ruled_figures
from analysis.standing import Situation

FIGURES = ("INS-01", "INS-03", "INS-04", "INS-05", "INS-06", "INS-08")


@dataclass(frozen=True)
class ConcertationView:
    """Everything the page shows; `facts` are terms and sentences, `calendars` by year, the latest first."""

    answer: str
    facts: tuple[tuple[str, str], ...]
    calendars: Mapping[int, tuple[BodyYear, ...]]
    this_year: int
    to_come: tuple[Session, ...]
    late_minutes: tuple[Session, ...]
    sessions_table: DataTable
    attendance: Attendance
    decisions: tuple[Decided, ...]
    figures: tuple[RuledFigure, ...]
    axes: Mapping[str, str]

    @property
    def is_empty(self) -> bool:
        return not self.calendars and not self.decisions

    @cached_property
    def owners(self) -> tuple[str, ...]:
        return tuple(sorted({one.owner for one in self.decisions}, key=str.casefold))

    @cached_property
    def counts(self) -> Mapping[str, int]:
        """How many decisions are in each state, in the order of the states."""
        return {state: sum(one.is_in(state) for one in self.decisions) for state in STATES}

    def decision(self, code: str) -> Decided | None:
        return next((one for one in self.decisions if one.code == code), None)


def concertation_view(situation: Situation) -> ConcertationView:
    """The page of the consultation bodies, as at today."""
    today = situation.tables.today
    every, decisions = sessions(situation), register(situation)
    recent = last_year(every, today)
    years = sorted({one.day.year for one in every}, reverse=True)
    present = attendance(situation)
    first = (pd.Timestamp(today) - YEAR).date()
    facts = (
        ("Se réunissent", met(recent, to_come(every))),
        ("Décident et suivent", decided(decisions, first, today)),
        ("Rendent compte", minutes_sent(recent)),
        ("Voix absentes", present.absent),
    )
    return ConcertationView(
        answer=answer(decisions, first),
        facts=tuple((term, text) for term, text in facts if text),
        calendars={year: calendar(situation, every, year) for year in years},
        this_year=today.year if today.year in years else max(years, default=today.year),
        to_come=to_come(every),
        late_minutes=late_minutes(recent),
        sessions_table=sessions_table(every),
        attendance=present,
        decisions=decisions,
        figures=ruled_figures(situation, FIGURES),
        axes={axis.code: axis.label for axis in situation.codebook.axes.values()},
    )

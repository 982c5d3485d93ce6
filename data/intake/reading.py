"""What the intake understood of one file: rows ready to store, what is wrong, what must be confirmed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

import pandas as pd

from data.habits import Habit
from data.intake.file_columns import FileColumn
from data.intake.findings import UnknownCode
from data.report import Report

Verdict = Literal["accepted", "to_confirm", "refused"]


@dataclass(frozen=True)
class Choice:
    """One of several answers to a question; `id` is what `answers` holds once it is taken."""

    id: str
    label: str


@dataclass(frozen=True)
class Question:
    """Something to be said yes to before the deposit; `id` is what `answers` holds once it is.

    Where there are `choices`, one of them is the answer; otherwise `agreement` is what one says yes to.
    """

    id: str
    text: str
    agreement: str = "Oui, c'est bien cela"
    choices: tuple[Choice, ...] = ()


@dataclass(frozen=True)
class Reading:
    """One file, read and checked, nothing stored.

    Attributes:
        table: the table that the file feeds; None when it was not recognised.
        official: name of the producer's layout, for official open data.
        mapping: heading of the file -> column of the table.
        suggestions: the part of `mapping` that rests on a synonym or a resemblance.
        rows: columns of the table, typed, and `ligne`: the rows that nothing stands against.
        refused: lines that an error concerns.
        waiting: lines that cannot be read before a question is answered.
        blocked: the file cannot be deposited at all, not even its good rows.
        rows_read: rows found in the file, before any is refused.
        sum_value: sum of the main number of the table over `rows`.
        content: the bytes to keep: the file as received, or its table alone where the rest may be personal,
            without the cells of refused lines that may name somebody.
        columns: the columns of the file and what each feeds; none where the file may hold personal data.
        missing: required columns of the table that nothing feeds.
        unknown_codes: texts that their list does not know, for the sender to say what they mean.
        habits: what a deposit of this file settles for the next ones.
    """

    filename: str
    sha256: str
    table: str | None = None
    official: str | None = None
    sheet: str | None = None
    sheets: tuple[str, ...] = ()
    mapping: Mapping[str, str] = field(default_factory=dict)
    suggestions: Mapping[str, str] = field(default_factory=dict)
    rows: pd.DataFrame = field(default_factory=pd.DataFrame, repr=False)
    refused: tuple[int, ...] = ()
    waiting: tuple[int, ...] = ()
    blocked: bool = False
    report: Report = field(default_factory=Report)
    rows_read: int = 0
    sum_value: float = 0.0
    period_start: date | None = None
    period_end: date | None = None
    questions: tuple[Question, ...] = ()
    content: bytes = field(default=b"", repr=False)
    columns: tuple[FileColumn, ...] = ()
    missing: tuple[str, ...] = ()
    unknown_codes: tuple[UnknownCode, ...] = ()
    habits: tuple[Habit, ...] = field(default=(), repr=False)

    @property
    def verdict(self) -> Verdict:
        if self.report.errors:
            return "refused"
        return "to_confirm" if self.questions else "accepted"

    @property
    def rows_ok(self) -> int:
        return len(self.rows)

    @property
    def rows_repaired(self) -> int:
        """Repairs said in the report; a row repaired twice counts twice."""
        return sum(repair.count for repair in self.report.repairs)

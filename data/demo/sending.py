"""One file as somebody sent it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

SATURDAY = 5


@dataclass(frozen=True)
class SentFile:
    """A file of the demonstration city.

    Attributes:
        contributor: the function or structure that signs the deposit.
        reason: why it replaces values already sent.
        answers: questions of the intake to which the contributor said yes.
        withdrawn_on, withdrawal_reason: set when the deposit was later withdrawn.
    """

    name: str
    content: bytes
    contributor: str
    sent_on: date
    reason: str | None = None
    answers: frozenset[str] = frozenset()
    withdrawn_on: date | None = None
    withdrawal_reason: str | None = None


def working_day(day: date) -> date:
    """The day itself, or the Monday after a weekend."""
    return day + timedelta(days=max(0, 7 - day.weekday())) if day.weekday() >= SATURDAY else day

"""Opening hours as OpenStreetMap writes them: read, said in French, asked whether a door is open now.

Only what directories of the city use is read: days, ranges of days, times, `off`, `24/7`. Anything else
is left as it was written, and nobody claims that the door is open or closed. Holidays are not known.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from analysis.wording import list_text

DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
NAMES = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
MINUTES_OF_DAY = 24 * 60
HOLIDAYS = ("PH", "SH")
NIGHT_AND_DAY = "jour et nuit, 7 jours sur 7"
Span = tuple[int, int]
_RULE = re.compile(r"(?:(?P<days>[A-Z][a-z](?:[,-][A-Z][a-z])*)\s+)?(?P<times>off|\d{1,2}:\d{2}-.+)")
_TIMES = re.compile(r"(\d{1,2}):(\d{2})-(\d{1,2}):(\d{2})")


@dataclass(frozen=True)
class OpeningHours:
    """Seven days from Monday; each holds its spans in minutes after midnight, past 1 440 for the next day."""

    days: tuple[tuple[Span, ...], ...]

    @property
    def is_always(self) -> bool:
        return all(spans == ((0, MINUTES_OF_DAY),) for spans in self.days)

    def is_open(self, moment: datetime) -> bool:
        minute = moment.hour * 60 + moment.minute
        tonight = any(start <= minute < end for start, end in self.days[moment.weekday()])
        yesterday = self.days[(moment - timedelta(days=1)).weekday()]
        return tonight or any(minute + MINUTES_OF_DAY < end for _, end in yesterday)

    def next_opening(self, moment: datetime) -> str:
        """« ouvre à 14 h », « ouvre demain à 9 h », « ouvre lundi à 9 h 30 »: when a closed door opens."""
        minute = moment.hour * 60 + moment.minute
        for later in range(8):
            day = (moment + timedelta(days=later)).weekday()
            starts = [start for start, _ in self.days[day] if later or start > minute]
            if starts:
                when = ("", "demain ")[later] if later < 2 else f"{NAMES[day]} "
                return f"ouvre {when}à {_hour_text(min(starts))}"
        return ""

    @property
    def text(self) -> str:
        """« lundi à vendredi, 9 h à 12 h 30 et 13 h 30 à 17 h 30 ; samedi, 10 h à 12 h »."""
        if self.is_always:
            return NIGHT_AND_DAY
        groups: dict[tuple[Span, ...], list[int]] = {}
        for day, spans in enumerate(self.days):
            if spans:
                groups.setdefault(spans, []).append(day)
        return "\u00a0; ".join(f"{_days_text(days)}, {_spans_text(spans)}" for spans, days in groups.items())


def opening_hours(written: str) -> OpeningHours | None:
    """The hours of a directory sheet; None when they are not written in a form we know."""
    if written.strip() == "24/7":
        return OpeningHours((((0, MINUTES_OF_DAY),),) * 7)
    week: list[tuple[Span, ...]] = [()] * 7
    for rule in filter(None, (part.strip() for part in written.split(";"))):
        if rule.startswith(HOLIDAYS):
            continue
        read = _rule(rule)
        if read is None:
            return None
        for day in read[0]:
            week[day] = read[1]
    return OpeningHours(tuple(week)) if any(week) else None


def _rule(rule: str) -> tuple[list[int], tuple[Span, ...]] | None:
    """The days of one rule and their spans; a later rule replaces an earlier one on the same day."""
    found = _RULE.fullmatch(rule)
    days = _days(found["days"] or "Mo-Su") if found else []
    if found is None or not days:
        return None
    if found["times"] == "off":
        return days, ()
    spans = [_span(each.strip()) for each in found["times"].split(",")]
    known = tuple(span for span in spans if span is not None)
    return (days, known) if len(known) == len(spans) else None


def _days(written: str) -> list[int]:
    days: list[int] = []
    for part in written.split(","):
        first, _, last = part.partition("-")
        if first not in DAYS or (last or first) not in DAYS:
            return []
        start, length = DAYS.index(first), (DAYS.index(last or first) - DAYS.index(first)) % 7
        days += [(start + step) % 7 for step in range(length + 1)]
    return days


def _span(written: str) -> Span | None:
    found = _TIMES.fullmatch(written)
    if found is None:
        return None
    hour, minute, last_hour, last_minute = map(int, found.groups())
    start, end = hour * 60 + minute, last_hour * 60 + last_minute
    if start >= MINUTES_OF_DAY or minute > 59 or last_minute > 59 or end > 2 * MINUTES_OF_DAY:
        return None
    return start, end if end > start else end + MINUTES_OF_DAY


def _days_text(days: list[int]) -> str:
    if len(days) == 7:
        return "tous les jours"
    if len(days) > 2 and days[-1] - days[0] == len(days) - 1:
        return f"{NAMES[days[0]]} à {NAMES[days[-1]]}"
    return list_text(NAMES[day] for day in days)


def _spans_text(spans: tuple[Span, ...]) -> str:
    return list_text(f"{_hour_text(start)} à {_hour_text(end)}" for start, end in spans)


def _hour_text(minutes: int) -> str:
    """« 9 h », « 13 h 30 », « 2 h » for the morning after; « minuit »."""
    hour, minute = divmod(minutes, 60)
    if minutes == MINUTES_OF_DAY:
        return "minuit"
    return f"{hour % 24}\u00a0h" + (f"\u00a0{minute:02d}" if minute else "")

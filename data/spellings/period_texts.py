"""Every spelling of a period met in files, to a canonical code. No library: they guess, and guess wrong.

A text that can be read in two ways, or that was meant as something else (a date, a serial number of a
workbook, a year on two figures), comes with its reading and a cause to confirm.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

import pandas as pd

from data.periods import cached_parse
from data.spellings.month_words import MONTH_NAMES, plain_text
from data.spellings.period_patterns import PATTERNS, ReadPeriod

TO_CONFIRM = frozenset(
    {"date_as_month", "ambiguous_date", "excel_serial", "two_digit_year", "short_school_year"}
)
FIRST_YEAR = 2000
MAX_SPELLINGS = 50_000
_CANONICAL = re.compile(r"\d{4}(?:-(?:\d{2}|T\d|S\d|\d{4}))?", re.ASCII)
_DAY_FIRST = re.compile(r"(?:1[3-9]|2\d|3[01])[-/. ](?:0?[1-9]|1[0-2])[-/. ](?:\d{4}|\d{2}).*")
_LENGTH = 60


def parse_periods(distinct: pd.Index, today: date) -> pd.DataFrame:
    """What each text of a column means as a period.

    Returns:
        A frame indexed by the texts: `code` (canonical, missing when refused), `cause` (missing when the
        reading is certain; with a code when in `TO_CONFIRM`; else a refusal), `suggestion` (what to
        write, or the reading to confirm), `repaired`.
    """
    reader = read_period if len(distinct) <= MAX_SPELLINGS else _read_canonical
    read = _settle_dates([reader(text, today) for text in distinct.tolist()], distinct)
    columns = {
        name: pd.array([getattr(period, name) for period in read], dtype="str")
        for name in ("code", "cause", "suggestion")
    }
    return pd.DataFrame(columns, index=distinct).assign(repaired=[period.repaired for period in read])


def _read_canonical(text: object, today: date) -> ReadPeriod:
    """Canonical codes only: a column with that many different texts is not a column of periods."""
    is_canonical = isinstance(text, str) and len(text) <= 9 and _CANONICAL.fullmatch(text)
    return read_period(text, today) if is_canonical else ReadPeriod(cause="unreadable_period")


def _settle_dates(read: list[ReadPeriod], distinct: pd.Index) -> list[ReadPeriod]:
    """In a column where some dates can only have the day first, and none the month, all have it first."""
    day_first = any(
        isinstance(text, str) and _DAY_FIRST.fullmatch(text.strip()) for text in distinct.tolist()
    )
    if not day_first or any(period.cause == "american_date" for period in read):
        return read
    return [
        period._replace(cause="date_as_month", suggestion=str(period.suggestion).split(" (")[0])
        if period.cause == "ambiguous_date"
        else period
        for period in read
    ]


def read_period(text: object, today: date) -> ReadPeriod:
    """One text; `today` refuses the periods that have not begun."""
    if not isinstance(text, str) or not text.strip():
        return ReadPeriod(cause="blank")
    plain = plain_text(text)
    if len(plain) > _LENGTH:
        return ReadPeriod(cause="unreadable_period")
    for pattern, reader in PATTERNS:
        match = pattern.fullmatch(plain)
        if match:
            return _checked(match, reader, today)
    return _unreadable(plain, today)


def _checked(match: re.Match[str], reader: Callable[[re.Match[str]], ReadPeriod], today: date) -> ReadPeriod:
    year = match.groupdict().get("year")
    if year and not FIRST_YEAR <= int(year) <= today.year + 50:
        return ReadPeriod(cause="impossible_year")
    period = reader(match)
    if period.code is None or cached_parse(period.code).start <= today:
        return period
    return ReadPeriod(cause="future_period")


def _unreadable(plain: str, today: date) -> ReadPeriod:
    """The refusal, with the period that the text seems to contain when there is only one."""
    pieces = re.findall(rf"\b(?:{MONTH_NAMES})\.? \d{{4}}|\bt[1-4] \d{{4}}|\d{{4}}-\d{{2}}(?!\d)", plain)
    names = re.findall(rf"\b(?:{MONTH_NAMES})\b", plain)
    if len(pieces) != 1 or len(names) > 1 or pieces[0] == plain:
        return ReadPeriod(cause="unreadable_period")
    return ReadPeriod(cause="unreadable_period", suggestion=read_period(pieces[0], today).code)

"""Spellings of a date met in files, to a date. The day comes first, as in France.

Serial numbers of a workbook and years on two figures come with their reading, to confirm.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import NamedTuple

import pandas as pd

from data.spellings.month_words import MONTH_NAMES, MONTHS, SERIAL_ORIGIN, plain_text

TO_CONFIRM = frozenset({"ambiguous_date", "excel_serial", "two_digit_year"})
EARLIEST = date(1900, 1, 1)
LATEST = date(2100, 12, 31)

_TIME = r"(?:[ t]\d{1,2}[:h]\d{2}(?::\d{2}(?:\.\d+)?)?(?:z|[+-]\d{2}:?\d{2})?)?"
_DAY_NAME = (
    r"(?:(?:lun(?:di)?|mar(?:di)?|mer(?:credi)?|jeu(?:di)?|ven(?:dredi)?|sam(?:edi)?|dim(?:anche)?)\.? )?"
)
_ISO = re.compile(rf"(?P<year>\d{{4}})[-/.](?P<month>\d{{1,2}})[-/.](?P<day>\d{{1,2}}){_TIME}", re.ASCII)
_COMPACT = re.compile(r"(?P<year>(?:19|20)\d{2})(?P<month>0[1-9]|1[0-2])(?P<day>[0-3]\d)", re.ASCII)
_FRENCH = re.compile(
    rf"{_DAY_NAME}(?P<day>\d{{1,2}}) ?[-/. ] ?(?P<month>\d{{1,2}}) ?[-/. ] ?(?P<year>\d{{4}}|\d{{2}}){_TIME}",
    re.ASCII,
)
_NAMED = re.compile(
    rf"{_DAY_NAME}(?:le )?(?P<day>\d{{1,2}})(?:er)?[ -](?P<name>{MONTH_NAMES})\.?[ -]"
    rf"(?P<year>\d{{4}}|\d{{2}}){_TIME}",
    re.ASCII,
)
_SERIAL = re.compile(r"(?P<serial>\d{5})(?:[.,]\d+)?", re.ASCII)
_SERIALS = range(20_000, 73_415)


class ReadDate(NamedTuple):
    """One text understood: a date, or a cause to tell the reader, or both when it must be confirmed."""

    value: date | None = None
    cause: str | None = None
    suggestion: str | None = None
    repaired: bool = False


def parse_dates(distinct: pd.Index, earliest: date = EARLIEST, latest: date = LATEST) -> pd.DataFrame:
    """What each text of a column means as a date.

    Returns:
        A frame indexed by the texts: `value` (datetime64, missing when refused), `cause` (missing when
        certain; with a value when in `TO_CONFIRM`; else a refusal), `suggestion`, `repaired`.
    """
    read = [_bounded(read_date(text), earliest, latest) for text in distinct.tolist()]
    if any(found.cause == "american_date" for found in read):
        read = [_doubted(found, text) for found, text in zip(read, distinct, strict=True)]
    frame = pd.DataFrame(index=distinct)
    frame["value"] = pd.array([found.value for found in read], dtype="datetime64[us]")
    for name in ("cause", "suggestion"):
        frame[name] = pd.array([getattr(found, name) for found in read], dtype="str")
    return frame.assign(repaired=[found.repaired for found in read])


def read_date(text: object) -> ReadDate:
    """One text."""
    if not isinstance(text, str) or not text.strip():
        return ReadDate(cause="blank")
    plain = plain_text(text)
    if len(plain) > 60:
        return ReadDate(cause="unreadable_date")
    for pattern in (_ISO, _COMPACT):
        match = pattern.fullmatch(plain)
        if match:
            return _built(int(match["year"]), int(match["month"]), int(match["day"]))
    return _read_other(plain)


def _read_other(plain: str) -> ReadDate:
    match = _FRENCH.fullmatch(plain)
    if match:
        return _french(match)
    match = _NAMED.fullmatch(plain)
    if match:
        return _with_year(match["year"], MONTHS[match["name"]], int(match["day"]))
    match = _SERIAL.fullmatch(plain)
    if match and int(match["serial"]) in _SERIALS:
        day = SERIAL_ORIGIN + timedelta(days=int(match["serial"]))
        return ReadDate(day, "excel_serial", day.strftime("%d/%m/%Y"))
    return ReadDate(cause="unreadable_date")


def _french(match: re.Match[str]) -> ReadDate:
    day, month = int(match["day"]), int(match["month"])
    if month > 12 >= day:
        meant = _with_year(match["year"], day, month).value
        return ReadDate(cause="american_date", suggestion=meant.strftime("%d/%m/%Y") if meant else None)
    return _with_year(match["year"], month, day)


def _with_year(year: str, month: int, day: int) -> ReadDate:
    if len(year) == 4:
        return _built(int(year), month, day)
    built = _built(2000 + int(year), month, day)
    if built.value is None:
        return built
    return built._replace(cause="two_digit_year", suggestion=built.value.strftime("%d/%m/%Y"))


def _built(year: int, month: int, day: int) -> ReadDate:
    try:
        return ReadDate(date(year, month, day))
    except ValueError:
        return ReadDate(cause="impossible_date")


def _bounded(found: ReadDate, earliest: date, latest: date) -> ReadDate:
    if found.value is None or earliest <= found.value <= latest:
        return found
    return ReadDate(cause="date_out_of_range")


def _doubted(found: ReadDate, text: object) -> ReadDate:
    """In a column that shows an American date, a day up to 12 may be a month."""
    match = _FRENCH.fullmatch(plain_text(str(text)))
    if found.value is None or match is None or int(match["day"]) > 12 or match["day"] == match["month"]:
        return found
    day = found.value
    other = date(day.year, day.day, day.month)
    return found._replace(
        cause="ambiguous_date", suggestion=f"{day.strftime('%d/%m/%Y')} ou {other.strftime('%d/%m/%Y')}"
    )

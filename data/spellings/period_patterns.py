"""The spellings of a period: patterns, in the order in which they are tried, and what reads their matches."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import NamedTuple

from data.periods import Period
from data.spellings.month_words import MONTH_NAMES, MONTHS, SERIAL_ORIGIN

_SERIALS = range(36_526, 73_415)
_ORDINALS = {"premier": 1, "1er": 1, "1ere": 1, "deuxieme": 2, "second": 2, "troisieme": 3, "quatrieme": 4}
_ORDINALS |= {f"{number}{end}": number for number in range(2, 10) for end in ("e", "eme", "nd", "ieme")}
_DAYS = r"(?:(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche) )?"
_TIME = r"(?:[ t]\d{1,2}[:h]\d{2}(?::\d{2}(?:\.\d+)?)?z?)?"
_YEAR = r"(?P<year>\d{4})"
_SHORT = r"(?P<short>\d{2})"
_SEPARATOR = r" ?[-/._ ] ?"


class ReadPeriod(NamedTuple):
    """One text understood: a code, or a cause to tell the reader, or both when it must be confirmed."""

    code: str | None = None
    cause: str | None = None
    suggestion: str | None = None
    repaired: bool = False


def _year_of(match: re.Match[str]) -> int:
    return int(match["year"])


def _month(year: int, month: int, cause: str | None = None) -> ReadPeriod:
    if not 1 <= month <= 12:
        return ReadPeriod(cause="impossible_month")
    period = Period.month(year, month)
    return ReadPeriod(period.code, cause, period.label if cause else None)


def _numbered_month(match: re.Match[str]) -> ReadPeriod:
    return _month(_year_of(match), int(match["month"]))


def _named_month(match: re.Match[str]) -> ReadPeriod:
    return _month(_year_of(match), MONTHS[match["name"]])


def _short_numbered_month(match: re.Match[str]) -> ReadPeriod:
    if int(match["month"]) > 12:
        return ReadPeriod(cause="unreadable_period")
    return _month(2000 + int(match["short"]), int(match["month"]), "two_digit_year")


def _short_named_month(match: re.Match[str]) -> ReadPeriod:
    return _month(2000 + int(match["short"]), MONTHS[match["name"]], "two_digit_year")


def _part_number(match: re.Match[str]) -> int:
    return _ORDINALS[match["ordinal"]] if match.groupdict().get("ordinal") else int(match["part"])


def _quarter(match: re.Match[str]) -> ReadPeriod:
    return _part(match, 4, Period.quarter, "impossible_quarter")


def _half_year(match: re.Match[str]) -> ReadPeriod:
    return _part(match, 2, Period.half_year, "impossible_half_year")


def _part(
    match: re.Match[str], most: int, build: Callable[[int, int], Period], impossible: str
) -> ReadPeriod:
    number = _part_number(match)
    if not 1 <= number <= most:
        return ReadPeriod(cause=impossible)
    short = match.groupdict().get("short")
    period = build(2000 + int(short) if short else _year_of(match), number)
    return ReadPeriod(period.code, "two_digit_year", period.label) if short else ReadPeriod(period.code)


def _one_year(match: re.Match[str]) -> ReadPeriod:
    return ReadPeriod(match["year"])


def _year_as_number(match: re.Match[str]) -> ReadPeriod:
    return _one_year(match)._replace(repaired=True)


def _school_year(match: re.Match[str]) -> ReadPeriod:
    first, second = _year_of(match), int(match["next"])
    if len(match["next"]) == 2:
        second += first // 100 * 100
        cause = "short_school_year"
    else:
        cause = None
    if second != first + 1:
        return ReadPeriod(cause="impossible_school_year")
    period = Period.school_year(first)
    return ReadPeriod(period.code, cause, period.label if cause else None)


def _month_or_school_year(match: re.Match[str]) -> ReadPeriod:
    """« 2025-03 » is a month; « 2024-25 » can only be a school year."""
    number = int(match["month"])
    if number > 12 and number == (_year_of(match) + 1) % 100:
        return _month_or_refusal(_year_of(match))
    return _numbered_month(match)


def _month_or_refusal(year: int) -> ReadPeriod:
    period = Period.school_year(year)
    return ReadPeriod(period.code, "short_school_year", period.label)


def _day(year: int, month: int, day: int) -> ReadPeriod:
    try:
        date(year, month, day)
    except ValueError:
        return ReadPeriod(cause="impossible_date")
    return _month(year, month, "date_as_month")


def _iso_date(match: re.Match[str]) -> ReadPeriod:
    """A true date of a workbook: on the first day, a month as spreadsheets store it (« janv.-25 »)."""
    read = _day(_year_of(match), int(match["month"]), int(match["day"]))
    if read.code is None or int(match["day"]) != 1:
        return read
    return ReadPeriod(read.code, repaired=True)


def _french_date(match: re.Match[str]) -> ReadPeriod:
    """Day first, as in France; a day up to 12 may also be an American month."""
    year = _year_of(match) if match.groupdict().get("year") else 2000 + int(match["short"])
    first, second = int(match["day"]), int(match["month"])
    if second > 12 and 1 <= first <= 12:
        american = Period.month(year, first)
        return ReadPeriod(cause="american_date", suggestion=american.code)
    read = _day(year, second, first)
    if read.code is None or first == second or not 1 <= first <= 12 or first == 1:
        return read
    other = Period.month(year, first)
    return ReadPeriod(
        read.code, "ambiguous_date", f"{read.suggestion} ({read.code}) ou {other.label} ({other.code})"
    )


def _named_date(match: re.Match[str]) -> ReadPeriod:
    return _day(_year_of(match), MONTHS[match["name"]], int(match["day"]))


def _serial(match: re.Match[str]) -> ReadPeriod:
    number = int(match["serial"])
    if number not in _SERIALS:
        return ReadPeriod(cause="unreadable_period")
    day = SERIAL_ORIGIN + timedelta(days=number)
    return _month(day.year, day.month, "excel_serial")


def _compact_month(match: re.Match[str]) -> ReadPeriod:
    return _numbered_month(match)._replace(repaired=True)


def _week(match: re.Match[str]) -> ReadPeriod:
    return ReadPeriod(cause="week")


def _without_year(match: re.Match[str]) -> ReadPeriod:
    return ReadPeriod(cause="year_missing")


_NAME = rf"(?P<name>{MONTH_NAMES})\.?"
_ORDINAL = rf"(?P<ordinal>{'|'.join(sorted(_ORDINALS, key=len, reverse=True))})"
_QUARTER = r"(?:trimestres?|trim\.?|t|q)"
_HALF = r"(?:semestres?|sem\.?|s|h)"
_PREFIX = r"(?:(?:mois (?:de |d')?|annee |an |exercice |en |periode ?:? ?)?)"
_IN_YEAR = r"(?:annee |an |exercice )?"
_LINK = r"(?: de | de l'annee | ?[-/._,] ?| )?"

PATTERNS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], ReadPeriod]], ...] = tuple(
    (re.compile(pattern, re.ASCII), reader)
    for pattern, reader in (
        (rf"{_YEAR}[.,]0", _year_as_number),
        (rf"{_YEAR}{_SEPARATOR}(?P<month>\d{{1,2}})", _month_or_school_year),
        (rf"(?P<month>\d{{1,2}}){_SEPARATOR}{_YEAR}", _numbered_month),
        (rf"{_YEAR}(?P<month>0[1-9]|1[0-2])", _compact_month),
        (rf"{_PREFIX}{_NAME}{_LINK}{_YEAR}", _named_month),
        (rf"{_IN_YEAR}{_YEAR}{_LINK}{_NAME}", _named_month),
        (rf"{_NAME}{_LINK}'?{_SHORT}", _short_named_month),
        (rf"(?P<month>\d{{1,2}})[-/.]{_SHORT}", _short_numbered_month),
        (rf"{_QUARTER} ?n?°? ?(?P<part>\d){_LINK}{_YEAR}", _quarter),
        (rf"(?:{_ORDINAL}|(?P<part>\d)) ?{_QUARTER}{_LINK}{_YEAR}", _quarter),
        (rf"{_IN_YEAR}{_YEAR}{_LINK}{_QUARTER} ?(?P<part>\d)", _quarter),
        (rf"{_IN_YEAR}{_YEAR}{_LINK}(?:{_ORDINAL}|(?P<part>\d)) ?{_QUARTER}", _quarter),
        (rf"{_QUARTER} ?(?P<part>\d)[- /']{_SHORT}", _quarter),
        (rf"{_HALF} ?n?°? ?(?P<part>\d){_LINK}{_YEAR}", _half_year),
        (rf"(?:{_ORDINAL}|(?P<part>\d)) ?{_HALF}{_LINK}{_YEAR}", _half_year),
        (rf"{_IN_YEAR}{_YEAR}{_LINK}{_HALF} ?(?P<part>\d)", _half_year),
        (rf"{_IN_YEAR}{_YEAR}{_LINK}(?:{_ORDINAL}|(?P<part>\d)) ?{_HALF}", _half_year),
        (rf"{_HALF} ?(?P<part>\d)[- /']{_SHORT}", _half_year),
        (rf"(?:annee |an |exercice |bilan )?{_YEAR}", _one_year),
        (
            rf"(?:annee scolaire |annee |a\.?s\.? |scolaire |saison )?{_YEAR} ?[-/_] ?(?P<next>\d{{4}})",
            _school_year,
        ),
        (rf"(?:annee scolaire |a\.?s\.? |scolaire |saison ){_YEAR} ?[-/_] ?(?P<next>\d{{2}})", _school_year),
        (rf"{_YEAR}[-/.](?P<month>\d{{1,2}})[-/.](?P<day>\d{{1,2}}){_TIME}", _iso_date),
        (rf"{_DAYS}(?P<day>\d{{1,2}})[-/. ](?P<month>\d{{1,2}})[-/. ]{_YEAR}{_TIME}", _french_date),
        (rf"(?P<day>\d{{1,2}})[-/.](?P<month>\d{{1,2}})[-/.]{_SHORT}", _french_date),
        (rf"{_DAYS}(?:le )?(?P<day>\d{{1,2}})(?:er)?[ -]{_NAME}[ -]{_YEAR}", _named_date),
        (r"(?P<serial>\d{5})(?:[.,]0+)?", _serial),
        (r"(?:s|w|sem\.?|semaine|week) ?\d{1,2}.*|\d{4}-?(?:w|s|sem\.?|semaine) ?\d{2}", _week),
        (
            rf"{_NAME}|{_QUARTER} ?\d|{_HALF} ?\d|{_ORDINAL} (?:trimestre|semestre|trim\.?|sem\.?)",
            _without_year,
        ),
    )
)

"""Periods told by two columns, a year and a part of it: « 2025 » and « mars », « 3 » or « T1 »."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import pandas as pd

from data.intake.coded import Coded

YEARS = frozenset({"annee", "an", "exercice", "millesime"})
# Heading of the part of a year, and what makes its bare numbers readable: « 1 » under « Trimestre » is T1.
PARTS = {"mois": "", "nummois": "", "numeromois": "", "trimestre": "T", "semestre": "S"}
_YEAR = re.compile(r"(?:\D|^)((?:19|20)\d{2})(?:\D|$)")
_BARE = re.compile(r"\d{1,2}(?:[.,]0)?")


def year_column(names: Sequence[str], free: Iterable[int]) -> int | None:
    """The column of years of a file where another column holds the months or quarters."""
    if not PARTS.keys() & set(names):
        return None
    return next((position for position in free if names[position] in YEARS), None)


def joined_periods(periods: Coded, years: Coded, prefix: str = "") -> Coded:
    """Each text with the year of its row, unless it tells its own; `prefix` goes before bare numbers."""
    room = len(years.distinct) + 1
    pairs = pd.Series(periods.codes.astype("int64") * room + years.codes + 1).mask(periods.empty)
    codes, distinct = pd.factorize(pairs)
    texts = []
    for pair in distinct.astype("int64").tolist():
        period, year = divmod(pair, room)
        written = periods.distinct[period]
        bare = f"{prefix}{written}" if prefix and _BARE.fullmatch(written) else written
        texts.append(_with_year(bare, years.distinct[year - 1] if year else ""))
    return Coded(codes, pd.Index(texts, dtype="str"))


def tells_year(text: str) -> bool:
    """Whether a text holds a year: « mars 2025 » but not « mars »."""
    return bool(_YEAR.search(text))


def _with_year(period: str, year_text: str) -> str:
    year = None if tells_year(period) else _YEAR.search(year_text)
    return f"{period} {year[1]}" if year else period

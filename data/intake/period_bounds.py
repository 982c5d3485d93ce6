"""Periods told by their first and last days, in two columns: « 01/04/2025 », « 30/06/2025 » is a quarter."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

import pandas as pd

from data.intake.coded import EMPTY, Coded
from data.periods import MONTHS_IN, cached_parse, containing
from data.spellings.dates import read_date
from data.spellings.period_texts import read_period

STARTS = frozenset({"periodedebut", "debutperiode", "debutdeperiode", "datedebut", "debut", "du"})
ENDS = frozenset({"periodefin", "finperiode", "findeperiode", "datefin", "fin", "au"})


def end_column(names: Sequence[str], fed: Mapping[int, str], free: Iterable[int]) -> int | None:
    """The column of last days, where « periode » is fed by first days."""
    if not any(column == "periode" and names[position] in STARTS for position, column in fed.items()):
        return None
    return next((position for position in free if names[position] in ENDS), None)


def bounded_periods(starts: Coded, ends: Coded) -> Coded:
    """The code of the period that each row bounds; both texts side by side where they bound none."""
    room = len(ends.distinct) + 1
    pairs = starts.codes.astype("int64") * room + ends.codes + 1
    codes, distinct = pd.factorize(pd.Series(pairs).mask(starts.codes == EMPTY))
    texts = []
    for pair in distinct.astype("int64").tolist():
        start, end = divmod(pair, room)
        texts.append(_between(starts.words[start], ends.words[end - 1] if end else ""))
    return Coded(codes, pd.Index(texts, dtype="str"))


def _between(start: str, end: str) -> str:
    if not end:
        return start
    first, last = _days(start)[0], _days(end)[1]
    periods = [containing(kind, first) for kind in MONTHS_IN] if first and last else []
    exact = [period.code for period in periods if (period.start, period.end) == (first, last)]
    return exact[0] if exact else f"{start} – {end}"


def _days(text: str) -> tuple[date | None, date | None]:
    """First and last day of a text: the same when it is a day."""
    day = read_date(text).value
    if day is not None:
        return day, day
    code = read_period(text, date.max).code
    return (cached_parse(code).start, cached_parse(code).end) if code else (None, None)

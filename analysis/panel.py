"""Who is expected to transmit what: the panel behind every coverage figure.

A structure is expected for a measure from the first period it transmitted it, until it officially closes. One
that stops without saying so stays expected, so that silence shows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

import numpy as np
import pandas as pd

from data.periods import Kind, Period

# Days after the end of a period during which nothing is late yet.
REPORTING_DELAY: dict[Kind, int] = {
    "month": 31,
    "quarter": 45,
    "half_year": 60,
    "year": 120,
    "school_year": 90,
}


def expected_periods(
    first: np.ndarray, last: np.ndarray, periods: Sequence[Period], today: date
) -> np.ndarray:
    """Which of these periods each series should have sent: a series a line, a period a column, True if so.

    Args:
        first: ordinal of the first day of the first period that each series transmitted.
        last: ordinal of the last day of activity of its structure (`last_days`).
        periods: those whose reporting delay has not run out are not due.
    """
    starts = np.array([period.start.toordinal() for period in periods], dtype=int)
    ends = np.array([period.end.toordinal() for period in periods], dtype=int)
    due = np.array([is_due(period, today) for period in periods], dtype=bool)
    return (starts >= first[:, None]) & (ends <= last[:, None]) & due


def last_days(structures: Sequence[str], closures: Mapping[str, date]) -> np.ndarray:
    """Ordinal of the last day of activity of each structure: never, while it has not closed."""
    return np.array([closures.get(code, date.max).toordinal() for code in structures], dtype=int)


def is_due(period: Period, today: date) -> bool:
    """Whether the reporting delay of a period has run out."""
    return deadline(period) < today


def deadline(period: Period) -> date:
    """The last day on which a period is transmitted in time."""
    return period.end + timedelta(days=REPORTING_DELAY[period.kind])


def closures(structures: pd.DataFrame) -> dict[str, date]:
    """Last day of activity of the structures that closed, from the table `structures`."""
    closed = structures.loc[structures["date_fermeture"].notna(), ["structure", "date_fermeture"]]
    return {
        str(code): day.date() for code, day in zip(closed["structure"], closed["date_fermeture"], strict=True)
    }

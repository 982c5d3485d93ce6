"""The clock of the city: a day is one of France, whatever the clock of the server says."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pandas as pd

PARIS = ZoneInfo("Europe/Paris")


def today() -> date:
    """The day it is in the city."""
    return datetime.now(PARIS).date()


def local(moment: pd.Timestamp) -> pd.Timestamp:
    """A moment of the journal, which is kept in UTC, on the clock of the city."""
    return moment.tz_convert(PARIS)


def day_of(moment: pd.Timestamp) -> date:
    """The day of a moment of the journal, in the city."""
    return local(moment).date()

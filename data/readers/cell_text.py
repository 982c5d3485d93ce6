"""Cells of a workbook as text, the same text for the same value whatever the format of the file."""

from __future__ import annotations

import datetime
import re
from decimal import Decimal

# 1.234 in a text may be one thousand two hundred and thirty-four; a number of a workbook is not ambiguous.
_LOOKS_GROUPED = re.compile(r"-?[1-9]\d{0,2}\.\d{3}")


def cell_text(value: object) -> str | None:
    """The text of a cell: whole numbers without a point, dates `AAAA-MM-JJ`, « oui » and « non »."""
    if isinstance(value, str):
        return value or None
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, float):
        return number_text(value)
    if isinstance(value, datetime.datetime):
        return value.strftime("%Y-%m-%d %H:%M:%S")
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, datetime.timedelta):
        return _duration_text(value)
    return str(value)


def number_text(value: float) -> str:
    """The fifteen digits that a workbook shows, without exponent nor useless zeros.

    A zero is added to a number such as 1.234 so that it cannot be taken for a thousand.
    """
    if value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    text = f"{value:.15g}"
    if "e" in text:
        text = format(Decimal(text), "f")
    return f"{text}0" if _LOOKS_GROUPED.fullmatch(text) else text


def percent_text(value: float) -> str:
    """A cell shown as a percentage, as its reader sees it: 0.12 is « 12 % »."""
    return f"{number_text(float(f'{value * 100:.15g}'))} %"


def _duration_text(value: datetime.timedelta) -> str:
    minutes, seconds = divmod(int(value.total_seconds()), 60)
    return f"{minutes // 60:02d}:{minutes % 60:02d}:{seconds:02d}"

"""Typed values as French messages write them: « 1 234,5 », « 31/03/2025 »."""

from __future__ import annotations

import pandas as pd

NARROW_SPACE = "\u202f"


def shown(value: object) -> str:
    """A number with narrow spaces and a decimal comma, a day as people write it; nothing when missing."""
    if value is None or pd.isna(value):
        return ""
    if isinstance(value, pd.Timestamp):
        return value.strftime("%d/%m/%Y")
    if isinstance(value, int | float):
        return _number(float(value))
    return str(value)


def _number(value: float) -> str:
    whole, _, decimals = f"{abs(value):.15g}".partition(".")
    if not whole.isdigit():
        return f"{value:.6g}".replace(".", ",")
    grouped = f"{int(whole):,}".replace(",", NARROW_SPACE)
    return f"{'-' if value < 0 else ''}{grouped}{',' if decimals else ''}{decimals}"

"""Names of months in French and English, short or long, and texts made plain enough to be compared."""

from __future__ import annotations

import unicodedata
from datetime import date

# Day 0 of the serial numbers that workbooks use for dates.
SERIAL_ORIGIN = date(1899, 12, 30)
MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "janvier janv jan january",
            "fevrier fevr fev february feb",
            "mars mar march",
            "avril avr april apr",
            "mai may",
            "juin june jun",
            "juillet juil july jul",
            "aout aou august aug",
            "septembre sept sep september",
            "octobre oct october",
            "novembre nov november",
            "decembre dec december",
        ),
        start=1,
    )
    for name in names.split()
}
MONTH_NAMES = "|".join(sorted(MONTHS, key=len, reverse=True))


def plain_text(text: str) -> str:
    """Small letters without accents, single spaces, plain hyphens, no hidden characters."""
    visible = "".join(character for character in text if character.isprintable() or character.isspace())
    letters = unicodedata.normalize("NFD", visible.replace("ᵉ", "e").replace("ʳ", "r").casefold())
    kept = "".join(character for character in letters if not unicodedata.combining(character))
    for dash in "‐‑‒–—−":
        kept = kept.replace(dash, "-")
    return " ".join(kept.replace("’", "'").split())

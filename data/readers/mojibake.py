"""Accents encoded twice: « Ã© » put back to « é », whichever program did the damage."""

from __future__ import annotations

import re
from functools import cache
from itertools import islice

_FRENCH = "àâäçéèêëîïôöùûüÿæœñÀÂÄÇÉÈÊËÎÏÔÖÙÛÜŸÆŒ’‘“”«»–—…€°²\u00a0\u202f\u2009"
_PAGES = ("cp1252", "latin-1", "mac_roman", "cp850")


@cache
def damaged_forms() -> dict[str, str]:
    """What each French character becomes when its encoded form is read with an old code page."""
    forms: dict[str, str] = {}
    for character in _FRENCH:
        for page in _PAGES:
            damaged = character.encode().decode(page, "ignore")
            if len(damaged) == len(character.encode()):
                forms.setdefault(damaged, character)
    return forms


@cache
def _pattern() -> re.Pattern[str]:
    longest_first = sorted(damaged_forms(), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest_first)))


def find_damage(text: str) -> list[int]:
    """Where the damaged characters start in the text."""
    if not any(first in text for first in {form[0] for form in damaged_forms()}):
        return []
    return [match.start() for match in _pattern().finditer(text)]


def first_damage(text: str) -> str:
    """The first damaged character that shows on a screen, as it stands in the text."""
    found = [match.group() for match in islice(_pattern().finditer(text), 50)]
    return next((damage for damage in found if damage.isprintable()), found[0])


def mend(text: str) -> str:
    """The text with every damaged character put back."""
    forms = damaged_forms()
    return _pattern().sub(lambda match: forms[match.group()], text)

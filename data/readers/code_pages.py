"""Which old code page a text without Unicode was written in, judged by its French letters.

Detection libraries guess the language first and lose on short French tables. Here every accented
character is weighed in its context: « é » between small letters is likely, « Ž » there is not.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np

CODE_PAGES = ("cp1252", "mac_roman", "cp850", "latin-1")
SURE_MARGIN = 0.5

_COMMON = {"é": 5.0, "è": 4.0, "à": 4.0, "ê": 3.0, "ç": 3.0, "ô": 2.0, "î": 2.0, "â": 2.0, "û": 2.0, "ù": 2.0}
_RARE = dict.fromkeys("ëïœ", 1.0) | dict.fromkeys("üöäæÿñáíóú", 0.2)
_SMALL = _COMMON | _RARE
_CAPITALS = {
    "É": 3.0,
    "È": 2.0,
    "À": 2.0,
    "Ê": 2.0,
    "Ç": 2.0,
    "Ô": 1.5,
    "Î": 1.5,
    "Œ": 1.5,
    "Â": 1.0,
    "Û": 0.5,
}
# Capitals that make a word: « À Nîmes ». Another one alone is a guillemet or a space of another code page.
_ALONE = frozenset("ÀÔ")
_UNLIKELY = -3.0
_IMPOSSIBLE = -6.0


@dataclass(frozen=True)
class Choice:
    """The code page kept, how sure it is, and the next best one."""

    page: str
    score: float
    other: str | None
    is_sure: bool


def plausibility(before: str, character: str, after: str) -> float:
    """How likely this character is in French text, between its two neighbours."""
    if character in _RARE and not (before.isalpha() or after.isalpha()):
        return -1.0
    if character in _SMALL:
        return _UNLIKELY if before.isupper() and after.isupper() else _SMALL[character]
    if character in _CAPITALS:
        alone = character not in _ALONE and not (before.isalpha() or after.isalpha())
        return _UNLIKELY if before.islower() or alone else _CAPITALS[character]
    if character.isalpha():
        return _UNLIKELY
    if "\x80" <= character < "\xa0":
        return _IMPOSSIBLE
    return _mark_plausibility(before, character, after)


def _mark_plausibility(before: str, character: str, after: str) -> float:
    if character == "’":
        return 3.0 if before.isalpha() and (after.isalpha() or after == "«") else -0.5
    if character == "\xa0":
        return _space_plausibility(before, after)
    if character in "«»“”…–—€°²³‰•·":
        return _sign_plausibility(before, character, after)
    return _UNLIKELY


def _space_plausibility(before: str, after: str) -> float:
    if (before.isdigit() and after.isdigit()) or after in ":;?!%»€" or before == "«":
        return 3.0
    return 0.5 if before != "\xa0" else 0.0


def _sign_plausibility(before: str, character: str, after: str) -> float:
    if character == "°":
        return 2.0 if before in "nN0123456789 " else -1.0
    if character in "²³":
        return 1.0 if before in "m0123456789" else -1.0
    if character == "€":
        return 2.0 if before in "0123456789 \xa0(k;,\t" else -1.0
    inside_word = before.isalpha() and after.isalpha()
    return _UNLIKELY if inside_word else 1.0


def contexts(content: bytes) -> dict[int, int]:
    """Each high byte with its two neighbours (before << 16 | byte << 8 | after) and how often it comes."""
    codes = np.frombuffer(b"\n" + content + b"\n", dtype=np.uint8)
    places = np.flatnonzero(codes[1:-1] >= 0x80) + 1
    packed = (
        codes[places - 1].astype(np.int32) << 16 | codes[places].astype(np.int32) << 8 | codes[places + 1]
    )
    found, counts = np.unique(packed, return_counts=True)
    return dict(zip(found.tolist(), counts.tolist(), strict=True))


def choose_page(content: bytes) -> Choice:
    """The code page whose reading is the most French."""
    seen = contexts(content)
    scores = {page: page_score(seen, page) for page in CODE_PAGES}
    ranked = sorted(CODE_PAGES, key=lambda page: -scores[page])
    best = ranked[0]
    high = bytes({packed >> 8 & 0xFF for packed in seen})
    others = [page for page in ranked[1:] if high.decode(page, "replace") != high.decode(best, "replace")]
    other = others[0] if others else None
    weight = sum(seen.values()) or 1
    margin = (scores[best] - scores[other]) / weight if other else SURE_MARGIN
    return Choice(best, scores[best], other, scores[best] > 0 and margin >= SURE_MARGIN)


def page_score(seen: dict[int, int], page: str) -> float:
    """Sum of plausibilities of every high byte, read with this code page."""
    return sum(count * context_score(packed, page) for packed, count in seen.items())


def context_score(packed: int, page: str) -> float:
    """Plausibility of one packed context under a code page; impossible where the page has no such byte."""
    read = bytes((packed >> 16, packed >> 8 & 0xFF, packed & 0xFF)).decode(page, "replace")
    return _IMPOSSIBLE if read[1] == "\ufffd" else plausibility(read[0], read[1], read[2])


def odd_lines(content: bytes, lines: list[bytes], page: str) -> dict[int, str]:
    """Lines (from 0) that `page` reads badly and another code page reads well, with that other page."""
    badly_read = [packed for packed in contexts(content) if context_score(packed, page) < 0]
    if not badly_read:
        return {}
    marks = {bytes((packed >> 8 & 0xFF, packed & 0xFF)) for packed in badly_read}
    suspect = re.compile(b"|".join(re.escape(mark) for mark in marks) + rb"|[\x80-\xff]$")
    found = {
        number: _better_page(line, page)
        for number, line in enumerate(lines)
        if not line.isascii() and suspect.search(line)
    }
    return {number: other for number, other in found.items() if other is not None}


def _better_page(line: bytes, page: str) -> str | None:
    seen = contexts(line.rstrip(b"\r\n"))
    if page_score(seen, page) >= 0:
        return None
    best = max(CODE_PAGES, key=lambda other: page_score(seen, other))
    return best if page_score(seen, best) > 0 else None

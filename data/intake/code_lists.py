"""Codes as people write them: any case, accents or spaces, the label or a synonym instead of the code."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

import pandas as pd
from rapidfuzz import fuzz, process

from data.intake.surroundings import Context
from data.readers.heading_text import replace_look_alikes

SUGGESTION_SCORE = 62
# Below, a text is nearer to this code than to the others without being a misspelling of it.
MISSPELLING_SCORE = 80
SUGGESTED_AT_MOST = 300
_MEANINGFUL = str.maketrans({"<": " moins de ", ">": " plus de ", "+": " plus ", "œ": "oe", "æ": "ae"})
_SPREADSHEET_INTEGER = re.compile(r"(\d+)[.,]0+")

# Code, label, synonyms.
Entry = tuple[str, str, Sequence[str]]


@lru_cache(maxsize=100_000)
def spelling(text: str) -> str:
    """Text reduced to lower-case letters and digits without accents: how codes are compared."""
    folded = unicodedata.normalize("NFKD", replace_look_alikes(text).casefold().translate(_MEANINGFUL))
    return "".join(character for character in folded if character.isalnum())


@dataclass(frozen=True)
class Vocabulary:
    """A list of codes: `labels` by code, and the code of every unambiguous spelling."""

    labels: Mapping[str, str]
    spellings: Mapping[str, str]

    @classmethod
    def of(cls, entries: Iterable[Entry]) -> Vocabulary:
        """Codes win over labels and labels over synonyms; a spelling shared by two codes means neither."""
        known = list(entries)
        spellings: dict[str, str] = {}
        for level in (
            [(code, code) for code, _, _ in known],
            [(label, code) for code, label, _ in known],
            [(synonym, code) for code, _, synonyms in known for synonym in synonyms],
        ):
            spellings = _unambiguous(level) | spellings
        return cls({code: label for code, label, _ in known}, spellings)

    def also(self, own: Mapping[str, str]) -> Vocabulary:
        """The same list with the spellings of one sender (text -> code), which never change a known one."""
        added = {spelling(text): code for text, code in own.items() if code in self.labels}
        return Vocabulary(self.labels, {**added, **self.spellings}) if added else self

    @cached_property
    def unpadded(self) -> dict[str, str]:
        """Codes made of digits, by what a spreadsheet leaves of them; those it would confuse are left out."""
        digits = [(code.lstrip("0"), code) for code in self.labels if code.isascii() and code.isdigit()]
        return _unambiguous(digits)

    def named(self, code: str) -> str:
        """A code as a message shows it: « 30189 (Nîmes) »."""
        label = self.labels.get(code, code)
        return code if spelling(label) == spelling(code) else f"{code} ({label})"

    def spellings_of(self, code: str) -> list[str]:
        """Every way of writing this code, as `spelling` leaves it."""
        return [known for known, meant in self.spellings.items() if meant == code]

    def is_misspelt(self, text: str, code: str) -> bool:
        """Whether the text may be taken for a spelling of this code, until somebody says otherwise."""
        own = self.spellings_of(code)
        return any(fuzz.partial_ratio(spelling(text), known) >= MISSPELLING_SCORE for known in own)

    def closest(self, text: str) -> str | None:
        """The code whose spelling is nearest to the text, when one is near enough to be worth saying."""
        found = process.extractOne(
            spelling(text), list(self.spellings), scorer=fuzz.ratio, score_cutoff=SUGGESTION_SCORE
        )
        return self.spellings[found[0]] if found else None


def vocabulary(name: str, context: Context) -> Vocabulary | None:
    """The list a column refers to; None when the catalogue does not declare it."""
    entries = _entries(name, context)
    return None if entries is None else _vocabulary(tuple(entries))


@lru_cache(maxsize=64)
def _vocabulary(entries: tuple[Entry, ...]) -> Vocabulary:
    """Made once for the lists of a catalogue: every file of a contributor is read with the same ones."""
    return Vocabulary.of(entries)


def _entries(name: str, context: Context) -> Iterator[Entry] | None:
    book = context.codebook
    if name == "mesures":
        return ((entry.code, entry.label, entry.synonyms) for entry in book.measures.values())
    if name == "indicateurs":
        return ((entry.code, entry.label, (entry.short_label,)) for entry in book.indicators.values())
    if name == "engagements":
        return ((entry.code, entry.label, ()) for entry in book.commitments.values())
    if name == "axes":
        return ((entry.code, entry.label, (entry.prefix,)) for entry in book.axes.values())
    codes = context.structures if name == "structures" else _listed(name, context)
    return None if codes is None else ((code.code, code.label, code.synonyms) for code in codes.values())


def match(distinct: pd.Index, known: Vocabulary) -> pd.DataFrame:
    """How each spelling is understood.

    Returns:
        one row per spelling, in order: `code` (None: unknown), `repaired` (read otherwise than written),
        `zeros` (leading zeros put back), `suggestion` (nearest code of an unknown one).
    """
    rows = []
    unknown = 0
    for text in distinct.tolist():
        code, zeros = _understood(text, known)
        suggestion = None
        if code is None:
            unknown += 1
            suggestion = known.closest(text) if unknown <= SUGGESTED_AT_MOST else None
        rows.append((code, code is not None and code != text, zeros, suggestion))
    return pd.DataFrame(rows, columns=["code", "repaired", "zeros", "suggestion"], dtype="object")


def _understood(text: str, known: Vocabulary) -> tuple[str | None, bool]:
    """The code, and whether its zeros were put back; « 30189 (Nîmes) », as messages advise, is read too."""
    if text in known.labels:
        return text, False
    integer = _SPREADSHEET_INTEGER.fullmatch(text)
    written = integer[1] if integer else text
    code = known.spellings.get(spelling(written))
    if code is not None:
        return code, False
    advised = text.partition(" (")[0]
    if advised in known.labels and spelling(text) == spelling(known.named(advised)):
        return advised, False
    code = known.unpadded.get(written.lstrip("0")) if written.isascii() and written.isdigit() else None
    return code, code is not None


def _unambiguous(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    meanings: dict[str, set[str]] = {}
    for text, code in pairs:
        meanings.setdefault(spelling(text), set()).add(code)
    return {text: next(iter(codes)) for text, codes in meanings.items() if text and len(codes) == 1}


def _listed(name: str, context: Context) -> Mapping | None:
    codes = context.codebook.lists.get(name)
    return codes.codes if codes else None

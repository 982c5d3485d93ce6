"""Words looked for by someone in a hurry: no accents, no capitals, and one wrong letter forgiven."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import lru_cache

from rapidfuzz.distance import OSA

from analysis.dictionary_entries import folded

EMPTY_WORDS = frozenset(
    re.findall(
        r"\w+",
        "a ai as au aux avec ce ces cette cherche dans de des du elle en est et etre faire il je la le les"
        " leur ma mes mon ne on ou par pas pour que qui sa se ses son suis sur ta te tes ton trouver tu un"
        " une veux vos votre vous y maintenant soir vite",
    )
)
LETTERS_FOR_A_SLIP = 4
_WORD = re.compile(r"\w+")


@lru_cache(maxsize=512)
def words_of(text: str) -> tuple[str, ...]:
    """The words of a text, folded."""
    return tuple(dict.fromkeys(_WORD.findall(folded(text))))


def wanted_words(text: str) -> tuple[str, ...]:
    """The words worth looking for; all of them when every one is a small word."""
    words = words_of(text)
    return tuple(word for word in words if word not in EMPTY_WORDS and len(word) > 1) or words


def words_said(words: Collection[str], said: Collection[str]) -> int:
    """How many of the words looked for are among the words said, or nearly."""
    return sum(any(_alike(word, other) for other in said) for word in words)


def _alike(word: str, other: str) -> bool:
    """The start of a word is enough; from four letters, one may be wrong, missing, added or swapped."""
    if other.startswith(word):
        return True
    if len(word) < LETTERS_FOR_A_SLIP or word[0] != other[0]:
        return False
    starts = {other} if len(word) == LETTERS_FOR_A_SLIP else {other[: len(word) + 1], other}
    return any(OSA.distance(word, start, score_cutoff=1) <= 1 for start in starts)

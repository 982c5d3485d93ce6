"""Which texts of a file a message may repeat: a person's name that no list knows looks like any other word.

A text is repeated when nothing in it can name anybody: figures, ordinary words, the shape of a code, or a
spelling near one that was expected. Every other text is told by its place alone: its sender has it before his
eyes, and nobody else needs it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache

from rapidfuzz import fuzz, process

from data.privacy.person_names import fold, is_place_word, words_of
from data.report import QUOTED_LENGTH, quoted
from data.spellings.month_words import MONTHS
from data.spellings.number_words import EXCEL_ERROR

UNQUOTED = "Ce texte"
# A misspelling of an expected spelling or of an ordinary word; of a shorter one, one letter of difference
# makes another word (« Martin » is no « matin »).
NEAR_SCORE = 85
EXPECTED_LENGTH = 5
ORDINARY_LENGTH = 7
# Longer texts are free texts: a message would cut them, and they may say anything.
LONGEST = 200

_LETTERS = re.compile(r"[^\W\d_]+")
_CODE_LETTERS = 3
_CODE_DIGITS = 2
# A telephone, with or without the zero that a spreadsheet drops; a NIR, whatever its key.
_NUMBER_OF_SOMEBODY = re.compile(
    r"(?<!\d)(?:(?:\+|00)33[ .\-/]?|0)[1-9](?:[ .\-/]?\d){8}(?!\d)|(?<!\d)[67]\d{8}(?!\d)|"
    r"(?<!\d)[1-478](?:[ .\-/]?\d){5}[ .\-/]?(?:\d|2[AB])(?:[ .\-/]?\d){6}(?:[ .\-/]?\d{2})?(?!\d)",
    re.IGNORECASE,
)
# Letters beside a day or a year of birth: initials, as registers write people (« KB120387 », « KB1987 »).
_BIRTH = re.compile(
    r"(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])(?:(?:19|20)?\d\d)|(?:19\d\d|20[01]\d)(?:\d{4})?"
)

_ORGANISATION_WORDS = frozenset({"les", "nos", "notre", "aux", "pour", "contre", "sans", "en"})


def may_be_quoted(text: str, expected: Iterable[str] = ()) -> bool:
    """Whether a message may repeat a text of a file.

    Args:
        expected: spellings of which this text may be a misspelling: letters and digits, without accents.
    """
    if len(text) > LONGEST:
        return False
    if EXCEL_ERROR.fullmatch(text):
        return True
    plain = unicodedata.normalize("NFKC", text)
    if "@" in plain or _NUMBER_OF_SOMEBODY.search(plain):
        return False
    return all(map(_names_nobody, plain.split())) or _is_near(
        _letters_and_digits(plain), expected, EXPECTED_LENGTH
    )


def cited(text: str, expected: Iterable[str] = ()) -> str:
    """« Pisevin » between quotation marks, or « Ce texte », for the beginning of a sentence."""
    return quoted(text) if may_be_quoted(text, expected) else UNQUOTED


def quotable_or_none(text: str, expected: Iterable[str] = ()) -> str | None:
    """The text when a message may repeat it."""
    return text if may_be_quoted(text, expected) else None


def may_name_an_organisation(text: str) -> bool:
    """Whether a text has a word that organisations bear and people do not: « Les Amis de la gare »."""
    words = [fold(word) for word in _LETTERS.findall(text)]
    return may_be_quoted(text) or any(word in _ORGANISATION_WORDS or is_place_word(word) for word in words)


def told_after_colon(texts: Iterable[str], limit: int = QUOTED_LENGTH) -> str:
    """« : « Total », « Notes » », the texts that a message may repeat; nothing without any."""
    told = [quoted(text, limit) for text in texts if may_be_quoted(text)]
    return f" : {', '.join(told)}" if told else ""


def _names_nobody(token: str) -> bool:
    words = _LETTERS.findall(token)
    return not words or all(map(_is_ordinary, words)) or _is_code(token, words)


def _is_ordinary(word: str) -> bool:
    """A word of every table, or nearly."""
    folded = fold(word)
    return folded in _ordinary() or _is_near(folded, _long_ordinary(), ORDINARY_LENGTH)


def _is_code(token: str, words: list[str]) -> bool:
    """« QN03003M », « SEC-99 », « T5 »; never initials beside a date of birth."""
    if not token.isascii() or max(map(len, words)) > _CODE_LETTERS:
        return False
    digits = "".join(filter(str.isdigit, token))
    if len(token) == 2 and len(digits) == 1:
        return True
    return len(digits) >= _CODE_DIGITS and not _BIRTH.fullmatch(digits)


def _letters_and_digits(text: str) -> str:
    return "".join(filter(str.isalnum, fold(text)))


def _is_near(folded: str, expected: Iterable[str], at_least: int) -> bool:
    if len(folded) < at_least:
        return False
    return process.extractOne(folded, expected, scorer=fuzz.ratio, score_cutoff=NEAR_SCORE) is not None


@cache
def _ordinary() -> frozenset[str]:
    return words_of("ordinary_words") | words_of("place_words") | frozenset(MONTHS)


@cache
def _long_ordinary() -> tuple[str, ...]:
    """Those that a word of `ORDINARY_LENGTH` letters may be near."""
    return tuple(sorted(word for word in _ordinary() if len(word) >= ORDINARY_LENGTH - 1))

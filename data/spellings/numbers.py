"""French and English spellings of numbers, and of values that are missing or withheld.

Everything works on the distinct texts of one column. A text that can be read in two ways is never
decided here: it comes back with the cause `ambiguous_number`.
"""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from data.spellings import number_patterns as patterns
from data.spellings.number_words import (
    ABSENT,
    EXCEL_ERROR,
    FACTORS,
    FORMULA,
    MISSING,
    NOT_UNITS,
    OTHER_UNITS,
    SCALES,
    WITHHELD,
)

NOT_SENT = "non_transmis"
SECRET = "secret"

# A value whose last digits the spreadsheet may have lost (« 1,23E+05 »): read, but to confirm.
ROUNDED = "scientific_notation"
# Causes that come with a value: what was understood must be said. Every other cause needs an answer.
REPAIRED_CAUSES = frozenset(
    {
        "unit_removed",
        "apostrophe_thousands",
        "english_number",
        "point_thousands",
        "parenthesis_negative",
        "dash_minus",
        "hidden_characters",
    }
)

_MAX_LENGTH = 60
_SAFE_LENGTH = 18
_LARGEST = 1e15


class Number(NamedTuple):
    """One text understood: a value, or a status, or a cause to tell the reader."""

    value: float = np.nan
    status: str | None = None
    cause: str | None = None
    suggestion: str | None = None
    repaired: bool = False


def parse_numbers(distinct: pd.Index) -> pd.DataFrame:
    """What each text of one column means as a number.

    Returns:
        A frame indexed by the texts: `value` (float, missing when there is none), `status`
        (`non_transmis`, `secret` or missing), `cause` (why something must be said, or missing),
        `suggestion` (what to write instead), `repaired` (understood, to be said).
    """
    texts = pa.array(distinct, pa.large_string(), from_pandas=True)
    commas_are_decimal = pc.any(pc.match_substring_regex(texts, patterns.COMMA_DECIMALS)).as_py() or False
    value = np.full(len(distinct), np.nan)
    plain = _plain(texts, commas_are_decimal)
    value[plain] = _plain_values(texts, plain)
    others = np.flatnonzero(~plain)
    read = [read_number(text, commas_are_decimal) for text in distinct[others].tolist()]
    value[others] = [number.value for number in read]
    frame = pd.DataFrame({"value": value}, index=distinct)
    for name in ("status", "cause", "suggestion"):
        column = np.full(len(distinct), None, dtype=object)
        column[others] = [getattr(number, name) for number in read]
        frame[name] = pd.array(column, dtype="str")
    repaired = np.zeros(len(distinct), dtype=bool)
    repaired[others] = [number.repaired for number in read]
    return frame.assign(repaired=repaired)


def ambiguous_readings(text: str) -> tuple[float, float]:
    """The two readings of an ambiguous number: as thousands, and as decimals.

    « 1.234 » and « 1.234 h »: 1234 and 1.234; « (1.234) »: -1234 and -1.234.
    """
    dressed = patterns.DRESSED_AMBIGUOUS.fullmatch(patterns.HIDDEN.sub("", text))
    if dressed is None:
        return np.nan, np.nan
    number, sign = dressed["number"], -1 if re.search("[-−–—(]", dressed["before"]) else 1
    return sign * float(re.sub("[.,]", "", number)), sign * float(number.replace(",", "."))


def read_number(text: object, commas_are_decimal: bool = False) -> Number:
    """One text; `commas_are_decimal` when other values of the column show decimals after a comma."""
    if not isinstance(text, str) or not text.strip(" \t\n\r\u00a0\u202f\u2009\u200b\ufeff"):
        return Number(status=NOT_SENT, cause="blank")
    tidy = _tidied(text)
    if len(tidy) > _MAX_LENGTH:
        return Number(cause="not_a_number")
    special = _special(tidy)
    if special is not None:
        return special
    if patterns.DIRECTION.search(tidy):
        return Number(cause="hidden_direction")
    visible = patterns.HIDDEN.sub("", tidy)
    number = _signed(visible, commas_are_decimal)
    if visible != tidy and number.cause is None:
        return number._replace(cause="hidden_characters", repaired=True)
    return number


def _plain(texts: pa.Array, commas_are_decimal: bool) -> np.ndarray:
    plain = pc.match_substring_regex(texts, patterns.PLAIN)
    if not commas_are_decimal:
        plain = pc.and_not(plain, pc.match_substring_regex(texts, patterns.THREE_AFTER_COMMA))
    short = pc.less_equal(pc.utf8_length(texts), _SAFE_LENGTH)
    return pc.fill_null(pc.and_(plain, short), False).to_numpy(zero_copy_only=False)


def _plain_values(texts: pa.Array, plain: np.ndarray) -> np.ndarray:
    kept = texts.filter(pa.array(plain))
    for space in "\u202f\u00a0 \u2009\u2007\u2008\u200a":
        kept = pc.replace_substring(kept, space, "")
    kept = pc.replace_substring(kept, ",", ".")
    return pc.cast(kept, pa.float64()).to_numpy(zero_copy_only=False)


def _tidied(text: str) -> str:
    return text.strip(" \t\n\r\u00a0\u202f\u2009\u200b\ufeff")


def _special(text: str) -> Number | None:
    """Missing, withheld, error of a workbook, formula: what is not a number at all."""
    if EXCEL_ERROR.fullmatch(text):
        return Number(cause="excel_error")
    word = " ".join(text.casefold().replace("\u00a0", " ").replace("\u202f", " ").split())
    if WITHHELD.fullmatch(word):
        return Number(status=SECRET)
    bare = word.removeprefix("(").removesuffix(")").removesuffix(".")
    if word in MISSING or bare in MISSING or ABSENT.fullmatch(word):
        return Number(status=NOT_SENT)
    if FORMULA.match(text):
        without_plus = text.removeprefix("+")
        suggestion = (
            without_plus if patterns.SIMPLE.fullmatch(without_plus) and len(without_plus) <= 6 else None
        )
        return Number(cause="formula", suggestion=suggestion)
    return None


def _signed(text: str, commas_are_decimal: bool) -> Number:
    if text.startswith("−"):
        return _read_positive_or_minus("-" + text[1:].lstrip(), commas_are_decimal)
    if text[0] in "–—" and text[1:2].isdigit():
        return _repaired(_read_positive_or_minus("-" + text[1:], commas_are_decimal), "dash_minus")
    match = patterns.PARENTHESES.fullmatch(text)
    if match:
        return _repaired(
            _read_positive_or_minus("-" + match["number"].strip(), commas_are_decimal), "parenthesis_negative"
        )
    return _read_positive_or_minus(text, commas_are_decimal)


def _repaired(number: Number, cause: str) -> Number:
    if np.isnan(number.value):
        return number
    return number._replace(cause=number.cause or cause, repaired=True)


def _read_positive_or_minus(text: str, commas_are_decimal: bool) -> Number:
    number = _read_figures(text, commas_are_decimal)
    if number is not None:
        return number
    euro = patterns.EURO_FIRST.fullmatch(text)
    match = patterns.UNIT.fullmatch(text)
    if euro or match:
        figures = (euro or match)["number"].strip()  # type: ignore[index]
        return _without_unit(figures, "€" if euro else match["unit"], commas_are_decimal)  # type: ignore[index]
    return Number(cause="not_a_number", suggestion=_suggestion(text))


def _read_figures(text: str, commas_are_decimal: bool) -> Number | None:
    """Figures alone, in one of the known writings; nothing when there is something else."""
    if patterns.AMBIGUOUS.fullmatch(text) and not ("," in text and commas_are_decimal):
        whole, decimal = text.replace(".", "").replace(",", ""), text.replace(".", ",")
        return Number(cause="ambiguous_number", suggestion=f"{whole} ou {decimal}0")
    for pattern, removed, cause in _WRITINGS:
        if pattern.fullmatch(text):
            return _finite(re.sub(removed, "", text).replace(",", "."), cause)
    return None


_WRITINGS: tuple[tuple[re.Pattern[str], str, str | None], ...] = (
    (patterns.SIMPLE, "$^", None),
    (patterns.SPACED, patterns.GROUP, None),
    (patterns.APOSTROPHE, "['’]", "apostrophe_thousands"),
    (patterns.ENGLISH, ",", "english_number"),
    (patterns.POINTS, r"\.", "point_thousands"),
    (patterns.SCIENTIFIC, "$^", ROUNDED),
)


def _finite(text: str, cause: str | None) -> Number:
    value = float(text)
    if not np.isfinite(value) or abs(value) > _LARGEST:
        return Number(cause="out_of_range")
    return Number(value=value, cause=cause, repaired=cause is not None)


def _without_unit(figures: str, unit: str, commas_are_decimal: bool) -> Number:
    number = _read_figures(figures, commas_are_decimal)
    words = unicodedata.normalize("NFKC", unit).casefold().replace(".", "").split()
    if number is None or NOT_UNITS & set(words):
        return Number(cause="not_a_number", suggestion=_suggestion(figures))
    if np.isnan(number.value):
        return number
    scales = [word for word in words if word in SCALES]
    if scales:
        return Number(cause="scaled_unit", suggestion=_scaled(number.value, scales[0]))
    if OTHER_UNITS & set(words):
        return Number(cause="other_unit", suggestion=figures)
    return number._replace(cause="unit_removed", repaired=True)


def _scaled(value: float, unit: str) -> str:
    factor = next(factor for starts, factor in FACTORS if unit.startswith(starts))
    return f"{value * factor:.15g}".replace(".", ",")


def _suggestion(text: str) -> str | None:
    """The number that was probably meant by « 12_000 », « １２ », « - 5 » or « environ 12 »."""
    if any(character.isnumeric() and not character.isdecimal() for character in text):
        return None
    plain = unicodedata.normalize("NFKC", text).replace("_", "")
    if patterns.SIMPLE.fullmatch(plain):
        return plain
    minus = patterns.SPACED_MINUS.fullmatch(plain)
    if minus:
        return f"-{minus['before'] or minus['after']}"
    found = re.findall(r"(?<![\w.,])[0-9]+(?:,[0-9]+)?(?![\w.,])", plain)
    return found[0] if len(found) == 1 and not re.search("[<>≤≥]", plain) else None

"""Cells that hold texts and codes: cleaned, matched with their list, refused when the list lacks them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence

import numpy as np
import pandas as pd

from data.intake.code_lists import Vocabulary, match
from data.intake.coded import Coded
from data.intake.findings import Findings, UnknownCode
from data.report import counted, quoted
from data.safe_export import unprotected
from data.schema_types import Column

TEXT_LENGTH = 10_000
COMMENT_LENGTH = 1_000
SHORT_TEXTS = frozenset({"commentaire", "texte"})
SEVERAL = re.compile(r"\s*[|;,\n]\s*")
EXAMPLES = 3
UNKNOWN_LISTED = 50
_HIDDEN = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_GROUPED_DIGITS = re.compile(r"[\d\s\u00a0\u202f.\-]+")
_ROUNDED = re.compile(r"\d[.,]?\d*E\+?\d+", re.IGNORECASE)
_FIXED_DIGITS = re.compile(r"\\[dw]\{(\d+)\}")


def read_texts(column: Column, texts: Coded, findings: Findings) -> Coded:
    """Texts without hidden characters, in composed form; too long ones and wrong patterns are refused."""
    cleaned = [_clean(text) for text in texts.distinct]
    hidden = np.array([bool(_HIDDEN.search(text)) for text in texts.distinct], dtype=bool)
    findings.repair(
        "hidden_characters",
        f"Des caractères invisibles ont été retirés de la colonne {quoted(column.label)}.",
        texts.rows(hidden),
    )
    result = texts.renamed(cleaned)
    if column.pattern:
        result = _patterned(column, result, findings)
    _refuse_long(column, result, findings)
    return result


def read_codes(column: Column, texts: Coded, known: Vocabulary | None, findings: Findings) -> Coded:
    """The code of each text; unknown ones are refused with the nearest code of the list."""
    if known is None:
        return read_texts(column, texts, findings)
    found = match(texts.distinct, known)
    unknown = found["code"].isna().to_numpy()
    _refuse_unknown(column, texts, unknown, found["suggestion"].tolist(), known, findings)
    _tell_matches(column, texts, found, findings)
    return texts.renamed([code if code else None for code in found["code"]])


def read_several_codes(column: Column, texts: Coded, known: Vocabulary | None, findings: Findings) -> Coded:
    """Several codes in one cell, separated by « | »: each is matched on its own."""
    if known is None:
        return read_texts(column, texts, findings)
    parts = [[part for part in SEVERAL.split(text) if part] for text in texts.distinct]
    single = pd.Index(sorted({part for cell in parts for part in cell}), dtype="str")
    found = match(single, known).set_axis(single)
    codes = found["code"].to_dict()
    missing = [next((part for part in cell if not codes[part]), None) for cell in parts]
    suggestions = [found["suggestion"].get(part) if part else None for part in missing]
    unknown = np.array([part is not None for part in missing], dtype=bool)
    _refuse_unknown(column, texts, unknown, suggestions, known, findings, wrong=missing)
    joined = [
        "|".join(str(codes[part]) for part in cell) if all(map(codes.get, cell)) else None for cell in parts
    ]
    return texts.renamed(joined)


def read_booleans(column: Column, texts: Coded, findings: Findings) -> pd.Series:
    """Oui, non, vrai, faux, 1, 0, x."""
    meanings = [_BOOLEANS.get(_plain(text)) for text in texts.distinct]
    wrong = texts.rows(np.array([meaning is None for meaning in meanings], dtype=bool))
    expected = f"Dans la colonne {quoted(column.label)}, on attend « oui » ou « non »."
    findings.refuse("not_yes_no", wrong, column.name, expected, suggestion="oui ou non")
    return pd.Series(texts.spread(np.array(meanings, dtype=object), None), dtype="boolean")


def examples(pairs: Iterable[tuple[str, object]]) -> str:
    """« nimes » lu « 30189 », for the first few."""
    return ", ".join(f"{quoted(text)} lu {quoted(read)}" for text, read in list(pairs)[:EXAMPLES])


def of_row(texts: Coded, values: Sequence | pd.Series) -> Callable[[int], str | None]:
    """Reads, for a row, what was prepared for its distinct text; nothing when it is missing."""
    known = pd.Series(values, dtype="object") if not isinstance(values, pd.Series) else values
    places = np.flatnonzero(known.notna())
    prepared = dict(zip(places.tolist(), known.iloc[places], strict=True))
    return lambda row: prepared.get(int(texts.codes[row]))


def _refuse_unknown(
    column: Column,
    texts: Coded,
    unknown: np.ndarray,
    suggestions: list,
    known: Vocabulary,
    findings: Findings,
    wrong: list | None = None,
) -> None:
    _note_unknown(column, texts, unknown, suggestions, findings, wrong or list(texts.distinct))
    named = [known.named(code) if isinstance(code, str) else None for code in suggestions]
    shown = wrong or list(texts.distinct)
    messages = [
        _unknown_message(column, text, name) if bad else None
        for text, name, bad in zip(shown, named, unknown, strict=True)
    ]
    findings.refuse(
        "unknown_code",
        texts.rows(unknown),
        column.name,
        of_row(texts, messages),
        value=of_row(texts, shown),
        suggestion=of_row(texts, named),
    )


def _note_unknown(
    column: Column, texts: Coded, unknown: np.ndarray, suggestions: list, findings: Findings, shown: list
) -> None:
    """The first unknown texts, for whoever can say what they mean."""
    for place in np.flatnonzero(unknown)[:UNKNOWN_LISTED].tolist():
        nearest = suggestions[place] if isinstance(suggestions[place], str) else None
        count = int(texts.counts[place])
        findings.unknown_codes.append(UnknownCode(column.name, shown[place], count, nearest))


def _unknown_message(column: Column, text: str, nearest: str | None) -> str:
    start = f"{quoted(text)} ne figure pas dans la liste de la colonne {quoted(column.label)}."
    advice = (
        f"Vouliez-vous écrire {quoted(nearest)} ?"
        if nearest
        else "La liste est dans le modèle à télécharger."
    )
    return f"{start} {advice}"


def _tell_matches(column: Column, texts: Coded, found: pd.DataFrame, findings: Findings) -> None:
    zeros = found["zeros"].to_numpy(dtype=bool)
    respelt = found["repaired"].to_numpy(dtype=bool) & ~zeros
    for cause, chosen, said in (
        ("leading_zeros", zeros, "Zéros de tête remis"),
        ("code_spelling", respelt, "Codes reconnus sous une autre écriture"),
    ):
        pairs = zip(texts.distinct[chosen], found["code"][chosen], strict=True)
        message = f"{said} dans la colonne {quoted(column.label)} : {examples(pairs)}."
        findings.repair(cause, message, texts.rows(chosen))


def _patterned(column: Column, texts: Coded, findings: Findings) -> Coded:
    expected = re.compile(column.pattern or "")
    repaired = [_fitted(text, column.pattern or "", expected) for text in texts.distinct]
    wrong = np.array([text is None for text in repaired], dtype=bool)
    findings.refuse(
        "wrong_pattern",
        texts.rows(wrong),
        column.name,
        of_row(texts, [_pattern_message(column, text) for text in texts.distinct]),
        suggestion=column.description,
    )
    changed = np.array(
        [bool(new) and new != old for old, new in zip(texts.distinct, repaired, strict=True)], bool
    )
    pairs = zip(
        texts.distinct[changed],
        [new for new, kept in zip(repaired, changed, strict=True) if kept],
        strict=True,
    )
    findings.repair(
        "code_spelling", f"Colonne {quoted(column.label)} : {examples(pairs)}.", texts.rows(changed)
    )
    return texts.renamed(repaired)


def _pattern_message(column: Column, text: str) -> str:
    start = (
        f"{quoted(text)} ne convient pas à la colonne {quoted(column.label)} : "
        f"{column.description.rstrip('.')}."
    )
    if _ROUNDED.fullmatch(text):
        return (
            f"{start} Le tableur a arrondi ce numéro : mettez la colonne au format texte et saisissez-le "
            "de nouveau."
        )
    return start


def _fitted(text: str, pattern: str, expected: re.Pattern[str]) -> str | None:
    """The text as the pattern wants it: without spaces, with the leading zero that a spreadsheet drops."""
    if expected.fullmatch(text):
        return text
    plain = re.sub(r"[\s\u00a0\u202f.\-]", "", text.removesuffix(".0")).upper()
    if expected.fullmatch(plain):
        return plain
    digits = _FIXED_DIGITS.fullmatch(pattern)
    if digits and plain.isdigit() and len(plain) == int(digits[1]) - 1:
        return f"0{plain}"
    return None


def _refuse_long(column: Column, texts: Coded, findings: Findings) -> None:
    limit = COMMENT_LENGTH if column.name in SHORT_TEXTS else TEXT_LENGTH
    long = np.array([len(text) > limit for text in texts.distinct], dtype=bool)
    message = f"Ce texte dépasse {counted(limit)} caractères : raccourcissez-le."
    findings.refuse("text_too_long", texts.rows(long), column.name, message)


def _clean(text: str) -> str:
    visible = _HIDDEN.sub("", text) if not text.isprintable() else text
    return unprotected(unicodedata.normalize("NFC", visible))


def _plain(text: str) -> str:
    return text.casefold().strip(" .")


_BOOLEANS = dict.fromkeys(("oui", "vrai", "true", "1", "x", "o", "yes"), True) | dict.fromkeys(
    ("non", "faux", "false", "0", "n", "no"), False
)

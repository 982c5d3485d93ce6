"""Cells that hold texts and codes: cleaned, matched with their list, refused when the list lacks them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice

import numpy as np
import pandas as pd

from data.intake.clean_text import HIDDEN, clean_text
from data.intake.code_lists import Vocabulary, match, spelling
from data.intake.coded import Coded, of_row
from data.intake.findings import Findings
from data.intake.unknown_codes import refuse_unknown, with_newcomers
from data.privacy.quoting import cited, may_be_quoted, quotable_or_none
from data.readers.heading_text import replace_look_alikes
from data.report import counted, quoted
from data.schema_types import Column

TEXT_LENGTH = 10_000
COMMENT_LENGTH = 1_000
SHORT_TEXTS = frozenset({"commentaire", "texte"})
SEVERAL = re.compile(r"\s*[|;,\n]\s*")
EXAMPLES = 3
# Texts that are no code but tell rows apart.
NAMING = frozenset({"structure", "action"})
_ROUNDED = re.compile(r"\d[.,]?\d*E\+?\d+", re.IGNORECASE)
_FIXED_DIGITS = re.compile(r"\\[dw]\{(\d+)\}")


def read_texts(column: Column, texts: Coded, findings: Findings) -> Coded:
    """Texts without hidden characters, in composed form; too long ones and wrong patterns are refused."""
    if column.name in NAMING:
        _ask_look_alikes(column, texts, findings)
    cleaned = [clean_text(text) for text in texts.words]
    hidden = np.array([bool(HIDDEN.search(text)) for text in texts.words], dtype=bool)
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
    _ask_look_alikes(column, texts, findings)
    if column.codes == "structures":
        found = with_newcomers(column, texts, found, known, findings)
    unknown = found["code"].isna().to_numpy()
    refuse_unknown(column, texts, unknown, found["suggestion"].tolist(), known, findings)
    _tell_matches(column, texts, found, findings)
    return texts.renamed([code if code else None for code in found["code"]])


def read_several_codes(column: Column, texts: Coded, known: Vocabulary | None, findings: Findings) -> Coded:
    """Several codes in one cell, separated by « | »: each is matched on its own."""
    if known is None:
        return read_texts(column, texts, findings)
    parts = [[part for part in SEVERAL.split(text) if part] for text in texts.words]
    single = pd.Index(sorted({part for cell in parts for part in cell}), dtype="str")
    found = match(single, known).set_axis(single)
    codes = found["code"].to_dict()
    missing = [next((part for part in cell if not codes[part]), None) for cell in parts]
    suggestions = [found["suggestion"].get(part) if part else None for part in missing]
    unknown = np.array([part is not None for part in missing], dtype=bool)
    refuse_unknown(column, texts, unknown, suggestions, known, findings, wrong=missing)
    joined = [
        "|".join(str(codes[part]) for part in cell) if all(map(codes.get, cell)) else None for cell in parts
    ]
    return texts.renamed(joined)


def read_booleans(column: Column, texts: Coded, findings: Findings) -> pd.Series:
    """Oui, non, vrai, faux, 1, 0, x."""
    meanings = [_BOOLEANS.get(_plain(text)) for text in texts.words]
    wrong = texts.rows(np.array([meaning is None for meaning in meanings], dtype=bool))
    expected = f"Dans la colonne {quoted(column.label)}, on attend « oui » ou « non »."
    findings.refuse("not_yes_no", wrong, column.name, expected, suggestion="oui ou non")
    return pd.Series(texts.spread(np.array(meanings, dtype=object), None), dtype="boolean")


def examples(pairs: Iterable[tuple[str, object]]) -> str:
    """« : « nimes » lu « 30189 » », for the first few that a message may repeat; nothing without any."""
    told = (
        f"{quoted(text)} lu {quoted(read)}"
        for text, read in pairs
        if may_be_quoted(text, [spelling(str(read))])
    )
    first = list(islice(told, EXAMPLES))
    return f" : {', '.join(first)}" if first else ""


def _ask_look_alikes(column: Column, texts: Coded, findings: Findings) -> None:
    """Letters of another alphabet that look like ours: with them, one name would count as two."""
    odd = np.array([replace_look_alikes(text) != text for text in texts.words], dtype=bool)
    message = (
        f"Ce texte de la colonne {quoted(column.label)} contient des lettres d’un autre alphabet qui imitent "
        "les nôtres (copier-coller ?). Confirmez, ou saisissez-le de nouveau au clavier."
    )
    plain = [quotable_or_none(replace_look_alikes(text)) for text in texts.words]
    findings.ask("look_alike_letters", texts.rows(odd), column.name, message, suggestion=of_row(texts, plain))


def _tell_matches(column: Column, texts: Coded, found: pd.DataFrame, findings: Findings) -> None:
    zeros = found["zeros"].to_numpy(dtype=bool)
    respelt = found["repaired"].to_numpy(dtype=bool) & ~zeros
    for cause, chosen, said in (
        ("leading_zeros", zeros, "Zéros de tête remis"),
        ("code_spelling", respelt, "Codes reconnus sous une autre écriture"),
    ):
        pairs = zip(texts.distinct[chosen], found["code"][chosen], strict=True)
        message = f"{said} dans la colonne {quoted(column.label)}{examples(pairs)}."
        findings.repair(cause, message, texts.rows(chosen))


def _patterned(column: Column, texts: Coded, findings: Findings) -> Coded:
    expected = re.compile(column.pattern or "")
    repaired = [_fitted(text, column.pattern or "", expected) for text in texts.words]
    wrong = np.array([text is None for text in repaired], dtype=bool)
    findings.refuse(
        "wrong_pattern",
        texts.rows(wrong),
        column.name,
        of_row(texts, [_pattern_message(column, text) for text in texts.words]),
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
        "code_spelling",
        f"Codes réécrits dans la colonne {quoted(column.label)}{examples(pairs)}.",
        texts.rows(changed),
    )
    return texts.renamed(repaired)


def _pattern_message(column: Column, text: str) -> str:
    start = (
        f"{cited(text)} ne convient pas à la colonne {quoted(column.label)} : "
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
    long = np.array([len(text) > limit for text in texts.words], dtype=bool)
    message = f"Ce texte dépasse {counted(limit, 'caractère', 'caractères')} : raccourcissez-le."
    findings.refuse("text_too_long", texts.rows(long), column.name, message)


def _plain(text: str) -> str:
    return text.casefold().strip(" .")


_BOOLEANS = dict.fromkeys(("oui", "vrai", "true", "1", "x", "o", "yes"), True) | dict.fromkeys(
    ("non", "faux", "false", "0", "n", "no"), False
)

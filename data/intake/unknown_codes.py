"""Texts that a list of codes does not hold: refused with the nearest code, or asked for a new structure."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import numpy as np
import pandas as pd

from data.intake.clean_text import clean_text
from data.intake.code_lists import Vocabulary
from data.intake.coded import Coded, of_row
from data.intake.findings import Findings, UnknownCode
from data.privacy.quoting import UNQUOTED, may_name_an_organisation, quotable_or_none
from data.report import quoted
from data.schema_types import Column
from data.spellings.number_words import EXCEL_ERROR

UNKNOWN_LISTED = 50
# With more of them, the column does not hold structures.
NEWCOMERS_AT_MOST = 300


def refuse_unknown(
    column: Column,
    texts: Coded,
    unknown: np.ndarray,
    suggestions: list,
    known: Vocabulary,
    findings: Findings,
    wrong: list | None = None,
) -> None:
    """Refuse the rows of unknown texts; one is repeated only when it is nearly a code, or looks like one.

    Args:
        wrong: for each distinct text, the part of it that is unknown; the whole of it otherwise.
    """
    written = wrong or texts.words
    named = [known.named(code) if isinstance(code, str) else None for code in suggestions]

    @cache
    def quotable(place: int) -> str | None:
        return quotable_or_none(written[place], _spellings(known, suggestions[place]))

    def message(row: int) -> str:
        place = int(texts.codes[row])
        return _unknown_message(column, quotable(place), named[place])

    _note_unknown(column, texts, unknown, suggestions, findings, written, quotable)
    findings.refuse(
        "unknown_code",
        texts.rows(unknown),
        column.name,
        message,
        value=lambda row: quotable(int(texts.codes[row])),
        suggestion=of_row(texts, named),
    )


def with_newcomers(
    column: Column, texts: Coded, found: pd.DataFrame, known: Vocabulary, findings: Findings
) -> pd.DataFrame:
    """Structures that resemble none of the directory are read as they are, once somebody said yes.

    A text without any word of an organisation may be a person's name: whoever answers looks at its cell.
    """
    new = _newcomers(texts, found, known)
    if not new.any() or new.sum() > NEWCOMERS_AT_MOST:
        return found
    named = [
        text if fresh and may_name_an_organisation(text) else None
        for text, fresh in zip(texts.words, new, strict=True)
    ]
    suggestions = found["suggestion"].tolist()
    _note_unknown(column, texts, new, suggestions, findings, texts.words, named.__getitem__)
    messages = [_newcomer_message(text) if fresh else None for text, fresh in zip(named, new, strict=True)]
    rows = texts.rows(new)
    findings.ask("new_structure", rows, column.name, of_row(texts, messages), value=of_row(texts, named))
    cleaned = [clean_text(text) for text in texts.words]
    codes = [text if fresh else code for code, text, fresh in zip(found["code"], cleaned, new, strict=True)]
    return found.assign(code=pd.Series(codes, index=found.index, dtype="object"))


def _newcomers(texts: Coded, found: pd.DataFrame, known: Vocabulary) -> np.ndarray:
    named = zip(found["code"], found["suggestion"], texts.words, strict=True)
    new = [code is None and not (near and known.is_misspelt(text, near)) for code, near, text in named]
    return np.array(new, dtype=bool)


def _newcomer_message(text: str | None) -> str:
    start = (
        f"{quoted(text)} ne figure pas dans l’annuaire des structures."
        if text
        else "Cette structure ne figure pas dans l’annuaire. Son nom n’est pas recopié ici, au cas où ce "
        "serait celui d’une personne : regardez la case."
    )
    return (
        f"{start} Confirmez s’il s’agit d’un nouveau contributeur (jamais d’une personne), ou écrivez le "
        "code de la structure."
    )


def _spellings(known: Vocabulary, nearest: object) -> list[str]:
    return known.spellings_of(nearest) if isinstance(nearest, str) else []


def _note_unknown(
    column: Column,
    texts: Coded,
    unknown: np.ndarray,
    suggestions: list,
    findings: Findings,
    written: list,
    quotable: Callable[[int], str | None],
) -> None:
    """The first unknown texts, for whoever can say what they mean."""
    for place in np.flatnonzero(unknown)[:UNKNOWN_LISTED].tolist():
        nearest = suggestions[place] if isinstance(suggestions[place], str) else None
        first = int(np.argmax(texts.codes == place))
        shown = quotable(place) or f"Texte de la {findings.places.place(first, column.name)}"
        count = int(texts.counts[place])
        findings.unknown_codes.append(UnknownCode(column.name, written[place], shown, count, nearest))


def _unknown_message(column: Column, text: str | None, nearest: str | None) -> str:
    if text and EXCEL_ERROR.fullmatch(text):
        return f"{quoted(text)} est une erreur du tableur : corrigez la formule, ou écrivez le code."
    said = quoted(text) if text else UNQUOTED
    start = f"{said} ne figure pas dans la liste de la colonne {quoted(column.label)}."
    advice = (
        f"Vouliez-vous écrire {quoted(nearest)} ?"
        if nearest
        else "La liste est dans le modèle à télécharger."
    )
    return f"{start} {advice}"

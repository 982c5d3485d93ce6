"""Texts that a list of codes does not hold: refused with the nearest code, or asked for a new structure."""

from __future__ import annotations

import numpy as np
import pandas as pd

from data.intake.clean_text import clean_text
from data.intake.code_lists import Vocabulary
from data.intake.coded import Coded, of_row
from data.intake.findings import Findings, UnknownCode
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
    _note_unknown(column, texts, unknown, suggestions, findings, wrong or texts.words)
    named = [known.named(code) if isinstance(code, str) else None for code in suggestions]
    shown = wrong or texts.words
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


def with_newcomers(
    column: Column, texts: Coded, found: pd.DataFrame, known: Vocabulary, findings: Findings
) -> pd.DataFrame:
    """Structures that resemble none of the directory are read as they are, once somebody said yes."""
    new = _newcomers(texts, found, known)
    if not new.any() or new.sum() > NEWCOMERS_AT_MOST:
        return found
    _note_unknown(column, texts, new, found["suggestion"].tolist(), findings, texts.words)

    def message(row: int) -> str:
        return (
            f"{quoted(texts.text(row))} ne figure pas dans l’annuaire des structures. Confirmez s’il s’agit "
            "d’un nouveau contributeur, ou écrivez le code de la structure."
        )

    findings.ask("new_structure", texts.rows(new), column.name, message)
    cleaned = [clean_text(text) for text in texts.words]
    codes = [text if fresh else code for code, text, fresh in zip(found["code"], cleaned, new, strict=True)]
    return found.assign(code=pd.Series(codes, index=found.index, dtype="object"))


def _newcomers(texts: Coded, found: pd.DataFrame, known: Vocabulary) -> np.ndarray:
    named = zip(found["code"], found["suggestion"], texts.words, strict=True)
    new = [code is None and not (near and known.is_misspelt(text, near)) for code, near, text in named]
    return np.array(new, dtype=bool)


def _note_unknown(
    column: Column, texts: Coded, unknown: np.ndarray, suggestions: list, findings: Findings, shown: list
) -> None:
    """The first unknown texts, for whoever can say what they mean."""
    for place in np.flatnonzero(unknown)[:UNKNOWN_LISTED].tolist():
        nearest = suggestions[place] if isinstance(suggestions[place], str) else None
        count = int(texts.counts[place])
        findings.unknown_codes.append(UnknownCode(column.name, shown[place], count, nearest))


def _unknown_message(column: Column, text: str, nearest: str | None) -> str:
    if EXCEL_ERROR.fullmatch(text):
        return f"{quoted(text)} est une erreur du tableur : corrigez la formule, ou écrivez le code."
    start = f"{quoted(text)} ne figure pas dans la liste de la colonne {quoted(column.label)}."
    advice = (
        f"Vouliez-vous écrire {quoted(nearest)} ?"
        if nearest
        else "La liste est dans le modèle à télécharger."
    )
    return f"{start} {advice}"

"""Cells that hold numbers: read on their distinct texts, refused or asked when in doubt."""

from __future__ import annotations

from collections.abc import Callable, Collection

import numpy as np
import pandas as pd

from data.intake.coded import Coded, of_row
from data.intake.findings import Findings
from data.intake.shown_values import shown
from data.intake.text_cells import examples
from data.privacy.quoting import cited
from data.report import quoted
from data.schema_types import Column
from data.spellings.numbers import REPAIRED_CAUSES, ROUNDED, ambiguous_readings, parse_numbers

# Answers to « 1.234 »: read as thousands, or as decimals.
AMBIGUOUS = "ambiguous_number"
AS_DECIMALS = "ambiguous_number:decimal"
BLANK = "blank"

_NUMBER_ADVICE = {
    "excel_error": (
        "est une erreur du tableur : corrigez la formule, ou laissez la case vide si la valeur manque."
    ),
    "formula": "est une formule : écrivez son résultat.",
    "out_of_range": "est trop grand pour être un nombre de ce tableau.",
    "scaled_unit": "est donné en milliers ou en millions : écrivez le nombre entier.",
    "other_unit": "est dans une autre unité : convertissez-le dans celle de la colonne.",
    "hidden_direction": (
        "contient un caractère caché qui change l’ordre des chiffres : saisissez-le de nouveau."
    ),
}
_NOT_A_NUMBER = (
    "n’est pas un nombre : écrivez des chiffres (1234,5), « NC » si la valeur manque, « <5 » si elle est "
    "masquée."
)
_NUMBER_REPAIRS = {
    "unit_removed": "Unités retirées des nombres",
    "apostrophe_thousands": "Apostrophes de milliers retirées",
    "english_number": "Nombres écrits à l’anglaise",
    "point_thousands": "Points de milliers retirés",
    "parenthesis_negative": "Nombres entre parenthèses lus comme négatifs",
    "dash_minus": "Tirets lus comme un signe moins",
    "hidden_characters": "Caractères invisibles retirés des nombres",
}


def read_numbers(
    column: Column, texts: Coded, findings: Findings, answers: Collection[str]
) -> tuple[pd.Series, np.ndarray]:
    """The number of each row, and which rows say that theirs is withheld (« <5 », « secret »)."""
    read = parse_numbers(texts.distinct)
    values, causes = read["value"].to_numpy(copy=True), _by_cause(read)
    _settle_ambiguous(column, texts, values, causes.pop(AMBIGUOUS, None), findings, answers)
    _ask_rounded(column, texts, values, causes.pop(ROUNDED, None), findings)
    for cause, chosen in causes.items():
        if cause in REPAIRED_CAUSES:
            _tell_repair(column, texts, values, cause, chosen, findings)
        elif cause != BLANK:
            _refuse_unread(column, texts, read["suggestion"], cause, chosen, findings)
    _refuse_out_of_bounds(column, texts, values, findings)
    withheld = texts.spread((read["status"] == "secret").to_numpy(dtype=bool), False)
    return pd.Series(texts.spread(values, np.nan), dtype="float64"), withheld


def read_integers(column: Column, texts: Coded, findings: Findings, answers: Collection[str]) -> pd.Series:
    """Whole numbers; a fraction is refused."""
    values, _ = read_numbers(column, texts, findings, answers)
    fractions = np.flatnonzero((values % 1 != 0).to_numpy() & values.notna().to_numpy())
    message = f"La colonne {quoted(column.label)} attend un nombre entier."
    findings.refuse("not_whole", fractions, column.name, message)
    values[fractions] = np.nan
    return values.astype("Int64")


def refuse_percentages(column: Column, texts: Coded, findings: Findings) -> None:
    """A percentage where a count is expected: its two counts are needed instead."""
    percents = texts.matching("[%‰]$")
    message = (
        "Un pourcentage ne peut pas être additionné : on attend le nombre lui-même (par exemple 12 "
        "personnes)."
    )
    findings.refuse("percentage", texts.rows(percents), column.name, message)


def _by_cause(read: pd.DataFrame) -> dict[str, np.ndarray]:
    """For each cause met, in order, which distinct texts it concerns."""
    causes = read["cause"]
    return {cause: (causes == cause).to_numpy(dtype=bool) for cause in causes.dropna().unique()}


def _settle_ambiguous(
    column: Column,
    texts: Coded,
    values: np.ndarray,
    doubtful: np.ndarray | None,
    findings: Findings,
    answers: Collection[str],
) -> None:
    """« 1.234 »: read as the answer says; without an answer, its rows wait."""
    if doubtful is None:
        return
    readings = {
        place: ambiguous_readings(texts.distinct[place]) for place in np.flatnonzero(doubtful).tolist()
    }
    rows = texts.rows(doubtful)
    if AMBIGUOUS in answers or AS_DECIMALS in answers:
        values[list(readings)] = [reading[AS_DECIMALS in answers] for reading in readings.values()]
    else:
        findings.waiting[rows] = True
    message = _ambiguous_message(texts, readings)
    findings.ask(AMBIGUOUS, rows, column.name, message)


def _ask_rounded(
    column: Column, texts: Coded, values: np.ndarray, rounded: np.ndarray | None, findings: Findings
) -> None:
    """« 1,23E+05 »: read 123 000, but the number typed may have been 123 456."""
    if rounded is None:
        return

    def message(row: int) -> str:
        return (
            f"{cited(texts.text(row))} a été lu {shown(values[texts.codes[row]])} : le tableur a peut-être "
            "arrondi ce nombre. Confirmez, ou écrivez-le en entier."
        )

    findings.ask(ROUNDED, texts.rows(rounded), column.name, message)


def _ambiguous_message(texts: Coded, readings: dict[int, tuple[float, float]]) -> Callable[[int], str]:
    def message(row: int) -> str:
        thousands, decimals = (shown(value) for value in readings[texts.codes[row]])
        return (
            f"{cited(texts.text(row))} peut se lire {thousands} ou {decimals}. "
            f"Confirmez qu’il faut lire {thousands}, ou récrivez le nombre sans point."
        )

    return message


def _refuse_unread(
    column: Column, texts: Coded, suggestions: pd.Series, cause: str, chosen: np.ndarray, findings: Findings
) -> None:
    advice = _NUMBER_ADVICE.get(cause, _NOT_A_NUMBER)
    findings.refuse(
        cause,
        texts.rows(chosen),
        column.name,
        lambda row: f"{cited(texts.text(row))} {advice}",
        suggestion=of_row(texts, suggestions),
    )


def _tell_repair(
    column: Column, texts: Coded, values: np.ndarray, cause: str, chosen: np.ndarray, findings: Findings
) -> None:
    places = np.flatnonzero(chosen)[:3].tolist()
    pairs = [(texts.distinct[place], shown(values[place])) for place in places]
    message = f"{_NUMBER_REPAIRS[cause]}, colonne {quoted(column.label)}{examples(pairs)}."
    findings.repair(cause, message, texts.rows(chosen))


def _refuse_out_of_bounds(column: Column, texts: Coded, values: np.ndarray, findings: Findings) -> None:
    low = -np.inf if column.minimum is None else column.minimum
    high = np.inf if column.maximum is None else column.maximum
    outside = (values < low) | (values > high)
    bounds = f"entre {shown(low)} et {shown(high)}" if np.isfinite(high) else f"d’au moins {shown(low)}"
    message = f"La colonne {quoted(column.label)} attend un nombre {bounds}."
    findings.refuse("out_of_bounds", texts.rows(outside), column.name, message)

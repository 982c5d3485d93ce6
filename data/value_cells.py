"""Cells that hold numbers, periods and dates: read on distinct texts, refused or asked when in doubt."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import date

import numpy as np
import pandas as pd

from data.coded import Coded
from data.dates import TO_CONFIRM as DATES_TO_CONFIRM
from data.dates import parse_dates
from data.findings import Findings
from data.numbers import REPAIRED_CAUSES, ambiguous_readings, parse_numbers, read_number
from data.period_texts import TO_CONFIRM, parse_periods
from data.report import quoted
from data.schema_types import Column
from data.text_cells import examples, of_row

# Answers to « 1.234 »: read as thousands, or as decimals.
AMBIGUOUS = "ambiguous_number"
AS_DECIMALS = "ambiguous_number:decimal"
# A day that may be a month: its row waits too.
AMBIGUOUS_DATE = "ambiguous_date"

_NUMBER_ADVICE = {
    "excel_error": (
        "est une erreur du tableur : corrigez la formule, ou laissez la case vide si la valeur manque."
    ),
    "formula": "est une formule : écrivez son résultat.",
    "out_of_range": "est trop grand pour être un nombre de ce tableau.",
    "scaled_unit": "est donné en milliers ou en millions : écrivez le nombre entier.",
    "other_unit": "est dans une autre unité : convertissez-le dans celle de la colonne.",
    "hidden_direction": (
        "contient un caractère caché qui change l’ordre des chiffres : saisissez-le de nouveau."
    ),
}
_NOT_A_NUMBER = (
    "n’est pas un nombre : écrivez des chiffres (1234,5), « NC » si la valeur manque, « <5 » si elle est "
    "masquée."
)
# Columns whose periods are still to come.
DUE_LATER = frozenset({"echeance"})
YEARS_AHEAD = 40
_PERIOD_ADVICE = {
    "date_as_month": "est une date : elle a été lue comme le mois entier, {hint}. Confirmez.",
    "ambiguous_date": "peut se lire de deux façons : {hint}. Confirmez la première, ou écrivez le mois.",
    "excel_serial": "est un numéro de jour du tableur : il a été lu {hint}. Confirmez.",
    "two_digit_year": "n’a que deux chiffres pour l’année : lu {hint}. Confirmez.",
    "short_school_year": "a été lu {hint}. Confirmez, ou écrivez les deux années en entier.",
    "future_period": "n’a pas encore commencé : vérifiez l’année.",
    "american_date": "a le mois avant le jour : écrivez {hint}.",
    "week": "est une semaine : donnez le mois, le trimestre ou l’année.",
    "year_missing": "n’a pas d’année : écrivez par exemple 2025-03, 2025-T1 ou 2025.",
    "impossible_year": "a une année impossible.",
    "impossible_month": "a un mois impossible : les mois vont de 1 à 12.",
    "impossible_quarter": "a un trimestre impossible : ils vont de T1 à T4.",
    "impossible_half_year": "a un semestre impossible : S1 ou S2.",
    "impossible_school_year": "n’est pas une année scolaire : les deux années se suivent, comme 2025-2026.",
    "impossible_date": "est un jour qui n’existe pas.",
}
_NOT_A_PERIOD = "n’est pas une période : écrivez 2025-03, 2025-T1, 2025-S1, 2025 ou 2025-2026."
_DATE_ADVICE = {
    "ambiguous_date": (
        "peut se lire de deux façons : {hint}. Confirmez la première, ou écrivez le mois en lettres."
    ),
    "excel_serial": "est un numéro de jour du tableur : il a été lu {hint}. Confirmez.",
    "two_digit_year": "n’a que deux chiffres pour l’année : lu {hint}. Confirmez.",
    "american_date": "a le mois avant le jour : écrivez {hint}.",
    "impossible_date": "est un jour qui n’existe pas.",
    "date_out_of_range": "est trop loin dans le temps : vérifiez l’année.",
}
_NOT_A_DATE = "n’est pas une date : écrivez par exemple 31/03/2025."
_NUMBER_REPAIRS = {
    "unit_removed": "Unités retirées des nombres",
    "scientific_notation": "Nombres écrits avec un exposant",
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
    values, causes = read["value"].to_numpy(copy=True), read["cause"].fillna("").to_numpy(dtype=object)
    _settle_ambiguous(column, texts, values, causes, findings, answers)
    _refuse_unread(column, texts, read["suggestion"], causes, findings)
    _tell_repairs(column, texts, values, causes, findings)
    _refuse_out_of_bounds(column, texts, values, findings)
    withheld = texts.spread((read["status"] == "secret").to_numpy(dtype=bool), False)
    return pd.Series(texts.spread(values, np.nan), dtype="float64"), withheld


def read_integers(column: Column, texts: Coded, findings: Findings, answers: Collection[str]) -> pd.Series:
    """Whole numbers; a fraction is refused."""
    values, _ = read_numbers(column, texts, findings, answers)
    fractions = np.flatnonzero((values % 1 != 0).to_numpy() & values.notna().to_numpy())
    message = f"La colonne {quoted(column.label)} attend un nombre entier."
    findings.refuse("not_whole", fractions, column.name, message, value=texts.text)
    values[fractions] = np.nan
    return values.astype("Int64")


def refuse_percentages(column: Column, texts: Coded, findings: Findings) -> None:
    """A percentage where a count is expected: its two counts are needed instead."""
    percents = texts.matching("%$")
    message = (
        "Un pourcentage ne peut pas être additionné : on attend le nombre lui-même (par exemple 12 "
        "personnes)."
    )
    findings.refuse("percentage", texts.rows(percents), column.name, message, value=texts.text)


def read_periods(
    column: Column, texts: Coded, today: date, findings: Findings, answers: Collection[str]
) -> Coded:
    """Canonical codes; impossible and future periods are refused, spreadsheet serials asked."""
    last_day = date(today.year + YEARS_AHEAD, 12, 31) if column.name in DUE_LATER else today
    read = parse_periods(texts.distinct, last_day)
    causes = read["cause"].fillna("").to_numpy(dtype=object)
    hints = of_row(texts, read["suggestion"])
    for cause in sorted(set(causes) - {""}):
        rows = texts.rows(causes == cause)
        report = findings.ask if cause in TO_CONFIRM else findings.refuse
        if cause == AMBIGUOUS_DATE and cause not in answers:
            findings.waiting[rows] = True
        message = _advised(texts, _PERIOD_ADVICE.get(cause, _NOT_A_PERIOD), hints)
        report(cause, rows, column.name, message, value=texts.text, suggestion=hints)
    findings.repair(
        "period_spelling",
        f"Périodes reconnues sous une autre écriture, colonne {quoted(column.label)}.",
        texts.rows(read["repaired"].to_numpy(dtype=bool)),
    )
    return texts.renamed(read["code"])


def read_dates(column: Column, texts: Coded, findings: Findings, answers: Collection[str]) -> pd.Series:
    """Days; impossible ones are refused, doubtful ones asked, « NC » is a missing day."""
    read = parse_dates(texts.distinct)
    causes = read["cause"].fillna("").to_numpy(dtype=object)
    causes[[read_number(text).status is not None for text in texts.distinct]] = ""
    hints = of_row(texts, read["suggestion"])
    for cause in sorted(set(causes) - {""}):
        rows = texts.rows(causes == cause)
        report = findings.ask if cause in DATES_TO_CONFIRM else findings.refuse
        if cause == AMBIGUOUS_DATE and cause not in answers:
            findings.waiting[rows] = True
        message = _advised(texts, _DATE_ADVICE.get(cause, _NOT_A_DATE), hints)
        report(cause, rows, column.name, message, value=texts.text, suggestion=hints)
    return pd.Series(texts.spread(read["value"].to_numpy(), np.datetime64("NaT", "us"))).astype(
        "datetime64[us]"
    )


def _advised(texts: Coded, advice: str, hint: Callable[[int], str | None]) -> Callable[[int], str]:
    """The value of the row, then the advice with what was understood or expected."""
    return lambda row: f"{quoted(texts.text(row))} {advice.format(hint=hint(row))}"


def _settle_ambiguous(
    column: Column,
    texts: Coded,
    values: np.ndarray,
    causes: np.ndarray,
    findings: Findings,
    answers: Collection[str],
) -> None:
    """« 1.234 »: read as the answer says; without an answer, its rows wait."""
    doubtful = causes == AMBIGUOUS
    if not doubtful.any():
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
    findings.ask(AMBIGUOUS, rows, column.name, message, value=texts.text)
    causes[doubtful] = ""


def _ambiguous_message(texts: Coded, readings: dict[int, tuple[float, float]]) -> Callable[[int], str]:
    def message(row: int) -> str:
        thousands, decimals = (_shown(value) for value in readings[texts.codes[row]])
        return (
            f"{quoted(texts.text(row))} peut se lire {thousands} ou {decimals}. "
            f"Confirmez qu’il faut lire {thousands}, ou récrivez le nombre sans point."
        )

    return message


def _refuse_unread(
    column: Column, texts: Coded, suggestions: pd.Series, causes: np.ndarray, findings: Findings
) -> None:
    for cause in sorted(set(causes) - REPAIRED_CAUSES - {"", "blank"}):
        advice = _NUMBER_ADVICE.get(cause, _NOT_A_NUMBER)
        message = lambda row, advice=advice: f"{quoted(texts.text(row))} {advice}"  # noqa: E731
        rows = texts.rows(causes == cause)
        findings.refuse(
            cause, rows, column.name, message, value=texts.text, suggestion=of_row(texts, suggestions)
        )


def _tell_repairs(
    column: Column, texts: Coded, values: np.ndarray, causes: np.ndarray, findings: Findings
) -> None:
    for cause in sorted(set(causes) & REPAIRED_CAUSES):
        places = np.flatnonzero(causes == cause)
        pairs = [(texts.distinct[place], _shown(values[place])) for place in places[:3].tolist()]
        message = f"{_NUMBER_REPAIRS[cause]}, colonne {quoted(column.label)} : {examples(pairs)}."
        findings.repair(cause, message, texts.rows(causes == cause))


def _refuse_out_of_bounds(column: Column, texts: Coded, values: np.ndarray, findings: Findings) -> None:
    low = -np.inf if column.minimum is None else column.minimum
    high = np.inf if column.maximum is None else column.maximum
    outside = (values < low) | (values > high)
    bounds = f"entre {_shown(low)} et {_shown(high)}" if np.isfinite(high) else f"d’au moins {_shown(low)}"
    message = f"La colonne {quoted(column.label)} attend un nombre {bounds}."
    findings.refuse("out_of_bounds", texts.rows(outside), column.name, message, value=texts.text)


def _shown(value: float) -> str:
    return f"{value:.15g}".replace(".", ",")

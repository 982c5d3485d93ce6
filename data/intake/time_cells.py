"""Cells that hold periods and dates: read on their distinct texts, refused or asked when in doubt."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import date

import numpy as np
import pandas as pd

from data.intake.coded import Coded, of_row
from data.intake.findings import Findings
from data.privacy.quoting import cited
from data.report import quoted
from data.schema_types import Column
from data.spellings.dates import TO_CONFIRM as DATES_TO_CONFIRM
from data.spellings.dates import parse_dates
from data.spellings.numbers import read_number
from data.spellings.period_texts import TO_CONFIRM, parse_periods

# A day that may be a month: its row waits for an answer.
AMBIGUOUS_DATE = "ambiguous_date"
# Columns whose periods are still to come.
DUE_LATER = frozenset({"echeance"})
YEARS_AHEAD = 40
_PERIOD_ADVICE = {
    "date_as_month": "est une date : elle a été lue comme le mois entier, {hint}. Confirmez.",
    "ambiguous_date": "peut se lire de deux façons : {hint}. Confirmez la première, ou écrivez le mois.",
    "excel_serial": "est un numéro de jour du tableur : il a été lu {hint}. Confirmez.",
    "two_digit_year": "n’a que deux chiffres pour l’année : lu {hint}. Confirmez.",
    "short_school_year": "a été lu {hint}. Confirmez, ou écrivez les deux années en entier.",
    "future_period": "n’a pas encore commencé : vérifiez l’année.",
    "american_date": "a le mois avant le jour : écrivez {hint}.",
    "week": "est une semaine : donnez le mois, le trimestre ou l’année.",
    "year_missing": "n’a pas d’année : écrivez par exemple 2025-03, 2025-T1 ou 2025.",
    "impossible_year": "a une année impossible.",
    "impossible_month": "a un mois impossible : les mois vont de 1 à 12.",
    "impossible_quarter": "a un trimestre impossible : ils vont de T1 à T4.",
    "impossible_half_year": "a un semestre impossible : S1 ou S2.",
    "impossible_school_year": "n’est pas une année scolaire : les deux années se suivent, comme 2025-2026.",
    "impossible_date": "est un jour qui n’existe pas.",
}
_NOT_A_PERIOD = "n’est pas une période : écrivez 2025-03, 2025-T1, 2025-S1, 2025 ou 2025-2026."
_DATE_ADVICE = {
    "ambiguous_date": (
        "peut se lire de deux façons : {hint}. Confirmez la première, ou écrivez le mois en lettres."
    ),
    "excel_serial": "est un numéro de jour du tableur : il a été lu {hint}. Confirmez.",
    "two_digit_year": "n’a que deux chiffres pour l’année : lu {hint}. Confirmez.",
    "american_date": "a le mois avant le jour : écrivez {hint}.",
    "impossible_date": "est un jour qui n’existe pas.",
    "date_out_of_range": "est trop loin dans le temps : vérifiez l’année.",
}
_NOT_A_DATE = "n’est pas une date : écrivez par exemple 31/03/2025."


def read_periods(
    column: Column, texts: Coded, today: date, findings: Findings, answers: Collection[str]
) -> Coded:
    """Canonical codes; impossible and future periods are refused, spreadsheet serials asked."""
    last_day = date(today.year + YEARS_AHEAD, 12, 31) if column.name in DUE_LATER else today
    read = parse_periods(texts.distinct, last_day)
    _report_doubts(column, texts, read, _PERIOD_ADVICE, _NOT_A_PERIOD, TO_CONFIRM, findings, answers)
    findings.repair(
        "period_spelling",
        f"Périodes reconnues sous une autre écriture, colonne {quoted(column.label)}.",
        texts.rows(read["repaired"].to_numpy(dtype=bool)),
    )
    return texts.renamed(read["code"])


def read_dates(column: Column, texts: Coded, findings: Findings, answers: Collection[str]) -> pd.Series:
    """Days; impossible ones are refused, doubtful ones asked, « NC » is a missing day."""
    read = parse_dates(texts.distinct)
    not_sent = [read_number(text).status is not None for text in texts.words]
    read["cause"] = read["cause"].mask(np.array(not_sent, dtype=bool))
    _report_doubts(column, texts, read, _DATE_ADVICE, _NOT_A_DATE, DATES_TO_CONFIRM, findings, answers)
    days = texts.spread(read["value"].to_numpy(), np.datetime64("NaT", "us"))
    return pd.Series(days).astype("datetime64[us]")


def _report_doubts(
    column: Column,
    texts: Coded,
    read: pd.DataFrame,
    advice: Mapping[str, str],
    otherwise: str,
    to_confirm: Collection[str],
    findings: Findings,
    answers: Collection[str],
) -> None:
    """What could not be read is refused; what was read with a doubt is asked."""
    hints = of_row(texts, read["suggestion"])
    for cause in read["cause"].dropna().unique():
        rows = texts.rows((read["cause"] == cause).to_numpy(dtype=bool))
        report = findings.ask if cause in to_confirm else findings.refuse
        if cause == AMBIGUOUS_DATE and cause not in answers:
            findings.waiting[rows] = True
        message = _advised(texts, advice.get(cause, otherwise), hints)
        report(cause, rows, column.name, message, suggestion=hints)


def _advised(texts: Coded, advice: str, hint: Callable[[int], str | None]) -> Callable[[int], str]:
    """The value of the row, then the advice with what was understood or expected."""
    return lambda row: f"{cited(texts.text(row))} {advice.format(hint=hint(row))}"

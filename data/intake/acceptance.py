"""From a reading to a deposit: what is refused, what needs a yes or a reason, and the receipt."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import pandas as pd

from data.clock import local
from data.intake.comparison import Difference, compare_with_store
from data.intake.reading import Reading
from data.report import counted, quoted
from data.store import AlreadyDeposited, Deposit, Store


class NotAcceptable(Exception):
    """A deposit that cannot be made as asked; the message says why, in French."""


@dataclass(frozen=True)
class Receipt:
    """What a contributor keeps: the number of the deposit, what it did, and the fingerprint of the file."""

    number: str
    table: str
    filename: str
    sha256: str
    read: int
    repaired: int
    refused: int
    added: int
    changed: int
    unchanged: int


def difference(reading: Reading, store: Store) -> Difference:
    """What depositing this reading would change in the store, as it is now."""
    if reading.table is None:
        raise NotAcceptable("Ce fichier ne correspond à aucune table : rien à comparer.")
    return compare_with_store(reading.table, reading.rows, store)


def commit(
    reading: Reading,
    store: Store,
    *,
    author: str,
    reason: str | None = None,
    now: datetime | None = None,
    partial: bool = False,
    confirmed: bool = False,
    demonstration: bool = False,
) -> Receipt:
    """Store the good rows of a reading as one deposit.

    Args:
        reason: why values already stored are replaced; needed as soon as one of them changes.
        partial: leave the refused rows out; without it a single error stops the deposit.
        confirmed: the questions of the reading were shown, and answered yes.

    Raises:
        NotAcceptable: with the French reason; nothing was stored.
    """
    _refuse_unfit(reading, partial, confirmed)
    change = difference(reading, store)
    _refuse_silent_changes(change, reason, confirmed)
    deposit = _deposit(reading, change, author, reason, demonstration)
    try:
        number = store.deposit(deposit, reading.rows, reading.content, habits=reading.habits, now=now)
    except AlreadyDeposited as error:
        raise NotAcceptable(already_deposited(error.deposit)) from None
    return _receipt(number, deposit)


def _deposit(
    reading: Reading, change: Difference, author: str, reason: str | None, demonstration: bool
) -> Deposit:
    return Deposit(
        author=author,
        table=str(reading.table),
        filename=reading.filename,
        sha256=reading.sha256,
        reason=reason,
        period_start=reading.period_start,
        period_end=reading.period_end,
        read=reading.rows_read,
        repaired=reading.rows_repaired,
        refused=len(reading.refused),
        unchanged=change.unchanged,
        added=change.added,
        changed=change.changed,
        demonstration=demonstration,
    )


def already_deposited(deposit: pd.Series) -> str:
    """« Ce fichier a déjà été déposé le 3 mars 2026 par ... »."""
    day = local(pd.Timestamp(deposit["date"])).strftime("%d/%m/%Y à %H:%M")
    return (
        f"Ce fichier a déjà été déposé le {day} par {quoted(deposit['auteur'])} (dépôt {deposit['depot']}) : "
        "rien ne change. Pour corriger des valeurs, déposez un fichier modifié."
    )


def _refuse_unfit(reading: Reading, partial: bool, confirmed: bool) -> None:
    if reading.blocked or reading.table is None:
        raise NotAcceptable(_first_error(reading))
    if reading.report.errors and not partial:
        faults = counted(reading.report.count("error"), "erreur", "erreurs")
        raise NotAcceptable(
            f"{faults} à corriger. Corrigez, ou choisissez de déposer seulement les lignes justes."
        )
    if reading.rows.empty:
        raise NotAcceptable("Aucune ligne à déposer.")
    if reading.questions and not confirmed:
        raise NotAcceptable(
            "À confirmer avant le dépôt : " + " ".join(each.text for each in reading.questions)
        )
    if reading.waiting and not partial:
        raise NotAcceptable(
            f"{counted(len(reading.waiting), 'ligne attend', 'lignes attendent')} une réponse : répondez, ou "
            "déposez sans attendre."
        )


def _first_error(reading: Reading) -> str:
    errors = [problem for problem in reading.report.errors if problem.line is None] or reading.report.errors
    return errors[0].message if errors else "Ce fichier ne correspond à aucune table."


def _refuse_silent_changes(change: Difference, reason: str | None, confirmed: bool) -> None:
    if change.changed and not (reason and reason.strip()):
        raise NotAcceptable(replaced_values(change))
    if change.fewer_rows and not confirmed:
        raise NotAcceptable(f"Attention : {fewer_rows(change)} Confirmez, ou complétez le fichier.")


def replaced_values(change: Difference) -> str:
    """« Ce dépôt modifie 2 lignes enregistrées : dites pourquoi (motif). »"""
    changed = counted(change.changed, "ligne enregistrée", "lignes enregistrées")
    return f"Ce dépôt modifie {changed} : dites pourquoi (motif)."


def fewer_rows(change: Difference) -> str:
    """« 3 lignes déjà enregistrées pour les mêmes périodes manquent dans ce fichier ; elles restent. »"""
    missing = counted(
        change.missing,
        "ligne déjà enregistrée pour les mêmes périodes manque",
        "lignes déjà enregistrées pour les mêmes périodes manquent",
    )
    stays = "elle restera" if change.missing == 1 else "elles resteront"
    return f"{missing} dans ce fichier ; {stays} en place."


def _receipt(number: str, deposit: Deposit) -> Receipt:
    return Receipt(
        number=number,
        table=deposit.table,
        filename=deposit.filename,
        sha256=deposit.sha256,
        read=deposit.read,
        repaired=deposit.repaired,
        refused=deposit.refused,
        added=deposit.added,
        changed=deposit.changed,
        unchanged=deposit.unchanged,
    )

"""Installing the demonstration city: every file of the scenario and the official data, through the intake."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time
from pathlib import Path

from data.codebook import Codebook
from data.demo.activity_files import activity_files
from data.demo.decisions import decision_files
from data.demo.directory import directory_files
from data.demo.grants import grant_files
from data.demo.meetings import meeting_files
from data.demo.plan import action_files, evaluation_plan_files, opinion_files, target_files
from data.demo.sending import SentFile
from data.demo.story import SEED
from data.intake import Context, NotAcceptable, Receipt, check, commit, context
from data.store import Store

REFERENCE = Path(__file__).parent.parent / "reference"
OFFICIAL_SENDER = "Données publiques officielles"
OFFICIAL_SENT_ON = date(2026, 4, 1)
OFFICE_HOUR = time(9, 30)


def files(codebook: Codebook, seed: int = SEED) -> Iterator[SentFile]:
    """Every file of the fictitious contributors, in the order in which they were sent."""
    every = [
        *directory_files(codebook),
        *activity_files(codebook, seed),
        *grant_files(seed),
        *meeting_files(codebook, seed),
        *decision_files(codebook, seed),
        *action_files(),
        *target_files(codebook),
        *opinion_files(),
        *evaluation_plan_files(),
    ]
    yield from sorted(every, key=lambda sent: sent.sent_on)


def official_files() -> Iterator[SentFile]:
    """The official data that ship with the product."""
    for path in sorted(REFERENCE.glob("*.csv")):
        yield SentFile(path.name, path.read_bytes(), OFFICIAL_SENDER, OFFICIAL_SENT_ON)


def install(store: Store, codebook: Codebook) -> list[Receipt]:
    """Deposit the official data and the demonstration files, and withdraw those that were sent by mistake.

    Raises:
        NotAcceptable: the intake refuses a file; the files before it are in the store.
    """
    clerk = _Clerk(store, codebook)
    receipts = []
    for sent in sorted([*official_files(), *files(codebook)], key=lambda each: each.sent_on):
        clerk.withdraw_until(sent.sent_on)
        receipts.append(clerk.deposit(sent))
    clerk.withdraw_until(date.max)
    return receipts


def install_at(root: str, codebook: Codebook) -> None:
    """Build the demonstration store where there is no deposit yet: whole, or not at all.

    Raises:
        NotAcceptable: the place holds something; fictitious data are never added to a city's own.
    """
    if _is_occupied(root):
        raise NotAcceptable(
            f"L'entrepôt « {root} » contient déjà des dépôts\u00a0: la démonstration ne s'y ajoute pas. "
            "Nommez un autre dossier par CASTELLUM_STORE, ou déplacez d'abord celui-ci."
        )
    if "://" in root:
        install(Store(root), codebook)
        return
    unfinished = Path(f"{root.rstrip('/')}.en-cours")
    shutil.rmtree(unfinished, ignore_errors=True)
    install(Store(unfinished), codebook)
    shutil.rmtree(root, ignore_errors=True)
    unfinished.replace(root)


def _is_occupied(root: str) -> bool:
    """Deposits, or files that are not a store's; empty tables, as a first visit leaves them, are nothing."""
    if "://" not in root and not Path(root, "depots").is_dir():
        return Path(root).is_dir() and any(Path(root).iterdir())
    return not Store(root).deposits().empty


class _Clerk:
    """Deposits files one after the other and says yes to every question, as each contributor did."""

    def __init__(self, store: Store, codebook: Codebook) -> None:
        self._store = store
        self._codebook = codebook
        self._surroundings = self._look_around()
        self._withdrawals: list[tuple[date, str, SentFile]] = []

    def deposit(self, sent: SentFile) -> Receipt:
        """Check and commit one file, on the day it was sent."""
        known = replace(self._surroundings, today=sent.sent_on)
        reading = check(sent.content, sent.name, known, answers=sent.answers)
        receipt = commit(
            reading,
            self._store,
            author=sent.contributor,
            reason=sent.reason,
            now=_moment(sent.sent_on),
            confirmed=True,
            demonstration=sent.contributor != OFFICIAL_SENDER,
        )
        if receipt.table == "structures":
            self._surroundings = self._look_around()
        if sent.withdrawn_on:
            self._withdrawals.append((sent.withdrawn_on, receipt.number, sent))
        return receipt

    def withdraw_until(self, day: date) -> None:
        """Withdraw what its contributor withdrew by that day."""
        for due in [each for each in self._withdrawals if each[0] <= day]:
            withdrawn_on, number, sent = due
            reason = str(sent.withdrawal_reason)
            self._store.withdraw(number, author=sent.contributor, reason=reason, now=_moment(withdrawn_on))
            self._withdrawals.remove(due)

    def _look_around(self) -> Context:
        """The structures known so far."""
        # A comparison with what is stored only raises questions, and all are answered yes: for each of a
        # hundred files the whole store would be read again for nothing.
        return replace(context(self._codebook, self._store), stored=None, deposited=None)


def _moment(day: date) -> datetime:
    return datetime.combine(day, OFFICE_HOUR, UTC)

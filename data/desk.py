"""The store as one person may use it: every action is allowed first, noted, then done.

Pages and commands change the store, and read what is not public, through a desk. An operation is noted before
it begins, then whether it was done or failed: none is done without a note.
"""

from __future__ import annotations

from datetime import datetime

import pandas as pd

from data.intake.acceptance import Receipt, commit, difference
from data.intake.comparison import Difference
from data.intake.reading import Reading
from data.operations import Operation, OperationsJournal
from data.rights import Action, Actor, Forbidden
from data.store import Store

STRUCTURE = "structure"
OTHERS = (
    "Ce fichier contient des lignes d'autres structures que les vôtres, ou qui ne sont d'aucune structure : "
    "déposez seulement les lignes de vos structures."
)


class Desk:
    """What `actor` may do with `store`; a refusal raises `Forbidden`, and is noted for somebody known."""

    def __init__(self, store: Store, actor: Actor) -> None:
        self.actor = actor
        self._store = store
        self._operations = OperationsJournal(store.root)

    def may(self, action: Action) -> bool:
        return self.actor.may(action)

    def refuse_others(self, reading: Reading) -> None:
        """Before anything of the store is compared with it: a file about other structures shows nothing.

        Raises:
            Forbidden: this person may not deposit, or not these rows.
        """
        self._allow("deposit", reading.sha256)
        if not reading.rows.empty and not self.actor.covers(structures_of(reading.rows)):
            raise self._refusal(OTHERS, reading.sha256)

    def difference(self, reading: Reading) -> Difference:
        """What depositing this reading would change.

        Raises:
            Forbidden: see `refuse_others`.
        """
        self.refuse_others(reading)
        return difference(reading, self._store)

    def deposit(
        self,
        reading: Reading,
        *,
        author: str,
        reason: str | None = None,
        partial: bool = False,
        confirmed: bool = False,
        now: datetime | None = None,
    ) -> Receipt:
        """Store the good rows of a reading as one deposit.

        Raises:
            Forbidden: see `refuse_others`.
            NotAcceptable: see `data.intake.commit`; nothing was stored.
        """
        self.refuse_others(reading)
        with self._operations.during(self.actor, "depot", reading.sha256):
            return commit(
                reading,
                self._store,
                author=author,
                reason=reason,
                partial=partial,
                confirmed=confirmed,
                now=now,
            )

    def withdraw(self, number: str, *, author: str, reason: str) -> None:
        """Withdraw an active deposit.

        Raises:
            Forbidden: this person may not withdraw, or not this deposit.
            UnknownDeposit: no active deposit has this number.
        """
        self._allow("withdraw", number)
        self._within(number)
        with self._operations.during(self.actor, "retrait", number):
            self._store.withdraw(number, author=author, reason=reason)

    def received(self, number: str) -> tuple[str, bytes]:
        """Name and bytes of the file as received.

        Raises:
            Forbidden: this person may not read it.
            UnknownDeposit: no deposit has this number.
        """
        self.open_deposit(number)
        with self._operations.during(self.actor, "lecture d'un fichier reçu", number):
            return self._store.received(number)

    def open_deposit(self, number: str) -> None:
        """Before the rows of a deposit are shown.

        Raises:
            Forbidden: this person may not read them.
            UnknownDeposit: no deposit has this number.
        """
        self._allow("received", number)
        self._within(number)

    def deposits(self) -> pd.DataFrame:
        """The journal of deposits; of somebody with structures of their own, only the deposits about these.

        Raises:
            Forbidden: this person may not read it.
        """
        self._allow("journal", "")
        journal = self._store.deposits()
        if self.actor.structures is None:
            return journal
        mine = [number for number in journal["depot"] if self._is_within(number)]
        return journal.loc[journal["depot"].isin(mine)]

    def operations(self) -> pd.DataFrame:
        """Who did what and when.

        Raises:
            Forbidden: this person may not read it.
        """
        self._allow("operations", "")
        return self._operations.read()

    def taken(self, operation: Operation, subject: str, content: bytes) -> bytes:
        """The content of a file taken home, once that is noted."""
        self.note(operation, subject)
        return content

    def note(self, operation: Operation, subject: str) -> None:
        """Note an operation that this desk does not do itself, such as a report taken home.

        Of somebody unknown nothing is noted: what everybody reads, anybody may take.
        """
        if self.actor.name:
            self._note(operation, subject)

    def _within(self, number: str) -> None:
        if not self._is_within(number):
            raise self._refusal("Ce dépôt n'est pas de vos structures.", number)

    def _is_within(self, number: str) -> bool:
        return self.actor.structures is None or self.actor.covers(self._store.structures_of(number))

    def _allow(self, action: Action, subject: str) -> None:
        try:
            self.actor.require(action)
        except Forbidden as refusal:
            raise self._refusal(str(refusal), subject) from None

    def _refusal(self, message: str, subject: str) -> Forbidden:
        # Somebody unknown writes nothing to the store, not even a refusal.
        if self.actor.name:
            self._note("refus", subject)
        return Forbidden(message)

    def _note(self, operation: Operation, subject: str) -> None:
        self._operations.note(self.actor, operation, subject)


def structures_of(rows: pd.DataFrame) -> frozenset[str] | None:
    """The structures that rows are about; None when some are about none."""
    if STRUCTURE not in rows or bool(rows[STRUCTURE].isna().any()):
        return None
    return frozenset(rows[STRUCTURE].astype(str).unique())

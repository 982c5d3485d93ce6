"""The clock of a server jumps backwards and forwards: numbers and order do not depend on it."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime

from data.past_store import PastStore
from data.store import Deposit, Store
from tests.faults.writer import ROWS_PER_FILE, rows

NOW = datetime(2026, 3, 2, tzinfo=UTC)
LAST_YEAR = datetime(2025, 12, 31, tzinfo=UTC)
FAR_AHEAD = datetime(2031, 1, 1, tzinfo=UTC)
CLOCK = (NOW, LAST_YEAR, FAR_AHEAD, LAST_YEAR, NOW)


def deposit_at(store: Store, moment: datetime, value: int) -> str:
    """Deposit one file while the clock says this moment."""
    content = str(value).encode()
    digest = hashlib.sha256(content).hexdigest()
    details = Deposit(author="alpha", table="activite", filename=f"{value}.csv", sha256=digest)
    return store.deposit(details, rows("alpha", value), content, now=moment)


def test_l_horloge_saute_les_numeros_se_suivent_et_le_dernier_depot_vaut(store: Store) -> None:
    given = [deposit_at(store, moment, value) for value, moment in enumerate(CLOCK)]
    assert given == ["2026-001", "2025-002", "2031-003", "2025-004", "2026-005"]
    journal = Store(store.root).deposits()
    assert journal["depot"].tolist() == given
    assert set(store.current("activite")["valeur"]) == {4}
    assert len(store.history("activite")) == len(CLOCK) * ROWS_PER_FILE


def test_un_retrait_date_d_avant_son_depot_retire_bien(store: Store) -> None:
    deposit_at(store, NOW, 1)
    number = deposit_at(store, FAR_AHEAD, 2)
    store.withdraw(number, author="alpha", reason="essai", now=LAST_YEAR)
    assert set(store.current("activite")["valeur"]) == {1}
    assert store.deposits()["statut"].tolist() == ["actif", "retire"]


def test_l_entrepot_d_un_jour_passe_se_lit_malgre_des_dates_en_desordre(store: Store) -> None:
    for value, moment in enumerate(CLOCK):
        deposit_at(store, moment, value)
    store.withdraw("2031-003", author="alpha", reason="essai", now=LAST_YEAR)
    before = PastStore(store.root, datetime(2026, 1, 1, tzinfo=UTC))
    assert before.deposits()["depot"].tolist() == ["2025-002", "2025-004"]
    assert set(before.current("activite")["valeur"]) == {3}

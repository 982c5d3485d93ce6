from __future__ import annotations

from datetime import UTC, datetime

import pytest

from data.past_store import PastStore
from data.store import Store
from tests.data.test_store import activity, put, values


def test_l_entrepot_tel_qu_il_etait_connu_ignore_ce_qui_a_suivi(store: Store) -> None:
    """A withdrawal and a correction that came later have not happened yet."""
    first = put(store, activity(a=1.0, b=2.0), b"un")
    put(store, activity(a=5.0), b"deux", now=datetime(2026, 4, 2, 12, tzinfo=UTC))
    store.withdraw(first, author="Service", reason="Erreur", now=datetime(2026, 5, 2, 12, tzinfo=UTC))
    assert values(store) == {"a": 5.0}
    march = PastStore(store.root, until=datetime(2026, 3, 31, tzinfo=UTC))
    april = PastStore(store.root, until=datetime(2026, 4, 30, tzinfo=UTC))
    assert values(march) == {"a": 1.0, "b": 2.0}
    assert values(april) == {"a": 5.0, "b": 2.0}
    assert march.deposits()["statut"].tolist() == ["actif"]


def test_l_entrepot_d_autrefois_ne_se_change_pas(store: Store) -> None:
    number = put(store, activity(a=1.0), b"un")
    past = PastStore(store.root, until=datetime(2026, 12, 31, tzinfo=UTC))
    with pytest.raises(PermissionError):
        put(past, activity(a=2.0), b"deux")
    with pytest.raises(PermissionError):
        past.withdraw(number, author="Service", reason="Erreur")
    assert values(store) == {"a": 1.0}

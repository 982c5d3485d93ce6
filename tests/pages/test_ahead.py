"""What is worked out ahead: all that a page reads as it opens, again after a deposit, for each audience."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from threading import Event, Thread

import pytest

from analysis.audience import Audience
from pages.parts import ahead, effect_reading, identity, reading, server, sources
from pages.parts.ahead import Piece
from pages.parts.sources import Edition
from tests.pages.conftest import Visit
from tests.pages.small_store import opinions, put, small_store

pytestmark = pytest.mark.usefixtures("forget")

OPENED: tuple[tuple[str, dict[str, str]], ...] = (
    ("overview", {}),
    ("indicator", {"code": "ACC-03"}),
    ("indicator", {"code": "CTX-1"}),
    ("axis", {"axe": "securite"}),
    ("promises", {}),
    ("associations", {}),
    ("concertation", {}),
    ("directory", {}),
    ("districts", {}),
)


def go_on(_: float) -> bool:
    """No rest, for a server that goes on."""
    return False


def refuse(*_: object) -> None:
    raise AssertionError("worked out for a visitor")


@pytest.mark.parametrize("audience", ["public", "partenaires"])
def test_ce_qui_est_prepare_n_est_plus_calcule_pour_un_visiteur(
    visit: Visit, monkeypatch: pytest.MonkeyPatch, audience: Audience
) -> None:
    monkeypatch.setattr(identity, "expected_audiences", lambda: (audience,))
    monkeypatch.setattr(identity, "audience", lambda: audience)
    ahead.look({}, go_on)
    for module in (sources, reading, effect_reading):
        monkeypatch.setattr(module, "situation", refuse)
    monkeypatch.setattr(sources, "compute", refuse)
    monkeypatch.setattr(reading, "compute", refuse)
    for page, parameters in OPENED:
        assert not visit(page, **parameters).error, page


def test_un_depot_fait_tout_preparer_a_nouveau_et_une_seule_fois(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CASTELLUM_STORE", str(tmp_path))
    monkeypatch.setattr(identity, "expected_audiences", lambda: ("public",))
    worked: list[Edition] = []
    monkeypatch.setattr(ahead, "pieces", lambda made_from: [lambda: worked.append(made_from)])
    store = small_store(tmp_path)
    done: dict[Audience, Edition] = {}
    ahead.look(done, go_on)
    ahead.look(done, go_on)
    put(store, "avis", opinions()[:1], "Ville de Nîmes", "autre.csv", date(2026, 11, 20))
    ahead.look(done, go_on)
    assert [worked[-1]] == list(done.values())
    assert len(worked) == len(set(worked)) == 2


def test_un_depot_arrete_ce_qui_se_preparait(monkeypatch: pytest.MonkeyPatch) -> None:
    latest = [Edition("avant")]
    worked: list[str] = []

    def pieces(made_from: Edition) -> Iterator[Piece]:
        yield lambda: latest.append(Edition("apres"))
        yield lambda: worked.append(made_from)

    monkeypatch.setattr(ahead, "pieces", pieces)
    monkeypatch.setattr(sources, "edition", lambda audience: latest[-1])
    monkeypatch.setattr(identity, "expected_audiences", lambda: ("public",))
    done: dict[Audience, Edition] = {}
    ahead.look(done, go_on)
    assert not worked
    ahead.look(done, go_on)
    assert worked == ["apres"]


def test_une_page_qui_echoue_n_empeche_pas_de_preparer_les_autres(monkeypatch: pytest.MonkeyPatch) -> None:
    worked: list[str] = []
    monkeypatch.setattr(ahead, "pieces", lambda made_from: [refuse, lambda: worked.append(made_from)])
    monkeypatch.setattr(sources, "edition", lambda audience: Edition("une"))
    monkeypatch.setattr(identity, "expected_audiences", lambda: ("public",))
    ahead.look({}, go_on)
    assert worked == ["une"]


def test_un_serveur_qui_s_arrete_ne_fait_pas_preparer_la_suite(monkeypatch: pytest.MonkeyPatch) -> None:
    worked: list[str] = []
    monkeypatch.setattr(ahead, "pieces", lambda made_from: [lambda: worked.append(made_from)] * 2)
    monkeypatch.setattr(sources, "edition", lambda audience: Edition("une"))
    monkeypatch.setattr(identity, "expected_audiences", lambda: ("public",))
    ahead.look({}, lambda seconds: True)
    assert worked == ["une"]


def test_rien_ne_se_prepare_avant_le_serveur_ni_apres_lui(monkeypatch: pytest.MonkeyPatch) -> None:
    at_work = Event()
    monkeypatch.setattr(server, "warm", lambda: None)
    monkeypatch.setattr(ahead, "look", lambda done, rest: at_work.set())

    async def live() -> None:
        async with server.serving(None):
            assert at_work.wait(timeout=60)
            assert _threads_ahead()

    server.surroundings()
    assert not at_work.is_set()
    asyncio.run(live())
    assert not _threads_ahead()


def _threads_ahead() -> list[Thread]:
    return [thread for thread in threading.enumerate() if thread.name == "ahead"]

"""Many people read one server at once: each page says what its own address asks, to whom may read it."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from bench.viewer import Shown, viewer
from tests.browser.server import dashboard

SEED = 30189
VISITORS = 16
PAGES_EACH = 6
# Somebody behind a proxy is anybody; somebody at the machine reads what partners read.
ANYBODY = {"X-Forwarded-For": "192.0.2.1"}
RESERVED_FIGURE = "14 rappels"


class Asked(NamedTuple):
    """One page with its choices, and what only its own address makes it say."""

    page: str
    choices: tuple[tuple[str, str], ...]
    said: str


RESERVED = Asked("indicateur", (("indicateur", "SEC-04"), ("detail", "complement")), "SEC-04 ·")
DEPOSIT = Asked("deposer", (), "Déposer un fichier")
ASKED = (
    RESERVED,
    DEPOSIT,
    Asked("", (), "Où en sommes-nous"),
    Asked("indicateur", (("indicateur", "ACC-03"),), "ACC-03 ·"),
    Asked("indicateur", (("indicateur", "PRE-01"),), "PRE-01 ·"),
    Asked("axe", (("axe", "securite"),), "Sécurité"),
    Asked("axe", (("axe", "prevention"),), "Prévention"),
    Asked("quartiers", (("indicateur", "SEC-02"),), "SEC-02"),
)
Known = dict[tuple[Asked, bool], Shown]


@pytest.fixture(scope="module")
def address(demo_store: Path) -> Iterator[str]:
    with dashboard(demo_store) as served:
        yield served


async def alone(address: str, is_anybody: bool) -> Known:
    """What each page says to somebody who is alone on the server; a first visit also shows that it waits."""
    async with viewer(address, ANYBODY if is_anybody else None) as reader:
        known = {}
        for one in ASKED * 2:
            known[one, is_anybody] = await reader.open(one.page, **dict(one.choices))
        return known


async def visit(address: str, place: int, known: Known) -> None:
    """Somebody who goes from page to page, one time in two from elsewhere."""
    draw, is_anybody = random.Random(SEED + place), bool(place % 2)
    async with viewer(address, ANYBODY if is_anybody else None) as reader:
        for one in draw.choices(ASKED, k=PAGES_EACH):
            shown = await reader.open(one.page, **dict(one.choices))
            assert not shown.failed
            assert shown.html == known[one, is_anybody].html, (one, is_anybody)
            assert shown.charts == known[one, is_anybody].charts


async def visit_all(address: str) -> Known:
    known = await alone(address, is_anybody=False) | await alone(address, is_anybody=True)
    await asyncio.gather(*(visit(address, place, known) for place in range(VISITORS)))
    return known


def test_chaque_session_lit_ce_que_demande_son_adresse_et_rien_d_autre(address: str) -> None:
    known = asyncio.run(visit_all(address))
    for (one, is_anybody), shown in known.items():
        assert one.said in shown.html
        assert not shown.failed
        assert (RESERVED_FIGURE in shown.html) == (one is RESERVED and not is_anybody)
        assert ("Lecture seule" in shown.html) == (one is DEPOSIT and is_anybody)

"""What must stay secret is nowhere: on the page, in its source, on the wire, in a download.

Two structures orient few people, a third many. The shares of the first two are numbers that nothing else
gives, so that meeting one of them anywhere means that a small count has leaked.
"""

from __future__ import annotations

import io
import re
import struct
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Page, WebSocket

from analysis import catalogue
from analysis.compute import compute
from analysis.tables import read
from data.store import Store
from tests.browser.reader import Reader
from tests.browser.server import dashboard
from tests.pages.small_store import CITY, QUARTERS, TODAY, put, structures

NewReader = Callable[..., Reader]

CODE = "ACC-05"
SENT = {"escale": 89, "relais": 83, "pm": 211}
# Quarter after quarter, so that no year nor half-year has the share of one of its quarters.
HONOURED = {"escale": (2, 1, 3, 4), "relais": (3, 4, 2, 1), "pm": (157, 158, 156, 159)}
SMALL = ("escale", "relais")
PAGES = (
    "",
    "axe?axe=accompagnement",
    f"indicateur?indicateur={CODE}",
    f"indicateur?indicateur={CODE}&detail=structure",
    f"indicateur?indicateur={CODE}&detail=structure&forme=entonnoir",
    f"indicateur?indicateur={CODE}&reperes=habituel",
    f"indicateur?indicateur={CODE}&perimetre=memes",
    f"indicateur?indicateur={CODE}&pas=année&detail=structure",
    "dictionnaire",
    "completude?structure=escale",
)


def rows() -> list[dict[str, object]]:
    return [
        {
            "periode": quarter,
            "structure": structure,
            "territoire": CITY,
            "mesure": measure,
            "valeur": float(count),
        }
        for place, quarter in enumerate(QUARTERS)
        for structure in SENT
        for measure, count in (
            ("orientations_emises", SENT[structure]),
            ("orientations_honorees", HONOURED[structure][place % 4]),
            ("orientations_sans_retour", 0),
        )
    ]


@pytest.fixture(scope="module")
def secret_store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    store = Store(tmp_path_factory.mktemp("secret"))
    put(store, "structures", structures(), "Ville de Nîmes", "annuaire.csv", date(2026, 1, 12))
    put(store, "activite", rows(), "Coordination", "orientations.csv", date(2026, 10, 5))
    return store


@pytest.fixture(scope="module")
def secret_address(secret_store: Store) -> Iterator[str]:
    with dashboard(Path(secret_store.root)) as served:
        yield served


def secrets() -> list[bytes]:
    """Patterns of every form a small share could take: as a text, in French or not, as eight bytes."""
    shares = [count / SENT[structure] for structure in SMALL for count in HONOURED[structure]]
    forms: list[bytes] = []
    for share in shares:
        percent = 100 * share
        texts = (f"{percent:.4f}", f"{share:.5f}", f"{percent:.2f}".replace(".", ","), shown(percent))
        forms += [rb"(?<![\d,.])" + re.escape(text.encode()) for text in texts]
        forms += [re.escape(struct.pack("<d", number)) for number in (share, percent)]
    return forms


def shown(percent: float) -> str:
    """« 2,2 % », as on a page."""
    return f"{percent:.1f}".replace(".", ",") + "\u00a0%"


def leaks(received: bytes) -> list[bytes]:
    return [form for form in secrets() if re.search(form, received)]


def listen(page: Page, heard: list[bytes]) -> None:
    """Keep everything that comes from the server."""

    def open_socket(socket: WebSocket) -> None:
        socket.on(
            "framereceived", lambda frame: heard.append(frame.encode() if isinstance(frame, str) else frame)
        )

    page.on("websocket", open_socket)


def test_les_petits_effectifs_sont_bien_secrets_dans_les_resultats(secret_store: Store) -> None:
    """Otherwise the other tests would prove nothing."""
    results = compute(read(secret_store, TODAY), catalogue.load())
    each = results[(results["indicator"] == CODE) & results["structure"].isin(SMALL)]
    assert len(each) > 0
    quarters = each[(each["breakdown"] == "ensemble") & (each["frequency"] == "quarter")]
    assert set(quarters["flag"]) == {"masked"}


def test_un_secret_n_est_ni_sur_la_page_ni_dans_ce_que_le_serveur_envoie(
    secret_address: str, new_reader: NewReader
) -> None:
    reader = new_reader(secret_address)
    heard: list[bytes] = []
    listen(reader.page, heard)
    for path in PAGES:
        page = reader.open(path)
        reader.unfold()
        assert leaks(page.content().encode()) == [], path
    assert len(b"".join(heard)) > 100_000
    assert [leaks(frame) for frame in heard if leaks(frame)] == []


def test_un_secret_n_est_dans_aucun_telechargement(secret_address: str, new_reader: NewReader) -> None:
    reader = new_reader(secret_address)
    page = reader.open(f"indicateur?indicateur={CODE}&detail=structure")
    reader.unfold()
    buttons = page.get_by_test_id("stDownloadButton").locator("button").all()
    buttons += page.get_by_role("button", name="Image (SVG)").all()
    assert len(buttons) == 5  # every share of the breakdown is secret: it has no image
    for button in buttons:
        with page.expect_download() as downloading:
            button.click()
        name, content = downloading.value.suggested_filename, downloading.value.path().read_bytes()
        told = cells_of(content) if name.endswith(".xlsx") else content
        assert leaks(told) == [], name
        assert b"secret" in told or "breakdown" not in name


def cells_of(content: bytes) -> bytes:
    """Every cell of a workbook, numbers as text with their digits."""
    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True)
    values = [str(value) for sheet in book for row in sheet.iter_rows(values_only=True) for value in row]
    return re.sub(r"(\d\.\d{6})\d+", r"\1", "\n".join(values)).encode()

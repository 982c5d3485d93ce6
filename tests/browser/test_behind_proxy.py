"""Two replicas behind the shipped proxy, on one store: people sign in, deposit and take files home."""

from __future__ import annotations

import shutil
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import ConsoleMessage

from data.store import Store
from tests.browser.depositing import agree, number_of_deposit, press, upload
from tests.browser.identity import configuration, identity_provider, sign_in
from tests.browser.proxy import proxy
from tests.browser.reader import Reader
from tests.browser.server import dashboard, free_port

NewReader = Callable[..., Reader]

AUTHOR = "CAARUD Le Pont (fictif)"
HEADINGS = "periode;structure;territoire;mesure;valeur"
PAGES = ("", "promesses", "quartiers", "indicateur?indicateur=ACC-05", "trouver-de-l-aide")


@pytest.fixture(scope="module")
def common_store(demo_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return shutil.copytree(demo_store, tmp_path_factory.mktemp("common") / "store")


@pytest.fixture(scope="module")
def city(common_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the city: a proxy, two replicas, one store, one provider of identity."""
    folder, port = tmp_path_factory.mktemp("proxy"), free_port()
    with identity_provider() as provider:
        told = configuration(folder, f"http://127.0.0.1:{port}", provider)
        with (
            dashboard(common_store, None, **told) as first,
            dashboard(common_store, None, **told) as second,
            proxy((first, second), port, folder) as address,
        ):
            yield address


def refusals(reader: Reader) -> list[str]:
    """What the browser refuses to load or run, as it comes."""
    heard: list[str] = []

    def listen(message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text:
            heard.append(message.text)

    reader.page.on("console", listen)
    return heard


def test_trois_visiteurs_deposent_par_deux_repliques(
    city: str, common_store: Path, new_reader: NewReader, tmp_path: Path
) -> None:
    numbers = []
    for place, month in enumerate(("juillet", "août", "septembre")):
        reader = new_reader(city)
        sign_in(reader, "analyste", "deposer")
        field = reader.page.locator(".st-key-deposit-author input")
        field.fill(AUTHOR)
        field.press("Enter")
        reader.settle()
        sent = tmp_path / f"{month}.csv"
        row = f"2021-0{place + 7};{AUTHOR};Nîmes;passages_caarud;{place + 900}"
        sent.write_text(f"{HEADINGS}\n{row}\n", encoding="utf-8")
        upload(reader.page, sent)
        agree(reader)
        press(reader, "Enregistrer ce dépôt")
        numbers.append(number_of_deposit(reader.page))
        shown = reader.open(f"depots?depot={numbers[-1]}")
        with shown.expect_download() as downloading:
            shown.get_by_test_id("stDownloadButton").first.locator("button").click()
        assert downloading.value.path().read_bytes() == sent.read_bytes()
    assert len(set(numbers)) == 3
    assert set(numbers) <= set(Store(common_store).deposits()["depot"])


def test_la_regle_de_contenu_laisse_vivre_chaque_page(city: str, new_reader: NewReader) -> None:
    reader = new_reader(city)
    heard = refusals(reader)
    for page in PAGES:
        reader.open(page)
        assert len(reader.text()) > 200, page
    assert heard == []
    assert reader.failures == []


def test_le_mandataire_protege_et_ferme_les_pages_internes(city: str) -> None:
    with urllib.request.urlopen(f"{city}/", timeout=10) as answer:
        headers = answer.headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert "max-age" in headers["Strict-Transport-Security"]
    cookie = headers["Set-Cookie"]
    assert "HttpOnly; Secure; SameSite=Lax" in cookie
    for closed in ("_stcore/metrics", "_stcore/agent/openapi.json"):
        with pytest.raises(urllib.error.HTTPError, match="404"):
            urllib.request.urlopen(f"{city}/{closed}", timeout=10)


def test_sans_identite_derriere_un_mandataire_tout_est_en_lecture_seule(
    demo_store: Path, new_reader: NewReader, tmp_path: Path
) -> None:
    """The replica listens on its own machine only, but it is not its own machine that visits."""
    with dashboard(demo_store) as replica, proxy((replica,), free_port(), tmp_path) as address:
        reader = new_reader(address)
        reader.open("deposer")
        assert "Lecture seule" in reader.text()

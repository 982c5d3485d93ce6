"""Signing in with a real OpenID Connect provider on this computer, in every role."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from data.store import Store
from tests.browser.identity import configuration, forget_the_provider, identity_provider, sign_in
from tests.browser.reader import Reader
from tests.browser.server import dashboard, free_port

NewReader = Callable[..., Reader]

RESERVED, RESERVED_FIGURE = "indicateur?indicateur=SEC-04&detail=complement", "14 rappels"


@pytest.fixture(scope="module")
def served(demo_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The demonstration city behind a provider of identity."""
    port = free_port()
    with identity_provider() as provider:
        folder = tmp_path_factory.mktemp("identity")
        environment = configuration(folder, f"http://127.0.0.1:{port}", provider)
        with dashboard(demo_store, port, **environment) as address:
            yield address


def test_sans_connexion_on_lit_le_public_et_rien_d_autre(served: str, new_reader: NewReader) -> None:
    reader = new_reader(served)
    reader.open(RESERVED)
    assert RESERVED_FIGURE not in reader.text()
    for page in ("deposer", "depots", "saisir"):
        reader.open(page)
        assert "Lecture seule" in reader.text(), page
        assert reader.page.locator("input[type=file]").count() == 0


@pytest.mark.parametrize(
    ("name", "said", "may_deposit", "reads_reserved"),
    [
        ("administration", "administration@nimes.example · administration", True, True),
        ("analyste", "analyste@nimes.example · analyste", True, True),
        ("lecture", "lecture@nimes.example · lecture", False, True),
        ("inconnu", "Connexion sans droit particulier", False, False),
    ],
)
def test_chacun_a_les_droits_de_son_role(
    served: str, new_reader: NewReader, name: str, said: str, may_deposit: bool, reads_reserved: bool
) -> None:
    reader = new_reader(served)
    sign_in(reader, name, "deposer")
    expect(reader.page.locator(".st-key-identity")).to_contain_text(said)
    assert ("Lecture seule" not in reader.text()) == may_deposit
    reader.open(RESERVED)
    assert (RESERVED_FIGURE in reader.text()) == reads_reserved


def test_se_deconnecter_rend_la_lecture_seule(served: str, new_reader: NewReader) -> None:
    reader = new_reader(served)
    sign_in(reader, "analyste", "deposer")
    reader.page.get_by_role("button", name="Se déconnecter").click()
    reader.page.wait_for_url("**/end_session*")
    forget_the_provider(reader)
    reader.open("deposer")
    assert "Lecture seule" in reader.text()


def test_une_association_ne_voit_que_ses_depots(served: str, new_reader: NewReader, demo_store: Path) -> None:
    journal = Store(demo_store).deposits()
    others = journal[journal["table"] == "financements"]["depot"].iloc[-1]
    reader = new_reader(served)
    sign_in(reader, "association", "depots")
    assert "CAARUD" in reader.text()
    assert "Direction des finances" not in reader.text()
    reader.open(f"depots?depot={others}")
    assert "Télécharger le fichier reçu" not in reader.text()

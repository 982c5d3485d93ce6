"""Signing in with a real OpenID Connect provider on this computer, in every role."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from oidc_provider_mock import User, run_server_in_thread
from playwright.sync_api import expect

from data.store import Store
from tests.browser.reader import Reader
from tests.browser.server import dashboard, free_port

NewReader = Callable[..., Reader]

PEOPLE = {
    "administration": ["castellum-administration"],
    "analyste": ["castellum-analystes"],
    "association": ["asso-caarud"],
    "lecture": ["castellum-elus"],
    "inconnu": ["un-autre-service"],
}
ROLES = """
[[role]]
value = "castellum-administration"
role = "administration"

[[role]]
value = "castellum-analystes"
role = "analyste"

[[role]]
value = "castellum-elus"
role = "lecture"

[[role]]
value = "asso-caarud"
role = "analyste"
structures = ["caarud_le_pont"]
"""
SECRETS = """
[auth]
redirect_uri = "{address}/oauth2callback"
cookie_secret = "un secret d'essai assez long pour signer"
client_id = "castellum"
client_secret = "essai"
server_metadata_url = "{provider}/.well-known/openid-configuration"
client_kwargs = {{ scope = "openid profile email", code_challenge_method = "S256" }}
"""
RESERVED, RESERVED_FIGURE = "indicateur?code=SEC-04&detail=complement", "14 rappels"


@pytest.fixture(scope="module")
def provider() -> Iterator[str]:
    """An identity provider that knows one person of each kind."""
    people = [
        User(sub=name, claims={"email": f"{name}@nimes.example", "groups": groups})
        for name, groups in PEOPLE.items()
    ]
    with run_server_in_thread(user_claims=people) as server:
        yield f"http://127.0.0.1:{server.server_port}"


@pytest.fixture(scope="module")
def served(demo_store: Path, provider: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The demonstration city behind that provider."""
    folder, port = tmp_path_factory.mktemp("identity"), free_port()
    (folder / "roles.toml").write_text(ROLES, encoding="utf-8")
    secrets = SECRETS.format(address=f"http://127.0.0.1:{port}", provider=provider)
    (folder / "secrets.toml").write_text(secrets, encoding="utf-8")
    environment = {
        "CASTELLUM_ROLES": str(folder / "roles.toml"),
        "STREAMLIT_SECRETS_FILES": str(folder / "secrets.toml"),
    }
    with dashboard(demo_store, port, **environment) as address:
        yield address


def sign_in(reader: Reader, name: str, page: str) -> None:
    """Ask for a page, sign in, and come back to it."""
    shown = reader.open(page)
    shown.get_by_role("button", name="Se connecter").click()
    shown.get_by_role("button", name=name, exact=True).click()
    shown.wait_for_url(f"**/{page}")
    reader.settle()
    forget_the_provider(reader)


def forget_the_provider(reader: Reader) -> None:
    """The provider's own pages ask for a style sheet elsewhere; ours never do."""
    reader.foreign[:] = [url for url in reader.foreign if "picocss" not in url]


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

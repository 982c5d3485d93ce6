"""An OpenID Connect provider on this computer, the people it knows, and signing in as one of them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from oidc_provider_mock import User, run_server_in_thread

from tests.browser.reader import Reader
from tests.role_map import ROLES

PEOPLE = {
    "administration": ["castellum-administration"],
    "analyste": ["castellum-analystes"],
    "association": ["asso-caarud"],
    "lecture": ["castellum-elus"],
    "inconnu": ["un-autre-service"],
}
SECRETS = """
[auth]
redirect_uri = "{address}/oauth2callback"
cookie_secret = "un secret d'essai assez long pour signer"
client_id = "castellum"
client_secret = "essai"
server_metadata_url = "{provider}/.well-known/openid-configuration"
client_kwargs = {{ scope = "openid profile email", code_challenge_method = "S256" }}
"""


@contextmanager
def identity_provider() -> Iterator[str]:
    """An identity provider that knows one person of each kind; gives its address."""
    people = [
        User(sub=name, claims={"email": f"{name}@nimes.example", "groups": groups})
        for name, groups in PEOPLE.items()
    ]
    with run_server_in_thread(user_claims=people) as server:
        yield f"http://127.0.0.1:{server.server_port}"


def configuration(folder: Path, address: str, provider: str) -> dict[str, str]:
    """What a replica must be told, by its environment, to be served at `address` behind that provider."""
    (folder / "roles.toml").write_text(ROLES, encoding="utf-8")
    secrets = SECRETS.format(address=address, provider=provider)
    (folder / "secrets.toml").write_text(secrets, encoding="utf-8")
    return {
        "CASTELLUM_ROLES": str(folder / "roles.toml"),
        "STREAMLIT_SECRETS_FILES": str(folder / "secrets.toml"),
    }


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

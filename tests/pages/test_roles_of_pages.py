"""Every page in every role, and what a rerun made by hand cannot do once the role is not there."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from data.rights import ROLES, Role
from data.roles import Grant, RoleMap
from data.store import Store
from pages.parts import identity
from tests.data.small_files import CITY as TINY_CITY
from tests.data.small_files import activity, passages
from tests.pages.conftest import PROJECT

pytestmark = pytest.mark.usefixtures("forget")

PAGES = sorted(
    path.relative_to(PROJECT).as_posix()
    for folder in ("officials", "analysts")
    for path in (PROJECT / "pages" / folder).glob("*.py")
)
CONTRIBUTORS = {f"pages/analysts/{name}.py" for name in ("deposit", "deposits", "entry")}
CANNOT = "Lecture seule"


@pytest.fixture(autouse=True)
def _tiny_city(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CASTELLUM_CATALOGUE", str(TINY_CITY))


def become(monkeypatch: pytest.MonkeyPatch, role: Role, *structures: str) -> None:
    """From now on, whoever visits has this role."""
    granted = () if role == "public" else (Grant(value="g", role=role, structures=structures),)
    claims = {"email": "a@ville.example", "groups": ["g"], "iat": datetime.now(UTC).timestamp()}
    monkeypatch.setattr(identity, "identity_is_configured", lambda: True)
    monkeypatch.setattr(identity, "_claims", lambda: claims)
    monkeypatch.setattr(identity, "_roles", lambda: RoleMap(role=granted))
    st.cache_resource.clear()


def visit(page: str, **parameters: str) -> AppTest:
    shown = AppTest.from_file(str(PROJECT / "dashboard.py"), default_timeout=60)
    shown.run()
    for name, value in parameters.items():
        shown.query_params[name] = value
    return shown.switch_page(page).run()


def said(page: AppTest) -> str:
    assert not page.exception
    assert not page.error
    return "\n".join(element.proto.body for element in page.get("html"))


def ready_to_deposit() -> AppTest:
    """A file read and an author chosen: one click is left."""
    page = visit("pages/analysts/deposit.py")
    page.file_uploader[0].upload("passages.csv", activity(passages("12")).encode(), "text/csv").run()
    return page.selectbox(key="deposit-author").select("Accueil des Tilleuls").run()


def deposited(store: Store) -> str:
    ready_to_deposit().button(key="deposit-commit").click().run()
    return str(store.deposits()["depot"].iloc[0])


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("page", PAGES)
def test_chaque_page_se_lit_dans_chaque_role(monkeypatch: pytest.MonkeyPatch, page: str, role: Role) -> None:
    become(monkeypatch, role)
    may_read = page not in CONTRIBUTORS or role in ("analyste", "administration")
    assert (CANNOT not in said(visit(page))) == may_read


@pytest.mark.parametrize("role", ["public", "lecture"])
def test_rejouer_le_clic_d_un_autre_ne_depose_rien(
    store: Store, monkeypatch: pytest.MonkeyPatch, role: Role
) -> None:
    """The message of the click is sent again, with the file, by somebody who may not deposit."""
    become(monkeypatch, "analyste")
    page = ready_to_deposit()
    become(monkeypatch, role)
    page.button(key="deposit-commit").click().run()
    assert CANNOT in said(page)
    assert store.deposits().empty


def test_rejouer_le_clic_pour_une_autre_structure_ne_depose_rien(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    become(monkeypatch, "analyste")
    page = ready_to_deposit()
    become(monkeypatch, "analyste", "mediation")
    page.button(key="deposit-commit").click().run()
    assert "autres structures" in said(page)
    assert store.deposits().empty


@pytest.mark.parametrize(("role", "structures"), [("lecture", ()), ("analyste", ("mediation",))])
def test_rejouer_un_retrait_ne_retire_rien(
    store: Store, monkeypatch: pytest.MonkeyPatch, role: Role, structures: tuple[str, ...]
) -> None:
    become(monkeypatch, "analyste")
    number = deposited(store)
    page = visit("pages/analysts/deposits.py", depot=number)
    page.text_input(key=f"withdraw-author-{number}").set_value("Coordination").run()
    page.text_input(key=f"withdraw-reason-{number}").set_value("essai").run()
    become(monkeypatch, role, *structures)
    page.button(key=f"withdraw-{number}").click().run()
    assert store.deposits()["statut"].tolist() == ["actif"]


def test_le_depot_d_une_autre_structure_ne_s_ouvre_pas(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    become(monkeypatch, "analyste")
    number = deposited(store)
    become(monkeypatch, "analyste", "mediation")
    page = visit("pages/analysts/deposits.py", depot=number)
    assert "passages.csv" not in said(page)
    assert not page.get("download_button")
    assert not page.get("dataframe")


@pytest.mark.parametrize(("role", "reads"), [("analyste", False), ("administration", True)])
def test_seul_qui_administre_lit_qui_a_fait_quoi(
    store: Store, monkeypatch: pytest.MonkeyPatch, role: Role, reads: bool
) -> None:
    become(monkeypatch, "analyste")
    deposited(store)
    become(monkeypatch, role)
    page = visit("pages/analysts/deposits.py")
    assert ("Qui a fait quoi" in said(page)) == reads
    assert ("<td>a@ville.example</td>" in said(page)) == reads

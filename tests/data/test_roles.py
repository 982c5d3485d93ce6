"""From what an identity provider says to what somebody may do."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from data.rights import ANYBODY, Actor
from data.roles import RoleMap, RoleMapError, actor_of, load_roles
from tests.role_map import ROLES

NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)
MADE = NOW.timestamp() - 3600
MORE_ROLES = """
[[role]]
value = "asso-csapa"
role = "analyste"
structures = ["csapa_trois_fontaines"]

[[role]]
claim = "email"
value = "maire@nimes.example"
role = "lecture"
"""


@pytest.fixture
def roles(tmp_path: Path) -> RoleMap:
    return load_roles(written(tmp_path, ROLES + MORE_ROLES))


def written(folder: Path, text: str) -> Path:
    path = folder / "roles.toml"
    path.write_text(text, encoding="utf-8")
    return path


def claims(*groups: str, **more: Any) -> dict[str, Any]:
    return {"sub": "1234", "email": "a@b.example", "iat": MADE, "groups": list(groups)} | more


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (claims("castellum-analystes"), Actor("a@b.example", "analyste")),
        (claims("castellum-elus", "castellum-administration"), Actor("a@b.example", "administration")),
        (claims(email="maire@nimes.example"), Actor("maire@nimes.example", "lecture")),
        (
            claims("asso-csapa", "asso-caarud"),
            Actor("a@b.example", "analyste", frozenset({"csapa_trois_fontaines", "caarud_le_pont"})),
        ),
        (claims("asso-csapa", "castellum-analystes"), Actor("a@b.example", "analyste")),
        (claims(groups="castellum-elus"), Actor("a@b.example", "lecture")),
        (claims("castellum-elus", email=None, preferred_username="adurand"), Actor("adurand", "lecture")),
    ],
)
def test_le_role_le_plus_fort_est_donne(roles: RoleMap, given: dict[str, Any], expected: Actor) -> None:
    assert actor_of(given, roles, NOW) == expected


@pytest.mark.parametrize(
    "given",
    [
        claims(),
        claims("un-autre-groupe"),
        claims("castellum-administration-bis"),
        claims(groups=None),
        claims(groups={"castellum-administration": True}),
        claims("castellum-administration", iat=NOW.timestamp() - 8 * 3600),
        claims("castellum-administration", iat=None),
        {"groups": ["castellum-administration"], "iat": MADE},
        {},
    ],
)
def test_un_compte_sans_role_ou_expire_n_a_aucun_droit(roles: RoleMap, given: dict[str, Any]) -> None:
    assert actor_of(given, roles, NOW) == ANYBODY


def test_sans_table_des_roles_personne_n_a_de_role(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CASTELLUM_ROLES", raising=False)
    assert actor_of(claims("castellum-administration"), load_roles(), NOW) == ANYBODY


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[[role]\n", "illisible"),
        ('[[role]]\nvalue = "x"\nrole = "chef"\n', "role"),
        ('[[role]]\nrole = "lecture"\n', "value"),
        ("session_hours = 0\n", "session_hours"),
        ('[[role]]\nvalue = ""\nrole = "lecture"\n', "value"),
        ('[[role]]\nvalue = "x"\nrole = "lecture"\nstructure = ["y"]\n', "structure"),
    ],
)
def test_une_faute_dans_la_table_des_roles_se_dit(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(RoleMapError, match=said):
        load_roles(written(tmp_path, text))


def test_une_table_des_roles_absente_se_dit(tmp_path: Path) -> None:
    with pytest.raises(RoleMapError, match="illisible"):
        load_roles(tmp_path / "rien.toml")

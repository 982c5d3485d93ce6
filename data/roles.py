"""The role map: which group or person of the identity provider has which role, read from a TOML file."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from data.rights import ANYBODY, ROLES, Actor

ROLES_VARIABLE = "CASTELLUM_ROLES"
NAMES = ("email", "preferred_username", "sub")


class RoleMapError(Exception):
    """A role map that cannot be used; nobody gets any right until it is mended."""


class Grant(BaseModel):
    """Whoever has `value` in this claim has this role, for these structures only when some are named."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    claim: str = Field(default="groups", min_length=1)
    value: str = Field(min_length=1)
    role: Literal["lecture", "analyste", "administration"]
    structures: tuple[str, ...] = ()


class RoleMap(BaseModel):
    """Every grant of the file, and for how many hours a sign-in holds.

    The expiry of the identity token says how long it may be presented (a minute with some providers), not
    how long somebody works: the sign-in holds for a working day from the moment the token was issued.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    session_hours: float = Field(default=8, gt=0, le=24)
    role: tuple[Grant, ...] = ()


def load_roles(path: Path | None = None) -> RoleMap:
    """The role map at `path`, or in the file that CASTELLUM_ROLES names; empty when none is named.

    Raises:
        RoleMapError: the file cannot be read, or says something unknown.
    """
    named = path or os.environ.get(ROLES_VARIABLE)
    if not named:
        return RoleMap()
    try:
        return RoleMap.model_validate(tomllib.loads(Path(named).read_text(encoding="utf-8")))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise RoleMapError(f"{named} : illisible ({error})") from error
    except ValidationError as error:
        wrong = "; ".join(
            f"{'.'.join(map(str, each['loc']))} : {each['msg']}" for each in error.errors(include_input=False)
        )
        raise RoleMapError(f"{named} : {wrong}") from error


def actor_of(claims: Mapping[str, Any], roles: RoleMap, now: datetime | None = None) -> Actor:
    """Who the identity provider says this is, with the strongest role granted to them.

    Somebody without a role, or whose sign-in is over, is anybody: an account at the identity provider
    gives no right by itself.
    """
    if is_over(claims, roles, now or datetime.now(UTC)):
        return ANYBODY
    granted = [grant for grant in roles.role if grant.value in _values(claims.get(grant.claim))]
    name = next((str(claims[key]) for key in NAMES if claims.get(key)), "")
    if not granted or not name:
        return ANYBODY
    strongest = max((grant.role for grant in granted), key=ROLES.index)
    return Actor(name, strongest, _scope(grant for grant in granted if grant.role == strongest))


def is_over(claims: Mapping[str, Any], roles: RoleMap, now: datetime) -> bool:
    """Whether this sign-in no longer holds; one that does not say when it was made never does."""
    made = claims.get("iat")
    if not isinstance(made, (int, float)):
        return True
    return now.timestamp() >= made + roles.session_hours * 3600


def _values(claim: Any) -> tuple[str, ...]:
    if isinstance(claim, str):
        return (claim,)
    return tuple(map(str, claim)) if isinstance(claim, (list, tuple)) else ()


def _scope(granted: Iterable[Grant]) -> frozenset[str] | None:
    """All their structures together; every one as soon as one grant names none."""
    scopes = [grant.structures for grant in granted]
    return None if not all(scopes) else frozenset(structure for scope in scopes for structure in scope)

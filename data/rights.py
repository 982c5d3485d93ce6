"""Who may do what: one table of rights, checked by what reads or changes data, not only by the menus."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Role = Literal["public", "lecture", "analyste", "administration"]
Action = Literal["partners", "journal", "deposit", "withdraw", "received", "operations"]

ROLES: tuple[Role, ...] = ("public", "lecture", "analyste", "administration")
# What each action needs at least; everybody reads the public figures.
LEAST_ROLE: dict[Action, Role] = {
    "partners": "lecture",
    "journal": "analyste",
    "deposit": "analyste",
    "withdraw": "analyste",
    "received": "analyste",
    "operations": "administration",
}
WORDS: dict[Action, str] = {
    "partners": "lire les chiffres réservés aux partenaires",
    "journal": "lire le journal des dépôts",
    "deposit": "déposer",
    "withdraw": "retirer un dépôt",
    "received": "lire un fichier reçu",
    "operations": "lire le journal des opérations",
}


class Forbidden(Exception):
    """Something this person may not do; the message says what and why, in French."""


@dataclass(frozen=True)
class Actor:
    """Somebody, as far as the product needs to know.

    Attributes:
        name: how the journal of operations names them; empty for somebody unknown.
        role: what they may do.
        structures: the only structures they deposit for and whose files they read; None: every one.
    """

    name: str
    role: Role
    structures: frozenset[str] | None = None

    def may(self, action: Action) -> bool:
        return ROLES.index(self.role) >= ROLES.index(LEAST_ROLE[action])

    def require(self, action: Action) -> None:
        """Raises:
        Forbidden: this person may not do that.
        """
        if not self.may(action):
            raise Forbidden(
                f"Vous ne pouvez pas {WORDS[action]} : il faut le rôle « {LEAST_ROLE[action]} », et le vôtre "
                f"est « {self.role} »."
            )

    def covers(self, structures: frozenset[str] | None) -> bool:
        """Whether these structures (None: rows of no structure) are all among those of this person."""
        return self.structures is None or (structures is not None and structures <= self.structures)


ANYBODY = Actor("", "public")
# Whoever is at the machine already holds the files of the store.
AT_THE_MACHINE = Actor("poste local", "administration")

"""When the place where a store lives fails: what happened and what to do, in one calm French message."""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pandas as pd
from deltalake.exceptions import DeltaError
from pyarrow.lib import ArrowException

from data.schemas import TABLES

WHO = "la personne qui administre ce tableau de bord"
_LABELS = {
    "depots": "journal des dépôts",
    "fichiers": "fichiers reçus",
    "habitudes": "habitudes des contributeurs",
    "operations": "journal des opérations",
}
_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_NO_WRITING = {errno.EROFS, errno.EACCES, errno.EPERM}
_CODE = re.compile(r"os error (\d+)")


class StoreFailure(Exception):
    """The store cannot be read or written as it stands; the message is for readers, in French."""


class Unreachable(StoreFailure):
    """The folder or the object store does not answer."""

    def __init__(self) -> None:
        super().__init__(
            "L'entrepôt des données ne répond pas. Rien de ce qui est enregistré n'est perdu. Réessayez dans "
            f"quelques minutes\u00a0; si cela dure, prévenez {WHO}."
        )


class NoRoom(StoreFailure):
    """Nothing more can be written: the disk or its quota is full."""

    def __init__(self) -> None:
        super().__init__(
            "Il n'y a plus de place pour enregistrer\u00a0: rien n'a été changé, et ce qui était enregistré "
            f"reste lisible. Recommencez quand {WHO} aura libéré de la place."
        )


class ReadOnly(StoreFailure):
    """Nothing can be written: the store is for reading only."""

    def __init__(self) -> None:
        super().__init__(
            "L'entrepôt des données est en lecture seule\u00a0: rien n'a été changé, et ce qui était "
            f"enregistré reste lisible. Recommencez quand {WHO} aura rétabli l'écriture."
        )


class Busy(StoreFailure):
    """Too many others were writing at the same time."""

    def __init__(self) -> None:
        super().__init__(
            "Trop d'enregistrements arrivent au même moment\u00a0: le vôtre n'est pas fait. Recommencez dans "
            "un instant."
        )


class Damaged(StoreFailure):
    """A file of a table is missing or cannot be read; `table` is its name."""

    def __init__(self, table: str) -> None:
        self.table = table
        label = TABLES[table].label if table in TABLES else _LABELS.get(table, table)
        super().__init__(
            f"La table «\u00a0{label}\u00a0» ne se lit plus\u00a0: un de ses fichiers manque ou est abîmé. "
            "Rien de ce qui en vient n'est montré, pour ne pas montrer de chiffre faux. À faire par "
            f"{WHO}\u00a0: restaurer la dernière sauvegarde (docs/exploitation.md)."
        )


@contextmanager
def failures_told(root: str, table: str) -> Iterator[None]:
    """Turn what the libraries say of a table under `root` into one of the failures above."""
    try:
        yield
    except (DeltaError, ArrowException, OSError) as error:
        raise failure_of(error, root, table) from error


def failure_of(error: Exception, root: str, table: str) -> StoreFailure:
    """What an error of Delta, Arrow or the system means for whoever reads or deposits."""
    code = system_code(error)
    if code in _NO_ROOM:
        return NoRoom()
    is_remote = "://" in root
    if code in _NO_WRITING and (is_remote or os.access(root, os.R_OK | os.X_OK)):
        return ReadOnly()
    if is_remote and isinstance(error, OSError) and not isinstance(error, FileNotFoundError):
        return Unreachable()
    if not is_remote and (code not in (None, errno.ENOENT) or not Path(root).is_dir()):
        return Unreachable()
    return Damaged(table)


def system_code(error: Exception) -> int | None:
    """The number that the system gave, which the libraries only write in their message."""
    if isinstance(error, OSError) and error.errno is not None:
        return error.errno
    found = _CODE.findall(str(error))
    return int(found[-1]) if found else None


def is_of_the_place(error: Exception) -> bool:
    """Whether a failed commit comes from the place, and not from somebody who was first."""
    return system_code(error) in _NO_ROOM | _NO_WRITING


def refuse_lost_rows(table: str, active: pd.DataFrame, found: pd.Index) -> None:
    """Refuse a table without the rows of one of its deposits, rather than count too few.

    Args:
        active: the active deposits of the journal, by identifier.
        found: identifiers that the rows of the table have.

    Raises:
        Damaged: some rows are missing.
    """
    kept = active[["ajoutees", "modifiees", "inchangees"]].sum(axis="columns")
    expected = active.index[(active["table"] == table) & (kept > 0)]
    if not expected.isin(found).all():
        raise Damaged(table)

"""What the intake needs to know of the city besides the file: its codebook, its structures, its past."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

import pandas as pd

from data import clock
from data.codebook import Codebook
from data.declarations import Code
from data.store import Store


@dataclass(frozen=True)
class Context:
    """The surroundings of one check.

    Attributes:
        structures: the structures known so far, by code.
        stored: the current rows of a table; None when the check runs without a store.
        deposited: the active deposit that has these bytes (its row in the journal), if any.
        spellings: codes that the sender writes in his own way: list -> text -> code.
    """

    codebook: Codebook
    today: date
    structures: Mapping[str, Code]
    stored: Callable[[str], pd.DataFrame] | None = None
    deposited: Callable[[str], pd.Series | None] | None = None
    spellings: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


def context(codebook: Codebook, store: Store | None = None, today: date | None = None) -> Context:
    """The surroundings given by a catalogue and, when there is one, by a store."""
    declared = codebook.lists.get("structures")
    structures = dict(declared.codes) if declared else {}
    day = today or clock.today()
    if store is None:
        return Context(codebook, day, structures)
    stored = store
    directory = {code.code: code for code in _directory(stored.current("structures"))}

    def deposited(sha256: str) -> pd.Series | None:
        journal = stored.deposits()
        same = journal[(journal["empreinte"] == sha256) & (journal["statut"] == "actif")]
        return None if same.empty else same.iloc[-1]

    return Context(codebook, day, structures | directory, stored.current, deposited)


def _directory(structures: pd.DataFrame) -> list[Code]:
    """The sheets of the directory as codes, also known by their SIRET."""
    texts = structures[["structure", "nom", "siret"]].astype("object").to_numpy()
    return [
        Code(code=code, label=name, synonyms=(siret,) if isinstance(siret, str) else ())
        for code, name, siret in texts
    ]

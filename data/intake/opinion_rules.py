"""What a signed statement must hold, by type: a weather its axis, a right of reply the figure it answers."""

from __future__ import annotations

import numpy as np
import pandas as pd

from data.intake.findings import Findings
from data.schemas import AVIS

TEXT_LENGTH = 600
# By type of statement: at least one column of each group is filled.
NEEDED: dict[str, tuple[tuple[str, ...], ...]] = {
    "meteo": (("axe",), ("meteo",)),
    "commentaire": (("texte",), ("axe", "indicateur")),
    "droit_de_reponse": (("texte",), ("indicateur",)),
    "constat": (("texte",), ("axe", "indicateur")),
}


def check_opinions(rows: pd.DataFrame, findings: Findings) -> None:
    """Refuse a statement that says nothing, of nothing, or at too great length."""
    for kind, groups in NEEDED.items():
        of_kind = (rows["type"].astype(object) == kind).to_numpy()
        for group in groups:
            empty = of_kind & rows[list(group)].isna().all(axis="columns").to_numpy()
            findings.refuse("incomplete_statement", np.flatnonzero(empty), group[0], _message(group))
    long = rows["texte"].astype(object).str.len().gt(TEXT_LENGTH).to_numpy(dtype=bool)
    message = f"Ce texte dépasse {TEXT_LENGTH} signes : raccourcissez-le."
    findings.refuse("statement_too_long", np.flatnonzero(long), "texte", message)


def _message(group: tuple[str, ...]) -> str:
    labels = " ou ".join(f"« {AVIS.column(name).label} »" for name in group)
    return f"Un avis de ce type a besoin de {labels} : remplissez cette case."

"""What stands above every page: which city, which data, since when."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from analysis.data_table import DEMONSTRATION
from analysis.wording import date_text
from data.clock import day_of
from data.codebook import Codebook


@dataclass(frozen=True)
class Masthead:
    """`demonstration` is the mark to show, empty when no active deposit is fictitious."""

    city: str
    demonstration: str
    last_deposit: str


def masthead(journal: pd.DataFrame, codebook: Codebook) -> Masthead:
    """Args: journal as `Store.deposits` gives it."""
    active = journal.loc[journal["statut"] == "actif"]
    fictitious = bool(active["demonstration"].any())
    return Masthead(
        city=codebook.city.name,
        demonstration=DEMONSTRATION if fictitious else "",
        last_deposit=_last_deposit(active),
    )


def _last_deposit(active: pd.DataFrame) -> str:
    if active.empty:
        return "Aucun dépôt"
    return f"Dernier dépôt\u00a0: {date_text(day_of(active['date'].max()))}"

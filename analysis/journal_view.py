"""The journal of deposits, as its page shows it."""

from __future__ import annotations

from dataclasses import dataclass
from zoneinfo import ZoneInfo

import pandas as pd

from analysis.wording import date_text, is_missing, number_text
from data.schemas import TABLES

PARIS = ZoneInfo("Europe/Paris")
STATES = {"actif": "Actif", "retire": "Retiré"}


@dataclass(frozen=True)
class DepositView:
    """One deposit: its number, whether it can be withdrawn, and what is known of it as terms and texts."""

    number: str
    is_active: bool
    title: str
    facts: tuple[tuple[str, str], ...]


def journal_table(journal: pd.DataFrame) -> pd.DataFrame:
    """The journal, latest first, with the headings readers see.

    Args:
        journal: as `Store.deposits` gives it.
    """
    latest = journal.iloc[::-1]
    return pd.DataFrame(
        {
            "Dépôt": latest["depot"].astype(str),
            "Date": [_day(moment) for moment in latest["date"]],
            "Déposé par": latest["auteur"].astype(str),
            "Contenu": latest["table"].map({name: table.label for name, table in TABLES.items()}),
            "Fichier": latest["fichier"].astype(str),
            "Nouvelles": latest["ajoutees"].astype(int),
            "Modifiées": latest["modifiees"].astype(int),
            "État": latest["statut"].map(STATES),
            "Données": latest["demonstration"].map({True: "démonstration", False: "réelles"}),
        }
    ).reset_index(drop=True)


def deposit_view(journal: pd.DataFrame, number: str) -> DepositView | None:
    """One deposit of the journal, None when no deposit has this number."""
    found = journal.loc[journal["depot"] == number]
    if found.empty:
        return None
    row = found.iloc[0]
    facts = [
        ("Déposé le", _moment(row["date"])),
        ("Par", str(row["auteur"])),
        ("Fichier", str(row["fichier"])),
        ("Contenu", TABLES[row["table"]].label),
        *_period(row),
        ("Lignes lues", number_text(row["lues"])),
        ("Lignes nouvelles", number_text(row["ajoutees"])),
        ("Lignes modifiées", number_text(row["modifiees"])),
        ("Lignes identiques", number_text(row["inchangees"])),
        ("Lignes refusées", number_text(row["refusees"])),
        ("Empreinte du fichier", str(row["empreinte"])[:16]),
        *([] if is_missing(row["motif"]) else [("Motif", str(row["motif"]))]),
        *_withdrawal(row),
    ]
    return DepositView(number, row["statut"] == "actif", f"Dépôt {number}", tuple(facts))


def _period(row: pd.Series) -> list[tuple[str, str]]:
    if is_missing(row["periode_debut"]) or is_missing(row["periode_fin"]):
        return []
    days = [date_text(row[name].date()) for name in ("periode_debut", "periode_fin")]
    return [("Période couverte", f"du {days[0]} au {days[1]}")]


def _withdrawal(row: pd.Series) -> list[tuple[str, str]]:
    if row["statut"] == "actif":
        return []
    return [("Retiré le", _moment(row["retire_le"])), ("Retiré par", str(row["retire_par"])),
            ("Motif du retrait", str(row["motif_retrait"]))]  # fmt: skip


def _day(moment: pd.Timestamp) -> str:
    return moment.tz_convert(PARIS).strftime("%d/%m/%Y")


def _moment(moment: pd.Timestamp) -> str:
    local = moment.tz_convert(PARIS)
    return f"{date_text(local.date())} à {local:%H} h {local:%M}"

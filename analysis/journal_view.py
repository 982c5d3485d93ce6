"""The journal of deposits, as its page shows it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePath

import pandas as pd

from analysis.wording import date_text, is_missing, list_text, number_text, plural
from data import clock
from data.schemas import TABLES

STATES = {"actif": "Actif", "retire": "Retiré"}
EVERY = ""
# First bytes of the workbooks that the name of a file may announce.
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")


@dataclass(frozen=True)
class DepositView:
    """One deposit: its number, whether it can be withdrawn, and what is known of it as terms and texts.

    Attributes:
        fingerprint: SHA-256 of the file as received.
    """

    number: str
    is_active: bool
    fingerprint: str
    title: str
    sentence: str
    facts: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class JournalLine:
    """One deposit in the list: what tells it from the others, and what it did in a few words."""

    number: str
    day: str
    author: str
    content: str
    period: str
    file: str
    did: str
    is_active: bool


@dataclass(frozen=True)
class Choices:
    """What the journal can be narrowed to: code to label, everything first."""

    contents: Mapping[str, str]
    authors: Mapping[str, str]
    states: Mapping[str, str]


def journal_choices(journal: pd.DataFrame) -> Choices:
    """The contents and the authors met in the journal."""
    authors = sorted(journal["auteur"].astype(str).unique(), key=str.casefold)
    met = set(journal["table"])
    contents = {name: table.label for name, table in TABLES.items() if name in met}
    states = {"actif": "Actifs", "retire": "Retirés"}
    return Choices(
        {EVERY: "Tous les contenus"} | contents,
        {EVERY: "Tout le monde"} | {author: author for author in authors},
        {EVERY: "Actifs et retirés"} | states,
    )


def narrowed(journal: pd.DataFrame, content: str, author: str, state: str) -> pd.DataFrame:
    """The deposits asked for, latest first; an empty text asks for all."""
    kept = journal.iloc[::-1]
    for column, wanted in (("table", content), ("auteur", author), ("statut", state)):
        if wanted != EVERY:
            kept = kept[kept[column] == wanted]
    return kept


def journal_sentence(kept: pd.DataFrame) -> str:
    """« 12 dépôts, dont 1 retiré. »"""
    withdrawn = int((kept["statut"] == "retire").sum())
    among = f", dont {plural(withdrawn, 'retiré', 'retirés')}" if withdrawn else ""
    return f"{plural(len(kept), 'dépôt', 'dépôts')}{among}."


def journal_lines(kept: pd.DataFrame) -> list[JournalLine]:
    """The list, in the order of `kept`."""
    return [
        JournalLine(
            number=str(row["depot"]),
            day=_day(row["date"]),
            author=str(row["auteur"]),
            content=TABLES[row["table"]].label,
            period=_span(row),
            file=str(row["fichier"]),
            did=_did(row),
            is_active=row["statut"] == "actif",
        )
        for row in kept.to_dict("records")
    ]


def journal_table(kept: pd.DataFrame) -> pd.DataFrame:
    """The same list to take home, with numbers and days as such.

    Args:
        kept: as `narrowed` gives it.
    """
    return pd.DataFrame(
        {
            "Dépôt": kept["depot"].astype(str),
            "Date": [_day(moment) for moment in kept["date"]],
            "Déposé par": kept["auteur"].astype(str),
            "Contenu": kept["table"].map({name: table.label for name, table in TABLES.items()}),
            "Fichier": kept["fichier"].astype(str),
            "Lignes lues": kept["lues"].astype(int),
            "Nouvelles": kept["ajoutees"].astype(int),
            "Modifiées": kept["modifiees"].astype(int),
            "Identiques": kept["inchangees"].astype(int),
            "Laissées de côté": kept["refusees"].astype(int),
            "Motif": kept["motif"].fillna(""),
            "État": kept["statut"].map(STATES),
            "Données": kept["demonstration"].map({True: "démonstration", False: "réelles"}),
        }
    ).reset_index(drop=True)


def deposit_view(journal: pd.DataFrame, number: str) -> DepositView | None:
    """One deposit of the journal, None when no deposit has this number."""
    found = journal.loc[journal["depot"] == number]
    if found.empty:
        return None
    row = found.iloc[0]
    facts = [
        ("Fichier", str(row["fichier"])),
        ("Contenu", TABLES[row["table"]].label),
        *([("Période couverte", _span(row))] if _span(row) else []),
        ("Lignes lues", number_text(row["lues"])),
        ("Lignes laissées de côté", number_text(row["refusees"])),
        ("Empreinte du fichier", str(row["empreinte"])[:16]),
        *([] if is_missing(row["motif"]) else [("Motif", str(row["motif"]))]),
        *_withdrawal(row),
    ]
    said = f"Déposé le {_moment(row['date'])} par {row['auteur']}."
    is_active, received = row["statut"] == "actif", str(row["empreinte"])
    return DepositView(number, is_active, received, f"Dépôt {number}", said, tuple(facts))


def is_as_received(content: bytes, fingerprint: str) -> bool:
    """Whether the bytes kept are those received; of some files only the table is kept, or some columns."""
    return hashlib.sha256(content).hexdigest() == fingerprint


def received_name(filename: str, content: bytes) -> str:
    """The name under which the bytes kept go out: those of a workbook, or its table alone as a text file."""
    announced = PurePath(filename)
    is_text = announced.suffix.lower() in (".xlsx", ".xls", ".ods") and not content.startswith(_WORKBOOKS)
    return f"{announced.stem}.csv" if is_text else filename


def _did(row: Mapping) -> str:
    counts = (
        (row["ajoutees"], plural(row["ajoutees"], "nouvelle", "nouvelles")),
        (row["modifiees"], plural(row["modifiees"], "modifiée", "modifiées")),
        (row["inchangees"], plural(row["inchangees"], "identique", "identiques")),
    )
    return list_text(words for count, words in counts if count)


def _span(row: Mapping) -> str:
    if is_missing(row["periode_debut"]) or is_missing(row["periode_fin"]):
        return ""
    first, last = (date_text(row[name].date()) for name in ("periode_debut", "periode_fin"))
    return f"du {first} au {last}"


def _withdrawal(row: pd.Series) -> list[tuple[str, str]]:
    if row["statut"] == "actif":
        return []
    return [("Retiré le", _moment(row["retire_le"])), ("Retiré par", str(row["retire_par"])),
            ("Motif du retrait", str(row["motif_retrait"]))]  # fmt: skip


def _day(moment: pd.Timestamp) -> str:
    return clock.local(moment).strftime("%d/%m/%Y")


def _moment(moment: pd.Timestamp) -> str:
    local = clock.local(moment)
    return f"{date_text(local.date())} à {local:%H} h {local:%M}"

"""The options of the command line that tell how a file is to be read."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

from data.schemas import TABLES

# Who the journal names when the command says nothing.
NOBODY = "ligne de commande"


def add_reading_options(command: argparse.ArgumentParser) -> None:
    """What `check` and `deposit` are told of the file, and how they answer."""
    command.add_argument("file", type=Path, help="le fichier à lire")
    command.add_argument("--catalogue", type=Path, help="dossier du catalogue de la ville")
    command.add_argument("--today", type=date.fromisoformat, help="date du jour, AAAA-MM-JJ")
    command.add_argument("--table", choices=list(TABLES), help="la table que le fichier alimente")
    command.add_argument("--sheet", help="la feuille du classeur")
    command.add_argument(
        "--json",
        action="store_true",
        help="réponse lisible par un programme, décrite dans data/json_answer.py",
    )
    command.add_argument("--rows", action="store_true", help="avec --json, donner aussi les lignes justes")
    command.add_argument("--yes", action="store_true", help="répondre oui à toutes les questions")
    command.add_argument(
        "--answer", action="append", default=[], help="identifiant d’une question à laquelle répondre oui"
    )
    command.add_argument(
        "--default", action="append", default=[], type=_constant, help="colonne=valeur pour tout le fichier"
    )
    command.add_argument(
        "--column",
        action="append",
        default=[],
        type=_heading,
        help="titre=colonne, ou titre= pour ne pas la lire",
    )
    command.add_argument("--author", default=NOBODY, help="qui dépose : un service ou une association")


def _constant(text: str) -> tuple[str, str]:
    name, separator, value = text.partition("=")
    if not separator or not any(name in table.names for table in TABLES.values()):
        raise argparse.ArgumentTypeError("écrivez colonne=valeur, par exemple structure=logos")
    return name, value


def _heading(text: str) -> tuple[str, str]:
    heading, separator, column = text.rpartition("=")
    if not separator:
        raise argparse.ArgumentTypeError("écrivez titre=colonne, par exemple Passages du mois=valeur")
    return heading, column

"""The physical lines of a text table, and how many lines and columns are read."""

from __future__ import annotations

import re

from data.readers.records import MAX_LINE
from data.report import Repair, counted, unreadable

MAX_COLUMNS = 200
MAX_ROWS = 2_000_000
# What old programs wrote after the last line.
_END_OF_FILE = "\x1a"
_RETURN_ALONE = re.compile("\r(?!\n)")


def split_lines(text: str) -> tuple[list[str], tuple[Repair, ...]]:
    """Physical lines, whatever ends them (line feed, return or both), without the empty tail."""
    ends = {"\r\n": text.count("\r\n"), "\r": len(_RETURN_ALONE.findall(text)) if "\r" in text else 0}
    ends["\n"] = text.count("\n") - ends["\r\n"]
    lines = text.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n" + _END_OF_FILE).split("\n")
    if sum(count > 0 for count in ends.values()) < 2:
        return lines, ()
    message = (
        "Les fins de ligne ne sont pas toutes du même genre (fichier passé par plusieurs logiciels) ; "
        "chacune a été reconnue."
    )
    return lines, (Repair("mixed_line_ends", message, min(count for count in ends.values() if count)),)


def check_width(width: int) -> None:
    """Refuse a table with too many columns."""
    if width > MAX_COLUMNS:
        raise unreadable(
            "too_many_columns",
            f"Ce fichier a plus de {MAX_COLUMNS} colonnes. Ne gardez que celles du modèle.",
        )


def check_height(height: int) -> None:
    """Refuse a table with too many lines."""
    if height > MAX_ROWS:
        raise unreadable(
            "too_many_lines",
            f"Ce fichier a plus de {counted(MAX_ROWS, 'ligne', 'lignes')}. Découpez-le, par année.",
        )


def check_bounds(lines: list[str]) -> None:
    """Refuse a text without anything in it, with too many lines, or that is one endless line."""
    first = next((line for line in lines if line.strip(' \t;,|"\ufeff\u00a0')), None)
    if first is None:
        raise unreadable("empty_file", "Ce fichier est vide : il ne contient aucune ligne à lire.")
    check_height(len(lines))
    if len(first) > MAX_LINE:
        length = counted(len(first), "caractère", "caractères")
        raise unreadable(
            "endless_line",
            f"La première ligne compte {length} : ce n’est pas un tableau avec une ligne de titres. "
            "Vérifiez que le fichier a bien été exporté en lignes.",
        )

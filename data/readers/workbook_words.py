"""What a reader is told of a workbook: sheets left out, hidden rows, percentages, formulas, endless texts."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from data.readers.grid import column_letters
from data.readers.records import MAX_CELL
from data.report import Problem, Repair, Severity, counted, listed, quoted

MAX_LONG_CELLS = 100
Answer = dict[str, Any]

_FORMULA_SENTENCES: tuple[tuple[str, Severity, str], ...] = (
    (
        "doubtful",
        "confirm",
        "{count} formule(s) valent 0 dans un classeur qui n’a jamais été calculé ({names}). Ouvrez-le dans "
        "Excel et enregistrez-le, ou confirmez que ces zéros sont justes.",
    ),
    (
        "outside",
        "information",
        "{count} formule(s) appellent une adresse ou un programme extérieur ({names}) ; seule leur dernière "
        "valeur enregistrée a été lue, rien n’a été appelé.",
    ),
)


def sheet_repairs(chosen: Answer, read: list[Answer], sheets: list[Answer]) -> tuple[Repair, ...]:
    """Which sheet was read, and which were not."""
    others = [sheet["name"] for sheet in read if sheet is not chosen]
    hidden = [sheet["name"] for sheet in sheets if not sheet["visible"]]
    left = [f"non lues : {quoted_list(others)}"] if others else []
    left += [f"masquées et non lues : {quoted_list(hidden)}"] if hidden else []
    if not left:
        return ()
    message = f"La feuille {quoted(chosen['name'])} a été lue (autres feuilles, {' ; '.join(left)})."
    return (Repair("sheet_chosen", message, len(others) + len(hidden)),)


def percent_repair(sheet: Answer) -> tuple[Repair, ...]:
    """Cells shown as percentages, read as they show."""
    places = sheet["percents"]
    if not places:
        return ()
    message = (
        f"{len(places)} case(s) affichées en pourcentage ({listed(_names(places))}) ont été lues comme elles "
        "s’affichent : 0,12 est lu 12 %."
    )
    return (Repair("percent_cells", message, len(places), tuple(row + 1 for row, _ in places)),)


def hidden_columns(sheet: Answer) -> list[Problem]:
    """Columns that whoever opens the workbook does not see."""
    columns = [column_letters(column) for column in sheet["hidden_columns"] if column < len(sheet["columns"])]
    if not columns:
        return []
    message = f"Des colonnes masquées ont été lues comme les autres : {listed(columns)}."
    return [Problem("information", "hidden_columns", message)]


def formula_problems(sheet: Answer) -> list[Problem]:
    """Formulas without a result, never computed, or that call outside."""
    problems = [_uncomputed_problem(row, column) for row, column in sheet["uncomputed"]]
    for cause, severity, sentence in _FORMULA_SENTENCES:
        # One problem per column: formulas do not weigh the same under « Valeur » and « Commentaire ».
        for column in dict.fromkeys(column for _, column in sheet[cause]):
            places = [place for place in sheet[cause] if place[1] == column]
            names = _names(places)
            message = sentence.format(count=len(places), names=listed(names))
            line = places[0][0] + 1
            problems.append(Problem(severity, f"formula_{cause}", message, line=line, cell=names[0]))
    return problems


def long_cells(cells: pd.DataFrame, first_line: int) -> list[Problem]:
    """Cells beyond the longest text that is accepted."""
    problems = []
    limit = counted(MAX_CELL, "caractère", "caractères")
    for place, (_, column) in enumerate(cells.items()):
        too_long = np.flatnonzero((column.str.len() > MAX_CELL).to_numpy(dtype=bool, na_value=False))
        for row in too_long[:MAX_LONG_CELLS]:
            line = int(row) + first_line
            name = f"{column_letters(place)}{line}"
            message = f"Case {name} : le texte dépasse {limit}. Raccourcissez-le."
            problems.append(Problem("error", "cell_too_long", message, line=line, cell=name))
    return problems


def quoted_list(names: list[str]) -> str:
    """Names of sheets between French quotation marks."""
    return ", ".join(quoted(name, 31) for name in names[:20])


def _uncomputed_problem(row: int, column: int) -> Problem:
    name = f"{column_letters(column)}{row + 1}"
    message = (
        f"Case {name} : la formule n’a pas de résultat enregistré. Ouvrez le classeur dans Excel, "
        "enregistrez-le et déposez-le de nouveau."
    )
    return Problem("error", "formula_without_result", message, line=row + 1, cell=name)


def _names(places: list[list[int]]) -> list[str]:
    return [f"{column_letters(column)}{row + 1}" for row, column in places]

"""What a reader is told about the headings: titles above, two rows joined, merged cells, absences."""

from __future__ import annotations

import numpy as np

from data.privacy.quoting import told_after_colon
from data.readers.grid import Grid, Merge, column_letters
from data.readers.header_row import HeaderRow
from data.readers.heading_text import replace_look_alikes
from data.report import Problem, Repair, at_lines, listed, quoted


def title_repair(grid: Grid, header: HeaderRow) -> tuple[Repair, ...]:
    """The lines above the headings, not read as data."""
    above = zip(
        grid.cells.iloc[: header.first].itertuples(index=False), grid.lines[: header.first], strict=True
    )
    first_texts = [
        (next((c for c in row if isinstance(c, str) and c.strip()), None), line) for row, line in above
    ]
    titles = [(text, int(line)) for text, line in first_texts if text]
    if not titles:
        return ()
    lines = tuple(line for _, line in titles)
    message = (
        f"{len(titles)} ligne(s) au-dessus des titres de colonnes ({at_lines(lines)}) n’ont pas été lues "
        f"comme des données{told_after_colon(text for text, _ in titles[:5])}."
    )
    return (Repair("title_rows", message, len(titles), lines),)


def joined_repair(grid: Grid, header: HeaderRow) -> tuple[Repair, ...]:
    """Headings that stand on two rows."""
    if header.first == header.last:
        return ()
    lines = (int(grid.lines[header.first]), int(grid.lines[header.last]))
    names = listed([quoted(heading, 40) for heading in header.headings if heading], 4)
    message = (
        f"Les titres de colonnes tiennent sur deux lignes ({listed(lines)}) ; ils ont été réunis : {names}."
    )
    return (Repair("two_header_rows", message, 1, lines),)


def letters_repair(header: HeaderRow) -> tuple[Repair, ...]:
    """Headings written with letters of another alphabet."""
    odd = [heading for heading in header.headings if heading and replace_look_alikes(heading) != heading]
    if not odd:
        return ()
    names = listed([quoted(heading, 30) for heading in odd])
    message = (
        "Des titres contiennent des lettres d’un autre alphabet qui imitent les nôtres ; ils ont été "
        f"reconnus : {names}."
    )
    return (Repair("look_alike_letters", message, len(odd)),)


def merge_problems(grid: Grid, lines: np.ndarray) -> tuple[Problem, ...]:
    """Merged cells among the rows that are read: only the first of each holds a value."""
    inside = [
        merge for merge in grid.merges if ((lines >= merge.first_row) & (lines <= merge.last_row)).any()
    ]
    if not inside:
        return ()
    areas = listed([_area(merge) for merge in inside])
    message = (
        f"{len(inside)} groupe(s) de cases fusionnées dans le tableau ({areas}) : seule la première case de "
        "chacun a une valeur, les autres sont vides. Confirmez que la valeur vaut pour tout le groupe, ou "
        "défusionnez et complétez."
    )
    first = inside[0]
    cell = f"{column_letters(first.first_column)}{first.first_row}"
    return (Problem("confirm", "merged_cells", message, line=first.first_row, cell=cell),)


def hidden_rows_problem(grid: Grid, lines: np.ndarray) -> tuple[Problem, ...]:
    """Rows that are read though whoever opens the workbook does not see them: left over, or filtered out."""
    hidden = [line for line in lines.tolist() if line in grid.hidden_rows] if grid.hidden_rows else []
    if not hidden:
        return ()
    message = (
        f"{len(hidden)} ligne(s) masquée(s) dans la feuille ({listed(hidden)}) ont été lues comme les "
        "autres. Confirmez qu’elles comptent, ou supprimez-les."
    )
    return (Problem("confirm", "hidden_rows", message, line=hidden[0]),)


def no_header_problem(grid: Grid) -> Problem:
    """No row of headings among the first ones, or nothing at all."""
    if not grid.cells.notna().any(axis=None):
        return Problem(
            "error", "empty_table", "Ce tableau est vide : aucune ligne à lire. Vérifiez le fichier déposé."
        )
    message = (
        "Aucune ligne de titres n’a été trouvée dans les 20 premières lignes (à partir de la ligne "
        f"{grid.lines[0]}). Ajoutez en tête les titres du modèle."
    )
    return Problem("error", "no_header", message)


def no_rows_problem(grid: Grid, header: HeaderRow) -> Problem:
    """Headings with nothing under them."""
    line = grid.lines[header.last]
    message = (
        f"Aucune ligne de données sous les titres (ligne {line}) : le tableau ne contient aucune ligne à "
        "lire."
    )
    return Problem("error", "no_rows", message)


def _area(merge: Merge) -> str:
    first = f"{column_letters(merge.first_column)}{merge.first_row}"
    return f"{first}:{column_letters(merge.last_column)}{merge.last_row}"

"""Which columns of a table are read, and what is said of the others: unnamed, doubled, of another table."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import pandas as pd

from data.readers.body_rows import Body
from data.readers.grid import Grid, column_letters
from data.readers.header_row import HeaderRow, count_matches
from data.readers.heading_text import normalise_heading
from data.report import Problem, Repair, listed, quoted

_NUMBERING = "La première colonne, sans titre, ne fait que numéroter les lignes : elle n’a pas été lue."


@dataclass(frozen=True)
class Columns:
    """The columns that are read: places in the grid and names, with what must be said."""

    positions: tuple[int, ...]
    names: tuple[str, ...]
    problems: tuple[Problem, ...]
    repairs: tuple[Repair, ...]

    def named(self, places: Collection[int]) -> tuple[str, ...]:
        """Names of the columns that stand at these places of the grid."""
        pairs = zip(self.names, self.positions, strict=True)
        return tuple(name for name, position in pairs if position in places)


def keep_columns(grid: Grid, body: Body, header: HeaderRow, aside: frozenset[int]) -> Columns:
    """Every column with a heading, those set aside apart."""
    positions = [place for place, heading in enumerate(header.headings) if heading and place not in aside]
    unnamed = [
        place
        for place in range(body.cells.shape[1])
        if not header.headings[place] and body.cells.iloc[:, place].notna().any()
    ]
    is_numbered = (
        bool(unnamed) and unnamed[0] < positions[0] and _is_numbering(body.cells.iloc[:, unnamed[0]])
    )
    problems = [_unnamed_problem(grid, body, place) for place in unnamed[is_numbered:]]
    problems += [_side_problem(grid, header, aside)] if aside else []
    names = [str(header.headings[place]) for place in positions]
    return Columns(
        positions=tuple(positions),
        names=_unique(names),
        problems=(*problems, *_doubled_problems(grid, header, positions)),
        repairs=(Repair("row_numbers", _NUMBERING),) if is_numbered else (),
    )


def side_table(headings: list[str | None], under: pd.DataFrame, known: frozenset[str]) -> frozenset[int]:
    """Columns of another table on the right, past an empty one, when the known headings are on the left."""
    named = [place for place, heading in enumerate(headings) if heading]
    for gap in range(named[0] + 1, named[-1]):
        if headings[gap] or under.iloc[:, gap].notna().any():
            continue
        left, right = count_matches(headings[:gap], known), count_matches(headings[gap:], known)
        if left >= 2 and left > right:
            return frozenset(range(gap, len(headings)))
    return frozenset()


def emptied(under: pd.DataFrame, aside: frozenset[int]) -> pd.DataFrame:
    """The same rows with the columns set aside left empty."""
    if not aside:
        return under
    empty = pd.Series(None, index=under.index, dtype="str")
    return pd.DataFrame({place: empty if place in aside else under[place] for place in under})


def _is_numbering(column: pd.Series) -> bool:
    numbers = pd.to_numeric(column.dropna(), errors="coerce")
    return bool(numbers.notna().all() and (numbers.diff().dropna() == 1).all())


def _place_name(grid: Grid, place: int) -> str:
    letters = column_letters(place)
    return f"colonne {letters}" if grid.is_workbook else f"colonne {place + 1} ({letters} dans un tableur)"


def _unnamed_problem(grid: Grid, body: Body, place: int) -> Problem:
    filled = body.cells.iloc[:, place].notna().to_numpy()
    line = int(body.lines[filled.argmax()])
    message = (
        f"La {_place_name(grid, place)} contient {int(filled.sum())} valeur(s), à partir de la ligne {line}, "
        "mais n’a pas de titre : elle n’a pas été lue. Donnez-lui un titre ou videz-la."
    )
    letter = column_letters(place)
    if grid.separator != ",":
        return Problem("confirm", "unnamed_column", message, line=line, letter=letter)
    message += (
        " Si ce sont des décimales, la virgule a coupé un nombre : mettez les nombres entre guillemets."
    )
    return Problem("error", "unnamed_column", message, letter=letter)


def _side_problem(grid: Grid, header: HeaderRow, aside: frozenset[int]) -> Problem:
    names = listed([quoted(header.headings[place], 30) for place in sorted(aside) if header.headings[place]])
    message = (
        f"Un second tableau se trouve à droite du premier ({names}) : il n’a pas été lu. Confirmez qu’il ne "
        "compte pas, ou mettez chaque tableau dans son propre fichier."
    )
    return Problem("confirm", "second_table", message, line=int(grid.lines[header.first]))


def _doubled_problems(grid: Grid, header: HeaderRow, positions: list[int]) -> list[Problem]:
    places: dict[str, list[int]] = {}
    for place in positions:
        places.setdefault(normalise_heading(str(header.headings[place])), []).append(place)
    return [_doubled_problem(grid, header, same) for same in places.values() if len(same) > 1]


def _doubled_problem(grid: Grid, header: HeaderRow, places: list[int]) -> Problem:
    name = str(header.headings[places[0]])
    where = listed([_place_name(grid, place) for place in places])
    message = (
        f"Le titre {quoted(name)} est porté par plusieurs colonnes ({where}) : on ne sait pas laquelle lire. "
        "Gardez-en une, ou donnez-leur des titres différents."
    )
    line = int(grid.lines[header.first])
    letter, cell = column_letters(places[1]), grid.cell_name(line, places[1])
    return Problem("error", "doubled_heading", message, column=name, letter=letter, cell=cell)


def _unique(names: list[str]) -> tuple[str, ...]:
    unique: list[str] = []
    for name in names:
        candidate, number = name, 2
        while candidate in unique:
            candidate, number = f"{name} ({number})", number + 1
        unique.append(candidate)
    return tuple(unique)

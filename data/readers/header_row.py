"""Where the row of headings stands, and whether two rows make up the headings together."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from rapidfuzz import process

from data.readers.grid import Grid
from data.readers.heading_text import clean_heading, normalise_heading
from data.readers.row_kinds import is_value_like, is_year
from data.spellings.month_words import MONTHS, plain_text
from data.spellings.period_texts import read_period

SEARCHED_ROWS = 20
_CLOSE_ENOUGH = 85
_SHORTEST_FUZZY = 5
_PLAIN_NUMBER = re.compile(r"[-−+]?\d[\d\s]*(?:[.,]\d+)?\s*[%€]?")

Cells = list[str | None]


@dataclass(frozen=True)
class HeaderRow:
    """The headings (missing where there is none) and the rows of the grid that they take."""

    headings: Cells
    first: int
    last: int
    matches: int


def choose_header(grid: Grid, known: Collection[str]) -> HeaderRow | None:
    """The row, or pair of rows, that best matches the known headings; nothing when no row is a header."""
    rows = [_cells(row) for row in grid.cells.head(SEARCHED_ROWS + 1).itertuples(index=False)]
    names = frozenset(known) - _names_met_in_data(rows)
    singles = [HeaderRow(row, place, place, count_matches(row, names)) for place, row in enumerate(rows)]
    if max((row.matches for row in singles), default=0) < 2:
        singles = [
            HeaderRow(row.headings, row.first, row.last, _close_matches(row.headings, names))
            for row in singles
        ]
    pairs = [_joined(grid, rows, place, names) for place in range(len(rows) - 1)]
    candidates = [
        row for row in (*singles[:SEARCHED_ROWS], *pairs) if row and not any(map(_is_number, row.headings))
    ]
    if not candidates:
        return None
    best = max(candidates, key=_quality)
    return best if _is_convincing(best, singles) else _unknown_header(rows)


def _names_met_in_data(rows: list[Cells]) -> frozenset[str]:
    """Words that come back down a column: codes of measures, say, rather than headings repeated as a row."""
    counts: Counter[tuple[int, str]] = Counter()
    for row in dict.fromkeys(map(tuple, rows)):
        counts.update((place, normalise_heading(cell)) for place, cell in enumerate(row) if cell)
    return frozenset(name for (_, name), count in counts.items() if count > 2)


def _is_number(cell: str | None) -> bool:
    return cell is not None and bool(_PLAIN_NUMBER.fullmatch(cell)) and not is_year(cell)


def count_matches(row: Cells, known: frozenset[str]) -> int:
    """How many different known headings the row holds."""
    return len({normalise_heading(cell) for cell in row if cell and len(cell) < 300} & known)


def _cells(row: tuple[object, ...]) -> Cells:
    return [clean_heading(cell) or None if isinstance(cell, str) else None for cell in row]


def _close_matches(row: Cells, known: frozenset[str]) -> int:
    names = {normalise_heading(cell) for cell in row if cell and len(cell) < 100 and not is_value_like(cell)}
    close = {
        match[0]
        for name in names
        if len(name) >= _SHORTEST_FUZZY
        and (match := process.extractOne(name, known, score_cutoff=_CLOSE_ENOUGH))
    }
    return len(close | (names & known))


def _quality(row: HeaderRow) -> tuple[int, bool, bool, int]:
    return row.matches, not _has_doubles(row.headings), row.first == row.last, -row.first


def _has_doubles(headings: Cells) -> bool:
    named = [normalise_heading(heading) for heading in headings if heading]
    return len(named) != len(set(named))


def _is_convincing(best: HeaderRow, singles: list[HeaderRow]) -> bool:
    """Two known headings are enough; a single one may be a value met in every row of data."""
    if best.matches >= 2:
        return True
    alone = sum(row.matches >= 1 for row in singles) == 1
    return best.matches == 1 and alone and best.first == _first_full(singles)


def _first_full(singles: list[HeaderRow]) -> int:
    widest = max(sum(cell is not None for cell in row.headings) for row in singles)
    full = (row.first for row in singles if 2 * sum(cell is not None for cell in row.headings) > widest)
    return next(full, 0)


def _unknown_header(rows: list[Cells]) -> HeaderRow | None:
    """A first full row of texts above rows with values: headings, even if none of them is known."""
    singles = [HeaderRow(row, place, place, 0) for place, row in enumerate(rows)]
    place = _first_full(singles)
    filled = [cell for cell in rows[place] if cell]
    if len(filled) < 2 or any(is_value_like(cell) for cell in filled) or _has_doubles(rows[place]):
        return None
    below = [cell for row in rows[place + 1 :] for cell in row if cell]
    has_values = not below or any(is_value_like(cell) for cell in below)
    return singles[place] if has_values else None


def _joined(grid: Grid, rows: list[Cells], place: int, known: frozenset[str]) -> HeaderRow | None:
    above, below = rows[place], rows[place + 1]
    if not _completes(above, below) or _is_full_under(above, below, known):
        return None
    headings: Cells = []
    group: str | None = None
    for top, bottom in zip(above, below, strict=True):
        group = top or (group if bottom else None)
        headings.append(_joined_heading(group if bottom else top, bottom, known))
    matches = count_matches([*above, *below, *headings], known) + _spans_both(grid, place)
    matches += _puts_months_under_years(above, below) + _names_every_gap(above, below)
    return HeaderRow(headings, place, place + 1, matches)


def _puts_months_under_years(above: Cells, below: Cells) -> int:
    """One when a year heads several months: « 2025 » over « janvier », « février »."""
    months = [cell for cell in below if cell and plain_text(cell).rstrip(".") in MONTHS]
    return int(len(months) > 1 and any(is_year(cell) for cell in above if cell))


def _names_every_gap(above: Cells, below: Cells) -> int:
    """One when the second row only names columns that the first one groups: « S1 », « S2 » under « 2024 »."""
    gaps = [place for place, top in enumerate(above) if not top and any(above[:place])]
    groups = {*gaps, *(place - 1 for place in gaps)}
    named = {place for place, bottom in enumerate(below) if bottom}
    names_all = bool(gaps) and set(gaps) <= named <= groups
    return int(names_all and any(top and not bottom for top, bottom in zip(above, below, strict=True)))


def _completes(above: Cells, below: Cells) -> bool:
    filled = [cell for cell in below if cell]
    has_gap_filled = any(bottom and not top for top, bottom in zip(above, below, strict=True))
    return (
        has_gap_filled
        and sum(cell is not None for cell in above) >= 2
        and len(filled) >= 2
        and not any(is_value_like(cell) for cell in filled)
    )


def _is_full_under(above: Cells, below: Cells, known: frozenset[str]) -> bool:
    """A row with a text under each heading of a row of known ones: data, whose last column has no heading."""
    under = [bottom for top, bottom in zip(above, below, strict=True) if top]
    return all(under) and count_matches(above, known) > max(2, count_matches(under, known))


def _joined_heading(top: str | None, bottom: str | None, known: frozenset[str]) -> str | None:
    if not top or not bottom:
        return top or bottom
    both = f"{top} {bottom}"
    tells_when = any(character.isdigit() for character in top)
    if _tells_whole_period(bottom):
        return bottom
    bottom_is_enough = normalise_heading(bottom) in known and normalise_heading(both) not in known
    return bottom if bottom_is_enough and not tells_when else both


def _tells_whole_period(heading: str) -> bool:
    """« janv. 2025 », « 2025-T1 », « 03/2025 »: what stands above only groups such columns."""
    return isinstance(read_period(heading, date.max).code, str)


def _spans_both(grid: Grid, place: int) -> int:
    """One when a cell merged downwards shows that the two rows belong together."""
    first, last = int(grid.lines[place]), int(grid.lines[place + 1])
    return int(any(merge.first_row == first and merge.last_row == last for merge in grid.merges))

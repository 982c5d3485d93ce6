"""Rows under the headings that are not data: blank rows, repeated headings, totals, notes, a second table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from data.privacy.quoting import told_after_colon
from data.readers.header_row import count_matches
from data.readers.heading_text import clean_heading, normalise_heading
from data.readers.row_kinds import is_note, is_total_label, is_value_like
from data.readers.text_columns import distinct_texts, holding, without_blanks
from data.report import Problem, Repair, at_lines

_FEW_VALUES = 5_000
_MAX_BLOCKS = 200
_LONGEST_NOTE = 2_000


@dataclass(frozen=True)
class Body:
    """Rows under the headings, with the number of filled cells of each."""

    cells: pd.DataFrame
    lines: np.ndarray
    filled: np.ndarray

    @cached_property
    def usual_width(self) -> int:
        """The number of filled cells of most rows that have some."""
        widths = np.bincount(self.filled)[1:]
        return int(widths.argmax()) + 1 if widths.any() else 0


@dataclass(frozen=True)
class Sifted:
    """Which rows are data, and what must be said of the others; `end_line` is where a second table starts."""

    is_data: np.ndarray
    end_line: int | None
    repairs: tuple[Repair, ...]
    problems: tuple[Problem, ...]


def body_of(cells: pd.DataFrame, lines: np.ndarray) -> Body:
    """The rows under the headings; cells that hold only spaces count as empty."""
    cells = pd.DataFrame({place: without_blanks(column) for place, column in cells.items()})
    filled = np.zeros(len(cells), dtype=np.int16)
    for _, column in cells.items():
        filled += column.notna().to_numpy()
    return Body(cells, lines, filled)


def sift(body: Body, headings: list[str | None], known: frozenset[str]) -> Sifted:
    """Tell data from the rest."""
    is_data = body.filled > 0
    end, problems = _second_table(body, headings, known)
    is_data[end:] = False
    repairs = [
        *_set_aside(body, is_data, _repeated_headings(body, headings), "repeated_headings", _say_repeated),
        *_set_aside(body, is_data, _totals(body), "total_rows", _say_totals),
        *_set_aside(body, is_data, _notes(body, is_data), "note_rows", _say_notes),
        *_blank_repair(body, end),
    ]
    end_line = int(body.lines[end]) if end < len(body.lines) else None
    return Sifted(is_data, end_line, tuple(repairs), problems)


def _set_aside(
    body: Body, is_data: np.ndarray, places: np.ndarray, cause: str, say: Callable[[Body, np.ndarray], str]
) -> list[Repair]:
    places = places[is_data[places]]
    if not len(places):
        return []
    is_data[places] = False
    return [Repair(cause, say(body, places), len(places), tuple(body.lines[places]))]


def _repeated_headings(body: Body, headings: list[str | None]) -> np.ndarray:
    repeated = np.ones(len(body.cells), dtype=bool)
    named = [place for place, heading in enumerate(headings) if heading][:4]
    for place in named:
        column = body.cells.iloc[:, place]
        texts = distinct_texts(column)[:_FEW_VALUES] if repeated.any() else []
        heading = normalise_heading(str(headings[place]))
        repeated &= holding(column, [text for text in texts if normalise_heading(text[:200]) == heading])
    return np.flatnonzero(repeated) if named else np.array([], dtype=np.int64)


def _totals(body: Body) -> np.ndarray:
    found = {place for place in _tail(body) if _is_lonely_number(body, place) or _holds_total(body, place)}
    is_unseen = np.ones(len(body.cells), dtype=bool)
    for _, column in body.cells.items():
        found.update(_labelled_totals(body, column, is_unseen))
        is_unseen &= column.isna().to_numpy()
        if not is_unseen.any():
            break
    return np.array(sorted(found), dtype=np.int64)


def _labelled_totals(body: Body, column: pd.Series, is_unseen: np.ndarray) -> list[int]:
    """Rows whose first text, in this column, announces a total; more words are enough in a sparse row."""
    labels = [text for text in distinct_texts(column)[:_FEW_VALUES] if is_total_label(text)]
    if not labels:
        return []
    places = np.flatnonzero(is_unseen & holding(column, labels))
    exact = [label for label in labels if is_total_label(label, is_sparse=False)]
    is_total = holding(column.iloc[places], exact) | (body.filled[places] < body.usual_width)
    return places[is_total].tolist()


def _tail(body: Body) -> list[int]:
    """The last filled rows, as long as they are not usual ones."""
    tail = []
    for place in np.flatnonzero(body.filled > 0)[::-1][:50]:
        if body.filled[place] >= body.usual_width:
            break
        tail.append(int(place))
    return tail


def _row_texts(body: Body, place: int) -> list[str]:
    row = (column.iat[place] for _, column in body.cells.items())
    return [cell for cell in row if isinstance(cell, str)]


def _is_lonely_number(body: Body, place: int) -> bool:
    texts = _row_texts(body, place)
    return len(texts) == 1 and body.cells.shape[1] > 2 and is_value_like(texts[0])


def _holds_total(body: Body, place: int) -> bool:
    texts = _row_texts(body, place)
    return 2 * len(texts) <= body.cells.shape[1] and any(
        is_total_label(text, is_sparse=False) for text in texts
    )


def _notes(body: Body, is_data: np.ndarray) -> np.ndarray:
    notes = []
    for place in np.flatnonzero(is_data)[::-1][:50]:
        texts = _row_texts(body, place)
        alone = len(texts) == 1 and body.cells.shape[1] > 2 and len(texts[0]) <= _LONGEST_NOTE
        if not (alone or (2 * len(texts) <= body.cells.shape[1] and is_note(texts[0]))):
            break
        notes.append(place)
    return np.array(notes[::-1], dtype=np.int64)


def _second_table(
    body: Body, headings: list[str | None], known: frozenset[str]
) -> tuple[int, tuple[Problem, ...]]:
    """Where another row of headings starts another table after a blank row; the end when there is none."""
    own = {normalise_heading(heading) for heading in headings if heading}
    for place in _after_blanks(body):
        row = _row_texts(body, place)
        names = {normalise_heading(text[:200]) for text in row}
        looks_like_headings = len(row) >= 2 and not any(is_value_like(text) for text in row)
        if looks_like_headings and names != own and count_matches(list(row), known) >= 2:
            return place, (_second_table_problem(body, place),)
    return len(body.cells), ()


def _after_blanks(body: Body) -> list[int]:
    blank = np.flatnonzero(body.filled == 0)
    starts = blank[:-1][np.diff(blank) > 1] + 1 if len(blank) else np.array([], dtype=np.int64)
    last = blank[-1:] + 1
    places = [int(place) for place in (*starts[:_MAX_BLOCKS], *last) if place < len(body.cells)]
    return sorted({near for place in places for near in (place, place + 1) if near < len(body.cells)})


def _second_table_problem(body: Body, place: int) -> Problem:
    line = int(body.lines[place])
    rows = int((body.filled[place + 1 :] > 0).sum())
    headings = told_after_colon(_row_texts(body, place))
    message = (
        f"Un second tableau commence ligne {line}{headings}. Ses {rows} lignes n’ont pas été lues. Confirmez "
        "qu’elles ne comptent pas, ou mettez chaque tableau dans son propre fichier."
    )
    return Problem("confirm", "second_table", message, line=line)


def _blank_repair(body: Body, end: int) -> list[Repair]:
    blank = np.flatnonzero(body.filled[:end] == 0)
    if not len(blank):
        return []
    message = f"{len(blank)} ligne(s) vide(s) n’ont pas été lues."
    return [Repair("blank_rows", message, len(blank), tuple(body.lines[blank[:10]]))]


def _say_repeated(body: Body, places: np.ndarray) -> str:
    return (
        f"La ligne de titres est répétée dans le tableau ({at_lines(body.lines[places])}) : répétitions "
        "non lues."
    )


def _say_totals(body: Body, places: np.ndarray) -> str:
    labels = told_after_colon((_row_texts(body, place)[0] for place in places[:3]), 30)
    return (
        f"{len(places)} ligne(s) de total ({at_lines(body.lines[places])}) n’ont pas été lues, pour ne pas "
        f"compter deux fois{labels}."
    )


def _say_notes(body: Body, places: np.ndarray) -> str:
    texts = told_after_colon(clean_heading(_row_texts(body, place)[0]) for place in places[:5])
    return (
        f"{len(places)} ligne(s) sous le tableau ({at_lines(body.lines[places])}) ont été prises pour des "
        f"notes et n’ont pas été lues{texts}."
    )

"""What the checks of one file found: problems at their place, repairs, and the rows that cannot be kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from data.intake.coded import Coded
from data.privacy.quoting import quotable_or_none
from data.readers.grid import column_letters
from data.report import Problem, Repair, Report, Severity, counted

LISTED_AT_MOST = 10_000
LINES_OF_REPAIR = 100

Text = str | Callable[[int], str | None] | None


@dataclass(frozen=True)
class UnknownCode:
    """A text that its list does not know: in which column of ours, on how many rows, the nearest code.

    `shown` stands for it on a screen: the text, or its first place when it may name somebody.
    """

    column: str
    text: str = field(repr=False)
    shown: str
    count: int
    nearest: str | None


@dataclass(frozen=True)
class Places:
    """Where each cell comes from.

    Attributes:
        lines: physical line (or Excel row) of each row.
        headings: headings of the file as read, left to right.
        file_columns: the column of the file (from 0) of each heading.
        positions: for a column of ours, the rank of its heading; one per row in a turned wide sheet.
        workbook: cells have Excel names.
    """

    lines: np.ndarray
    headings: Sequence[str] = ()
    file_columns: Sequence[int] = ()
    positions: Mapping[str, int | np.ndarray] = field(default_factory=dict)
    workbook: bool = False

    def named(self, row: int, column: str) -> tuple[str, str | None]:
        """Heading of the file over this cell and its letter (« G »); our own name when the file has none."""
        position = self.positions.get(column)
        if position is None:
            return column, None
        return self._names[int(position[row]) if isinstance(position, np.ndarray) else position]

    def place(self, row: int, column: str) -> str:
        """« case G7 » of a workbook, « ligne 7 » of another file."""
        line, letter = self.lines[row], self.named(row, column)[1]
        return f"case {letter}{line}" if letter and self.workbook else f"ligne {line}"

    @cached_property
    def _names(self) -> list[tuple[str, str]]:
        pairs = zip(self.headings, self.file_columns, strict=True)
        return [(heading, column_letters(place)) for heading, place in pairs]

    def columns_named(self) -> dict[str, str]:
        """Heading of the file -> column of ours that it feeds on every row."""
        plain = {name: place for name, place in self.positions.items() if isinstance(place, int)}
        return {self.headings[place]: name for name, place in plain.items()}

    def located(self, lines: np.ndarray, positions: Mapping[str, int | np.ndarray]) -> Places:
        """The same file, with the lines and the positions of columns of ours."""
        return Places(lines, self.headings, self.file_columns, positions, self.workbook)


class Findings:
    """Problems and repairs in the order they were met; `refused` marks the rows that an error concerns.

    `waiting` marks the rows that wait for an answer without which they cannot be read. A problem quotes
    its cell as written in `texts`, unless told otherwise or unless the text may name somebody.
    """

    def __init__(self, places: Places, texts: Mapping[str, Coded] | None = None) -> None:
        self.places = places
        self._texts = texts or {}
        self.problems: list[Problem] = []
        self.repairs: list[Repair] = []
        self.unknown_codes: list[UnknownCode] = []
        self.refused = np.zeros(len(places.lines), dtype=bool)
        self.waiting = np.zeros(len(places.lines), dtype=bool)

    def refuse(self, cause: str, rows: np.ndarray, column: str, message: Text, **details: Text) -> None:
        """An error on each of these rows: they will not be stored."""
        self.refused[rows] = True
        self._add("error", cause, rows, column, message, **details)

    def ask(self, cause: str, rows: np.ndarray, column: str, message: Text, **details: Text) -> None:
        """A doubt on each of these rows: they are stored once somebody said yes."""
        self._add("confirm", cause, rows, column, message, **details)

    def tell(self, cause: str, rows: np.ndarray, column: str, message: Text, **details: Text) -> None:
        """Something worth knowing on each of these rows."""
        self._add("information", cause, rows, column, message, **details)

    def about_file(
        self,
        severity: Severity,
        cause: str,
        message: str,
        column: str | None = None,
        suggestion: str | None = None,
    ) -> None:
        """A problem of the whole file or of a whole column."""
        self.problems.append(Problem(severity, cause, message, column=column, suggestion=suggestion))

    def repair(self, cause: str, message: str, rows: np.ndarray) -> None:
        """Say how these rows were understood; nothing when there are none."""
        if len(rows):
            self.repairs.append(
                Repair(cause, message, len(rows), tuple(self.places.lines[rows[:LINES_OF_REPAIR]]))
            )

    def lines(self, chosen: np.ndarray) -> tuple[int, ...]:
        """Lines of the file on which the chosen rows stand, each once."""
        return tuple(np.unique(self.places.lines[chosen]).tolist())

    @property
    def report(self) -> Report:
        return Report(tuple(self.problems), tuple(self.repairs))

    def _written(self, column: str) -> Text:
        """What the cell of each row holds, as its sender wrote it, when a report may repeat it."""
        texts = self._texts.get(column)
        return None if texts is None else lambda row: quotable_or_none(texts.text(row))

    def _add(
        self, severity: Severity, cause: str, rows: np.ndarray, column: str, message: Text, **details: Text
    ) -> None:
        value, suggestion = details.get("value", self._written(column)), details.get("suggestion")
        shown = rows[:LISTED_AT_MOST]
        for row, line in zip(shown.tolist(), self.places.lines[shown].tolist(), strict=True):
            heading, letter = self.places.named(row, column)
            self.problems.append(
                Problem(
                    severity,
                    cause,
                    _for_row(message, row) or "",
                    line=line,
                    column=heading,
                    letter=letter,
                    cell=f"{letter}{line}" if letter and self.places.workbook else None,
                    value=_for_row(value, row),
                    suggestion=_for_row(suggestion, row),
                )
            )
        if len(rows) > LISTED_AT_MOST:
            left = len(rows) - LISTED_AT_MOST
            rest = f"Et {counted(left, 'autre ligne', 'autres lignes')} pour la même raison."
            line = int(self.places.lines[rows[LISTED_AT_MOST]])
            self.problems.append(Problem(severity, cause, rest, line, column, count=left))


def _for_row(text: Text, row: int) -> str | None:
    return text(row) if callable(text) else text

"""A file opened: its columns as text, where each cell stands, and whether personal data lies around them."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from pathlib import PurePath

import numpy as np
import pandas as pd
import pyarrow as pa

from data.intake.coded import Coded
from data.intake.findings import Places
from data.privacy.personal_data import holds_personal_data
from data.readers.files import Headed, find_header, read_grid
from data.readers.grid import Grid, column_letters, fill_merged
from data.report import Problem, Repair, Report, quotable
from data.safe_export import to_csv

FILENAME_LENGTH = 120
_NO_ROWS = np.empty(0, dtype=np.int64)
_LEFT_OUT = (
    "Une partie du fichier hors du tableau n’a pas été lue ; elle contient des données sur des personnes "
    "et n’est pas gardée."
)


@dataclass(frozen=True)
class Source:
    """One table of one file, nothing interpreted.

    Attributes:
        texts: the columns of the file, left to right.
        personal_around: titles, notes or other cells outside the table speak of somebody.
        separator: what stands between the cells of a text file.
        titles: texts above the headings.
    """

    texts: tuple[Coded, ...]
    places: Places
    report: Report
    sheet: str | None
    sheets: tuple[str, ...]
    personal_around: bool
    separator: str | None = None
    titles: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.places.lines)

    def frame(
        self, dropped: Collection[int] = (), left_out: Mapping[int, np.ndarray] | None = None
    ) -> pd.DataFrame:
        """The table as text under its own headings, without some columns nor the cells `left_out`.

        Args:
            left_out: by column, the rows whose cell stays empty.
        """
        kept = [position for position in range(len(self.texts)) if position not in dropped]
        empty = left_out or {}
        told = {position: self.texts[position].without(empty.get(position, _NO_ROWS)) for position in kept}
        columns = {position: texts.series() for position, texts in told.items()}
        return pd.DataFrame(columns).set_axis(
            [self.places.headings[position] for position in kept], axis="columns"
        )

    def kept_content(
        self, content: bytes, dropped: Collection[int], left_out: Mapping[int, np.ndarray]
    ) -> bytes:
        """The bytes to keep: those received, or what was read alone when anything else may be personal.

        Args:
            dropped: columns that feed nothing, or that the sender left out: nobody said what they hold.
        """
        if not (dropped or left_out or self.personal_around or len(self.sheets) > 1):
            return content
        return to_csv(self.frame(dropped, left_out))


def fingerprint(content: bytes, source: Source | None = None) -> str:
    """SHA-256 of the bytes; of the bytes and the sheet when a workbook has several."""
    several = source is not None and len(source.sheets) > 1
    return hashlib.sha256(content + str(source.sheet).encode() if source and several else content).hexdigest()


def shown_name(filename: str) -> str:
    """The name of a file without its folders nor anything that a screen would not show."""
    return quotable(PurePath(filename.replace("\\", "/")).name, FILENAME_LENGTH) or "fichier"


def names_somebody(filename: str) -> bool:
    """Whether the name of a file speaks of a person."""
    return holds_personal_data([re.sub("_+", " ", PurePath(filename).stem)])


def open_source(content: bytes, filename: str, sheet: str | None, known: Collection[str]) -> Source:
    """Read the file and find its headings.

    Raises:
        UnreadableFile: the file cannot be read at all.
    """
    grid = read_grid(content, filename, sheet, known)
    _give_memory_back()
    headed = _with_merged_cells(grid, find_header(grid, known), known)
    around = holds_personal_data(_texts_around(grid, headed))
    report = _without_quotes(headed.report) if around else headed.report
    places = Places(headed.lines, _safe_headings(headed), headed.positions, {}, headed.kind != "delimited")
    texts = tuple(Coded.of(headed.frame.iloc[:, position]) for position in range(headed.frame.shape[1]))
    titles = _titles(grid, headed)
    opened = Source(texts, places, report, grid.sheet, grid.sheets, around, grid.separator, titles)
    del grid, headed
    _give_memory_back()
    return opened


def _give_memory_back() -> None:
    """Arrow keeps what it freed for later: a third of the peak on a file of a million rows."""
    pa.default_memory_pool().release_unused()


def _with_merged_cells(grid: Grid, headed: Headed, known: Collection[str]) -> Headed:
    """Merged cells hold the same value everywhere, provisionally: the question stays in the report."""
    question = tuple(problem for problem in headed.problems if problem.cause == "merged_cells")
    if not question:
        return headed
    first = headed.lines.min()
    inside = tuple(merge for merge in grid.merges if merge.first_row >= first)
    filled = find_header(replace(fill_merged(replace(grid, merges=inside)), merges=()), known)
    return replace(filled, problems=(*filled.problems, *question))


def _texts_around(grid: Grid, headed: Headed) -> list[str]:
    """Cells above, below and beside the table."""
    beside = [column for column in range(grid.cells.shape[1]) if column not in headed.positions]
    rows = _rows_left_out(grid, headed.lines).to_numpy(dtype=object).ravel()
    columns = pd.unique(grid.cells.iloc[:, beside].to_numpy(dtype=object).ravel()) if beside else []
    return [text for text in (*rows, *columns) if isinstance(text, str)]


def _titles(grid: Grid, headed: Headed) -> tuple[str, ...]:
    above = grid.cells[grid.lines < (headed.header_line or 0)].to_numpy(dtype=object).ravel()
    return tuple(text for text in above if isinstance(text, str))


def _rows_left_out(grid: Grid, kept: np.ndarray) -> pd.DataFrame:
    """Rows that the table does not hold; a plain file only leaves out its first ones."""
    above = len(grid.lines) - len(kept)
    if np.array_equal(grid.lines[above:], kept):
        return grid.cells.iloc[:above]
    return grid.cells.iloc[np.flatnonzero(~np.isin(grid.lines, kept))]


def _safe_headings(headed: Headed) -> tuple[str, ...]:
    """Headings as read; « colonne C » for one that speaks of somebody (a file without headings)."""
    return tuple(
        f"colonne {column_letters(position)}" if holds_personal_data([name]) else name
        for name, position in zip(headed.frame.columns, headed.positions, strict=True)
    )


def _without_quotes(report: Report) -> Report:
    """The report of the reader with no text of the file in it."""
    problems = [
        _silent(problem) if "«" in problem.message else replace(problem, value=None)
        for problem in report.problems
    ]
    repairs = [
        Repair(repair.cause, _LEFT_OUT, repair.count, repair.lines) if "«" in repair.message else repair
        for repair in report.repairs
    ]
    return Report(tuple(problems), tuple(repairs))


def _silent(problem: Problem) -> Problem:
    return Problem(problem.severity, problem.cause, _LEFT_OUT, line=problem.line)

"""What the reader holds against a file, weighed again once it is known what each column feeds."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from data.intake.coded import EMPTY
from data.intake.columns import Layout
from data.intake.layouts import FileLayout
from data.intake.source import Source
from data.intake.text_formulas import without_text_formulas
from data.readers.delimited import TRIMMED
from data.readers.grid import column_letters
from data.readers.heading_text import normalise_heading
from data.report import Problem, Repair, Report, at_lines

# A cell that is missing before one of these shows: what stands in it is no number, no code.
_TELLING = frozenset({"number", "integer", "date", "period", "code", "boolean"})


def weighed(source: Source, layout: FileLayout) -> Report:
    """The report of the reader without the problems of texts and columns that feed nothing that counts."""
    report = _placed(without_text_formulas(source, layout), source)
    if layout.own is None:
        return report
    return _without_trimmed_rows(_without_unread_doubles(report, layout.own), source, layout.own)


def _placed(report: Report, source: Source) -> Report:
    """Each problem of one cell with the letter and the heading of its column."""
    places = source.places
    headings = {
        column_letters(place): heading
        for place, heading in zip(places.file_columns, places.headings, strict=True)
    }

    def placed(problem: Problem) -> Problem:
        letter = problem.letter or (problem.cell or "").rstrip("0123456789") or None
        return replace(problem, letter=letter, column=problem.column or headings.get(letter or ""))

    return replace(report, problems=tuple(map(placed, report.problems)))


def _without_unread_doubles(report: Report, own: Layout) -> Report:
    """A heading met twice matters only where one of its columns is read."""
    read = {
        normalise_heading(own.headings[position])
        for position in range(len(own.headings))
        if position not in own.unknown
    }
    problems = tuple(
        problem
        for problem in report.problems
        if problem.cause != "doubled_heading" or normalise_heading(problem.column or "") in read
    )
    return replace(report, problems=problems)


def _without_trimmed_rows(report: Report, source: Source, own: Layout) -> Report:
    """Rows that only lack optional texts at their end are read; where a cell is missing before, it shows."""
    lines = [problem.line for problem in report.problems if problem.cause == TRIMMED]
    if not lines:
        return report
    harmless = set(source.places.lines[_ends_on_telling_cell(source, own)].tolist())
    kept = tuple(line for line in lines if line is not None and line in harmless)
    if not kept:
        return report
    problems = tuple(problem for problem in report.problems if not _concerns(problem, kept))
    return replace(report, problems=problems, repairs=(*report.repairs, _repair(kept)))


def _concerns(problem: Problem, lines: tuple[int, ...]) -> bool:
    return problem.cause == TRIMMED and problem.line in lines


def _repair(lines: tuple[int, ...]) -> Repair:
    message = f"Les dernières cases manquent ({at_lines(lines)}) : ces textes facultatifs ont été lus vides."
    return Repair("trimmed_rows", message, len(lines), lines)


def _ends_on_telling_cell(source: Source, own: Layout) -> np.ndarray:
    """Rows whose last filled cell feeds a number, a code or a day, with only optional texts after it."""
    telling = np.zeros(len(source), dtype=bool)
    undecided = np.ones(len(source), dtype=bool)
    for position in reversed(range(len(source.texts))):
        filled = undecided & (source.texts[position].codes != EMPTY)
        telling |= filled & _is_telling(own, position)
        undecided &= ~filled
        if not _is_optional_text(own, position):
            break
    return telling


def _is_telling(own: Layout, position: int) -> bool:
    return position in own.columns and own.table.column(own.columns[position]).type in _TELLING


def _is_optional_text(own: Layout, position: int) -> bool:
    if position not in own.columns:
        return position in own.unknown
    column = own.table.column(own.columns[position])
    return column.type == "text" and not column.required

"""The file handed back to its sender: his own rows, doubtful cells coloured, and a column that says why.

It can be corrected and deposited again as it is: the column « Erreur » is not read.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any

import pandas as pd
import xlsxwriter

from data.intake.code_lists import vocabulary
from data.intake.columns import known_headings
from data.intake.layout_report import is_remarks
from data.intake.reading import Reading
from data.intake.source import open_source
from data.intake.surroundings import Context
from data.report import Problem
from data.safe_export import WORKBOOK_OPTIONS

SHEET = "À corriger"
REMARKS = "Erreur"
COLOURS = {"error": "#F8CBAD", "confirm": "#FFE699"}
TEXT_FORMAT = {"num_format": "@"}
COLUMN_WIDTH = 18
REMARKS_WIDTH = 90


def can_be_corrected(reading: Reading) -> bool:
    """Whether handing the file back helps: something is wrong on some lines, and nothing is personal."""
    problems = (*reading.report.errors, *reading.report.to_confirm)
    personal = any(problem.cause.startswith("personal_") for problem in problems)
    return reading.table is not None and not personal and any(problem.line for problem in problems)


class NothingToCorrect(Exception):
    """No corrected file can be made: nothing was read, or it holds personal data."""


def corrected_workbook(content: bytes, filename: str, reading: Reading, context: Context) -> bytes:
    """The rows of the file as a workbook, with the problems of its reading written beside them.

    Raises:
        NothingToCorrect: the file holds personal data, which is never written again, or no table.
    """
    if reading.table is None or any(
        problem.cause.startswith("personal_") for problem in reading.report.errors
    ):
        raise NothingToCorrect
    measures = vocabulary("mesures", context)
    assert measures is not None
    source = open_source(content, filename, reading.sheet, known_headings(measures))
    remarks = _by_line(reading)
    return _written(_without_remarks(source.frame()), dict(enumerate(source.places.lines.tolist())), remarks)


def _without_remarks(frame: pd.DataFrame) -> pd.DataFrame:
    """The rows without what an earlier correction said of them."""
    told = [is_remarks(str(heading)) for heading in frame.columns]
    return frame.loc[:, [not each for each in told]]


def _by_line(reading: Reading) -> dict[int, list[Problem]]:
    found: dict[int, list[Problem]] = {}
    for problem in (*reading.report.errors, *reading.report.to_confirm):
        if problem.line is not None:
            found.setdefault(problem.line, []).append(problem)
    return found


def _written(frame: pd.DataFrame, lines: Mapping[int, int], remarks: Mapping[int, list[Problem]]) -> bytes:
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, WORKBOOK_OPTIONS) as workbook:
        sheet = workbook.add_worksheet(SHEET)
        formats = {
            severity: workbook.add_format(TEXT_FORMAT | {"bg_color": colour})
            for severity, colour in COLOURS.items()
        }
        plain = workbook.add_format(TEXT_FORMAT)
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, frame.shape[1] - 1, COLUMN_WIDTH, plain)
        sheet.set_column(frame.shape[1], frame.shape[1], REMARKS_WIDTH)
        sheet.write_row(0, 0, [*map(str, frame.columns), REMARKS], workbook.add_format({"bold": True}))
        for row, cells in enumerate(frame.itertuples(index=False, name=None)):
            _write_row(
                sheet, row + 1, cells, list(frame.columns), remarks.get(lines[row], []), formats, plain
            )
    return content.getvalue()


def _write_row(
    sheet: Any,
    row: int,
    cells: tuple[object, ...],
    headings: list[str],
    problems: list[Problem],
    formats: Mapping[str, Any],
    plain: Any,
) -> None:
    """Errors are written after doubts, so that their colour wins."""
    colours = {problem.column: formats[problem.severity] for problem in reversed(problems)}
    for position, cell in enumerate(cells):
        style = colours.get(headings[position], plain)
        if isinstance(cell, str):
            sheet.write_string(row, position, cell, style)
        else:
            sheet.write_blank(row, position, None, style)
    if problems:
        sheet.write_string(row, len(cells), " ".join(problem.message for problem in problems))

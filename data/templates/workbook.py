"""Files to fill in: a workbook with drop-down lists and its guide, or a text file for a French Excel."""

from __future__ import annotations

import io
from collections.abc import Collection, Mapping, Sequence
from typing import Any

import pandas as pd
import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

from data.intake.surroundings import Context
from data.safe_export import WORKBOOK_OPTIONS, to_csv
from data.schema_types import Column, ColumnType, Table
from data.templates.choices import Choices
from data.templates.guide import guide

DATA_SHEET = "Données"
GUIDE_SHEET = "Mode d'emploi"
LISTS_SHEET = "Listes"
ROWS_TO_FILL = 500
WIDTHS = (14, 44)
GUIDE_WIDTH = 110
REQUIRED = {"bold": True, "bg_color": "#DCE6F1", "bottom": 1, "text_wrap": True, "valign": "top"}
OPTIONAL = {"italic": True, "bottom": 1, "text_wrap": True, "valign": "top"}
TO_FILL = {"bg_color": "#FFF8DC", "border": 1, "border_color": "#D9D5CC"}
# Text, so that the spreadsheet leaves leading zeros and « 2025-03 » alone.
CELL_FORMATS: dict[ColumnType, dict[str, str]] = {
    "text": {"num_format": "@"},
    "code": {"num_format": "@"},
    "codes": {"num_format": "@"},
    "period": {"num_format": "@"},
    "boolean": {"num_format": "@"},
    "date": {"num_format": "dd/mm/yyyy"},
    "number": {},
    "integer": {},
}
Row = Mapping[str, str]


def template(table: Table, context: Context, rows: Sequence[Row] = ()) -> bytes:
    """A workbook to fill in: headings of the table, drop-down lists, and a page that explains each column.

    Args:
        rows: what is written in advance, as codes by name of column; what a contributor would copy.
    """
    choices = Choices(table, context, _used(rows))
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, WORKBOOK_OPTIONS) as workbook:
        data = workbook.add_worksheet(DATA_SHEET)
        explained = workbook.add_worksheet(GUIDE_SHEET)
        lists = workbook.add_worksheet(LISTS_SHEET)
        lists.hide()
        _write_columns(workbook, data, table, choices, rows)
        _write_lists(data, lists, table, choices, len(rows) + ROWS_TO_FILL)
        _write_rows(workbook, data, table, choices, rows)
        _write_guide(workbook, explained, guide(table, context, _used(rows).get("mesure", ())))
    return content.getvalue()


def template_csv(table: Table, context: Context, rows: Sequence[Row] = ()) -> bytes:
    """The same headings and rows as a text file that a French Excel opens on a double click."""
    choices = Choices(table, context, {})
    columns = {
        column.label: [choices.written(column, row.get(column.name, "")) for row in rows]
        for column in table.columns
    }
    return to_csv(pd.DataFrame(columns, dtype="str"))


def _used(rows: Sequence[Row]) -> dict[str, Collection[str]]:
    """The values that the prepared rows hold, by column, in their order."""
    names = dict.fromkeys(name for row in rows for name in row)
    return {name: list(dict.fromkeys(row[name] for row in rows if row.get(name))) for name in names}


def _write_columns(workbook: Any, sheet: Any, table: Table, choices: Choices, rows: Sequence[Row]) -> None:
    formats = {kind: workbook.add_format(given) for kind, given in CELL_FORMATS.items()}
    headings = {needed: workbook.add_format(REQUIRED if needed else OPTIONAL) for needed in (True, False)}
    sheet.freeze_panes(1, 0)
    for position, column in enumerate(table.columns):
        sheet.set_column(position, position, _width(column, choices, rows), formats[column.type])
        sheet.write_string(0, position, column.label, headings[column.required])
        sheet.write_comment(0, position, column.description)


def _width(column: Column, choices: Choices, rows: Sequence[Row]) -> int:
    shortest, longest = WIDTHS
    written = {choices.written(column, row[column.name]) for row in rows if row.get(column.name)}
    return min(longest, max(shortest, *map(len, [column.label, *written])) + 2)


def _write_lists(data: Any, lists: Any, table: Table, choices: Choices, last_row: int) -> None:
    """Lists stand in a sheet of their own: a long one does not fit in the rule of a cell."""
    for position, column in enumerate(table.columns):
        words = choices.of(column)
        if words:
            for line, word in enumerate(words):
                lists.write_string(line, position, word)
            letters = xl_col_to_name(position, col_abs=True)
            source = f"={LISTS_SHEET}!{letters}$1:{letters}${len(words)}"
            data.data_validation(1, position, last_row, position, _drop_down(source, column.type == "codes"))


def _drop_down(source: str, several: bool) -> Mapping[str, Any]:
    """A list that advises without forbidding: what is typed is checked again at the deposit."""
    shown = {"validate": "list", "source": source}
    if several:
        return shown | {"show_error": False, "input_message": "Plusieurs ? Séparez-les par « | »."}
    return shown | {
        "error_type": "warning",
        "error_title": "Hors liste",
        "error_message": "Cette valeur n'est pas dans la liste. La garder ?",
    }


def _write_rows(workbook: Any, sheet: Any, table: Table, choices: Choices, rows: Sequence[Row]) -> None:
    to_fill = workbook.add_format(TO_FILL)
    for line, row in enumerate(rows, start=1):
        for position, column in enumerate(table.columns):
            if row.get(column.name):
                sheet.write_string(line, position, choices.written(column, row[column.name]))
            elif column.name == "valeur":
                sheet.write_blank(line, position, None, to_fill)
    if rows:
        sheet.autofilter(0, 0, len(rows), len(table.columns) - 1)


def _write_guide(workbook: Any, sheet: Any, lines: Sequence[tuple[str, bool]]) -> None:
    """One column only: a guide in two columns would look like the table to read."""
    bold = workbook.add_format({"bold": True})
    wrapped = workbook.add_format({"text_wrap": True, "valign": "top"})
    sheet.set_column(0, 0, GUIDE_WIDTH)
    for line, (words, is_title) in enumerate(lines):
        sheet.write_string(line, 0, words, bold if is_title else wrapped)

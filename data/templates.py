"""Files to fill in, made from the schemas: a workbook with drop-down lists; a Table Schema for validators."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import xlsxwriter

from data.intake.code_lists import vocabulary
from data.intake.surroundings import Context
from data.safe_export import WORKBOOK_OPTIONS
from data.schema_types import Column, ColumnType, Table

DATA_SHEET = "Données"
GUIDE_SHEET = "Mode d'emploi"
LISTS_SHEET = "Listes"
ROWS_TO_FILL = 500
LONGEST_HEADING = 30

_FRICTIONLESS_TYPES: dict[ColumnType, dict[str, Any]] = {
    "text": {"type": "string"},
    "code": {"type": "string"},
    "codes": {"type": "string"},
    "period": {"type": "string"},
    "number": {"type": "number", "decimalChar": ","},
    "integer": {"type": "integer"},
    "date": {"type": "date"},
    "boolean": {"type": "boolean", "trueValues": ["oui"], "falseValues": ["non"]},
}
_PERIOD_PATTERN = r"\d{4}(-(0[1-9]|1[0-2]|T[1-4]|S[12]|\d{4}))?"


def table_schema(table: Table, context: Context) -> dict[str, Any]:
    """The table as a Table Schema (frictionless), which Validata and others can read."""
    return {
        "$schema": "https://frictionlessdata.io/schemas/table-schema.json",
        "name": table.name,
        "title": table.label,
        "description": f"Une ligne = {table.grain}.",
        "fields": [_field(column, context) for column in table.columns],
        "primaryKey": list(table.key),
        "missingValues": ["", "NC", "n.d.", "-"],
    }


def template(
    table: Table,
    context: Context,
    *,
    structure: str | None = None,
    measures: Sequence[str] = (),
    periods: Sequence[str] = (),
) -> bytes:
    """A workbook to fill in: headings of the table, drop-down lists, and a page that explains each column.

    Args:
        structure: code of the contributor, written on every prepared row.
        measures, periods: for `activite`, one row is prepared for each measure of each period.
    """
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, WORKBOOK_OPTIONS) as workbook:
        data = workbook.add_worksheet(DATA_SHEET)
        guide = workbook.add_worksheet(GUIDE_SHEET)
        lists = workbook.add_worksheet(LISTS_SHEET)
        lists.hide()
        _write_headings(workbook, data, table)
        _write_lists(data, lists, table, context)
        _write_rows(data, table, _prepared(table, context, structure, measures, periods))
        _write_guide(workbook, guide, table)
    return content.getvalue()


def _field(column: Column, context: Context) -> dict[str, Any]:
    field = {"name": column.name, "title": column.label, "description": column.description}
    constraints: dict[str, Any] = {"required": column.required}
    for name, value in (
        ("minimum", column.minimum),
        ("maximum", column.maximum),
        ("pattern", column.pattern),
    ):
        if value is not None:
            constraints[name] = value
    if column.type == "period":
        constraints["pattern"] = _PERIOD_PATTERN
    known = vocabulary(column.codes, context) if column.codes and column.type == "code" else None
    if known and known.labels:
        constraints["enum"] = list(known.labels)
    return field | _FRICTIONLESS_TYPES[column.type] | {"constraints": constraints}


def _prepared(
    table: Table, context: Context, structure: str | None, measures: Sequence[str], periods: Sequence[str]
) -> list[dict[str, str]]:
    """Rows written in advance: what the contributor would have to copy again and again."""
    constant = {"structure": structure} if structure and "structure" in table.names else {}
    if table.name != "activite" or not (measures or periods):
        return [constant] if constant else []
    labels = {code: entry.label for code, entry in context.codebook.measures.items()}
    known = {"territoire": context.codebook.city.code, "public": "tous"}
    return [
        constant | known | {"periode": period, "mesure": labels.get(measure, measure)}
        for period in periods or ("",)
        for measure in measures or ("",)
    ]


def _write_headings(workbook: Any, sheet: Any, table: Table) -> None:
    required = workbook.add_format({"bold": True, "bg_color": "#DCE6F1", "bottom": 1})
    optional = workbook.add_format({"italic": True, "bottom": 1})
    as_text = workbook.add_format({"num_format": "@"})
    sheet.freeze_panes(1, 0)
    for position, column in enumerate(table.columns):
        width = min(LONGEST_HEADING, max(len(column.label), 12) + 2)
        sheet.set_column(position, position, width, as_text if column.type in _TEXT_TYPES else None)
        sheet.write_string(0, position, column.label, required if column.required else optional)
        sheet.write_comment(0, position, column.description)


# Written as text, so that the spreadsheet leaves leading zeros and « 2025-03 » alone.
_TEXT_TYPES = frozenset({"text", "code", "codes", "period"})


def _write_lists(data: Any, lists: Any, table: Table, context: Context) -> None:
    for position, column in enumerate(table.columns):
        known = vocabulary(column.codes, context) if column.codes and column.type == "code" else None
        choices = list(known.labels.values()) if known else ["oui", "non"] if column.type == "boolean" else []
        if choices:
            lists.write_column(0, position, choices)
            letters = xlsxwriter.utility.xl_col_to_name(position, col_abs=True)
            source = f"={LISTS_SHEET}!{letters}$1:{letters}${len(choices)}"
            data.data_validation(1, position, ROWS_TO_FILL, position, _drop_down(source))


def _drop_down(source: str) -> Mapping[str, Any]:
    """A list that advises without forbidding: what is typed is checked again at the deposit."""
    return {
        "validate": "list",
        "source": source,
        "error_type": "warning",
        "error_title": "Hors liste",
        "error_message": "Cette valeur n'est pas dans la liste. La garder ?",
    }


def _write_rows(sheet: Any, table: Table, rows: Iterable[Mapping[str, str]]) -> None:
    for line, row in enumerate(rows, start=1):
        for position, column in enumerate(table.columns):
            if row.get(column.name):
                sheet.write_string(line, position, row[column.name])


def _write_guide(workbook: Any, sheet: Any, table: Table) -> None:
    """One column only: a guide in two columns would look like the table to read."""
    bold = workbook.add_format({"bold": True})
    wrapped = workbook.add_format({"text_wrap": True, "valign": "top"})
    sheet.set_column(0, 0, 110)
    sheet.write_string(0, 0, f"{table.label} : une ligne = {table.grain}.", bold)
    sheet.write_string(
        1, 0, "Aucun nom, aucune donnée sur une personne. Une case vide n’est jamais un zéro.", wrapped
    )
    for line, column in enumerate(table.columns, start=3):
        needed = " (obligatoire)" if column.required else ""
        sheet.write_string(line, 0, f"{column.label}{needed} : {column.description}", wrapped)

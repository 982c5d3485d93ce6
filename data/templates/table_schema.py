"""A table as a Table Schema (frictionless), which Validata and other validators read."""

from __future__ import annotations

import json
from typing import Any

from data.intake.code_lists import vocabulary
from data.intake.surroundings import Context
from data.schema_types import Column, ColumnType, Table

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
    """The schema of a table: its fields, its key, what stands for a missing value."""
    return {
        "$schema": "https://frictionlessdata.io/schemas/table-schema.json",
        "name": table.name,
        "title": table.label,
        "description": f"Une ligne = {table.grain}.",
        "fields": [_field(column, context) for column in table.columns],
        "primaryKey": list(table.key),
        "missingValues": ["", "NC", "n.d.", "-"],
    }


def table_schema_file(table: Table, context: Context) -> bytes:
    """The schema as a JSON file that people can read too."""
    return json.dumps(table_schema(table, context), ensure_ascii=False, indent=2).encode()


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

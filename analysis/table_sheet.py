"""The sheet of a table that can be deposited: what a row is, then each column in plain words."""

from __future__ import annotations

from analysis.typography import spaced
from analysis.wording import list_text, number_text, plural, sentence
from data.schema_types import Column, Table

TYPES = {
    "text": "Texte libre.",
    "period": "Une période\u00a0: 2025-03, 2025-T1, 2025-S1, 2025 ou 2025-2026.",
    "number": "Un nombre.",
    "integer": "Un nombre entier.",
    "date": "Une date\u00a0: 31/03/2025.",
    "boolean": "Oui ou non.",
}


def table_sheet(table: Table) -> tuple[tuple[str, str], ...]:
    """What a row is and what tells it from the others."""
    key = list_text(table.column(name).label for name in table.key)
    required = list_text(table.column(name).label for name in table.required)
    return (
        ("Une ligne, c'est", sentence(spaced(table.grain))),
        ("Ce qui la distingue", f"{key}. Une ligne qui les répète remplace la précédente."),
        ("Colonnes obligatoires", f"{required}."),
        ("Code", table.name),
    )


def column_sheets(table: Table, titles: dict[str, str]) -> tuple[tuple[str, str], ...]:
    """Each column: its heading, then what goes in it.

    Args:
        titles: titles of the lists of codes, by name.
    """
    return tuple((column.label, _column_text(column, titles)) for column in table.columns)


def table_summary(table: Table) -> str:
    columns = plural(len(table.columns), "colonne", "colonnes")
    return f"{columns}. Une ligne, c'est {spaced(table.grain)}."


def _column_text(column: Column, titles: dict[str, str]) -> str:
    described = sentence(spaced(column.description))
    lines = [
        f"Obligatoire. {described}" if column.required else described,
        _typed(column, titles),
    ]
    if column.synonyms:
        words = list_text((f"«\u00a0{word}\u00a0»" for word in column.synonyms), "ou")
        lines.append(f"Titres aussi compris\u00a0: {words}.")
    return "\n".join(line for line in lines if line)


def _typed(column: Column, titles: dict[str, str]) -> str:
    listed = titles.get(column.codes or "")
    if listed and column.type == "codes":
        return f"Un ou plusieurs mots de la liste «\u00a0{listed}\u00a0», séparés par «\u00a0|\u00a0»."
    if listed:
        return f"Un mot de la liste «\u00a0{listed}\u00a0»."
    if column.pattern:
        return ""
    return TYPES.get(column.type, TYPES["text"]) + _bounds(column)


def _bounds(column: Column) -> str:
    unit = f" En {column.unit}." if column.unit else ""
    if column.minimum is not None and column.maximum is not None:
        return f"{unit} De {_bound(column.minimum)} à {_bound(column.maximum)}."
    return unit + (f" {number_text(column.minimum)} au moins." if column.minimum is not None else "")


def _bound(value: float) -> str:
    """A year keeps its four digits together."""
    return str(int(value)).replace("-", "\u2212")

"""The page of a template that says how to fill it in."""

from __future__ import annotations

from collections.abc import Collection

from data.declarations import Measure
from data.intake.surroundings import Context
from data.schema_types import Column, Table

Line = tuple[str, bool]
NEVER_ADDED = (
    " Des personnes différentes\u00a0: ce nombre ne s'additionne ni d'une période à l'autre, "
    "ni d'un lieu à l'autre."
)
TYPED = {
    "period": " Écrivez 2025-03, 2025-T1, 2025-S1, 2025 ou 2025-2026.",
    "date": " Écrivez par exemple 31/03/2025.",
    "boolean": " Écrivez oui ou non.",
    "codes": " Plusieurs possibles, séparés par «\u00a0|\u00a0».",
}


def guide(table: Table, context: Context, measures: Collection[str]) -> list[Line]:
    """The lines of the guide, each with whether it is a title.

    Args:
        measures: codes of the measures that the template asks for, explained one by one.
    """
    declared = context.codebook.measures
    asked = [declared[code] for code in measures if code in declared]
    lines: list[Line] = [
        (f"{table.label}\u00a0: une ligne = {table.grain}.", True),
        *((words, False) for words in _advice(table)),
        ("", False),
        ("Les colonnes", True),
        *((_column_line(column), False) for column in table.columns),
    ]
    if asked:
        lines += [("", False), ("Ce qui est compté", True), *((_measure_line(each), False) for each in asked)]
    return lines


def _advice(table: Table) -> list[str]:
    absent = (
        "Zéro s'écrit 0. Un chiffre que vous n'avez pas s'écrit n.d., ou reste vide\u00a0: "
        if "valeur" in table.names
        else ""
    )
    return [
        "Aucun nom, aucune donnée sur une personne.",
        _capital(f"{absent}une case vide n'est jamais un zéro."),
        "Les titres sur fond bleu sont obligatoires. Les listes conseillent, elles n'interdisent rien.",
        "Une ligne qui ne vous concerne pas\u00a0? Supprimez-la. Il en manque\u00a0? Ajoutez-en dessous.",
        "Enregistrez, puis déposez ce classeur tel quel sur la page «\u00a0Déposer un fichier\u00a0».",
    ]


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _column_line(column: Column) -> str:
    needed = " (obligatoire)" if column.required else ""
    return f"{column.label}{needed}\u00a0: {column.description}{TYPED.get(column.type, '')}"


def _measure_line(measure: Measure) -> str:
    never = measure.counts == "person" and measure.over_time == "never"
    return f"{measure.label}, en {measure.unit}\u00a0: {measure.definition}{NEVER_ADDED if never else ''}"

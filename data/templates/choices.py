"""What is written in the cells of a template: the words of the lists rather than their codes."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import cached_property

from data.intake.code_lists import Vocabulary, spelling, vocabulary
from data.intake.surroundings import Context
from data.intake.text_cells import SEVERAL
from data.schema_types import Column, Table

BOOLEANS = ("oui", "non")


class Choices:
    """The words that the columns of one table accept, those of the contributor first.

    Args:
        own: codes that a contributor uses, by name of column.
    """

    def __init__(self, table: Table, context: Context, own: Mapping[str, Collection[str]]) -> None:
        self._table = table
        self._context = context
        self._own = own

    @cached_property
    def _lists(self) -> dict[str, dict[str, str]]:
        return {column.name: self._listed(column) for column in self._table.columns if column.codes}

    def of(self, column: Column) -> list[str]:
        """What may be chosen in a cell of the column; nothing where anything may be typed."""
        if column.type == "boolean":
            return list(BOOLEANS)
        listed = self._lists.get(column.name, {})
        first = [code for code in self._own.get(column.name, ()) if code in listed]
        return [listed[code] for code in dict.fromkeys([*first, *listed])]

    def written(self, column: Column, code: str) -> str:
        """A value as the template writes it."""
        return self._lists.get(column.name, {}).get(code, code)

    def _listed(self, column: Column) -> dict[str, str]:
        """Codes to words, in the order of the list; territories of the city before the others."""
        known = vocabulary(str(column.codes), self._context)
        if known is None:
            return {}
        city = self._context.codebook.city_territories if column.codes == "territoires" else ()
        ordered = dict.fromkeys([*(code for code in city if code in known.labels), *known.labels])
        return {code: _readable(code, known, several=column.type == "codes") for code in ordered}


def _readable(code: str, known: Vocabulary, several: bool) -> str:
    """The label, or the code where the label would be read as something else."""
    label = known.labels[code]
    cut = several and SEVERAL.search(label)
    return label if known.spellings.get(spelling(label)) == code and not cut else code

"""Wide sheets: headings that name a measure or a period, whose cells are values."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence

from data.intake.code_lists import Vocabulary, spelling
from data.intake.said import MEASURE
from data.schema_types import Table

# Columns without which the rows of a table say nothing, though an empty cell is allowed in them.
CARRIERS = {"activite": ("valeur",), "contexte": ("valeur",)}
_PARENTHESIS = re.compile(r"\s*[(\[].*?[)\]]")
_COUNT_WORDS = re.compile(r"^(?:nb|nbre|nombre|n°|total)\s*(?:de |d['’]|des )?", re.IGNORECASE)


def said_measures(
    table: Table, decided: Mapping[int, str], measures: Vocabulary, taken: Collection[str]
) -> dict[int, str]:
    """Columns said to hold the values of one measure."""
    if table.name != "activite" or "mesure" in taken:
        return {}
    found = {
        position: name.removeprefix(MEASURE) for position, name in decided.items() if name.startswith(MEASURE)
    }
    return {position: code for position, code in found.items() if code in measures.labels}


def measure_columns(
    table: Table, free: Iterable[int], headings: Sequence[str], measures: Vocabulary, taken: Collection[str]
) -> dict[int, str]:
    """Headings that are measures, in a table of measures where no column names the measure."""
    if table.name != "activite" or "mesure" in taken:
        return {}
    found = {position: _measure(headings[position], measures) for position in free}
    return {position: code for position, code in found.items() if code}


def _measure(heading: str, measures: Vocabulary) -> str | None:
    plain = _PARENTHESIS.sub("", heading)
    for spelled in (heading, plain, _COUNT_WORDS.sub("", plain)):
        code = measures.spellings.get(spelling(spelled))
        if code:
            return code
    return None


def period_columns(
    table: Table, free: Iterable[int], periods: Mapping[int, str], taken: Collection[str]
) -> dict[int, str]:
    """Headings that are periods, in a table of values by period where no column holds the value."""
    if table.name not in CARRIERS or "valeur" in taken:
        return {}
    return {position: periods[position] for position in free if position in periods}


def held_by_wide(measures: Mapping[int, str], periods: Mapping[int, str]) -> set[str]:
    """Columns of ours that a wide sheet already feeds: a « Total » beside the months is not a value."""
    return ({"mesure", "valeur"} if measures else set()) | ({"valeur"} if periods else set())

"""What the sender says of his file besides the file itself, now or in his earlier deposits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from data.habits import Memory
from data.readers.heading_text import normalise_heading

# What a heading is said to feed when its column holds the values of one measure: « mesure:passages ».
MEASURE = "mesure:"
# What a heading is said to feed when its column must not be read.
LEFT_OUT = ""


@dataclass(frozen=True)
class Said:
    """Everything said of one file.

    Attributes:
        table: the table that it feeds; sheet: the sheet to read.
        mapping: heading -> column of ours, « mesure:code », or "" to leave the column out.
        codes: list of codes -> text of the file -> code.
        answers: identifiers of the questions answered yes.
        given: column of ours that the file lacks -> its value throughout.
        memory: what the sender settled in earlier deposits.
    """

    table: str | None = None
    sheet: str | None = None
    mapping: Mapping[str, str] = field(default_factory=dict)
    codes: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    answers: frozenset[str] = frozenset()
    given: Mapping[str, str] = field(default_factory=dict)
    memory: Memory = field(default_factory=Memory)

    def mapping_for(self, table: str, headings: Sequence[str]) -> dict[str, str]:
        """What each heading was said to feed in this table: now, else in earlier deposits."""
        known = self.memory.columns.get(table, {})
        remembered = {
            heading: known[normalise_heading(heading)]
            for heading in headings
            if normalise_heading(heading) in known
        }
        return remembered | dict(self.mapping)

    @property
    def spellings(self) -> dict[str, dict[str, str]]:
        """The codes that the sender writes in his own way: list -> text -> code."""
        lists = {*self.codes, *self.memory.codes}
        return {
            name: {**self.memory.codes.get(name, {}), **self.codes.get(name, {})} for name in sorted(lists)
        }

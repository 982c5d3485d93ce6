"""The entries of the dictionary: indicators, measures, lists of codes and tables, each ready to be read."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from analysis.code_list_sheet import code_groups, list_summary, spoken
from analysis.measure_sheet import adding_up_warning, indicators_using, measure_sheet
from analysis.sheet import sheet_of
from analysis.table_sheet import column_sheets, table_sheet, table_summary
from analysis.wording import LEVELS, plural
from data.codebook import Codebook
from data.declarations import CodeList, Indicator, Measure
from data.schema_types import Table

Section = Literal["indicateurs", "mesures", "listes", "tableaux"]
Facts = tuple[tuple[str, str], ...]
UNUSED = "Mesures qu'aucun indicateur n'emploie"
CONTEXT = "Contexte, sans jugement"
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "’": "'", "\u00a0": " ", "\u202f": " "})


@dataclass(frozen=True)
class Reference:
    """A link to another entry."""

    section: Section
    code: str
    label: str


@dataclass(frozen=True)
class Entry:
    """One word of the dictionary.

    Attributes:
        group: what it is listed under.
        title: how it is named.
        mark: one or two words that place it: its level, its unit, its size.
        warning: what must be read first.
        parts: sheets, each with a title that may be empty.
        references: other entries, by what they are to this one.
        spoken: every word by which it can be looked for.
    """

    section: Section
    code: str
    group: str
    title: str
    summary: str
    mark: str
    parts: tuple[tuple[str, Facts], ...]
    references: tuple[tuple[str, tuple[Reference, ...]], ...] = ()
    warning: str = ""
    spoken: tuple[str, ...] = ()

    @cached_property
    def name_words(self) -> str:
        """Its names, folded, where a search looks first."""
        return folded(f"{self.code} {self.title}")

    @cached_property
    def words(self) -> str:
        """Everything it says, folded."""
        said = [f"{term} {text}" for _, facts in self.parts for term, text in facts]
        return folded(" ".join([self.code, self.title, self.summary, *self.spoken, *said]))


def folded(text: str) -> str:
    """Lower case without accents nor ligatures: how words are compared."""
    apart = unicodedata.normalize("NFKD", text.casefold().translate(_LIGATURES))
    return "".join(character for character in apart if not unicodedata.combining(character))


def indicator_entry(indicator: Indicator, codebook: Codebook) -> Entry:
    measures = dict.fromkeys(code for each in (indicator, *indicator.companions) for code in each.measures)
    used = tuple(Reference("mesures", code, codebook.measures[code].label) for code in measures)
    return Entry(
        "indicateurs",
        indicator.code,
        CONTEXT if indicator.level == "contexte" else codebook.axes[indicator.axis].label,
        f"{indicator.code} · {indicator.label}",
        indicator.question,
        LEVELS[indicator.level],
        (("", sheet_of(indicator, codebook)),),
        (("Les mesures qui le composent", used),) if used else (),
        spoken=(indicator.short_label,),
    )


def measure_entry(measure: Measure, codebook: Codebook) -> Entry:
    using = indicators_using(measure.code, codebook)
    references = tuple(Reference("indicateurs", each.code, f"{each.code} · {each.label}") for each in using)
    return Entry(
        "mesures",
        measure.code,
        codebook.axes[using[0].axis].label if using else UNUSED,
        measure.label,
        first_sentence(measure.definition),
        measure.unit,
        (("", measure_sheet(measure, codebook)),),
        (("Les indicateurs qui l'emploient", references),) if references else (),
        adding_up_warning(measure),
        measure.synonyms,
    )


def list_entry(listed: CodeList) -> Entry:
    size = len(listed.codes)
    return Entry(
        "listes",
        listed.name,
        "",
        listed.title,
        list_summary(listed),
        plural(size, "code", "codes"),
        code_groups(listed),
        spoken=tuple(spoken(listed.codes.values())),
    )


def table_entry(table: Table, lists: Mapping[str, CodeList]) -> Entry:
    named = dict.fromkeys(column.codes for column in table.columns if column.codes in lists)
    titles = {name: listed.title for name, listed in lists.items()} | OTHER_TITLES
    references = tuple(Reference("listes", str(name), lists[str(name)].title) for name in named)
    return Entry(
        "tableaux",
        table.name,
        "",
        table.label,
        table_summary(table),
        "",
        (("", table_sheet(table)), ("Les colonnes", column_sheets(table, titles))),
        (("Les listes de codes", references),) if references else (),
        spoken=tuple(_column_names(table)),
    )


# The lists that have a section of their own.
OTHER_TITLES = {"mesures": "Mesures", "indicateurs": "Indicateurs"}


def first_sentence(text: str) -> str:
    start, stop, _ = text.partition(". ")
    return start + stop.strip()


def _column_names(table: Table) -> Iterable[str]:
    for column in table.columns:
        yield from (column.name, *column.synonyms)

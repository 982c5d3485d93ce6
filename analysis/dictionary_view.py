"""The dictionary: what every word of the dashboard means, found by any of its spellings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from analysis.code_list_sheet import code_lists
from analysis.dictionary_entries import (
    Entry,
    folded,
    indicator_entry,
    list_entry,
    measure_entry,
    table_entry,
)
from analysis.sheet import change_note
from analysis.wording import date_text
from data.codebook import Codebook
from data.declarations import Code, Indicator
from data.schemas import TABLES

SECTIONS: dict[str, str] = {
    "indicateurs": "Indicateurs",
    "mesures": "Mesures",
    "listes": "Listes de codes",
    "tableaux": "Tableaux",
}
TEMPLATES, CHANGES = "modeles", "journal"
TABS: dict[str, str] = {
    **SECTIONS,
    TEMPLATES: "Modèles à télécharger",
    CHANGES: "Journal des définitions",
}


@dataclass(frozen=True)
class DatedChange:
    """A definition that changed one day."""

    day: str
    code: str
    title: str
    note: str


@dataclass(frozen=True)
class Dictionary:
    """Every entry, section by section, and the dated changes of definition, the latest first."""

    entries: tuple[Entry, ...]
    changes: tuple[DatedChange, ...]

    def entry(self, term: str, section: str | None = None) -> Entry | None:
        """The entry of a code, of this section first."""
        named = [each for each in self.entries if folded(each.code) == folded(term)]
        return min(named, key=lambda each: each.section != section, default=None)

    def found(self, words: str) -> tuple[Entry, ...]:
        """The entries that say all these words, those named by them first; all of them without any word."""
        wanted = folded(words).split()
        kept = [each for each in self.entries if all(word in each.words for word in wanted)]
        return tuple(sorted(kept, key=lambda each: not all(word in each.name_words for word in wanted)))


def dictionary(codebook: Codebook, structures: Mapping[str, Code]) -> Dictionary:
    """The dictionary of a catalogue, and of the structures known so far."""
    lists = code_lists(codebook, structures)
    entries = (
        *(indicator_entry(each, codebook) for each in _axis_by_axis(codebook)),
        *(measure_entry(each, codebook) for each in codebook.measures.values()),
        *(list_entry(each) for each in lists.values() if each.codes),
        *(table_entry(each, lists) for each in TABLES.values()),
    )
    return Dictionary(entries, _changes(codebook))


def in_section(entries: tuple[Entry, ...], section: str) -> tuple[Entry, ...]:
    return tuple(each for each in entries if each.section == section)


def by_group(entries: tuple[Entry, ...]) -> dict[str, list[Entry]]:
    """Entries under the titles they are listed under, in their order."""
    groups: dict[str, list[Entry]] = {}
    for each in entries:
        groups.setdefault(each.group, []).append(each)
    return groups


def section_to_show(found: tuple[Entry, ...], asked: str | None, entry: Entry | None, words: str) -> str:
    """The section asked for, unless a search only found elsewhere; else the one of the open entry."""
    if asked in (TEMPLATES, CHANGES):
        return asked
    wanted = asked if asked in SECTIONS else None
    if words and found and not (wanted and in_section(found, wanted)):
        return found[0].section
    return wanted or (entry.section if entry else next(iter(SECTIONS)))


def _axis_by_axis(codebook: Codebook) -> list[Indicator]:
    """The sheets in the order of the axes; those of context, which judge nobody, apart at the end."""
    order = {code: place for place, code in enumerate(codebook.axes)}
    return sorted(codebook.indicators.values(), key=lambda each: (each.level == "contexte", order[each.axis]))


def _changes(codebook: Codebook) -> tuple[DatedChange, ...]:
    dated = [
        (change.date, indicator, change)
        for indicator in codebook.indicators.values()
        for change in indicator.definition_changes
    ]
    return tuple(
        DatedChange(date_text(day), each.code, f"{each.code} · {each.label}", change_note(change))
        for day, each, change in sorted(dated, key=lambda item: item[0], reverse=True)
    )

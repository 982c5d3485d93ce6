"""Which table a file feeds and which of its columns feeds which of ours.

A heading is understood exactly (name or label, whatever its case, accents and spaces), then as a synonym,
then by resemblance. Only the first needs no question.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, cached_property

from rapidfuzz import fuzz

from data.intake.code_lists import Vocabulary
from data.intake.heading_cores import heading_core
from data.intake.period_bounds import end_column
from data.intake.said import Said
from data.intake.split_periods import PARTS, year_column
from data.intake.wide_columns import (
    CARRIERS,
    held_by_wide,
    measure_columns,
    period_columns,
    said_measures,
)
from data.readers.heading_text import normalise_heading
from data.schema_types import Column, Table
from data.schemas import TABLES

RESEMBLANCE = 80
RECOGNISED_FROM = 2


@dataclass(frozen=True)
class Layout:
    """How the columns of a file are understood; positions count from the left, from 0.

    Attributes:
        exact, synonyms, resembling: position -> name of our column.
        measures: position -> code of a measure whose values stand in that column.
        periods: position -> code of a period whose values stand in that column.
        said: positions that the sender spoke of.
        clashing: positions that he gave a column of ours which another one feeds already.
        year: position of the years, where « periode » is fed by months or quarters without one.
        end: position of the last days, where « periode » is fed by first days.
    """

    table: Table
    headings: tuple[str, ...]
    exact: Mapping[int, str]
    synonyms: Mapping[int, str] = field(default_factory=dict)
    resembling: Mapping[int, str] = field(default_factory=dict)
    measures: Mapping[int, str] = field(default_factory=dict)
    periods: Mapping[int, str] = field(default_factory=dict)
    said: frozenset[int] = frozenset()
    clashing: Mapping[int, str] = field(default_factory=dict)
    year: int | None = None
    end: int | None = None

    @cached_property
    def columns(self) -> dict[int, str]:
        """Every column understood, by any means: position -> name of our column."""
        return dict(sorted({**self.guesses, **self.exact}.items()))

    @property
    def guesses(self) -> dict[int, str]:
        """Columns understood by a synonym or a resemblance only."""
        return {**self.resembling, **self.synonyms}

    def named(self, columns: Mapping[int, str]) -> dict[str, str]:
        """The same by heading of the file instead of position."""
        return {self.headings[position]: name for position, name in columns.items()}

    @property
    def unknown(self) -> tuple[int, ...]:
        """Columns of the file that feed nothing."""
        fed = {*self.columns, *self.measures, *self.periods, self.year, self.end}
        return tuple(position for position in range(len(self.headings)) if position not in fed)

    def without(self, dropped: Collection[int]) -> Layout:
        """The same layout, blind to some columns of the file."""

        def kept(columns: Mapping[int, str]) -> dict[int, str]:
            return {position: code for position, code in columns.items() if position not in dropped}

        return replace(
            self,
            exact=kept(self.exact),
            synonyms=kept(self.synonyms),
            resembling=kept(self.resembling),
            measures=kept(self.measures),
            periods=kept(self.periods),
            year=None if self.year in dropped else self.year,
            end=None if self.end in dropped else self.end,
        )

    def missing(self, given: Collection[str] = ()) -> tuple[Column, ...]:
        """Required columns of ours that nothing feeds: neither the file nor the constants `given`."""
        fed = {*self.columns.values(), *given}
        fed |= {"mesure", "valeur"} if self.measures else set()
        fed |= {"periode", "valeur"} if self.periods else set()
        wanted = {*self.table.required, *CARRIERS.get(self.table.name, ())}
        return tuple(column for column in self.table.columns if column.name in wanted - fed)

    def score(self, given: Collection[str] = ()) -> float:
        """How well the table fits: more for certain columns, less for required ones that lack."""
        found = 2 * len(self.exact) + 1.5 * len(self.synonyms) + len(self.resembling)
        found += 2 * min(3, len(self.measures)) + 2 * min(3, len(self.periods))
        return found - 1.5 * len(self.missing(given))


def understand(
    headings: Sequence[str],
    measures: Vocabulary,
    periods: Mapping[int, str],
    *,
    table: str | None = None,
    said: Said | None = None,
    given: Collection[str] = (),
) -> Layout | None:
    """The layout of the table that fits these headings best; None when none fits.

    Args:
        periods: headings that are periods: position -> code.
        table: name of the only table to consider.
        said: what the sender said of some headings.
        given: columns whose value the reader gives for the whole file.
    """
    candidates = [TABLES[table]] if table else list(TABLES.values())
    spoken = said or Said()
    layouts = [
        layout_for(each, headings, measures, periods, spoken.mapping_for(each.name, headings))
        for each in candidates
    ]
    best = max(layouts, key=lambda layout: layout.score(given))
    understood = len(best.columns) + len(best.measures)
    return best if table or understood >= RECOGNISED_FROM else None


def layout_for(
    table: Table,
    headings: Sequence[str],
    measures: Vocabulary,
    periods: Mapping[int, str],
    mapping: Mapping[str, str],
) -> Layout:
    """How the headings are understood if the file feeds this table."""
    names = [normalise_heading(heading) for heading in headings]
    decided = {position: mapping[heading] for position, heading in enumerate(headings) if heading in mapping}
    named = {position: name for position, name in decided.items() if name in table.names}
    exact = {position: name for position, name in named.items() if position == _first(named, name)}
    free = [position for position in range(len(names)) if position not in decided and names[position]]
    exact |= _matching(free, names, _exact_spellings(table), taken=exact.values())
    free = [position for position in free if position not in exact]
    wide_measures = said_measures(table, decided, measures, exact.values())
    wide_measures |= measure_columns(table, free, headings, measures, exact.values())
    wide_periods = period_columns(table, free, periods, exact.values())
    free = [position for position in free if position not in {*wide_measures, *wide_periods}]
    held = {*exact.values(), *held_by_wide(wide_measures, wide_periods)}
    year = year_column(names, free) if "periode" in table.names else None
    free = [position for position in free if position != year]
    synonyms = _matching(free, names, _synonym_spellings(table), taken=held)
    cores = [heading_core(heading) for heading in headings]
    free = [position for position in free if position not in synonyms]
    every = {**_synonym_spellings(table), **_exact_spellings(table)}
    synonyms |= _matching(free, cores, every, taken={*held, *synonyms.values()})
    free = [position for position in free if position not in synonyms]
    resembling = _resembling(free, names, table, taken={*held, *synonyms.values()})
    clashing = {position: name for position, name in named.items() if position not in exact}
    said = frozenset(decided)
    if not any(name == "periode" and names[place] in PARTS for place, name in {**synonyms, **exact}.items()):
        year = None
    end = end_column(names, {**synonyms, **exact}, set(free) - set(resembling))
    wide = (wide_measures, wide_periods)
    return Layout(table, tuple(headings), exact, synonyms, resembling, *wide, said, clashing, year, end)


def _first(named: Mapping[int, str], name: str) -> int:
    return min(position for position, other in named.items() if other == name)


def known_headings(measures: Vocabulary) -> frozenset[str]:
    """Every normalised heading that some table understands: what tells a header row from a title."""
    spellings = {
        spelling
        for table in TABLES.values()
        for spelling in {**_exact_spellings(table), **_synonym_spellings(table)}
    }
    return frozenset(spellings | set(measures.spellings))


@cache
def _exact_spellings(table: Table) -> dict[str, str]:
    return {
        normalise_heading(spelling): column.name
        for column in reversed(table.columns)
        for spelling in (column.label, column.name)
    }


@cache
def _synonym_spellings(table: Table) -> dict[str, str]:
    return {
        normalise_heading(spelling): column.name
        for column in reversed(table.columns)
        for spelling in column.synonyms
    }


def _matching(
    free: Iterable[int], names: Sequence[str], spellings: Mapping[str, str], taken: Iterable[str]
) -> dict[int, str]:
    """One column of the file for each column of ours: the first from the left."""
    held = set(taken)
    found: dict[int, str] = {}
    for position in free:
        column = spellings.get(names[position])
        if column and column not in held:
            found[position] = column
            held.add(column)
    return found


def _resembling(
    free: Iterable[int], names: Sequence[str], table: Table, taken: Collection[str]
) -> dict[int, str]:
    """The best resemblance first, each heading and each column of ours used once."""
    spellings = {**_synonym_spellings(table), **_exact_spellings(table)}
    scored = sorted(
        (
            (fuzz.ratio(names[position], spelling), position, column)
            for position in free
            for spelling, column in spellings.items()
            if column not in taken
        ),
        key=lambda found: -found[0],
    )
    chosen: dict[int, str] = {}
    for score, position, column in scored:
        if score >= RESEMBLANCE and position not in chosen and column not in chosen.values():
            chosen[position] = column
    return chosen

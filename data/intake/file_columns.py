"""The columns of a file as its sender knows them: heading, first values, and what each one feeds."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Literal

from data.habits import Habit
from data.intake.columns import Layout
from data.intake.said import LEFT_OUT, MEASURE, Said
from data.intake.source import Source
from data.privacy.quoting import may_be_quoted
from data.readers.grid import column_letters
from data.readers.heading_text import normalise_heading
from data.report import quotable

Way = Literal["exact", "said", "synonym", "resembling", "measure", "period", "unknown"]
SAMPLES = 3
LOOKED_AT = 20
SAMPLE_LENGTH = 30
# Questions on the shape of a file, whose answer is the same every time its sender sends it again.
LAYOUT_QUESTIONS = frozenset({"wide_measures", "wide_periods"})


@dataclass(frozen=True)
class FileColumn:
    """One column of the file.

    Attributes:
        letter: its name in a spreadsheet.
        samples: its first different texts that name nobody, cut; none when they all may.
        feeds: column of ours, « mesure:code », « periode » of a wide sheet, or "" when it is not read.
        way: how that was understood.
    """

    heading: str
    letter: str
    samples: tuple[str, ...]
    feeds: str
    way: Way
    is_empty: bool = False


def file_columns(
    source: Source,
    layout: Layout | None,
    dropped: Collection[int] = (),
    is_known: Callable[[int, str], bool] = lambda position, text: False,
) -> tuple[FileColumn, ...]:
    """The columns of a file in which nothing personal was found, but for those that are `dropped`.

    Args:
        is_known: whether a text of a column, by its position, is in the list of codes that it refers to.
    """
    return tuple(
        _column(source, layout, position, is_known)
        for position in range(len(source.texts))
        if position not in dropped
    )


def habits_settled(layout: Layout | None, said: Said) -> tuple[Habit, ...]:
    """What a deposit of this file settles: headings, spellings of codes, questions on its shape."""
    codes = [
        Habit("code", name, text, code) for name, own in said.spellings.items() for text, code in own.items()
    ]
    if layout is None:
        return tuple(codes)
    table = layout.table.name
    columns = [
        Habit("colonne", table, normalise_heading(heading), feeds)
        for place, heading in enumerate(layout.headings)
        if place in layout.said or place in layout.guesses
        # A column left out may be about somebody, and its heading be his name.
        if (feeds := _feeds(layout, place)[0]) != LEFT_OUT or may_be_quoted(heading)
    ]
    agreed = {*said.answers, *said.memory.agreed.get(table, ())} & LAYOUT_QUESTIONS
    return (*columns, *codes, *(Habit("accord", table, each, "oui") for each in sorted(agreed)))


def _column(
    source: Source, layout: Layout | None, position: int, is_known: Callable[[int, str], bool]
) -> FileColumn:
    feeds, way = _feeds(layout, position) if layout else (LEFT_OUT, "unknown")
    safe = [
        text
        for text in source.texts[position].distinct[:LOOKED_AT]
        if may_be_quoted(text) or is_known(position, text)
    ]
    samples = tuple(quotable(text, SAMPLE_LENGTH) for text in safe[:SAMPLES])
    letter = column_letters(source.places.file_columns[position])
    is_empty = not len(source.texts[position].distinct)
    return FileColumn(source.places.headings[position], letter, samples, feeds, way, is_empty)


def _feeds(layout: Layout, position: int) -> tuple[str, Way]:
    if position in layout.measures:
        return f"{MEASURE}{layout.measures[position]}", "said" if position in layout.said else "measure"
    if position in layout.periods:
        return "periode", "period"
    if position in layout.said:
        return layout.exact.get(position, LEFT_OUT), "said"
    ways: tuple[tuple[Mapping[int, str], Way], ...] = (
        (layout.exact, "exact"),
        (layout.synonyms, "synonym"),
        (layout.resembling, "resembling"),
    )
    for columns, way in ways:
        if position in columns:
            return columns[position], way
    return LEFT_OUT, "unknown"

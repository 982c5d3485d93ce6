"""How a file is laid out: as a producer of official data publishes it, or with our columns, wide or long."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from data.intake.code_lists import vocabulary
from data.intake.coded import Coded
from data.intake.columns import Layout, understand
from data.intake.reshape import LongTable, long_table
from data.intake.said import Said
from data.intake.source import Source
from data.intake.surroundings import Context
from data.open_data import OfficialLayout, recognise
from data.schema_types import Column, Table
from data.schemas import TABLES
from data.spellings.period_texts import parse_periods


@dataclass(frozen=True)
class FileLayout:
    """The table that a file feeds and how its columns do it: one of `official` and `own`."""

    table: Table
    official: OfficialLayout | None = None
    own: Layout | None = None

    @property
    def columns(self) -> dict[int, Column]:
        """The column of ours that each position of the file feeds, when it says so itself."""
        return (
            {position: self.table.column(name) for position, name in self.own.columns.items()}
            if self.own
            else {}
        )

    @property
    def unread(self) -> frozenset[int]:
        """Positions of the file that feed nothing; what a producer publishes is kept whole."""
        return frozenset(self.own.unknown) if self.own else frozenset()

    def without(self, dropped: Collection[int]) -> FileLayout:
        """The same layout, blind to some columns of the file."""
        return replace(self, own=self.own.without(dropped)) if self.own and dropped else self

    def long_table(self, source: Source, given: Mapping[str, str], context: Context) -> LongTable:
        """The rows under our column names, with the constants `given` for the whole file."""
        if self.official:
            return _converted(self.official, source, context)
        assert self.own is not None
        return long_table(source.texts, self.own, source.places, given)


def layout_of(source: Source, context: Context, said: Said) -> FileLayout | None:
    """The layout of a file, official ones first; None when its columns are those of no table."""
    official = None if said.mapping else recognise(source.places.headings)
    if official and said.table in (None, official.table):
        return FileLayout(TABLES[official.table], official=official)
    measures = vocabulary("mesures", context)
    assert measures is not None
    periods = _period_headings(source.places.headings, context)
    own = understand(source.places.headings, measures, periods, table=said.table, said=said, given=said.given)
    return FileLayout(own.table, own=own) if own else None


def _converted(official: OfficialLayout, source: Source, context: Context) -> LongTable:
    frame = official.convert(source.frame(), context.codebook)
    columns = {str(name): Coded.of(frame[name]) for name in frame.columns}
    filled = {name: texts for name, texts in columns.items() if not texts.empty.all()}
    lines = source.places.lines[np.asarray(frame.index, dtype=np.int64)]
    return LongTable(filled, source.places.located(lines, official.places(source.places.headings)))


def _period_headings(headings: Sequence[str], context: Context) -> dict[int, str]:
    """Headings that name a period, by its code, or a part of a year told elsewhere (« mars », « T1 »)."""
    read = parse_periods(pd.Index(headings, dtype="str"), context.today)
    found: dict[int, str] = {}
    for position, (code, cause) in enumerate(zip(read["code"], read["cause"], strict=True)):
        if isinstance(code, str):
            found[position] = code
        elif cause == "year_missing":
            found[position] = headings[position]
    return found

"""What a report is made of, whatever file it is written to: a cover, then blocks of plain text in order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import pandas as pd

from analysis.chart_series import SeriesChart
from analysis.indicator_facts import Fact

Style = Literal["plain", "lead", "quiet", "note"]


@dataclass(frozen=True)
class Heading:
    """`rank` 1 opens a part of the report, `new_page` a page too; 2 divides it."""

    rank: int
    text: str
    new_page: bool = False


@dataclass(frozen=True)
class Paragraph:
    text: str
    style: Style = "plain"


@dataclass(frozen=True)
class Bullets:
    """Items, each with the words said first, in bold, with their punctuation, and the rest."""

    items: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Grid:
    """A table; the first column names the row. `widths` are shares of the page."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...]


@dataclass(frozen=True)
class Definitions:
    """Terms and texts in small print, under the name of what they define."""

    title: str
    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Card:
    """One indicator: its verdict and why, the same facts as on its page, its curve and the curve in words."""

    code: str
    name: str
    level: str
    word: str
    reason: str
    next_step: str
    facts: tuple[Fact, ...]
    chart: SeriesChart | None
    chart_text: str
    no_chart: str


Block = Heading | Paragraph | Bullets | Grid | Definitions | Card


def after(note: str) -> str:
    """A note as it follows a value: whole sentences after a full stop, a few words in brackets."""
    if not note:
        return ""
    return f". {note}" if note[0].isupper() or note.endswith(".") else f" ({note})"


@dataclass(frozen=True)
class Cover:
    """Attributes: mark says that figures are fictitious, empty when they are real; lines follow the title."""

    title: str
    city: str
    period: str
    audience: str
    mark: str
    lines: tuple[str, ...]
    file_name: str


@dataclass(frozen=True)
class Report:
    """`tables` are the figures of the report, sheet by sheet, for the workbook."""

    cover: Cover
    blocks: tuple[Block, ...]
    tables: dict[str, pd.DataFrame]

    @property
    def cards(self) -> tuple[Card, ...]:
        return tuple(block for block in self.blocks if isinstance(block, Card))

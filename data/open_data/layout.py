"""What an official layout is: how to know it by its headings, and how to turn it into one of our tables."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

import pandas as pd

from data.declarations import CodeList
from data.schemas import TABLES


class CodeLists(Protocol):
    """What a conversion needs of the codebook: its code lists."""

    @property
    def lists(self) -> Mapping[str, CodeList]: ...


Rows = Callable[[pd.DataFrame, CodeLists], pd.DataFrame]


@dataclass(frozen=True)
class OfficialLayout:
    """One file layout of one official producer.

    Attributes:
        code: short identifier, ``producer.file``.
        label: French name, for readers.
        table: the table of the store that it feeds.
        matches: says from the folded headings whether a file has this layout.
        rows: builds the columns it knows of our table from a frame with folded headings.
        fed_by: folded headings that feed a column of ours under another name than its own.
    """

    code: str
    label: str
    table: str
    matches: Callable[[frozenset[str]], bool]
    rows: Rows
    fed_by: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def places(self, headings: Sequence[str]) -> dict[str, int]:
        """The place of the heading that feeds each column of ours, where one does: what a message names."""
        folded = [fold(heading) for heading in headings]
        found = {}
        for name in TABLES[self.table].names:
            spellings = (*self.fed_by.get(name, ()), fold(name))
            place = next((folded.index(spelling) for spelling in spellings if spelling in folded), None)
            if place is not None:
                found[name] = place
        return found

    def convert(self, frame: pd.DataFrame, codebook: CodeLists) -> pd.DataFrame:
        """The rows of the file in our table's columns, all text, each under its own index label.

        Rows of territories that the codebook does not declare are left out: what is missing from the
        index was outside the city's scope. Empty cells are missing.
        """
        readable = frame.set_axis([fold(name) for name in frame.columns], axis="columns").fillna("")
        readable = readable.loc[:, ~readable.columns.duplicated()]
        converted = self.rows(readable, codebook)
        complete = converted.reindex(columns=list(TABLES[self.table].names), fill_value="").astype("str")
        return complete.mask(complete == "")


def fold(text: str) -> str:
    """Text reduced to its unaccented lower-case letters and digits: the spelling headings are compared in."""
    decomposed = unicodedata.normalize("NFKD", str(text)).casefold()
    return re.sub(r"[^a-z0-9]", "", decomposed)


def codes_by_label(codes: CodeList) -> dict[str, str]:
    """The code of every folded code, label and synonym of a list."""
    return {
        fold(spelling): entry.code
        for entry in codes.codes.values()
        for spelling in (*entry.synonyms, entry.label, entry.code)
    }


def column(frame: pd.DataFrame, *names: str) -> pd.Series:
    """The first of these columns that the frame has; empty text when it has none."""
    for name in names:
        if name in frame.columns:
            return frame[name].str.strip()
    return pd.Series("", index=frame.index, dtype="str")

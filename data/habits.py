"""What a contributor settled about his files in earlier deposits: headings, spellings, layouts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

import pandas as pd
import pyarrow as pa

HabitKind = Literal["colonne", "code", "accord"]
HABITS = pa.schema(
    [
        ("depot", pa.string()),
        ("auteur", pa.string()),
        ("sorte", pa.string()),  # "colonne", "code" or "accord"
        ("lieu", pa.string()),  # the table; for a code, its list
        ("lu", pa.string()),  # what the file says
        ("compris", pa.string()),  # what it means
    ]
)


@dataclass(frozen=True)
class Habit:
    """One thing settled once: at this place, what is read so means that.

    `colonne`: in a table, a heading feeds a column ("" when it is left out). `code`: in a list, a spelling
    is a code. `accord`: about a table, a question on the layout was answered yes.
    """

    kind: HabitKind
    place: str
    read: str
    meant: str


@dataclass(frozen=True)
class Memory:
    """The habits of one contributor.

    Attributes:
        columns: table -> normalised heading -> what it feeds.
        codes: list -> spelling -> code.
        agreed: table -> questions about the layout answered yes.
    """

    columns: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    codes: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    agreed: Mapping[str, frozenset[str]] = field(default_factory=dict)


def memory_of(habits: Iterable[Habit]) -> Memory:
    """The habits in the order in which they were taken: the last one counts."""
    kept: dict[HabitKind, dict[str, dict[str, str]]] = {"colonne": {}, "code": {}, "accord": {}}
    for habit in habits:
        kept[habit.kind].setdefault(habit.place, {})[habit.read] = habit.meant
    agreed = {place: frozenset(identifiers) for place, identifiers in kept["accord"].items()}
    return Memory(kept["colonne"], kept["code"], agreed)


def rows_of(habits: Iterable[Habit], deposit: str, author: str) -> pa.Table:
    """The habits that a deposit settles, as the store keeps them."""
    rows = [
        {"depot": deposit, "auteur": author, "sorte": habit.kind, "lieu": habit.place}
        | {"lu": habit.read, "compris": habit.meant}
        for habit in habits
    ]
    return pa.Table.from_pylist(rows, schema=HABITS)


def habits_of(rows: pd.DataFrame, author: str, active: Mapping[str, int]) -> tuple[Habit, ...]:
    """The habits of one author, oldest deposit first; those of withdrawn deposits are forgotten.

    Args:
        rows: columns of `HABITS`.
        active: order of each active deposit, by identifier.
    """
    own = rows[(rows["auteur"] == author) & rows["depot"].isin(active)]
    ordered = own.assign(ordre=own["depot"].map(active)).sort_values("ordre", kind="stable")
    found = ordered[["sorte", "lieu", "lu", "compris"]].itertuples(index=False, name=None)
    return tuple(Habit(*habit) for habit in found)

"""From measures to numerators and denominators: the calculations of the catalogue, all at once.

A structure that did not transmit everything it is expected to is left out of the ratio altogether: its
denominator without its numerator would make a wrong figure. Coverage says how many structures are in.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

import numpy as np
import pandas as pd

from analysis.cells import ALL, PROVISIONAL, Axes, Cells, unpacked
from analysis.periods_of_cells import KINDS
from analysis.sides import Sides, sides_of
from analysis.transmission import Transmission, any_of_each, first_of_each, transmission
from analysis.uses import Used, used, uses_of
from data.codebook import Codebook
from data.declarations import Calculation
from data.periods import Kind, Period, between, cached_parse

NUMBERS = ("numerator", "denominator", "largest", "reported", "expected")
TOGETHER = -1
# How many structures are few: an attacker learns little of one among more.
FEW = 4


class Rows(NamedTuple):
    """Results as numbers: the spot (see `Transmission`), the structure or TOGETHER, the period (column).

    Numerator, denominator, largest part and marks are those of `Sides`.
    """

    spot: np.ndarray
    structure: np.ndarray
    column: np.ndarray
    reported: np.ndarray
    expected: np.ndarray
    due: np.ndarray
    numerator: np.ndarray
    denominator: np.ndarray
    largest: np.ndarray
    marks: np.ndarray


def calculate(
    cells: Mapping[Kind, Cells],
    calculations: Sequence[tuple[Calculation, Kind]],
    codebook: Codebook,
    closures: Mapping[str, date],
    today: date,
) -> pd.DataFrame:
    """Numerators and denominators of every calculation, for all structures together and for each.

    Args:
        cells: by kind of period, as `analysis.measure.measured_cells` returns them.
        calculations: each with the frequency of its indicator; numbered by their position.
        closures: last day of activity of the structures that closed.

    Returns:
        calculation (position), kind, periode, territoire, structure ("ensemble" or a code), category,
        numerator, denominator, largest, reported, expected, the marks of `analysis.cells`, and `is_inner`:
        one of few structures in one district or for one public, which is never shown but which what is
        shown may tell. Texts are categories.
    """
    calendars = {kind: _calendar(kind, cells[kind].axes, today) for kind in KINDS}
    rows = []
    for kind, calendar in calendars.items():
        of_kind = used(cells[kind], uses_of(cells[kind].axes, calculations, codebook, kind))
        sent = transmission(of_kind, calendar, closures, today)
        rows += [(kind, is_inner, each) for is_inner, each in _all_rows(of_kind, sent)]
    return _labelled(rows, cells[KINDS[0]].axes, calendars)


def _calendar(kind: Kind, axes: Axes, today: date) -> list[Period]:
    """Every period of this kind from the first one known to today, or to the last one known."""
    known = [cached_parse(code) for code in axes.periods]
    first = min((period.start for period in known), default=today)
    last = max((period.start for period in known if period.kind == kind), default=today)
    return list(between(kind, first, max(last, today)))


def _all_rows(of_kind: Used, sent: Transmission) -> Iterator[tuple[bool, Rows]]:
    """The rows of one kind of period, and whether they are inner ones."""
    is_whole_city = (sent.spot % of_kind.cells.axes.spots == 0)[:, None]
    are_few = _are_few(sent)[:, None]
    yield False, _together(of_kind, sent)
    yield False, _each_structure(of_kind, sent, sent.known & is_whole_city)
    yield True, _each_structure(of_kind, sent, sent.complete & are_few & ~is_whole_city)


def _together(of_kind: Used, sent: Transmission) -> Rows:
    """All the structures of each spot, at the periods when something was due or is complete."""
    first, number = first_of_each(sent.spot), _numbers_of_spots(sent)
    reported, expected = (
        np.add.reduceat(lines, first, axis=0, dtype=np.int64) for lines in (sent.complete, sent.known)
    )
    due = any_of_each(sent.due, sent.spot)
    shown = due | (reported > 0)
    spot, column = np.nonzero(shown)
    return Rows(
        spot=sent.spot[first][spot],
        structure=np.full(len(spot), TOGETHER),
        column=column,
        reported=reported[shown],
        expected=expected[shown],
        due=due[shown],
        **_sides(of_kind, sent, number, shown)._asdict(),
    )


def _are_few(sent: Transmission) -> np.ndarray:
    """The senders whose spot has few of them, so that its figures say much of each."""
    number = _numbers_of_spots(sent)
    return np.bincount(number)[number] <= FEW


def _numbers_of_spots(sent: Transmission) -> np.ndarray:
    """For each sender the rank of its spot among those of all senders."""
    return np.cumsum(np.diff(sent.spot, prepend=-1) > 0) - 1


def _each_structure(of_kind: Used, sent: Transmission, shown: np.ndarray) -> Rows:
    """Each structure alone, where it is shown (senders by columns)."""
    sender, column = np.nonzero(shown)
    return Rows(
        spot=sent.spot[sender],
        structure=sent.structure[sender],
        column=column,
        reported=sent.complete[shown].astype(np.int64),
        expected=np.ones(len(sender), dtype=np.int64),
        due=sent.due[shown],
        **_sides(of_kind, sent, np.arange(len(sent.spot)), shown)._asdict(),
    )


def _sides(of_kind: Used, sent: Transmission, line: np.ndarray, shown: np.ndarray) -> Sides:
    """The sides of the results shown (lines by columns), made of what the complete senders sent.

    Args:
        line: the line of each sender.
    """
    number = np.full(shown.shape, -1)
    number[shown] = np.arange(shown.sum())
    result = np.where(sent.complete[sent.sender, sent.column], number[line[sent.sender], sent.column], -1)
    kept = np.flatnonzero(result >= 0)
    return sides_of(of_kind.only(kept), result[kept], int(shown.sum()))


def _labelled(
    rows: Sequence[tuple[Kind, bool, Rows]], axes: Axes, calendars: Mapping[Kind, Sequence[Period]]
) -> pd.DataFrame:
    """All rows as a table; a result of which nothing is complete is missing, an early one provisional."""
    sizes = [len(each.spot) for _, _, each in rows]
    whole = Rows(*(np.concatenate(parts) for parts in zip(*(each for _, _, each in rows), strict=True)))
    calculation, spot = np.divmod(whole.spot, axes.spots)
    territory, category = np.divmod(spot, len(axes.categories))
    early = ~whole.due & (whole.reported < whole.expected)
    periods = [period.code for calendar in calendars.values() for period in calendar]
    first = [periods.index(calendars[kind][0].code) for kind, _, _ in rows]
    texts = {
        "kind": (np.repeat([KINDS.index(kind) for kind, _, _ in rows], sizes), KINDS),
        "periode": (whole.column + np.repeat(first, sizes), periods),
        "territoire": (territory, axes.territories),
        "structure": (whole.structure + 1, [ALL, *axes.structures]),
        "category": (category, axes.categories),
    }
    return pd.DataFrame(
        {
            "calculation": calculation,
            **{name: pd.Categorical.from_codes(codes, labels) for name, (codes, labels) in texts.items()},
            **{name: getattr(whole, name) for name in NUMBERS},
            **unpacked(whole.marks | early * PROVISIONAL),
            "is_inner": np.repeat([is_inner for _, is_inner, _ in rows], sizes),
        }
    )

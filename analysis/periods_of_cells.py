"""Adding cells up over time: months to quarters, half-years, years and school years."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np

from analysis.cells import LAST, Axes, Cells, prefer, summed
from analysis.figures import Asked
from analysis.groups import numbered
from data.codebook import Codebook
from data.periods import MONTHS_IN, Kind, cached_parse, containing

KINDS = list(MONTHS_IN)
PARTS_OF: tuple[tuple[Kind, Kind], ...] = (
    ("quarter", "month"),
    ("half_year", "quarter"),
    ("year", "half_year"),
    ("school_year", "month"),
)


def with_longer(codes: Collection[str]) -> list[str]:
    """These periods, then every longer one that holds one of them."""
    starts = [cached_parse(code).start for code in codes]
    longer = {containing(kind, start).code for kind, _ in PARTS_OF for start in starts}
    return [*codes, *sorted(longer - set(codes))]


def kinds_of(codes: Collection[str]) -> np.ndarray:
    """The kind of each period, as its position in KINDS."""
    return np.array([KINDS.index(cached_parse(code).kind) for code in codes], dtype=np.int8)


def add_up_periods(cells: Cells, codebook: Codebook, asked: Asked | None = None) -> dict[Kind, Cells]:
    """By kind of period, the cells as transmitted and those of longer periods all of whose parts are known.

    A longer period that was transmitted as such is kept as it was. One that lacks a part is not made: a sum
    of nine months is not a year.

    Args:
        asked: what to make of each measure; every kind of period when not given.
    """
    kind_of_cell = kinds_of(cells.axes.periods)[cells.period]
    by_kind = {kind: cells.only(kind_of_cell == number) for number, kind in enumerate(KINDS)}
    is_wanted = _is_wanted(cells.axes, asked)
    rules = cells.axes.rules(codebook, "over_time")
    for kind, part in PARTS_OF:
        parts = by_kind[part].of_series(is_wanted[kind])
        by_kind[kind] = prefer(by_kind[kind], _derived(parts, kind, part, rules))
    return by_kind


def _is_wanted(axes: Axes, asked: Asked | None) -> dict[Kind, np.ndarray]:
    """Which series are wanted at each kind of period, or are needed to make a longer one that is."""
    kinds = [KINDS if asked is None else asked.kinds.get(code, ()) for code in axes.measures]
    found = {kind: np.array([kind in each for each in kinds], dtype=bool)[axes.measure] for kind in KINDS}
    for kind, part in reversed(PARTS_OF):
        found[part] = found[part] | found[kind]
    return found


def _derived(parts: Cells, kind: Kind, part: Kind, rules: np.ndarray) -> Cells:
    """The longer periods that these make; of a state, what it is when the period closes."""
    axes, period, is_state = parts.axes, parts.period, rules[parts.series] == LAST
    longer, closing = _longer(axes.periods, kind)
    if is_state.any():
        kept = ~is_state | closing[period]
        parts, period = parts.only(kept), period[kept]
    place = parts.place + (longer[period] - period) * axes.of_period
    groups = numbered(place, axes.room)
    whole_place = place[groups.first]
    needed = np.where(rules[whole_place % axes.series] == LAST, 1, MONTHS_IN[kind] // MONTHS_IN[part])
    is_whole = np.bincount(groups.numbers, minlength=len(groups.first)) == needed
    return summed(parts, groups.numbers, whole_place, rules).only(is_whole)


def _longer(periods: list[str], kind: Kind) -> tuple[np.ndarray, np.ndarray]:
    """For each period the position of that of this kind which holds it, and whether both end together."""
    position = {code: place for place, code in enumerate(periods)}
    known = [cached_parse(code) for code in periods]
    around = [containing(kind, period.start) for period in known]
    closing = [period.end == longer.end for period, longer in zip(known, around, strict=True)]
    return np.array([position.get(longer.code, 0) for longer in around], dtype=np.int64), np.array(
        closing, dtype=bool
    )

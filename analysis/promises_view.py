"""« Que sont devenues les promesses ? »: all of them at a glance, what they lack, and each one's trace."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from analysis.data_table import DataTable
from analysis.promise_table import promise_table
from analysis.promise_trace import GAPS, NO_ACTION, NO_START, NO_VOICE, Promise, promises
from analysis.promise_words import (
    gap_advice,
    gap_mark,
    gap_title,
    overall_sentence,
    state_sentence,
)
from analysis.standing import Situation

FILLED_IN = {NO_ACTION: "actions", NO_START: "objectifs", NO_VOICE: "avis"}
TRANSVERSAL_TITLE = "Portées par tous les axes"


@dataclass(frozen=True)
class Counter:
    """How many promises lack something; a filter of the page."""

    gap: str
    number: int
    title: str


@dataclass(frozen=True)
class Lack:
    """What one promise lacks, where, and what to do: the table to fill in, when one would do."""

    mark: str
    advice: str
    to_fill: str
    indicators: Mapping[str, str]


@dataclass(frozen=True)
class Traced:
    """One promise with its sentence."""

    promise: Promise
    state: str
    lacks: tuple[Lack, ...]


@dataclass(frozen=True)
class Group:
    """The promises of one axis; those carried by every axis have none."""

    axis: str
    title: str
    promises: tuple[Traced, ...]


@dataclass(frozen=True)
class PromisesView:
    summary: str
    counters: tuple[Counter, ...]
    groups: tuple[Group, ...]
    table: DataTable
    is_empty: bool

    def trace(self, code: str) -> Traced | None:
        return next(
            (one for group in self.groups for one in group.promises if one.promise.code == code), None
        )

    def lacking(self, gap: str | None) -> tuple[Group, ...]:
        """The groups with the promises that lack this only; all of them when nothing known is asked."""
        if gap not in GAPS:
            return self.groups
        kept = (
            Group(group.axis, group.title, tuple(one for one in group.promises if gap in one.promise.gaps))
            for group in self.groups
        )
        return tuple(group for group in kept if group.promises)

    def choices(self) -> dict[str, str]:
        """Every promise: code to « E03 · label »."""
        shown = (one.promise for group in self.groups for one in group.promises)
        return {one.code: f"{one.code} · {one.label}" for one in shown}


def promises_view(situation: Situation) -> PromisesView:
    """The page of the promises. `is_empty` when no deposit is active."""
    every = promises(situation)
    return PromisesView(
        summary=overall_sentence(every),
        counters=tuple(_counter(every, gap) for gap in GAPS),
        groups=_groups(every),
        table=promise_table(every),
        is_empty=not (situation.tables.journal["statut"] == "actif").any(),
    )


def _counter(every: Sequence[Promise], gap: str) -> Counter:
    number = sum(gap in one.gaps for one in every)
    return Counter(gap, number, gap_title(gap, number))


def _groups(every: Sequence[Promise]) -> tuple[Group, ...]:
    """In the order of the promises, which is that of the letter."""
    by_axis: dict[str, list[Promise]] = {}
    for one in every:
        by_axis.setdefault(one.axis if one.axis_label else "", []).append(one)
    return tuple(
        Group(axis, found[0].axis_label or TRANSVERSAL_TITLE, tuple(_traced(one) for one in found))
        for axis, found in by_axis.items()
    )


def _traced(promise: Promise) -> Traced:
    lacks = tuple(
        Lack(
            mark=gap_mark(promise, gap),
            advice=gap_advice(gap),
            to_fill=FILLED_IN.get(gap, ""),
            indicators={figure.code: figure.name for figure in promise.figures_lacking(gap)},
        )
        for gap in promise.gaps
    )
    return Traced(promise, state_sentence(promise), lacks)

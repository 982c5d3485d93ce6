"""The figures a catalogue asks for: each indicator, then its companions, numbered once for a computation."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from analysis.cells import ALL
from data.codebook import Codebook
from data.declarations import Calculation, Indicator, Measure
from data.periods import Kind

COMPLEMENT = "complement"
# Counts of persons below these are not shown, by disclosure class of the catalogue.
THRESHOLDS = {"S0": 0, "S1": 5, "S2": 11, "S3": 11}
# The frequencies at which a figure collected at one frequency is also given.
FREQUENCIES_FROM: dict[Kind, tuple[Kind, ...]] = {
    "month": ("month", "quarter", "half_year", "year"),
    "quarter": ("quarter", "half_year", "year"),
    "half_year": ("half_year", "year"),
    "year": ("year",),
    "school_year": ("school_year",),
}


@dataclass(frozen=True)
class Figure:
    """One calculation of one indicator: the headline, or a companion read beside it."""

    indicator: Indicator
    calculation: Calculation

    @property
    def frequencies(self) -> tuple[Kind, ...]:
        return FREQUENCIES_FROM[self.indicator.frequency]

    @property
    def is_headline(self) -> bool:
        return self.calculation is self.indicator

    @property
    def breakdown(self) -> str:
        return ALL if self.is_headline else COMPLEMENT

    @property
    def category(self) -> str:
        return ALL if self.is_headline else self.calculation.code

    @property
    def threshold(self) -> int:
        return THRESHOLDS[self.calculation.disclosure or self.indicator.disclosure]

    @property
    def key(self) -> str | tuple[str, str]:
        """What tells the rows of this figure apart: the indicator, or the indicator and its companion."""
        return self.indicator.code if self.is_headline else (self.indicator.code, self.calculation.code)

    def counted(self, measures: Mapping[str, Measure]) -> frozenset[str]:
        """What its measures count; empty when a formula makes it."""
        return frozenset(measures[code].counts for code in self.calculation.measures)


class Asked(NamedTuple):
    """What figures ask of measures: the kinds of period of each, and which of them public by public."""

    kinds: Mapping[str, Collection[Kind]]
    by_public: Collection[str]


def asked_of(figures: Collection[Figure]) -> Asked:
    """What these figures ask: a companion is only read for the whole public."""
    kinds: dict[str, set[Kind]] = {}
    for figure in figures:
        for code in figure.calculation.measures:
            kinds.setdefault(code, set()).update(figure.frequencies)
    return Asked(kinds, {code for each in figures if each.is_headline for code in each.calculation.measures})


def figures(codebook: Codebook) -> list[Figure]:
    """Every figure of the catalogue, in its order."""
    return [
        Figure(indicator, calculation)
        for indicator in codebook.indicators.values()
        for calculation in (indicator, *indicator.companions)
    ]

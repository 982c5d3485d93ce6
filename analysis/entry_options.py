"""The lists that the forms choose in, and what is already known of the figure that a form is about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from analysis.dictionary_entries import folded
from analysis.entry_forms import Field
from analysis.standing import Situation
from analysis.weather import contradiction
from data.periods import Kind, between, containing

PAST_PERIODS = 8


@dataclass(frozen=True)
class EntryOptions:
    """Codes to labels, by name of list.

    Attributes:
        periods, deadlines: by indicator, at its own frequency.
        functions: those that already signed something.
        clashes: by axis, then by weather, how the figures would contradict it.
    """

    axes: Mapping[str, str]
    indicators: Mapping[str, str]
    judged: Mapping[str, str]
    lists: Mapping[str, Mapping[str, str]]
    periods: Mapping[str, Mapping[str, str]]
    deadlines: Mapping[str, Mapping[str, str]]
    functions: tuple[str, ...]
    clashes: Mapping[str, Mapping[str, str]]

    def of(self, field: Field, indicator: str) -> Mapping[str, str]:
        """What a field may hold, given the indicator chosen."""
        if field.kind == "axis":
            return self.axes
        if field.kind == "indicator":
            return self.judged if field.options else self.indicators
        if field.options in ("periodes", "echeances"):
            by_indicator = self.periods if field.options == "periodes" else self.deadlines
            return by_indicator.get(indicator, {})
        return self.lists[field.options]


def entry_options(situation: Situation) -> EntryOptions:
    """Everything that can be chosen, from the catalogue and from what was signed before."""
    book = situation.codebook
    indicators = {code: f"{code} · {one.label}" for code, one in book.indicators.items()}
    own_lists = ("natures_action", "statuts_action", "echeances_objectif")
    lists = {name: {one.code: one.label for one in book.lists[name].codes.values()} for name in own_lists}
    territories = book.lists["territoires"]
    return EntryOptions(
        axes={one.code: one.label for one in book.axes.values()},
        indicators=indicators,
        judged={code: text for code, text in indicators.items() if book.indicators[code].polarity != "none"},
        lists=lists
        | {
            "meteos": _weathers(situation),
            "engagements": {code: f"{code} · {one.label}" for code, one in book.commitments.items()},
            "indicateurs": indicators,
            "territoires": {code: territories.label(code) for code in book.city_territories},
            "structures": _structures(situation),
        },
        periods={code: _past(situation, one.frequency) for code, one in book.indicators.items()},
        deadlines={code: _deadlines(situation, one.frequency) for code, one in book.indicators.items()},
        functions=tuple(sorted({one.signatory for one in situation.statements})),
        clashes={
            axis: {code: contradiction(code, situation.of_axis(axis)) for code in book.lists["meteos"].codes}
            for axis in book.axes
        },
    )


def _weathers(situation: Situation) -> dict[str, str]:
    """« Nuages : l'objectif demande un appui ou un ajustement. »"""
    codes = situation.codebook.lists["meteos"].codes.values()
    return {
        one.code: f"{one.label}\u00a0: {_lower(str(one.attributes.get('meaning', '')))}".rstrip("\u00a0: ")
        for one in codes
    }


def _structures(situation: Situation) -> dict[str, str]:
    """The structures of the directory, by name."""
    directory = situation.tables["structures"]
    named = zip(directory["structure"].astype(str), directory["nom"].astype(str), strict=True)
    return dict(sorted(named, key=lambda pair: folded(pair[1])))


def _past(situation: Situation, kind: Kind) -> dict[str, str]:
    """The last periods, the one under way included, the latest first."""
    current = containing(kind, situation.tables.today)
    periods = [current.next(-steps) for steps in range(PAST_PERIODS)]
    return {period.code: period.label for period in periods}


def _deadlines(situation: Situation, kind: Kind) -> dict[str, str]:
    """The last period of each year, from this one to the end of the mandate."""
    end = situation.codebook.city.mandate_end
    periods = list(between(kind, situation.tables.today, end))
    last_of_year = {period.end.year: period for period in periods if period.end <= end}
    return {period.code: period.label for period in last_of_year.values()}


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]

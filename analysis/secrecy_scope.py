"""What secrecy must know of each figure: the measures that it publishes, and how they add up."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from analysis.figures import THRESHOLDS, Figure
from data.codebook import Codebook
from data.declarations import Addition, Measure

Key = str | tuple[str, str]
Measures = tuple[str, ...]


@dataclass(frozen=True)
class Source:
    """One measure: the smallest number that may be shown of it (0: any), and how it adds up.

    `part_of` is the measure that it never exceeds; `has_rest` says that the difference counts persons.
    """

    threshold: int
    over_time: Addition = "sum"
    over_territories: Addition = "sum"
    over_structures: Addition = "sum"
    part_of: str | None = None
    has_rest: bool = False


@dataclass(frozen=True)
class Content:
    """What one figure publishes; `is_part`: the numerator is part of the denominator."""

    numerator: Measures
    denominator: Measures = ()
    is_part: bool = False
    is_count: bool = True


@dataclass(frozen=True)
class Scope:
    """All that ties published figures together. `parents` gives the whole that each territory is part of."""

    contents: Mapping[Key, Content]
    sources: Mapping[str, Source]
    parents: Mapping[str, str] = field(default_factory=dict)

    def threshold(self, measures: Measures) -> int:
        """The strictest threshold of the measures summed."""
        return max((self.sources[code].threshold for code in measures), default=0)

    def adds_up(self, measures: Measures, rule: str) -> Addition:
        """How a sum of measures adds up; never, where they do not agree."""
        rules = {getattr(self.sources[code], rule) for code in measures}
        return rules.pop() if len(rules) == 1 else "never"


def scope_of(figures: Collection[Figure], codebook: Codebook) -> Scope:
    """The scope of a catalogue.

    The threshold of a measure is the strictest of its own and of those of the figures that show it: two
    figures that share a measure hide it alike.
    """
    contents = {
        figure.key: Content(
            numerator=figure.calculation.numerator or (f"{figure.key} numerateur",),
            denominator=figure.calculation.denominator,
            is_part=figure.calculation.kind == "proportion",
            is_count=figure.calculation.kind == "count",
        )
        for figure in figures
    }
    declared = [(figure.key, figure.threshold) for figure in figures]
    return Scope(
        contents=contents,
        sources=_sources(contents, dict(declared), codebook.measures),
        parents=dict.fromkeys(codebook.city_territories[1:], codebook.city.code),
    )


def plain_scope(
    thresholds: Mapping[Key, int], proportions: Collection[Key] | None, parents: Mapping[str, str]
) -> Scope:
    """A scope where every figure has measures of its own, that add up every way."""
    contents = {
        key: Content(
            (f"{key} numerateur",), (f"{key} denominateur",), proportions is None or key in proportions
        )
        for key in thresholds
    }
    return Scope(contents, _sources(contents, thresholds, {}), parents)


def _sources(
    contents: Mapping[Key, Content], thresholds: Mapping[Key, int], measures: Mapping[str, Measure]
) -> dict[str, Source]:
    strictest: dict[str, int] = {}
    for key, content in contents.items():
        for code in content.numerator + content.denominator:
            own = THRESHOLDS[measures[code].sensitivity] if code in measures else 0
            strictest[code] = max(strictest.get(code, own), thresholds[key])
    return {code: _source(number, measures.get(code), measures) for code, number in strictest.items()}


def _source(threshold: int, measure: Measure | None, measures: Mapping[str, Measure]) -> Source:
    if measure is None:
        return Source(threshold)
    whole = measures.get(measure.at_most or "")
    return Source(
        threshold=threshold,
        over_time=measure.over_time,
        over_territories=measure.over_territories,
        over_structures=measure.over_structures,
        part_of=measure.at_most,
        has_rest=whole is not None and whole.counts == measure.counts,
    )

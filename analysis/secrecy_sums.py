"""The sums that tie published numbers: a whole and its structures, territories, categories or periods."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import NamedTuple

import numpy as np
import pandas as pd

from analysis.cells import ALL
from analysis.groups import numbered
from analysis.secrecy_cells import PLACE, measures_in
from analysis.secrecy_scope import Scope
from data.periods import MONTHS_IN, Kind, cached_parse, containing

FIGURE = ["figure", "role", "name"]
COLUMNS = ["tie", "whole", "cell", "times", "leaves_rest", "may_exceed"]


class Coded(NamedTuple):
    """Lines of numbers with a code for each text: `key` is the figure and the place in one integer.

    `codes` (by column, and cell, panel, key); `labels` and `weights` of each column: its texts, and what
    one code more adds to the key.
    """

    codes: pd.DataFrame
    labels: Mapping[str, pd.Index]
    weights: Mapping[str, int]

    def at(self, column: str, labels: Collection[str]) -> np.ndarray:
        """The lines that have one of these labels."""
        return self.labels[column].isin(list(labels))[self.codes[column]]

    def without(self, *columns: str) -> np.ndarray:
        """The key of each line, whatever these columns say."""
        key = self.codes["key"].to_numpy()
        for name in columns:
            key = key - self.codes[name].to_numpy() * self.weights[name]
        return key

    def moved(self, column: str, places: Mapping[str, str]) -> np.ndarray:
        """The key of each line with another label in this column; −1 where no line has that label."""
        labels = self.labels[column]
        to = labels.get_indexer([places.get(label, "") for label in labels])[self.codes[column]]
        return np.where(to < 0, -1, self.without(column) + to * self.weights[column])


class Links(NamedTuple):
    """Parts and their wholes, as lines; the `key` of a line tells its sum, `rules` how each name adds up."""

    part: np.ndarray
    whole: np.ndarray
    key: np.ndarray
    rules: np.ndarray

    def only(self, kept: np.ndarray) -> Links:
        return self._replace(part=self.part[kept], whole=self.whole[kept])


def sums_of(sums: pd.DataFrame, scope: Scope) -> pd.DataFrame:
    """Every sum that the numbers may obey, one line per part: over all the parts that are known, and over
    those alone that the same number of structures make.

    Args:
        sums: lines of `Numbers.shown` that are numerators or denominators.

    Returns:
        tie (number of the sum), whole and cell (numbers), times (how often the whole counts: as many times
        as parts for a mean), leaves_rest (what is left over counts as a number: false for what does not
        add up), may_exceed (the parts may be more than the whole, in another panel; categories overlap).
    """
    lines = _coded(sums)
    kinds = [kind for kind in MONTHS_IN if kind in lines.labels["frequency"]]
    links = [_territories(lines, scope)]
    links += [
        _periods(lines, scope, long, short)
        for long in kinds
        for short in kinds
        if MONTHS_IN[long] > MONTHS_IN[short]
    ]
    panel = lines.codes["panel"].to_numpy()
    families = [_structures(lines, scope), _categories(lines)]
    families += [_family(lines, each) for each in links]
    families += [_family(lines, each.only(panel[each.part] == panel[each.whole])) for each in links]
    return _once(_numbered(families))


def _coded(sums: pd.DataFrame) -> Coded:
    codes, labels, weights = sums[["cell", "panel"]].reset_index(drop=True), {}, {}
    key, weight = np.zeros(len(sums), dtype=np.int64), 1
    for name in [*FIGURE, *PLACE]:
        column = sums[name].cat
        numbers = column.codes.to_numpy(dtype=np.int64)
        codes[name], labels[name], weights[name] = numbers, column.categories, weight
        key = key + numbers * weight
        weight *= max(len(column.categories), 1)
    return Coded(codes.assign(key=key), labels, weights)


def _structures(lines: Coded, scope: Scope) -> pd.DataFrame:
    key, whole = lines.without("structure"), lines.at("structure", [ALL])
    rules = _rules(lines, scope, "over_structures")
    return _family(lines, _links(np.where(whole, -1, key), np.where(whole, key, -1), rules))


def _territories(lines: Coded, scope: Scope) -> Links:
    parts = lines.moved("territory", scope.parents)
    wholes = np.where(lines.at("territory", set(scope.parents.values())), lines.without(), -1)
    return _links(parts, wholes, _rules(lines, scope, "over_territories"))


def _categories(lines: Coded) -> pd.DataFrame:
    """The categories of each breakdown; those that overlap tie nothing."""
    key, whole = lines.without("breakdown", "category"), lines.at("breakdown", [ALL])
    always = np.full(len(lines.labels["name"]), "sum")
    links = _links(np.where(whole, -1, key), np.where(whole, key, -1), always)
    return _family(lines, links._replace(key=lines.without("category"))).assign(may_exceed=False)


def _periods(lines: Coded, scope: Scope, long: Kind, short: Kind) -> Links:
    """Each period with the shorter ones that it holds; of a state, with the last one only."""
    known = {code: cached_parse(code) for code in lines.labels["period"]}
    known = {code: period for code, period in known.items() if period.kind == short}
    around = {code: containing(long, period.start) for code, period in known.items()}
    inside = {code: around[code].code for code, period in known.items() if around[code].contains(period)}
    closing = [code for code, period in known.items() if around[code].end == period.end]
    rules = _rules(lines, scope, "over_time")
    kept = (rules != "last")[lines.codes["name"]] | lines.at("period", closing)
    parts = np.where(kept & lines.at("frequency", [short]), lines.moved("period", inside), -1)
    wholes = np.where(lines.at("frequency", [long]), lines.without(), -1)
    apart = lines.codes["frequency"].to_numpy() * lines.weights["frequency"]
    parts, wholes = (np.where(key < 0, -1, key - apart) for key in (parts, wholes))
    return _links(parts, wholes, np.where(rules == "last", "sum", rules))


def _rules(lines: Coded, scope: Scope, rule: str) -> np.ndarray:
    """How each name adds up."""
    return np.array([scope.adds_up(measures_in(name), rule) for name in lines.labels["name"]], dtype=str)


def _links(parts: np.ndarray, wholes: np.ndarray, rules: np.ndarray) -> Links:
    """Each line that is a part with the line of its whole: those of one key (−1: neither)."""
    part, whole = np.flatnonzero(parts >= 0), np.flatnonzero(wholes >= 0)
    place = pd.Index(wholes[whole]).get_indexer(parts[part])
    part, whole = part[place >= 0], whole[place[place >= 0]]
    return Links(part, whole, parts, rules)


def _family(lines: Coded, links: Links) -> pd.DataFrame:
    """The sums of these links: those of one key are one sum."""
    tie = pd.factorize(links.key[links.part])[0]
    rule = links.rules[lines.codes["name"].to_numpy()[links.part]]
    cell = lines.codes["cell"].to_numpy()
    return pd.DataFrame(
        {
            "tie": tie,
            "whole": cell[links.whole],
            "cell": cell[links.part],
            "times": np.where(np.isin(rule, ["mean", "last"]), np.bincount(tie)[tie], 1),
            "leaves_rest": rule == "sum",
            "may_exceed": True,
        }
    )


def _numbered(families: list[pd.DataFrame]) -> pd.DataFrame:
    sizes = [int(family["tie"].max()) + 1 if len(family) else 0 for family in families]
    starts = np.cumsum([0, *sizes[:-1]])
    numbered = [
        family.assign(tie=family["tie"] + start) for family, start in zip(families, starts, strict=True)
    ]
    return pd.concat(numbered, ignore_index=True)[COLUMNS]


def _once(ties: pd.DataFrame) -> pd.DataFrame:
    """Without the sums that several figures tell alike."""
    if ties.empty:
        return ties
    tie, first = numbered(ties["tie"].to_numpy(), int(ties["tie"].max()) + 1)
    marks = np.random.default_rng(0).random(int(ties["cell"].max()) + 1)[ties["cell"]]
    each = pd.DataFrame(
        {"whole": ties["whole"].to_numpy()[first], "mark": np.bincount(tie, weights=marks).round(9)}
    )
    return ties.loc[~each.duplicated().to_numpy()[tie]].reset_index(drop=True)

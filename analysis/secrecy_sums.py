"""The sums that tie published numbers: a whole and its structures, territories, categories or periods."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import NamedTuple

import numpy as np
import pandas as pd

from analysis.cells import ALL
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
    families = [_structures(lines, scope), _categories(lines)]
    kinds = [kind for kind in MONTHS_IN if kind in lines.labels["frequency"]]
    for one_panel in (False, True):
        families.append(_territories(lines, scope, one_panel))
        families += [
            _periods(lines, scope, long, short, one_panel)
            for long in kinds
            for short in kinds
            if MONTHS_IN[long] > MONTHS_IN[short]
        ]
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
    return _family(
        lines, np.where(whole, -1, key), np.where(whole, key, -1), _rules(lines, scope, "over_structures")
    )


def _territories(lines: Coded, scope: Scope, one_panel: bool) -> pd.DataFrame:
    parts = lines.moved("territory", scope.parents)
    wholes = np.where(lines.at("territory", set(scope.parents.values())), lines.without(), -1)
    return _family(lines, parts, wholes, _rules(lines, scope, "over_territories"), one_panel=one_panel)


def _categories(lines: Coded) -> pd.DataFrame:
    """The categories of each breakdown; those that overlap tie nothing."""
    key, whole = lines.without("breakdown", "category"), lines.at("breakdown", [ALL])
    always = np.full(len(lines.labels["name"]), "sum")
    found = _family(
        lines, np.where(whole, -1, key), np.where(whole, key, -1), always, branch=lines.without("category")
    )
    return found.assign(may_exceed=False)


def _periods(lines: Coded, scope: Scope, long: Kind, short: Kind, one_panel: bool) -> pd.DataFrame:
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
    return _family(lines, parts, wholes, np.where(rules == "last", "sum", rules), one_panel=one_panel)


def _rules(lines: Coded, scope: Scope, rule: str) -> np.ndarray:
    """How each name adds up."""
    return np.array([scope.adds_up(measures_in(name), rule) for name in lines.labels["name"]], dtype=str)


def _family(
    lines: Coded,
    parts: np.ndarray,
    wholes: np.ndarray,
    rules: np.ndarray,
    branch: np.ndarray | None = None,
    one_panel: bool = False,
) -> pd.DataFrame:
    """The sums whose parts have the key of a whole (−1: none); `branch` tells the sums of one whole apart."""
    part, whole = np.flatnonzero(parts >= 0), np.flatnonzero(wholes >= 0)
    place = pd.Index(wholes[whole]).get_indexer(parts[part])
    part, whole = part[place >= 0], whole[place[place >= 0]]
    panel = lines.codes["panel"].to_numpy()
    if one_panel:
        alike = panel[part] == panel[whole]
        part, whole = part[alike], whole[alike]
    tie = pd.factorize((parts if branch is None else branch)[part])[0]
    rule = rules[lines.codes["name"].to_numpy()[part]]
    cell = lines.codes["cell"].to_numpy()
    return pd.DataFrame(
        {
            "tie": tie,
            "whole": cell[whole],
            "cell": cell[part],
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
    marks = np.random.default_rng(0).random(
        int(ties[["whole", "cell"]].max(axis=None)) + 1 if len(ties) else 0
    )
    marked = ties.assign(mark=marks[ties["cell"]])
    each = marked.groupby("tie", as_index=False).agg(whole=("whole", "first"), mark=("mark", "sum"))
    first = each.assign(mark=each["mark"].round(9)).drop_duplicates(["whole", "mark"])["tie"]
    return ties.loc[ties["tie"].isin(first)].reset_index(drop=True)

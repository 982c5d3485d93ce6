"""The sums that tie published numbers: a whole and its structures, territories, categories or periods."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.cells import ALL
from analysis.secrecy_cells import PLACE, measures_in
from analysis.secrecy_scope import Scope
from data.periods import MONTHS_IN, Kind, cached_parse, containing

FIGURE = ["figure", "role", "name"]
COLUMNS = ["tie", "whole", "cell", "times", "leaves_rest", "may_exceed"]


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
    families = [_structures(sums, scope), _categories(sums)]
    kinds = [kind for kind in MONTHS_IN if (sums["frequency"] == kind).any()]
    for one_panel in (False, True):
        families.append(_territories(sums, scope, one_panel))
        families += [
            _periods(sums, scope, long, short, one_panel)
            for long in kinds
            for short in kinds
            if MONTHS_IN[long] > MONTHS_IN[short]
        ]
    return _once(_numbered(families))


def _structures(sums: pd.DataFrame, scope: Scope) -> pd.DataFrame:
    keys = [*FIGURE, *(name for name in PLACE if name != "structure")]
    whole = sums["structure"] == ALL
    return _family(sums.loc[~whole], sums.loc[whole], keys, _rules(sums, scope, "over_structures"))


def _territories(sums: pd.DataFrame, scope: Scope, one_panel: bool) -> pd.DataFrame:
    keys = [*FIGURE, *(name for name in PLACE if name != "territory")]
    parts = sums.loc[sums["territory"].isin(list(scope.parents))]
    parts = parts.assign(territory=parts["territory"].map(scope.parents))
    wholes = sums.loc[sums["territory"].isin(set(scope.parents.values()))]
    rules = _rules(sums, scope, "over_territories")
    return _family(parts, wholes, [*keys, "territory"], rules, one_panel=one_panel)


def _categories(sums: pd.DataFrame) -> pd.DataFrame:
    """The categories of each breakdown; those that overlap tie nothing."""
    keys = [*FIGURE, "frequency", "period", "territory", "structure"]
    whole = sums["breakdown"] == ALL
    always = dict.fromkeys(sums["name"].unique(), "sum")
    return _family(sums.loc[~whole], sums.loc[whole], keys, always, branch="breakdown").assign(
        may_exceed=False
    )


def _periods(sums: pd.DataFrame, scope: Scope, long: Kind, short: Kind, one_panel: bool) -> pd.DataFrame:
    """Each period with the shorter ones that it holds; of a state, with the last one only."""
    keys = [*FIGURE, "territory", "structure", "breakdown", "category", "period"]
    rules = _rules(sums, scope, "over_time")
    parts = sums.loc[sums["frequency"] == short]
    known = {code: cached_parse(code) for code in parts["period"].unique()}
    around = {code: containing(long, period.start) for code, period in known.items()}
    inside = {code: around[code].code for code, period in known.items() if around[code].contains(period)}
    closing = {code for code, period in known.items() if around[code].end == period.end}
    kept = (parts["name"].map(rules) != "last") | parts["period"].isin(closing)
    parts = parts.loc[kept & parts["period"].isin(list(inside))]
    parts = parts.assign(period=parts["period"].map(inside))
    rules = {name: "sum" if rule == "last" else rule for name, rule in rules.items()}
    return _family(parts, sums.loc[sums["frequency"] == long], keys, rules, one_panel=one_panel)


def _rules(sums: pd.DataFrame, scope: Scope, rule: str) -> dict[str, str]:
    return {name: scope.adds_up(measures_in(name), rule) for name in sums["name"].unique()}


def _family(
    parts: pd.DataFrame,
    wholes: pd.DataFrame,
    keys: list[str],
    rules: dict[str, str],
    branch: str = "",
    one_panel: bool = False,
) -> pd.DataFrame:
    wholes = wholes[[*keys, "cell", "panel"]].rename(columns={"cell": "whole"})
    by = [*keys, branch] if branch else keys
    found = parts[[*by, "cell", "panel"]].merge(
        wholes, on=keys, how="inner", validate="many_to_one", suffixes=("", "_whole")
    )
    if one_panel:
        found = found.loc[found["panel"] == found["panel_whole"]].reset_index(drop=True)
    tie = found.groupby(by, sort=False).ngroup()
    rule = found["name"].map(rules)
    size = found.groupby(tie)["cell"].transform("size")
    return pd.DataFrame(
        {
            "tie": tie,
            "whole": found["whole"],
            "cell": found["cell"],
            "times": size.where(rule.isin(["mean", "last"]), 1),
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

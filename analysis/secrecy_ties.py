"""What ties published numbers to one another, written as equations: a sum of sign × number that is zero.

What an equation leaves over is a number too: an unknown age, a structure that one figure counts and
another does not, the people of a share who are not in its numerator. A small one may not be known either.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd

from analysis.groups import among, group_numbers
from analysis.secrecy_cells import INFERRED, Numbers, is_small, numbers_of
from analysis.secrecy_scope import Scope, Source
from analysis.secrecy_sums import sums_of

TOLERANCE = 1e-6
TIE = ["tie", "cell", "sign"]
SPOT = ["name", "place"]
NO_SOURCE = Source(threshold=0)


class Knowledge(NamedTuple):
    """The numbers, the equations between them, and which numbers each row reveals or depends on.

    `rows`: row, cell, and `is_shown` where the row prints the number itself.
    """

    numbers: Numbers
    ties: pd.DataFrame
    rows: pd.DataFrame


def knowledge_of(results: pd.DataFrame, scope: Scope) -> Knowledge:
    """All that the rows of a raw result table would tell, were they all shown."""
    numbers = numbers_of(results, scope)
    told = numbers.shown.loc[~numbers.shown["is_inner"]]
    rows = told[["row", "cell"]].assign(is_shown=told["role"] != INFERRED)
    known = Knowledge(
        numbers, pd.DataFrame(columns=TIE).astype({"tie": int, "cell": int, "sign": float}), rows
    )
    if numbers.shown.empty:
        return known
    sums = sums_of(numbers.shown.loc[numbers.shown["role"] != "largest"], scope)
    known = _with_sums(known._replace(numbers=_with_guesses(numbers, sums)), sums)
    known = _with_lines(known, _complements(known.numbers))
    known = _with_rests(known, _brackets(known.numbers))
    known = _with_rests(known, _largest_parts(known.numbers, sums))
    known = _with_rests(known, _panels(known.numbers))
    return _with_rests(known, _parts_of_others(known.numbers, scope))


def _with_guesses(numbers: Numbers, sums: pd.DataFrame) -> Numbers:
    """Give the numbers sent as secret the value that subtraction gives them: a share of what is left."""
    value = numbers.value.copy()
    parts = sums.assign(value=value[sums["cell"]], total=value[sums["whole"]])
    unknown = parts["value"].isna()
    left = parts["total"] - parts["value"].groupby(parts["tie"]).transform("sum")
    share = (left / unknown.groupby(parts["tie"]).transform("sum")).where(unknown).clip(lower=0)
    guessed = share.groupby(parts["cell"]).min().dropna()
    value[guessed.index] = guessed
    return numbers._replace(value=np.nan_to_num(value))


def _with_sums(known: Knowledge, sums: pd.DataFrame) -> Knowledge:
    """Add the sums that hold, and those that leave something over."""
    value = known.numbers.value
    tie, first = group_numbers(sums, ["tie"])
    each = sums.iloc[first].reset_index(drop=True)
    parts = np.bincount(tie, weights=value[sums["cell"]], minlength=len(first))
    rest = each["times"].to_numpy() * value[each["whole"]] - parts
    exact = np.abs(rest) < TOLERANCE
    may_be = (each["leaves_rest"] & (each["may_exceed"] | (rest > 0))).to_numpy()
    left = np.flatnonzero(may_be & ~exact)
    kept = np.flatnonzero(exact | may_be)
    whole = each.iloc[kept]
    lines = [
        pd.DataFrame({"tie": kept, "cell": whole["whole"], "sign": whole["times"].astype(float)}),
        pd.DataFrame({"tie": tie, "cell": sums["cell"], "sign": -1.0}).loc[among(kept, len(first))[tie]],
        pd.DataFrame({"tie": left, "cell": len(value) + np.arange(len(left)), "sign": -np.sign(rest[left])}),
    ]
    count, threshold = np.abs(rest[left]), known.numbers.threshold[each["whole"].iloc[left]]
    step = known.numbers.step[each["whole"].iloc[left]]
    numbers = known.numbers.joined_by(count, threshold, is_small(count, threshold), step)
    return _with_lines(known._replace(numbers=numbers), pd.concat(lines, ignore_index=True))


def _with_lines(known: Knowledge, lines: pd.DataFrame) -> Knowledge:
    start = int(known.ties["tie"].max()) + 1 if len(known.ties) else 0
    tie = pd.factorize(lines["tie"])[0] + start
    return known._replace(ties=pd.concat([known.ties, lines.assign(tie=tie)[TIE]], ignore_index=True))


def _with_rests(known: Knowledge, pairs: pd.DataFrame) -> Knowledge:
    """Add, for each pair, larger − smaller = rest.

    Args:
        pairs: larger and smaller (cells), counts (whether the rest counts persons), and if need be `equal`
            (whether the row that shows the larger lets guess that both are one number) and `row` (the row
            that shows both).
    """
    numbers = known.numbers
    once = _with_rest(numbers, pairs)
    cell = len(numbers.value) + np.arange(len(once))
    threshold = np.maximum(numbers.threshold[once["larger"]], numbers.threshold[once["smaller"]])
    rest = once["rest"].to_numpy()
    secret = is_small(rest, threshold) & once["counts"].to_numpy(dtype=bool)
    lines = [
        pd.DataFrame({"tie": np.arange(len(once)), "cell": cells, "sign": sign})
        for cells, sign in ((once["larger"], 1.0), (once["smaller"], -1.0), (cell, -1.0))
    ]
    step = np.maximum(numbers.step[once["larger"]], numbers.step[once["smaller"]])
    known = known._replace(numbers=numbers.joined_by(rest, threshold, secret, step))
    known = _with_lines(known, pd.concat(lines, ignore_index=True))
    once = once.assign(cell=cell)
    if "equal" in once:
        return _told_by_brackets(known, once.loc[once["equal"].to_numpy(dtype=bool) & (rest == 0)])
    return _told_by_rows(known, pairs, once) if "row" in pairs else known


def _with_rest(numbers: Numbers, pairs: pd.DataFrame) -> pd.DataFrame:
    """Each pair once, with its rest; without those whose larger number is not."""
    once = pairs.drop_duplicates(["larger", "smaller"])
    rest = numbers.value[once["larger"]] - numbers.value[once["smaller"]]
    once = once.assign(rest=np.where(np.abs(rest) < TOLERANCE, 0.0, rest))
    return once.loc[once["rest"] >= 0]


def _told_by_rows(known: Knowledge, pairs: pd.DataFrame, rests: pd.DataFrame) -> Knowledge:
    """Rows that show both numbers of a pair let the rest be inferred."""
    both = ["larger", "smaller"]
    own = pairs[["row", *both]].merge(rests[[*both, "cell"]], on=both, validate="many_to_one")
    told = own[["row", "cell"]].assign(is_shown=False)
    return known._replace(rows=pd.concat([known.rows, told], ignore_index=True))


def _told_by_brackets(known: Knowledge, rests: pd.DataFrame) -> Knowledge:
    """Rows that show the largest part let guess which part it is: that it leaves no rest."""
    shown = known.numbers.shown
    is_largest = (shown["role"] == "largest") & ~shown["is_inner"]
    brackets = shown.loc[is_largest, ["row", "cell"]].rename(columns={"cell": "larger"})
    told = brackets.merge(rests[["larger", "cell"]], on="larger", validate="many_to_many")
    return known._replace(
        rows=pd.concat([known.rows, told[["row", "cell"]].assign(is_shown=True)], ignore_index=True)
    )


def _complements(numbers: Numbers) -> pd.DataFrame:
    """Numerator + complement = denominator."""
    shares = _sides(numbers)
    signs = {"numerator": 1.0, INFERRED: 1.0, "denominator": -1.0}
    tie = np.arange(len(shares))
    lines = [pd.DataFrame({"tie": tie, "cell": shares[role], "sign": sign}) for role, sign in signs.items()]
    return pd.concat(lines, ignore_index=True)


def _sides(numbers: Numbers) -> pd.DataFrame:
    """The numerator, denominator and complement (cells) of each share, once."""
    return (
        _told_together(numbers, "numerator", "denominator", INFERRED)
        .drop(columns="row")
        .drop_duplicates(ignore_index=True)
    )


def _told_together(numbers: Numbers, *roles: str) -> pd.DataFrame:
    """The cells of the rows that have all these roles: row, and a column for each role."""
    shown = numbers.shown
    row, cell = shown["row"].to_numpy(), shown["cell"].to_numpy()
    cells = np.full((len(roles), int(row.max(initial=-1)) + 1), -1)
    for place, role in enumerate(roles):
        of_role = (shown["role"] == role).to_numpy()
        cells[place, row[of_role]] = cell[of_role]
    whole = np.flatnonzero((cells >= 0).all(axis=0))
    return pd.DataFrame({"row": whole} | dict(zip(roles, cells[:, whole], strict=True)))


def _brackets(numbers: Numbers) -> pd.DataFrame:
    """The sum of a bracket and its largest part: the other parts together are a number."""
    both = _told_together(numbers, "numerator", "largest")
    return both.rename(columns={"numerator": "larger", "largest": "smaller"}).assign(counts=True)


def _largest_parts(numbers: Numbers, sums: pd.DataFrame) -> pd.DataFrame:
    """No part exceeds the largest one, nor does the largest part of a part; and one of them is it."""
    brackets = _told_together(numbers, "numerator", "largest").drop(columns="row").drop_duplicates()
    brackets = brackets.rename(columns={"numerator": "whole"})
    parts = (
        sums[["whole", "cell"]]
        .merge(brackets, on="whole", validate="many_to_many")
        .rename(columns={"largest": "larger"})
    )
    own = brackets.rename(columns={"whole": "cell", "largest": "smaller"})
    pairs = pd.concat(
        [parts.assign(smaller=parts["cell"]), parts.merge(own, on="cell", validate="many_to_many")],
        ignore_index=True,
    )
    return pairs[["larger", "smaller"]].assign(counts=False, equal=True)


def _panels(numbers: Numbers) -> pd.DataFrame:
    """One measure at one place, counted by two figures over different structures."""
    spots = numbers.shown.drop_duplicates("cell")
    spot = group_numbers(spots, SPOT).numbers
    order = np.lexsort((spots["value"], spot))
    cell, spot = spots["cell"].to_numpy()[order], spot[order]
    same = np.flatnonzero(spot[1:] == spot[:-1])
    return pd.DataFrame({"larger": cell[same + 1], "smaller": cell[same], "counts": True})


def _parts_of_others(numbers: Numbers, scope: Scope) -> pd.DataFrame:
    """A measure that never exceeds another one, wherever both are shown, in whatever figures."""
    spots = numbers.shown.drop_duplicates("cell")
    whole_of, has_rest = _wholes(list(spots["name"].cat.categories), scope)
    name, place = spots["name"].cat.codes.to_numpy(dtype=int), spots["place"].to_numpy()
    size = int(place.max()) + 1
    wholes = pd.DataFrame({"spot": name * size + place, "larger": spots["cell"]})
    parts = pd.DataFrame(
        {"spot": whole_of[name] * size + place, "smaller": spots["cell"], "counts": has_rest[name]}
    )
    pairs = (
        parts.loc[whole_of[name] >= 0].merge(wholes, on="spot", validate="many_to_many").drop(columns="spot")
    )
    shares, count = _sides(numbers), len(numbers.value)
    already = shares["denominator"] * count + shares["numerator"]
    return pairs.loc[~(pairs["larger"] * count + pairs["smaller"]).isin(already)]


def _wholes(names: list[str], scope: Scope) -> tuple[np.ndarray, np.ndarray]:
    """For each name the position of that of the measure it never exceeds (−1: none), and `has_rest` of it."""
    sources = {f"sum:{code}": source for code, source in scope.sources.items()}
    position = {name: place for place, name in enumerate(names)}
    own = [sources.get(name, NO_SOURCE) for name in names]
    whole_of = [position.get(f"sum:{source.part_of}", -1) for source in own]
    return np.array(whole_of, dtype=np.int64), np.array([source.has_rest for source in own], dtype=bool)

"""Everything that published figures tell: their distinct numbers, and the sums that tie them.

Two figures that show the same measure at the same place show one number. Sums are read on the numbers
themselves: what is left over (another panel, an unknown age, double counts) is a number of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

from analysis.brackets import has_bracket
from analysis.cells import ALL
from analysis.groups import group_numbers
from analysis.inputs import floats
from analysis.secrecy_scope import Content, Measures, Scope
from data.periods import MONTHS_IN

COMPANION = "complement"
PLACE = ["frequency", "period", "territory", "structure", "breakdown", "category"]
ROLES = ("numerator", "denominator", "complement", "largest")
INFERRED = "complement"
SENT_AS_SECRET = 5
DECIMALS = 6
# Every period after all that it holds, whichever came in late.
COMING_OUT = tuple(sorted(MONTHS_IN, key=MONTHS_IN.__getitem__))
BETWEEN = " / "
FIGURE = ["indicator", "companion"]


class Numbers(NamedTuple):
    """The distinct numbers behind a result table.

    `shown`: one line per figure and role, with its row, its number (`cell`), its measures (`name`), its
    PLACE (its number: `place`) and its panel (how many structures). The role "complement" is inferred:
    those of the denominator who are not in the numerator.
    The arrays have one entry per cell: value, threshold, whether it may not be known, whether it is a total
    that readers look at first (all structures and the whole public, of a city), and the step at which it
    comes out: longer periods after those that they hold.
    """

    shown: pd.DataFrame
    value: np.ndarray
    threshold: np.ndarray
    secret: np.ndarray
    is_total: np.ndarray
    step: np.ndarray

    @property
    def inner(self) -> np.ndarray:
        """The cells that are never shown."""
        return self.shown.loc[self.shown["is_inner"], "cell"].to_numpy()

    def joined_by(
        self, value: np.ndarray, threshold: np.ndarray, secret: np.ndarray, step: np.ndarray
    ) -> Numbers:
        """With more cells, that no row shows."""
        return self._replace(
            value=np.append(self.value, value),
            threshold=np.append(self.threshold, threshold),
            secret=np.append(self.secret, secret),
            is_total=np.append(self.is_total, np.zeros(len(value), dtype=bool)),
            step=np.append(self.step, step),
        )


def is_small(count: np.ndarray, threshold: np.ndarray) -> np.ndarray:
    """True where 0 < count < threshold; a missing count is not small, nor is zero."""
    return (count > 0) & (count < threshold)


def figures_of(results: pd.DataFrame) -> pd.Series:
    """What tells the figure of each row, as a category: an indicator, or an indicator and its companion."""
    is_companion = (results["breakdown"] == COMPANION).to_numpy(dtype=bool)
    companion = results["category"].astype("category").cat
    own = np.where(is_companion, companion.codes.to_numpy(), -1)
    numbers, first = group_numbers(
        pd.DataFrame({"indicator": results["indicator"], "companion": own}), FIGURE
    )
    endings = [BETWEEN + companion.categories[code] if code >= 0 else "" for code in own[first]]
    names = [
        f"{name}{ending}" for name, ending in zip(results["indicator"].iloc[first], endings, strict=True)
    ]
    return pd.Series(pd.Categorical.from_codes(numbers, categories=names), index=results.index)


def contents_of(figures: pd.Series, scope: Scope) -> dict[str, Content]:
    """The content of each figure (`figures_of`); a companion nobody declared is its indicator's.

    Raises:
        ValueError: an indicator that the scope does not know.
    """
    found = {}
    for figure in figures.cat.categories:
        indicator, _, companion = figure.partition(BETWEEN)
        content = scope.contents.get((indicator, companion), scope.contents.get(indicator))
        if content is None:
            raise ValueError(f"Aucun seuil de secret pour : {indicator}")
        found[figure] = content
    return found


def numbers_of(results: pd.DataFrame, scope: Scope) -> Numbers:
    """The distinct numbers of the rows whose figures show a protected measure."""
    figures = figures_of(results)
    contents = contents_of(figures, scope)
    protected = [figure for figure, content in contents.items() if _is_protected(content, scope)]
    kept = np.flatnonzero(figures.isin(protected))
    rows = _rows(results.iloc[kept]).assign(row=kept, figure=figures.array[kept])
    shown = _shown(rows, list(contents.values()))
    shown = shown.assign(place=group_numbers(shown, PLACE).numbers.astype(np.int64))
    cell, first = group_numbers(shown, ["name", "place", "value"])
    each = shown.iloc[first]
    value, is_inner = each["value"].to_numpy(), each["is_inner"].to_numpy()
    threshold = np.where(is_inner, 0, _thresholds(each, scope))
    return Numbers(
        shown=shown.assign(cell=cell.astype(np.int64)),
        value=value,
        threshold=threshold,
        secret=is_small(value, threshold) | (np.isnan(value) & ~is_inner),
        is_total=_is_total(each, scope),
        step=_step(each),
    )


def _thresholds(cells: pd.DataFrame, scope: Scope) -> np.ndarray:
    """The strictest threshold of the measures of each cell; what was sent as secret has one anyway."""
    name, unknown = cells["name"].cat, cells["value"].isna()
    strictest = [scope.threshold(measures_in(each)) for each in name.categories]
    threshold = np.array(strictest, dtype=int)[name.codes]
    return np.where(unknown, np.maximum(threshold, SENT_AS_SECRET), threshold)


def _is_total(cells: pd.DataFrame, scope: Scope) -> np.ndarray:
    """All structures and the whole public, of a territory that is no part of another."""
    is_part = cells["territory"].isin(list(scope.parents))
    return ((cells["structure"] == ALL) & (cells["breakdown"] == ALL) & ~is_part).to_numpy()


def _step(cells: pd.DataFrame) -> np.ndarray:
    frequency = cells["frequency"].cat
    return np.array([COMING_OUT.index(kind) for kind in frequency.categories], dtype=int)[frequency.codes]


def _is_protected(content: Content, scope: Scope) -> bool:
    return max(scope.threshold(content.numerator), scope.threshold(content.denominator)) > 0


def _rows(results: pd.DataFrame) -> pd.DataFrame:
    """Companions stand at the place of their indicator: they only show other measures of it."""
    # Few distinct texts stand on many lines: as categories, lines are chosen and compared by number.
    text = results[PLACE].astype("category").reset_index(drop=True)
    is_companion = (text["breakdown"] == COMPANION).to_numpy()
    own = {
        name: _with_category(text[name], ALL).mask(is_companion, ALL) for name in ("breakdown", "category")
    }
    count = len(results)
    marks = {
        name: results[name].to_numpy(dtype=bool) if name in results else np.zeros(count, dtype=bool)
        for name in ("not_additive", "secret", "is_inner")
    }
    sides = {
        role: floats(results[role], role) if role in results else np.full(count, np.nan) for role in ROLES
    }
    others = sides["denominator"] - sides["numerator"]
    sides["complement"] = np.where(others >= 0, others, np.nan)
    return text.assign(
        has_bracket=has_bracket(results).to_numpy() if "reported" in results else True,
        panel=results["reported"].fillna(0).to_numpy(dtype=int) if "reported" in results else 0,
        **own,
        **marks,
        **sides,
    )


def _with_category(column: pd.Series, value: str) -> pd.Series:
    known = column.cat.categories
    return column if value in known else column.cat.add_categories([value])


def _shown(rows: pd.DataFrame, contents: Sequence[Content]) -> pd.DataFrame:
    """One line for each role of each row that shows it or lets it be inferred (`contents`: by figure)."""
    figure = rows["figure"].cat.codes.to_numpy()
    names = np.array([[_name(content, role) for content in contents] for role in ROLES], dtype=object)
    numbers, distinct = pd.factorize(names.ravel())
    is_named = names != ""
    lines = [
        np.flatnonzero(_is_readable(rows, role, contents) & is_named[place][figure])
        for place, role in enumerate(ROLES)
    ]
    line, role = np.concatenate(lines), np.repeat(np.arange(len(ROLES)), [len(each) for each in lines])
    values = [rows[role].to_numpy(dtype=float)[each] for role, each in zip(ROLES, lines, strict=True)]
    name = numbers.reshape(names.shape)[role, figure[line]]
    return (
        rows[["row", "figure", *PLACE, "panel", "is_inner"]]
        .iloc[line]
        .assign(
            role=pd.Categorical.from_codes(role, ROLES),
            name=pd.Categorical.from_codes(name, distinct).remove_unused_categories(),
            value=np.concatenate(values).round(DECIMALS),
        )
        .reset_index(drop=True)
    )


def _is_readable(rows: pd.DataFrame, role: str, contents: Sequence[Content]) -> np.ndarray:
    """A bracket shows its sum and its largest part, and counts alone have one; shares have a complement."""
    figure = rows["figure"].cat.codes.to_numpy()
    is_count, is_part = (
        np.array([getattr(content, mark) for content in contents], dtype=bool)[figure]
        for mark in ("is_count", "is_part")
    )
    bracket, secret, has_bracket = (
        rows[name].to_numpy(dtype=bool) for name in ("not_additive", "secret", "has_bracket")
    )
    told = bracket & is_count & has_bracket
    sent = rows[role].notna().to_numpy()
    return {
        "numerator": (~bracket | told) & (sent | secret),
        "denominator": ~bracket & (sent | secret),
        "complement": ~bracket & is_part & sent,
        "largest": told & sent,
    }[role]


def _name(content: Content, role: str) -> str:
    """What is made of which measures, as text; "" where a figure has no such side."""
    if role == "complement":
        return _named(role, content.numerator + content.denominator)
    if role == "largest":
        return _named(role, content.numerator)
    return _named("sum", content.denominator if role == "denominator" else content.numerator)


def _named(kind: str, measures: Measures) -> str:
    return f"{kind}:{'+'.join(measures)}" if measures else ""


def measures_in(name: str) -> Measures:
    """The measures behind a name."""
    return tuple(name.partition(":")[2].split("+"))

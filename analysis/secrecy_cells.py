"""Everything that published figures tell: their distinct numbers, and the sums that tie them.

Two figures that show the same measure at the same place show one number. Sums are read on the numbers
themselves: what is left over (another panel, an unknown age, double counts) is a number of its own.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd

from analysis.brackets import has_bracket
from analysis.cells import ALL
from analysis.groups import group_numbers
from analysis.inputs import floats
from analysis.secrecy_scope import Content, Measures, Scope

COMPANION = "complement"
PLACE = ["frequency", "period", "territory", "structure", "breakdown", "category"]
ROLES = ("numerator", "denominator", "complement", "largest")
INFERRED = "complement"
SENT_AS_SECRET = 5
DECIMALS = 6
BETWEEN = " / "
FIGURE = ["indicator", "companion"]


class Numbers(NamedTuple):
    """The distinct numbers behind a result table.

    `shown`: one line per figure and role, with its row, its number (`cell`), its measures (`name`), its
    place and its panel (how many structures). The role "complement" is inferred: those of the
    denominator who are not in the numerator.
    The arrays have one entry per cell: value, threshold, and whether it may not be known.
    """

    shown: pd.DataFrame
    value: np.ndarray
    threshold: np.ndarray
    secret: np.ndarray

    def joined_by(self, value: np.ndarray, threshold: np.ndarray, secret: np.ndarray) -> Numbers:
        """With more cells, that no row shows."""
        return self._replace(
            value=np.append(self.value, value),
            threshold=np.append(self.threshold, threshold),
            secret=np.append(self.secret, secret),
        )


def is_small(count: np.ndarray, threshold: np.ndarray) -> np.ndarray:
    """True where 0 < count < threshold; a missing count is not small, nor is zero."""
    return (count > 0) & (count < threshold)


def figures_of(results: pd.DataFrame) -> pd.Series:
    """What tells the figure of each row, as a category: an indicator, or an indicator and its companion."""
    is_companion = (results["breakdown"] == COMPANION).to_numpy(dtype=bool)
    companion = np.where(is_companion, BETWEEN + results["category"].astype(object), "")
    numbers, first = group_numbers(results[["indicator"]].assign(companion=companion), FIGURE)
    names = (results["indicator"].iloc[first].astype(object) + companion[first]).to_list()
    return pd.Series(pd.Categorical.from_codes(numbers, categories=names), index=results.index)


def contents_of(results: pd.DataFrame, scope: Scope) -> dict[str, Content]:
    """The content of each figure of the results; a companion nobody declared is its indicator's.

    Raises:
        ValueError: an indicator that the scope does not know.
    """
    found = {}
    for figure in figures_of(results).cat.categories:
        indicator, _, companion = figure.partition(BETWEEN)
        content = scope.contents.get((indicator, companion), scope.contents.get(indicator))
        if content is None:
            raise ValueError(f"Aucun seuil de secret pour : {indicator}")
        found[figure] = content
    return found


def numbers_of(results: pd.DataFrame, scope: Scope) -> Numbers:
    """The distinct numbers of the rows whose figures show a protected measure."""
    contents = contents_of(results, scope)
    protected = {key for key, content in contents.items() if _is_protected(content, scope)}
    rows = _rows(results)
    rows = rows.loc[rows["figure"].isin(protected)].reset_index(drop=True)
    shown = pd.concat([_side(rows, role, contents) for role in ROLES], ignore_index=True)
    shown = shown.assign(cell=group_numbers(shown, ["name", *PLACE, "value"]).numbers.astype(np.int64))
    each = shown.drop_duplicates("cell").sort_values("cell")
    value = each["value"].to_numpy(dtype=float)
    strictest = {name: scope.threshold(measures_in(name)) for name in each["name"].unique()}
    threshold = each["name"].map(strictest).to_numpy(dtype=int)
    threshold = np.where(np.isnan(value), np.maximum(threshold, SENT_AS_SECRET), threshold)
    return Numbers(shown, value, threshold, is_small(value, threshold) | np.isnan(value))


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
        for name in ("not_additive", "secret")
    }
    sides = {
        role: floats(results[role], role) if role in results else np.full(count, np.nan) for role in ROLES
    }
    others = sides["denominator"] - sides["numerator"]
    sides["complement"] = np.where(others >= 0, others, np.nan)
    return text.assign(
        row=np.arange(count),
        has_bracket=has_bracket(results).to_numpy() if "reported" in results else True,
        panel=results["reported"].fillna(0).to_numpy(dtype=int) if "reported" in results else 0,
        figure=figures_of(results).array,
        **own,
        **marks,
        **sides,
    )


def _with_category(column: pd.Series, value: str) -> pd.Series:
    known = column.cat.categories
    return column if value in known else column.cat.add_categories([value])


def _side(rows: pd.DataFrame, role: str, contents: dict[str, Content]) -> pd.DataFrame:
    """The numbers of one role, where the row shows them or lets them be inferred."""
    names = {key: _name(content, role) for key, content in contents.items()}
    sent = rows[role].notna() | (rows["secret"] & (role in ("numerator", "denominator")))
    kept = rows.loc[_is_readable(rows, role, contents) & sent]
    side = kept[["row", "figure", *PLACE, "panel"]].assign(
        role=role, name=kept["figure"].map(names), value=kept[role].astype(float).round(DECIMALS)
    )
    return side.loc[side["name"] != ""]


def _is_readable(rows: pd.DataFrame, role: str, contents: dict[str, Content]) -> pd.Series:
    """A bracket shows its sum and its largest part, and counts alone have one; shares have a complement."""
    is_count, is_part = (
        rows["figure"]
        .map({figure: getattr(content, mark) for figure, content in contents.items()})
        .astype(bool)
        for mark in ("is_count", "is_part")
    )
    bracket = rows["not_additive"]
    told = bracket & is_count & rows["has_bracket"]
    return {
        "numerator": ~bracket | told,
        "denominator": ~bracket,
        "complement": ~bracket & is_part,
        "largest": told,
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

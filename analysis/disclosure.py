"""Statistical secrecy: which figures about persons may not be shown, decided once, before anything else.

Primary masking hides small counts, their complements and small totals. Secondary masking hides enough
neighbours that nothing published gives a masked figure back: territories, structures or categories beside
their total, quarters beside their year, figures that share a measure, brackets, and one of few structures in
one territory, which both margins bound (mission.md section 2, column Conf.; methods.md 1.13). Nor does what
was published before: of a quarter and its months, the quarter is hidden, as the months are out already.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

import numpy as np
import pandas as pd

from analysis.secrecy_audit import audit, mask
from analysis.secrecy_cells import contents_of, figures_of, is_small
from analysis.secrecy_scope import Key, Scope, plain_scope
from analysis.secrecy_search import hidden_rows
from analysis.secrecy_ties import knowledge_of

__all__ = ["audit", "hide", "is_small", "mask", "mask_in_scope", "mask_results"]

HIDDEN_COLUMNS = ("numerator", "denominator", "value", "low", "high", "method")


def mask_results(
    results: pd.DataFrame,
    thresholds: Mapping[Key, int],
    proportions: Collection[Key] | None = None,
    parents: Mapping[str, str] | None = None,
) -> pd.Series:
    """True for each row that must not be shown, primary and secondary, of figures that share no measure.

    `results` has the layout of the result table with raw numerators and denominators. `thresholds`
    gives the smallest number of persons that may be shown, for an indicator or an (indicator,
    category); 0 where the unit counted is not a person. `proportions` names the figures whose
    numerator is part of their denominator; all those with a denominator when it is not given.
    `parents` gives the whole that each territory is part of.

    Raises:
        ValueError: an indicator without threshold.
    """
    return mask_in_scope(results, plain_scope(thresholds, proportions, parents or {}))


def mask_in_scope(results: pd.DataFrame, scope: Scope) -> pd.Series:
    """True for each row that must not be shown, with all that ties the figures of a catalogue.

    A value whose counts are unknown is masked under a threshold: nothing shows that it is safe. So is
    what its sender declared secret.
    """
    masked = _without_counts(results, scope)
    if "secret" in results:
        masked = masked | results["secret"].to_numpy(dtype=bool)
    masked[hidden_rows(knowledge_of(results, scope))] = True
    return pd.Series(masked, index=results.index, name="masked")


def hide(results: pd.DataFrame, masked: pd.Series) -> pd.DataFrame:
    """A copy where masked rows have lost every number, and the method that hints at it."""
    shown = ~masked.to_numpy(dtype=bool)
    columns = [column for column in HIDDEN_COLUMNS if column in results]
    flag = results["flag"].astype(object).where(shown, "masked").astype("str")
    return results.assign(**{column: results[column].where(shown) for column in columns}, flag=flag)


def _without_counts(results: pd.DataFrame, scope: Scope) -> np.ndarray:
    figures = figures_of(results)
    strictest = {
        figure: max(scope.threshold(content.numerator), scope.threshold(content.denominator))
        for figure, content in contents_of(figures, scope).items()
    }
    threshold = figures.map(strictest).to_numpy(dtype=int)
    unknown = results[["numerator", "denominator"]].isna().all(axis=1) & results["value"].notna()
    return np.asarray(unknown & (threshold > 0), dtype=bool).copy()

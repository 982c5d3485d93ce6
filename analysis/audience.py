"""Who reads what: the disclosure classes of the catalogue that each audience may see."""

from __future__ import annotations

from typing import Literal

import pandas as pd

from analysis.disclosure import hide
from analysis.figures import COMPLEMENT, Figure, figures
from data.codebook import Codebook

Audience = Literal["public", "partenaires"]
# The disclosure classes that each audience reads (mission.md section 2, column Conf.).
AUDIENCES: dict[Audience, frozenset[str]] = {
    "public": frozenset({"S0", "S1"}),
    "partenaires": frozenset({"S0", "S1", "S2"}),
}


def audience_named(name: str) -> Audience:
    """The audience of this name.

    Raises:
        ValueError: no audience has it.
    """
    if name not in AUDIENCES:
        raise ValueError(f"aucun public ne s'appelle {name}")
    return name


def figures_for(codebook: Codebook, audience: Audience) -> list[Figure]:
    """The figures that this audience may read, in the order of the catalogue."""
    return [figure for figure in figures(codebook) if _class_of(figure) in AUDIENCES[audience]]


def is_readable(results: pd.DataFrame, codebook: Codebook, audience: Audience) -> pd.Series:
    """True for each row of the result table that this audience may read."""
    shown = figures_for(codebook, audience)
    sheets = {figure.indicator.code for figure in shown if figure.is_headline}
    beside = {(figure.indicator.code, figure.category) for figure in shown if not figure.is_headline}
    pairs = pd.MultiIndex.from_frame(results[["indicator", "category"]].astype(object))
    is_beside = results["breakdown"] == COMPLEMENT
    return results["indicator"].isin(list(sheets)).mask(is_beside, pairs.isin(list(beside)))


def for_audience(results: pd.DataFrame, codebook: Codebook, audience: Audience) -> pd.DataFrame:
    """A copy where what this audience may not read has lost every number, as what is secret has."""
    if results.empty:
        return results
    return hide(results, ~is_readable(results, codebook, audience))


def _class_of(figure: Figure) -> str:
    return figure.calculation.disclosure or figure.indicator.disclosure

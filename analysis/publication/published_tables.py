"""The tables of a public edition: results and sheets, in French, nothing that the audience may not read.

What is published is chosen from the masked results; a class that this audience may not read is left out
whole. Leaving out more than what was masked never helps to find a secret back.
"""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from analysis.audience import Audience, figures_for, is_readable
from analysis.cells import ALL
from analysis.figures import COMPLEMENT, Figure
from analysis.publication.published_columns import INDICATORS, RESULTS, PublishedColumn
from analysis.sheet import frequency_text, unit_text
from analysis.wording import FLAGS, LEVELS
from data.codebook import Codebook

RHYTHMS = {
    "month": "mois",
    "quarter": "trimestre",
    "half_year": "semestre",
    "year": "année",
    "school_year": "année scolaire",
}
DIRECTIONS = {"up": "hausse", "down": "baisse", "none": "sans jugement"}
COMPLETE = "complet"
DECIMALS = 6
CODE_LISTS = {"college": "colleges", "serie": "series"}


def published_results(
    results: pd.DataFrame, codebook: Codebook, structures: pd.DataFrame, audience: Audience
) -> pd.DataFrame:
    """One row per published result, columns RESULTS.

    Args:
        results: the result table of `analysis.compute`, masked.
        structures: the table `structures`, for the names.
    """
    rows = results.loc[is_readable(results, codebook, audience)].reset_index(drop=True)
    return _in_french(rows, codebook, structures, figures_for(codebook, audience))


def _in_french(
    rows: pd.DataFrame, codebook: Codebook, structures: pd.DataFrame, shown: Iterable[Figure]
) -> pd.DataFrame:
    units = {(figure.indicator.code, figure.category): unit_text(figure.calculation) for figure in shown}
    whole = {ALL: "Ensemble"}
    category = rows["category"].where(rows["breakdown"] == COMPLEMENT, ALL)
    asked = pd.MultiIndex.from_arrays([rows["indicator"].astype(object), category.astype(object)])
    worked_out = {
        "frequence": rows["frequency"].map(RHYTHMS),
        "territoire_nom": rows["territory"].astype(object).map(_labels(codebook, "territoires")),
        "structure_nom": rows["structure"].astype(object).map(whole | _names(structures)),
        "categorie_nom": rows["category"].astype(object).map(whole | _category_names(codebook, shown)),
        "unite": pd.Series(asked.map(units), index=rows.index),
        "a_savoir": rows["flag"].astype(object).map(FLAGS | {"ok": COMPLETE, "missing": "non transmis"}),
    }
    return pd.DataFrame({column.name: _column(rows, column, worked_out) for column in RESULTS})


def _column(rows: pd.DataFrame, column: PublishedColumn, worked_out: dict[str, pd.Series]) -> pd.Series:
    values = rows[column.source] if column.source else worked_out[column.name]
    if column.type == "integer":
        return values.astype("Int64")
    if column.type == "number":
        return values.round(DECIMALS)
    return values.astype("str") if column.type == "string" else values


def published_sheets(codebook: Codebook, audience: Audience) -> pd.DataFrame:
    """One row per published figure, columns INDICATORS: what it counts, and what it does not say."""
    rows = [_sheet(figure, codebook) for figure in figures_for(codebook, audience)]
    return pd.DataFrame(rows, columns=[column.name for column in INDICATORS])


def _sheet(figure: Figure, codebook: Codebook) -> dict[str, object]:
    indicator, calculation = figure.indicator, figure.calculation
    return {
        "code": indicator.code,
        "intitule": calculation.label,
        "categorie": figure.category,
        "axe": codebook.axes[indicator.axis].label,
        "question": indicator.question,
        "definition": indicator.definition,
        "unite": unit_text(calculation),
        "niveau": LEVELS[indicator.level],
        "sens": DIRECTIONS[calculation.polarity],
        "rythme": frequency_text(indicator),
        "source": indicator.source,
        "responsable": indicator.owner,
        "limites": indicator.caveats,
        "promesses": ",".join(indicator.commitments),
        "seuil": figure.threshold,
    }


def _names(structures: pd.DataFrame) -> dict[str, str]:
    return dict(zip(structures["structure"].astype(str), structures["nom"].astype(str), strict=True))


def _labels(codebook: Codebook, name: str) -> dict[str, str]:
    return {code: entry.label for code, entry in codebook.lists[name].codes.items()}


def _category_names(codebook: Codebook, shown: Iterable[Figure]) -> dict[str, str]:
    names: dict[str, str] = {}
    for name in ("publics", *CODE_LISTS.values()):
        names |= _labels(codebook, name)
    return names | {figure.category: figure.calculation.label for figure in shown if not figure.is_headline}

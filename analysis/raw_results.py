"""Raw results: numerator and denominator of every figure, laid out as the result table, before masking."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from analysis.calculations import calculate
from analysis.catalogue import Catalogue
from analysis.cells import ALL, MARKS
from analysis.figures import Figure
from analysis.measure import measured_cells
from analysis.panel import closures
from analysis.tables import Tables
from data.codebook import Codebook
from data.periods import cached_parse

SERIES = ["figure", "frequency", "territory", "structure", "breakdown", "category"]


def raw_results(tables: Tables, catalogue: Catalogue, figures: Sequence[Figure]) -> pd.DataFrame:
    """One row per figure, period, territory, structure and category, measured or given by a formula.

    Columns: SERIES, indicator, period and its bounds, numerator, denominator, value (NA unless a formula
    gives one), largest, reported, expected, coverage and the marks of `analysis.cells`.
    """
    parts = [_measured(tables, catalogue.codebook, figures)]
    for number, figure in enumerate(figures):
        if figure.calculation.formula:
            formula = catalogue.formulas[figure.calculation.formula]
            given = formula(tables, figure, catalogue.codebook)
            if len(given):
                parts.append(_from_formula(given, number, figure))
    filled = [part for part in parts if len(part)]
    return _described(pd.concat(filled, ignore_index=True), figures) if filled else parts[0]


def _measured(tables: Tables, codebook: Codebook, figures: Sequence[Figure]) -> pd.DataFrame:
    numbers = [number for number, figure in enumerate(figures) if figure.calculation.numerator]
    asked = [(figures[number].calculation, figures[number].indicator.frequency) for number in numbers]
    cells = measured_cells(tables["activite"], codebook)
    rows = calculate(cells, asked, codebook, closures(tables["structures"]), tables.today)
    rows = rows.assign(figure=np.array(numbers)[rows["calculation"].to_numpy(dtype=int)])
    rows = rows.rename(columns={"periode": "period", "territoire": "territory", "kind": "frequency"})
    rows = _with_breakdowns(rows.astype({"category": object}), codebook, figures)
    rows = _transmitted_once(rows.assign(value=np.nan).drop(columns=["calculation", "due"]))
    return rows.loc[~_between_surveys(rows, figures)]


def _between_surveys(rows: pd.DataFrame, figures: Sequence[Figure]) -> pd.Series:
    """Years in which nothing was due, of what is only asked every two years or more."""
    every = np.array([figure.indicator.every_years for figure in figures])[rows["figure"].to_numpy()]
    years = rows["period"].astype(object).str[:4].astype(int)
    series = [rows[name] for name in SERIES]
    first = years.where(rows["numerator"].notna()).groupby(series, observed=True, sort=False).transform("min")
    return rows["missing"] & ((years - first) % every != 0)


def _with_breakdowns(rows: pd.DataFrame, codebook: Codebook, figures: Sequence[Figure]) -> pd.DataFrame:
    """Say the breakdown of each category; companions have one only, their own code."""
    publics = codebook.lists["publics"].codes
    dimensions = {code: entry.attributes.get("dimension", ALL) for code, entry in publics.items()} | {
        ALL: ALL
    }
    companion = np.array([not figure.is_headline for figure in figures])[rows["figure"].to_numpy()]
    kept = rows.loc[~companion | (rows["category"] == ALL).to_numpy()]
    companion = companion[~companion | (rows["category"] == ALL).to_numpy()]
    own = np.array([figure.category for figure in figures], dtype=object)[kept["figure"].to_numpy()]
    return kept.assign(
        breakdown=np.where(companion, "complement", kept["category"].map(dimensions).fillna("cible")),
        category=np.where(companion, own, kept["category"]),
    )


def _transmitted_once(rows: pd.DataFrame) -> pd.DataFrame:
    """Leave out the series in which nothing was ever computable: they say nothing but their absence."""
    known = rows["numerator"].notna() | rows["secret"] | rows["not_additive"]
    return rows.loc[
        known.groupby([rows[name] for name in SERIES], observed=True, sort=False).transform("any")
    ]


def _from_formula(given: pd.DataFrame, number: int, figure: Figure) -> pd.DataFrame:
    rows = given.rename(columns={"periode": "period"}).assign(figure=number)
    if not figure.is_headline:
        rows = rows.loc[rows["breakdown"] == ALL].assign(breakdown=figure.breakdown, category=figure.category)
    absent = rows["numerator"].isna() & rows["value"].isna()
    frequencies = [cached_parse(code).kind for code in rows["period"]]
    marks = dict.fromkeys(MARKS, False) | {
        "missing": absent,
        "demonstration": rows["demonstration"].astype(bool),
    }
    marks["secret"] = rows["secret"].astype(bool) if "secret" in rows else False
    return rows.assign(frequency=frequencies, largest=np.nan, reported=np.nan, expected=np.nan, **marks)


def _described(rows: pd.DataFrame, figures: Sequence[Figure]) -> pd.DataFrame:
    number = rows["figure"].to_numpy(dtype=int)
    bounds = {code: cached_parse(code) for code in rows["period"].unique()}
    texts = {name: rows[name].astype(object) for name in ("period", "frequency", "territory", "structure")}
    return rows.assign(
        **texts,
        indicator=np.array([figure.indicator.code for figure in figures], dtype=object)[number],
        period_start=pd.to_datetime(rows["period"].map({code: p.start for code, p in bounds.items()})),
        period_end=pd.to_datetime(rows["period"].map({code: p.end for code, p in bounds.items()})),
        coverage=rows["reported"] / rows["expected"].where(rows["expected"] > 0),
    )

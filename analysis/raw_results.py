"""Raw results: numerator and denominator of every figure, laid out as the result table, before masking."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from pandas.api.types import union_categoricals

from analysis.calculations import calculate
from analysis.catalogue import Catalogue
from analysis.cells import ALL, MARKS
from analysis.figures import Figure, asked_of
from analysis.groups import Groups, among, group_numbers, smallest
from analysis.measure import measured_cells
from analysis.panel import closures
from analysis.tables import Tables
from data.codebook import Codebook
from data.periods import cached_parse

SERIES = ["figure", "frequency", "territory", "structure", "breakdown", "category"]
TEXTS = ["frequency", "period", "territory", "structure", "breakdown", "category"]


def raw_results(tables: Tables, catalogue: Catalogue, figures: Sequence[Figure]) -> pd.DataFrame:
    """One row per figure, period, territory, structure and category, measured or given by a formula.

    Columns: SERIES, indicator, period and its bounds, numerator, denominator, value (NA unless a formula
    gives one), largest, reported, expected, coverage, the marks of `analysis.cells`, and `is_inner` (see
    `analysis.calculations`: rows that are not results). Texts are categories.
    """
    parts = [_measured(tables, catalogue.codebook, figures)]
    for number, figure in enumerate(figures):
        if figure.calculation.formula:
            formula = catalogue.formulas[figure.calculation.formula]
            given = formula(tables, figure, catalogue.codebook)
            if len(given):
                parts.append(_from_formula(given, number, figure))
    filled = [part for part in parts if len(part)]
    return _described(_joined(filled), figures) if filled else parts[0]


def _measured(tables: Tables, codebook: Codebook, figures: Sequence[Figure]) -> pd.DataFrame:
    numbers = [number for number, figure in enumerate(figures) if figure.calculation.numerator]
    asked = [(figures[number].calculation, figures[number].indicator.frequency) for number in numbers]
    cells = measured_cells(tables["activite"], codebook, asked_of(figures))
    rows = calculate(cells, asked, codebook, closures(tables["structures"]), tables.today)
    rows = rows.assign(figure=np.array(numbers)[rows["calculation"].to_numpy(dtype=int)], value=np.nan)
    rows = rows.rename(columns={"periode": "period", "territoire": "territory", "kind": "frequency"})
    rows = _with_breakdowns(rows.drop(columns="calculation"), codebook, figures)
    series = group_numbers(rows, SERIES)
    return rows.loc[_is_ever_known(rows, series) & ~_is_between_surveys(rows, series, figures)]


def _with_breakdowns(rows: pd.DataFrame, codebook: Codebook, figures: Sequence[Figure]) -> pd.DataFrame:
    """Say the breakdown of each category; companions have one only, their own code."""
    companions = np.array([not figure.is_headline for figure in figures])
    rows = rows.loc[~companions[rows["figure"].to_numpy()] | (rows["category"] == ALL).to_numpy()]
    publics, column = codebook.lists["publics"].codes, rows["category"].cat
    known = [publics[code].attributes if code in publics else {} for code in column.categories]
    figure = rows["figure"].to_numpy()
    place = np.where(companions[figure], figure, len(figures) + column.codes.to_numpy(dtype=int))
    breakdowns = [figure.breakdown for figure in figures] + [each.get("dimension", ALL) for each in known]
    categories = [figure.category for figure in figures] + list(column.categories)
    return rows.assign(breakdown=_texts(breakdowns, place), category=_texts(categories, place))


def _texts(texts: Sequence[str], place: np.ndarray) -> pd.Categorical:
    """The text at each place, as a category."""
    numbers, distinct = pd.factorize(np.array(texts, dtype=object))
    return pd.Categorical.from_codes(numbers[place], distinct)


def _is_ever_known(rows: pd.DataFrame, series: Groups) -> np.ndarray:
    """Not the series in which nothing was ever computable: they say nothing but their absence."""
    known = (rows["numerator"].notna() | rows["secret"] | rows["not_additive"]).to_numpy()
    return among(series.numbers[known], len(series.first))[series.numbers]


def _is_between_surveys(rows: pd.DataFrame, series: Groups, figures: Sequence[Figure]) -> np.ndarray:
    """Years in which nothing was due, of what is only asked every two years or more."""
    every = np.array([figure.indicator.every_years for figure in figures])[rows["figure"].to_numpy()]
    years = np.array([int(code[:4]) for code in rows["period"].cat.categories])[rows["period"].cat.codes]
    missing = rows["missing"].to_numpy()
    first_year = smallest(years[~missing], series.numbers[~missing], len(series.first))
    return missing & ((years - first_year[series.numbers]) % every != 0)


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
    unknown = dict.fromkeys(("largest", "reported", "expected"), np.nan)
    return rows.assign(frequency=frequencies, is_inner=False, **unknown, **marks)


def _joined(parts: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """All the parts, texts as categories of one set."""
    texts = {name: union_categoricals([part[name].astype("category") for part in parts]) for name in TEXTS}
    numbers = pd.concat([part.drop(columns=TEXTS) for part in parts], ignore_index=True)
    return numbers.assign(**texts)


def _described(rows: pd.DataFrame, figures: Sequence[Figure]) -> pd.DataFrame:
    period, codes = rows["period"].cat, [figure.indicator.code for figure in figures]
    bounds = [cached_parse(code) for code in period.categories]
    return rows.assign(
        indicator=_texts(codes, rows["figure"].to_numpy(dtype=int)),
        period_start=pd.to_datetime([each.start for each in bounds])[period.codes],
        period_end=pd.to_datetime([each.end for each in bounds])[period.codes],
        coverage=rows["reported"] / rows["expected"].where(rows["expected"] > 0),
    )

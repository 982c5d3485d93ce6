"""Formulas run on small tables: the shipped sheets, a few rows, the figures of one period."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

import pandas as pd

from analysis.catalogue import Catalogue, load
from analysis.figures import Figure
from analysis.tables import Tables
from data.schemas import TABLES
from tests.analysis.activity import empty_table

TODAY = date(2026, 11, 23)


@cache
def catalogue() -> Catalogue:
    return load()


def rows_of(name: str, rows: list[dict[str, Any]]) -> pd.DataFrame:
    """Rows of a table, columns not given left empty; each row was known on `depose_le` if it says so."""
    frame = pd.DataFrame(rows).reindex(columns=[*TABLES[name].names, "depose_le"])
    for column in TABLES[name].columns:
        if column.type == "date":
            frame[column.name] = pd.to_datetime(frame[column.name])
    order = range(1, len(frame) + 1)
    return frame.assign(depot="2026-001", ligne=order, ordre=order, demonstration=False)


def figure(code: str, companion: str | None = None) -> Figure:
    indicator = catalogue().indicators[code]
    if companion is None:
        return Figure(indicator, indicator)
    return Figure(
        indicator, next(c for c in indicator.companions if c.formula and c.formula.endswith(companion))
    )


def results(
    code: str, name: str, rows: list[dict[str, Any]], *, companion: str | None = None, today: date = TODAY
) -> pd.DataFrame:
    """What the formula of this sheet makes of these rows."""
    frame = rows_of(name, rows)
    known = pd.to_datetime(frame["depose_le"].astype(object).fillna("2020-01-01")).dt.tz_localize("UTC")
    journal = pd.DataFrame({"ordre": frame["ordre"], "date": known})
    current = {table: empty_table(table) for table in TABLES} | {name: frame.drop(columns="depose_le")}
    asked = figure(code, companion)
    formula = catalogue().formulas[asked.calculation.formula or ""]
    return formula(Tables(current=current, journal=journal, today=today), asked, catalogue().codebook)


def fraction(found: pd.DataFrame, period: str, category: str = "ensemble") -> tuple[float, float]:
    """Numerator and denominator of one period."""
    here = found[(found["period"] == period) & (found["category"] == category)]
    assert len(here) == 1, f"{len(here)} lignes"
    return here["numerator"].iloc[0], here["denominator"].iloc[0]

"""What formulas share: events counted by period, and states looked at on the last day of each period."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import wraps

import pandas as pd

from analysis.catalogue import Formula
from analysis.cells import ALL
from analysis.figures import Figure
from analysis.tables import Tables
from data.codebook import Codebook
from data.periods import Kind, Period, between, containing

ROW = [
    "period",
    "territory",
    "structure",
    "breakdown",
    "category",
    "numerator",
    "denominator",
    "value",
    "demonstration",
]


def reads(table: str) -> Callable[[Formula], Formula]:
    """Mark a formula with the table that it reads: it gives nothing while that table is empty."""

    def of_table(formula: Formula) -> Formula:
        @wraps(formula)
        def guarded(tables: Tables, figure: Figure, codebook: Codebook) -> pd.DataFrame:
            return nothing() if tables[table].empty else formula(tables, figure, codebook)

        return guarded

    return of_table


def rates_by_period(events: pd.DataFrame, figure: Figure, codebook: Codebook) -> pd.DataFrame:
    """Sums of `numerator` and `denominator` over the events of each period, at every frequency of the figure.

    Args:
        events: date, numerator, denominator (numbers), demonstration, and optionally breakdown and category.
    """
    events = events.dropna(subset=["date", "denominator"])
    if events.empty:
        return nothing()
    if "category" not in events:
        events = events.assign(breakdown=ALL, category=ALL)
    by = ["period", "breakdown", "category"]
    parts = [
        events.assign(period=period_codes(events["date"], kind))
        .groupby(by, sort=False)
        .agg(
            numerator=("numerator", "sum"),
            denominator=("denominator", "sum"),
            demonstration=("demonstration", "any"),
        )
        .reset_index()
        for kind in figure.frequencies
    ]
    return of_city(pd.concat(parts, ignore_index=True).assign(value=float("nan")), codebook)


def medians_by_period(events: pd.DataFrame, figure: Figure, codebook: Codebook) -> pd.DataFrame:
    """The median of `value` over the events of each period; its number of events is the denominator.

    Args:
        events: date, value, demonstration.
    """
    events = events.dropna(subset=["date", "value"])
    if events.empty:
        return nothing()
    parts = [
        events.assign(period=period_codes(events["date"], kind))
        .groupby("period", sort=False)
        .agg(value=("value", "median"), denominator=("value", "size"), demonstration=("demonstration", "any"))
        .reset_index()
        for kind in figure.frequencies
    ]
    rows = pd.concat(parts, ignore_index=True)
    return of_city(rows.assign(numerator=float("nan"), breakdown=ALL, category=ALL), codebook)


def states_by_period(
    state: Callable[[Period], tuple[float, float]],
    figure: Figure,
    codebook: Codebook,
    *,
    first: date,
    today: date,
    demonstration: bool,
) -> pd.DataFrame:
    """The state on the last day of each period that is over: `state` gives numerator and denominator."""
    periods = [p for kind in figure.frequencies for p in between(kind, first, today) if p.end < today]
    values = [state(period) for period in periods]
    rows = pd.DataFrame(
        {
            "period": [period.code for period in periods],
            "breakdown": ALL,
            "category": ALL,
            "numerator": [numerator for numerator, _ in values],
            "denominator": [denominator for _, denominator in values],
            "value": float("nan"),
            "demonstration": demonstration,
        }
    )
    return of_city(rows.loc[rows["denominator"] > 0], codebook)


def of_city(rows: pd.DataFrame, codebook: Codebook) -> pd.DataFrame:
    """The rows in the shape a formula returns, for the whole city and all structures."""
    return rows.assign(territory=codebook.city.code, structure=ALL)[ROW]


def nothing() -> pd.DataFrame:
    """No row: the tables a formula reads are empty."""
    return pd.DataFrame(columns=ROW, dtype=object)


def period_codes(days: pd.Series, kind: Kind) -> pd.Series:
    """The code of the period of this kind in which each day falls."""
    months = days.dt.to_period("M")
    codes = {month: containing(kind, month.start_time.date()).code for month in months.unique()}
    return months.map(codes)


def is_demonstration(frames: Sequence[pd.DataFrame]) -> bool:
    """Whether any of the rows read comes from a demonstration deposit."""
    return any(bool(frame["demonstration"].any()) for frame in frames)


def known_on(versions: pd.DataFrame, key: str, day: date) -> pd.DataFrame:
    """For each key, the version of the row that was known on that day.

    Args:
        versions: as `Tables.history` gives them.
    """
    known = versions.loc[versions["depose_le"] < pd.Timestamp(day) + pd.Timedelta(days=1)]
    return known.sort_values("ordre", kind="stable").drop_duplicates(key, keep="last")

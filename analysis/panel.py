"""Who is expected to transmit what: the panel behind every coverage figure.

A structure is expected for a measure from the first period it transmitted it, until it officially closes. One
that stops without saying so stays expected, so that silence shows.
"""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pandas as pd

from data.periods import Kind, Period, between, cached_parse

# Days after the end of a period during which nothing is late yet.
REPORTING_DELAY: dict[Kind, int] = {
    "month": 31,
    "quarter": 45,
    "half_year": 60,
    "year": 120,
    "school_year": 90,
}
SERIES = ["calculation", "role", "mesure", "territoire", "structure", "category", "kind"]


def expected_cells(placed: pd.DataFrame, closures: dict[str, date], today: date) -> pd.DataFrame:
    """One row per cell that should exist: each series, each period since its first, while not closed.

    Args:
        placed: cells given to calculations, columns SERIES and `periode`.
        closures: last day of activity of the structures that closed.

    Returns:
        SERIES and `periode`; periods whose reporting delay has not run out are left out.
    """
    series = _first_periods(placed)
    if series.empty:
        return placed[[*SERIES, "periode"]].head(0)
    dtype = placed["periode"].dtype
    parts = [
        _each_period(group, kind, closures, today, dtype)
        for kind, group in series.groupby("kind", observed=True, sort=False)
    ]
    return pd.concat(parts, ignore_index=True)


def with_periods_until(placed: pd.DataFrame, today: date) -> pd.DataFrame:
    """`placed` whose `periode` can also name the periods nobody transmitted, up to today."""
    known = placed["periode"].cat.categories
    first = min((cached_parse(code).start for code in known), default=today)
    every = {period.code for kind in REPORTING_DELAY for period in between(kind, first, today)}
    categories = [*known, *sorted(every - set(known))]
    return placed.assign(periode=placed["periode"].astype(pd.CategoricalDtype(categories)))


def is_due(period: Period, today: date) -> bool:
    """Whether the reporting delay of a period has run out."""
    return deadline(period) < today


def deadline(period: Period) -> date:
    """The last day on which a period is transmitted in time."""
    return period.end + timedelta(days=REPORTING_DELAY[period.kind])


def closures(structures: pd.DataFrame) -> dict[str, date]:
    """Last day of activity of the structures that closed, from the table `structures`."""
    closed = structures.loc[structures["date_fermeture"].notna(), ["structure", "date_fermeture"]]
    return {
        str(code): day.date() for code, day in zip(closed["structure"], closed["date_fermeture"], strict=True)
    }


def _first_periods(placed: pd.DataFrame) -> pd.DataFrame:
    """Each series once, with `first`, the rank of the first period it transmitted."""
    starts = np.array([cached_parse(code).start.toordinal() for code in placed["periode"].cat.categories])
    days = starts[placed["periode"].cat.codes] if len(placed) else np.array([], dtype=int)
    ordered = placed.assign(first=days).sort_values("first", kind="stable")
    return ordered.drop_duplicates(SERIES)[[*SERIES, "first"]]


def _each_period(
    series: pd.DataFrame, kind: Kind, closures: dict[str, date], today: date, dtype: pd.CategoricalDtype
) -> pd.DataFrame:
    periods = [
        p for p in between(kind, date.fromordinal(int(series["first"].min())), today) if is_due(p, today)
    ]
    starts = np.array([period.start.toordinal() for period in periods], dtype=int)
    ends = np.array([period.end.toordinal() for period in periods], dtype=int)
    column = series["structure"].cat
    last_days = np.array([closures.get(code, date.max).toordinal() for code in column.categories])[
        column.codes
    ]
    wanted = (starts[None, :] >= series["first"].to_numpy()[:, None]) & (ends[None, :] <= last_days[:, None])
    rows, columns = np.nonzero(wanted)
    codes = dtype.categories.get_indexer([period.code for period in periods])
    known = codes[columns] >= 0
    out = series.iloc[rows[known]].drop(columns="first").reset_index(drop=True)
    return out.assign(periode=pd.Categorical.from_codes(codes[columns][known], dtype=dtype))

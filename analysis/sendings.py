"""What each structure owes and what arrived: one row per measure and period that is over.

A structure owes what it sends itself: what somebody else counts about it is not asked of it, unless it never
deposited anything under its own name.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

import numpy as np
import pandas as pd

from analysis.panel import REPORTING_DELAY, closures, deadline, expected_periods, last_days
from analysis.tables import Tables
from data.codebook import Codebook
from data.periods import MONTHS_IN, Kind, between, cached_parse

KEY = ["structure", "kind", "periode", "mesure"]
OWED = ["structure", "mesure"]


def sendings(tables: Tables, codebook: Codebook) -> pd.DataFrame:
    """One row per measure that a structure owes for a period that is over.

    Returns:
        KEY, `first` (day of its first deposit, NaT when nothing arrived), `deadline`, `joined` (day of the
        first deposit of the structure, whatever the period), `declared` (whether it wrote that it does not
        have the figure) and `demonstration`.
    """
    arrived = _arrived(tables)
    if arrived.empty:
        return _dated(arrived.assign(joined=pd.NaT, declared=False))
    owed = _in_turn(_owed(arrived, closures(tables["structures"]), tables.today), arrived, codebook)
    found = owed.merge(arrived, on=KEY, how="left", validate="one_to_one")
    joined = arrived.groupby("structure")["first"].min()
    fictitious = arrived.groupby("structure")["demonstration"].any()
    named = found["structure"]
    return _dated(
        found.assign(
            joined=named.map(joined),
            declared=_declared(found, tables["activite"]),
            demonstration=named.map(fictitious),
        )
    )


def names_of(structures: pd.DataFrame) -> dict[str, str]:
    """Code to name, from the table `structures`."""
    return dict(zip(structures["structure"].astype(str), structures["nom"].astype(str), strict=True))


def _declared(owed: pd.DataFrame, activity: pd.DataFrame) -> np.ndarray:
    names = ["structure", "periode", "mesure"]
    said = activity.loc[activity["statut"].astype(object) == "non_transmis", names].astype(object)
    return pd.MultiIndex.from_frame(owed[names]).isin(pd.MultiIndex.from_frame(said))


def _dated(rows: pd.DataFrame) -> pd.DataFrame:
    days = {code: pd.Timestamp(deadline(cached_parse(code))) for code in rows["periode"].unique()}
    return rows.assign(deadline=pd.to_datetime(rows["periode"].map(days)))


def _arrived(tables: Tables) -> pd.DataFrame:
    """KEY with the day it first arrived: a value said to be secret has, one not transmitted has not."""
    rows = tables.history("activite")
    known = rows["valeur"].notna() | (rows["statut"].astype(object) == "secret")
    owed = known & _sent_by_itself(rows, tables)
    names = ["structure", "periode", "mesure"]
    first = (
        rows.loc[owed]
        .groupby(names, observed=True)
        .agg(first=("depose_le", "min"), demonstration=("demonstration", "any"))
    )
    cells = first.reset_index().astype(dict.fromkeys(names, object))
    kinds = {code: cached_parse(code).kind for code in cells["periode"].unique()}
    return cells.assign(kind=cells["periode"].map(kinds), first=cells["first"].dt.normalize())[
        [*KEY, "first", "demonstration"]
    ]


def _sent_by_itself(rows: pd.DataFrame, tables: Tables) -> pd.Series:
    """Whether the structure once deposited this measure under its own name, or never did so at all."""
    authors = tables.journal.set_index("depot")["auteur"]
    names = names_of(tables["structures"])
    deposits = rows[[*OWED, "depot"]].drop_duplicates().astype(object)
    own = deposits["depot"].map(authors).to_numpy() == deposits["structure"].map(names).to_numpy()
    deposits = deposits.assign(own=own)
    itself = deposits.groupby("structure")["own"].transform("any")
    measured = deposits.groupby(OWED)["own"].transform("any")
    kept = pd.MultiIndex.from_frame(deposits.loc[measured | ~itself, OWED])
    pairs = pd.MultiIndex.from_frame(rows[OWED].astype(object))
    return pd.Series(pairs.isin(kept), index=rows.index)


def _owed(arrived: pd.DataFrame, closed: dict[str, date], today: date) -> pd.DataFrame:
    """KEY of every measure of every period that is over, due or not yet."""
    parts = [
        _owed_at(kind, rows, closed, today + timedelta(days=REPORTING_DELAY[kind]))
        for kind, rows in arrived.groupby("kind", sort=False)
    ]
    return pd.concat(parts, ignore_index=True)


def _owed_at(kind: Kind, rows: pd.DataFrame, closed: dict[str, date], day: date) -> pd.DataFrame:
    """At one rhythm: what is due on `day`, which its delay puts after the periods over today."""
    starts = {code: cached_parse(code).start.toordinal() for code in rows["periode"].unique()}
    first = rows["periode"].map(starts).groupby([rows[name] for name in OWED]).min()
    series = first.index.to_frame(index=False)
    periods = list(between(kind, date.fromordinal(int(first.min())), day))
    expected = expected_periods(
        first.to_numpy(), last_days(series["structure"].to_list(), closed), periods, day
    )
    line, column = np.nonzero(expected)
    codes = np.array([period.code for period in periods], dtype=object)
    return series.iloc[line].assign(kind=kind, periode=codes[column])[KEY].reset_index(drop=True)


def _in_turn(owed: pd.DataFrame, arrived: pd.DataFrame, codebook: Codebook) -> pd.DataFrame:
    """Without the years between two rounds of what is only asked every few years."""
    rounds = owed["mesure"].map(_years_between_rounds(codebook)).fillna(1)
    starts = (
        arrived.assign(year=_years(arrived["periode"])).groupby(["structure", "kind", "mesure"])["year"].min()
    )
    first = pd.MultiIndex.from_frame(owed[["structure", "kind", "mesure"]]).map(starts)
    return owed.loc[(_years(owed["periode"]) - first) % rounds == 0]


def _years(periods: pd.Series) -> pd.Series:
    return periods.str[:4].astype(int)


def _years_between_rounds(codebook: Codebook) -> dict[str, int]:
    years: dict[str, int] = {}
    for code, every in _measures_asked(codebook):
        years[code] = min(every, years.get(code, every))
    return years


def _measures_asked(codebook: Codebook) -> Iterable[tuple[str, int]]:
    for indicator in codebook.indicators.values():
        yearly = MONTHS_IN[indicator.frequency] == MONTHS_IN["year"]
        for one in (indicator, *indicator.companions):
            for code in one.measures:
                yield code, indicator.every_years if yearly else 1

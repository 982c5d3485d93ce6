"""A table of several units over time, read and checked, and the differences of differences it holds."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
import pandas as pd

from analysis.evaluation.timeline import Timeline, places_of, refuse_gaps, refuse_repeats, timeline
from analysis.inputs import floats

Population: TypeAlias = str | Mapping[Any, float] | pd.Series | None


@dataclass(frozen=True, eq=False)
class Panel:
    """Units in rows, periods in columns: the concerned units first, then the comparators.

    Both are ordered by their values and not by their names, so that draws depend on the figures only.

    Attributes:
        values: what is compared: the value, or its logarithm; raw: the value as given.
        starts: place of the start of each concerned unit.
        sizes: population of each unit (NaN: unknown).
    """

    line: Timeline
    units: tuple[Any, ...]
    periods: tuple[Any, ...]
    values: np.ndarray
    raw: np.ndarray
    starts: np.ndarray
    sizes: np.ndarray
    log: bool

    @property
    def treated(self) -> int:
        return len(self.starts)

    @property
    def concerned(self) -> np.ndarray:
        return self.values[: self.treated]

    @property
    def beside(self) -> np.ndarray:
        return self.values[self.treated :]

    @property
    def comparators(self) -> tuple[str, ...]:
        return tuple(str(unit) for unit in self.units[self.treated :])

    @property
    def first_start(self) -> int:
        return int(self.starts.min())

    @property
    def staggered(self) -> bool:
        return len(set(self.starts.tolist())) > 1


def read_panel(
    frame: pd.DataFrame, treated: Any, start: Any, *, log: bool = False, population: Population = None
) -> Panel:
    """The panel of `frame` (columns unit, period, value).

    Args:
        treated: the concerned unit, several of them, or a mapping from each to its own start.
        start: one start for all, a mapping from unit to start, or as many starts as units.
        population: a column of the frame, or a mapping from unit; the value is then divided by it.

    Raises:
        ValueError: a column, a unit or a period is absent, or there twice; a value is missing; a value is not
            positive where its logarithm is asked.
    """
    rows = _rows(frame)
    starts = _starts(treated, start)
    line = timeline(list(rows["period"]))
    table = _table(rows, line)
    known = {unit: moment for unit, moment in starts.items() if unit in table.index}
    if absent := [str(unit) for unit in starts if unit not in known]:
        raise ValueError(f"Unité(s) absente(s) de la table : {', '.join(absent)}")
    population_of = _populations(rows, population, line)
    rates = table if population_of is None else table / population_of.reindex_like(table)
    values = (_logs(rates) if log else rates).to_numpy(dtype=float)
    names = list(table.index)
    by_value = np.lexsort(values.T[::-1])
    order = [i for i in by_value if names[i] in known] + [i for i in by_value if names[i] not in known]
    units = tuple(names[i] for i in order)
    periods = rows.drop_duplicates("place").set_index("place")["period"].sort_index()
    return Panel(
        line=line,
        units=units,
        periods=tuple(periods),
        values=values[order],
        raw=rates.to_numpy(dtype=float)[order],
        starts=np.array([line.place(known[unit]) for unit in units[: len(known)]], dtype=int),
        sizes=_sizes(population_of, units),
        log=log,
    )


def contributions(values: np.ndarray, start: int) -> np.ndarray:
    """For each unit: the sum, over the periods from the start, of value minus its mean before."""
    before = values[..., :start].mean(axis=-1, keepdims=True)
    return (values[..., start:] - before).sum(axis=-1)


def average_effect(concerned: np.ndarray, beside: np.ndarray, starts: np.ndarray) -> float:
    """The effect per unit and period after its start, against the mean of the comparators.

    Each concerned unit is compared, from its own start, with units that never start (group-time effects of
    Callaway and Sant'Anna 2021, the whole baseline as reference), every unit and period counting alike.
    """
    gaps = 0.0
    for start in np.unique(starts):
        own = contributions(concerned[starts == start], int(start))
        gaps += float((own - contributions(beside, int(start)).mean()).sum())
    return gaps / float((concerned.shape[1] - starts).sum())


def _rows(frame: pd.DataFrame) -> pd.DataFrame:
    absent = [name for name in ("unit", "period", "value") if name not in frame]
    if absent:
        raise ValueError(f"Colonne(s) absente(s) : {', '.join(absent)} (attendues : unit, period, value)")
    if frame["unit"].isna().any():
        raise ValueError("Une unité est vide")
    line = timeline(list(frame["period"]))
    unit = frame["unit"].astype(object)
    places = places_of(list(frame["period"]), line)
    return frame.assign(unit=unit, value=floats(frame["value"].astype(object), "value"), place=places)


def _starts(treated: Any, start: Any) -> dict[Any, Any]:
    if isinstance(treated, Mapping):
        return dict(treated)
    alone = isinstance(treated, str) or not isinstance(treated, Iterable)
    units = [treated] if alone else list(dict.fromkeys(treated))
    if not units:
        raise ValueError("Aucune unité concernée par l'action")
    if isinstance(start, (Mapping, pd.Series)):
        absent = [str(unit) for unit in units if unit not in start]
        if absent:
            raise ValueError(f"Début inconnu pour : {', '.join(absent)}")
        return {unit: start[unit] for unit in units}
    if isinstance(start, (list, tuple, np.ndarray)):
        return dict(zip(units, start, strict=True))
    return dict.fromkeys(units, start)


def _table(rows: pd.DataFrame, line: Timeline) -> pd.DataFrame:
    """Units by places, every cell there once."""
    repeated = rows.loc[rows.duplicated(["unit", "place"], keep=False)]
    if len(repeated):
        unit = repeated["unit"].iloc[0]
        refuse_repeats(repeated.loc[repeated["unit"] == unit, "place"].tolist(), line, f" pour {unit}")
    refuse_gaps(rows["place"].tolist(), set(), line)
    table = rows.set_index(["unit", "place"])["value"].unstack()  # noqa: PD010
    if table.isna().any(axis=None):
        unit = table.index[table.isna().any(axis=1)][0]
        places = table.columns[table.loc[unit].isna()]
        named = ", ".join(line.name(int(place)) for place in places[:5])
        raise ValueError(f"Valeurs manquantes pour {unit} : {named}. Ajoutez-les, ou retirez cette unité.")
    return table


def _populations(rows: pd.DataFrame, population: Population, line: Timeline) -> pd.DataFrame | None:
    if population is None:
        return None
    if isinstance(population, str):
        if population not in rows:
            raise ValueError(f"Colonne absente : {population}")
        values = floats(rows[population].astype(object), population)
    else:
        values = floats(rows["unit"].map(dict(population)).astype(object), "population")
    table = rows.assign(people=values).set_index(["unit", "place"])["people"].unstack()  # noqa: PD010
    if table.isna().any(axis=None) or (table <= 0).any(axis=None):
        unit = table.index[(table.isna() | (table <= 0)).any(axis=1)][0]
        raise ValueError(f"Population manquante ou nulle pour {unit}")
    return table


def _logs(rates: pd.DataFrame) -> pd.DataFrame:
    if (rates <= 0).any(axis=None):
        unit = rates.index[(rates <= 0).any(axis=1)][0]
        raise ValueError(
            f"Logarithme impossible : valeur nulle ou négative pour {unit}. Réunir des périodes."
        )
    return np.log(rates)


def _sizes(population_of: pd.DataFrame | None, units: tuple[Any, ...]) -> np.ndarray:
    if population_of is None:
        return np.full(len(units), math.nan)
    return population_of.mean(axis=1).reindex(list(units)).to_numpy(dtype=float)

"""What each contributor counted: the rows of the activity table that the scenario describes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from data.demo.drawing import Grid, Line, draw, split, stream
from data.demo.scenario import read
from data.demo.story import CITY, TODAY
from data.periods import Kind, Period, between, parse

WHOLE = "tous"


@dataclass(frozen=True)
class Activity:
    """Measures that the same structures count over the same periods and places."""

    file: str
    structures: tuple[str, ...]
    kind: Kind
    since: str
    lines: tuple[Line, ...]
    action: str = "ensemble"
    places: str = "city"
    profile: str = ""
    publics: tuple[str, ...] = ()
    season: tuple[float, ...] = (1.0,)
    every: int = 1

    @classmethod
    def of(cls, entry: Mapping[str, Any]) -> Activity:
        """The activity that an entry of activities.toml declares."""
        lines = tuple(Line(**line) for line in entry["lines"])
        tuples = {name: tuple(entry[name]) for name in ("structures", "publics", "season") if name in entry}
        return cls(**{**entry, **tuples, "lines": lines})


def activity_rows(seed: int) -> pd.DataFrame:
    """Every row counted until today: the table's columns, `file` (its series) and `fin` (its last day)."""
    scenario = read("activities")
    parts = [
        rows
        for entry in scenario["activity"]
        for rows in _rows_of(Activity.of(entry), scenario["profile"], scenario["publics"], seed)
    ]
    return pd.concat(parts, ignore_index=True)


def _rows_of(
    activity: Activity,
    profiles: Mapping[str, Mapping[str, float]],
    publics: Mapping[str, Mapping[str, float]],
    seed: int,
) -> Iterator[pd.DataFrame]:
    grid = _grid(activity, profiles)
    for structure in activity.structures:
        drawn: dict[str, np.ndarray] = {}
        shared: dict[tuple[str | None, str], np.ndarray] = {}
        for line in activity.lines:
            rng = stream(seed, activity.file, structure, activity.kind, line.measure)
            values = drawn[line.measure] = draw(line, drawn, grid, rng)
            yield from _by_place(activity, structure, line, grid, values)
            for dimension in activity.publics if line.split else ():
                weights = np.array(list(publics[dimension].values()))
                totals = values.sum(axis=1).astype(int)
                counts = split(totals, shared.get((line.of, dimension)), weights, rng)
                shared[line.measure, dimension] = counts
                yield _table(activity, structure, line, grid, [CITY], list(publics[dimension]), counts)


def _grid(activity: Activity, profiles: Mapping[str, Mapping[str, float]]) -> Grid:
    first = parse(activity.since)
    periods = [p for p in between(activity.kind, first.start, TODAY) if _is_counted(p, first, activity)]
    profile = profiles[activity.profile] if activity.profile else {CITY: 1.0}
    seasons = len(activity.season)
    season = [activity.season[(period.start.month - 1) * seasons // 12] for period in periods]
    return Grid(tuple(periods), tuple(profile), np.array(list(profile.values())), np.array(season))


def _is_counted(period: Period, first: Period, activity: Activity) -> bool:
    """A survey, made every few years, does not wait for the end of its year."""
    surveyed = (period.start.year - first.start.year) % activity.every == 0
    return surveyed and (period.end < TODAY or activity.every > 1)


def _by_place(
    activity: Activity, structure: str, line: Line, grid: Grid, values: np.ndarray
) -> Iterator[pd.DataFrame]:
    """The rows of one measure for the whole public: by place, for the city, or both."""
    if activity.places != "city" and not line.quartiers:
        yield _table(activity, structure, line, grid, grid.places, [WHOLE], values)
    if activity.places != "parts":
        yield _table(activity, structure, line, grid, [CITY], [WHOLE], values.sum(axis=1, keepdims=True))


def _table(
    activity: Activity,
    structure: str,
    line: Line,
    grid: Grid,
    places: Sequence[str],
    publics: Sequence[str],
    values: np.ndarray,
) -> pd.DataFrame:
    """One row per period and column of `values`, whose columns are the places or the publics."""
    periods, width = grid.periods, values.shape[1]
    return pd.DataFrame(
        {
            "file": activity.file,
            "fin": np.repeat([period.end for period in periods], width),
            "periode": np.repeat([period.code for period in periods], width),
            "structure": structure,
            "action": activity.action,
            "territoire": np.tile(places, len(periods) * width // len(places)),
            "public": np.tile(publics, len(periods) * width // len(publics)),
            "mesure": line.measure,
            "valeur": values.ravel().astype(float),
            "statut": line.status,
            "commentaire": line.comment,
        }
    )

"""Seeded draws: the values of one measure over the periods and places of an activity.

Each measure of each activity has its own random stream, so that adding one leaves the others as they were.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from data.demo.story import KNOWN_EFFECTS, QUARTIERS
from data.periods import Period


@dataclass(frozen=True)
class Line:
    """One measure of an activity: a count along `path`, or a part of another measure (activities.toml)."""

    measure: str
    path: Sequence[Sequence[float]] = ()
    of: str | None = None
    beside: str | None = None
    exact: bool = False
    decimals: int | None = None
    spread: float = 0.0
    split: bool = False
    quartiers: bool = False
    elsewhere: Sequence[Sequence[float]] = ()
    status: str = "definitif"
    comment: str | None = None


@dataclass(frozen=True)
class Grid:
    """The cells of an activity: its periods, its places with their weights, the season of each period."""

    periods: tuple[Period, ...]
    places: tuple[str, ...]
    weights: np.ndarray
    season: np.ndarray

    @property
    def middles(self) -> np.ndarray:
        """The middle of each period, in years."""
        return np.array([(_year(period.start) + _year(period.end)) / 2 for period in self.periods])


def stream(seed: int, *names: str) -> np.random.Generator:
    """A random stream of its own for these names."""
    return np.random.default_rng([seed, zlib.crc32("/".join(names).encode())])


def draw(line: Line, drawn: Mapping[str, np.ndarray], grid: Grid, rng: np.random.Generator) -> np.ndarray:
    """Values by period (rows) and place (columns); `drawn` holds the measures drawn before."""
    if line.quartiers and line.of:
        return drawn[line.of] * np.isin(grid.places, QUARTIERS)
    level = _along(line.path, grid)
    if line.of is None:
        return _counts(line, np.outer(level * grid.season, grid.weights) * _effects(line, grid), rng)
    rest = drawn[line.of] - (drawn[line.beside] if line.beside else 0)
    share = np.clip(level + rng.normal(0, line.spread, len(level)), 0, 1)[:, None]
    if line.elsewhere:
        share = np.where(np.isin(grid.places, QUARTIERS), share, _along(line.elsewhere, grid)[:, None])
    if line.decimals is not None:
        return np.minimum(np.round(rest * share * rng.normal(1, 0.02, rest.shape), line.decimals), rest)
    return rng.binomial(rest.astype(int), np.broadcast_to(share, rest.shape))


def _along(path: Sequence[Sequence[float]], grid: Grid) -> np.ndarray:
    """The value of a path in the middle of each period."""
    years, values = np.array(path).T
    return np.interp(grid.middles, years, values)


def split(
    totals: np.ndarray, wholes: np.ndarray | None, weights: np.ndarray, rng: np.random.Generator
) -> np.ndarray:
    """Totals shared out between publics: by `weights`, or as a part of `wholes` already shared out."""
    if wholes is None:
        return np.array([rng.multinomial(total, weights / weights.sum()) for total in totals])
    pairs = zip(wholes, totals, strict=True)
    return np.array([rng.multivariate_hypergeometric(whole, total) for whole, total in pairs])


def _counts(line: Line, expected: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    if line.exact:
        return np.round(expected)
    if line.decimals is not None:
        return np.round(expected * rng.normal(1, 0.04, expected.shape), line.decimals)
    return rng.poisson(expected)


def _effects(line: Line, grid: Grid) -> np.ndarray:
    """What the known effects multiply each cell by, from the first period that starts with the action."""
    ratios = np.ones((len(grid.periods), len(grid.places)))
    for effect in KNOWN_EFFECTS:
        if effect.measure == line.measure and effect.territory in grid.places:
            under = np.array([period.start >= effect.start for period in grid.periods])
            ratios[under, grid.places.index(effect.territory)] *= effect.ratio
    return ratios


def _year(day: date) -> float:
    return day.year + (day.timetuple().tm_yday - 1) / 365

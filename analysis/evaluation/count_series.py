"""A table of counts per period, read and checked: sorted, complete, without repeats."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd

from analysis.evaluation.timeline import (
    Timeline,
    excluded_places,
    places_of,
    refuse_gaps,
    refuse_repeats,
    timeline,
)
from analysis.inputs import not_negative


@dataclass(frozen=True, eq=False)
class CountSeries:
    """Counts in order of time, the left-out periods removed.

    Attributes:
        places: place of each period on `line`; start: place of the first period of the action.
        exposure: population, or number of cases that the counts are part of; 1 when none is given.
        others, others_exposure: the same of an untouched series, or None.
        periods: as the caller wrote them.
    """

    line: Timeline
    places: np.ndarray
    counts: np.ndarray
    exposure: np.ndarray
    start: int
    periods: tuple[Any, ...]
    others: np.ndarray | None = None
    others_exposure: np.ndarray | None = None

    @property
    def after(self) -> np.ndarray:
        return self.places >= self.start

    @property
    def n_before(self) -> int:
        return int((~self.after).sum())

    @property
    def n_after(self) -> int:
        return int(self.after.sum())

    def kept(self, chosen: np.ndarray, start: int | None = None) -> CountSeries:
        """The chosen periods only; `start` moves the start."""
        return replace(
            self,
            places=self.places[chosen],
            counts=self.counts[chosen],
            exposure=self.exposure[chosen],
            start=self.start if start is None else start,
            periods=tuple(period for period, keep in zip(self.periods, chosen, strict=True) if keep),
            others=None if self.others is None else self.others[chosen],
            others_exposure=None if self.others_exposure is None else self.others_exposure[chosen],
        )


def read_series(
    frame: pd.DataFrame, start: Any, control: pd.DataFrame | pd.Series | None, exclude: Iterable[Any]
) -> CountSeries:
    """A series of `frame` (columns period, count, and offset if any) and of its control.

    Raises:
        ValueError: a column or a period is missing, a period is there twice, a count is negative.
    """
    rows = _columns(frame, "")
    line = timeline(list(rows["period"]))
    left_out = excluded_places(exclude, line)
    series = _series(rows, line, left_out, line.place(start), "")
    if control is None:
        return series
    beside = _control_rows(control)
    other = _series(beside, line, left_out, series.start, " dans la série de comparaison")
    return _together(series, other)


def _columns(frame: pd.DataFrame, whose: str) -> pd.DataFrame:
    absent = [name for name in ("period", "count") if name not in frame]
    if absent:
        raise ValueError(f"Colonne(s) absente(s){whose} : {', '.join(absent)} (attendues : period, count)")
    return frame


def _control_rows(control: pd.DataFrame | pd.Series) -> pd.DataFrame:
    """A control as a table; a Series has its periods as index."""
    if isinstance(control, pd.Series):
        return pd.DataFrame({"period": list(control.index), "count": list(control)})
    return _columns(control, " dans la série de comparaison")


def _series(rows: pd.DataFrame, line: Timeline, left_out: set[int], start: int, whose: str) -> CountSeries:
    places = places_of(list(rows["period"]), line)
    kept = np.array([place not in left_out for place in places], dtype=bool)
    counts = not_negative(rows["count"].astype(object), "count")
    known = kept & ~np.isnan(counts)
    refuse_repeats(places[kept].tolist(), line, whose)
    if not known.any():
        raise ValueError(f"Aucun compte{whose}")
    order = np.flatnonzero(known)[np.argsort(places[known], kind="stable")]
    _refuse_unknown(places[kept & ~known], line, whose)
    refuse_gaps(places[kept].tolist(), left_out, line, whose)
    periods = list(rows["period"])
    return CountSeries(
        line, places[order], counts[order], _exposure(rows)[order], start, tuple(periods[i] for i in order)
    )


def _refuse_unknown(places: np.ndarray, line: Timeline, whose: str) -> None:
    if len(places):
        named = ", ".join(line.name(int(place)) for place in sorted(places)[:5])
        raise ValueError(
            f"Comptes manquants{whose} : {named}. Ajoutez-les, ou écartez ces périodes (exclude)."
        )


def _exposure(rows: pd.DataFrame) -> np.ndarray:
    if "offset" not in rows or rows["offset"].isna().all():
        return np.ones(len(rows))
    exposure = not_negative(rows["offset"].astype(object), "offset")
    if (exposure == 0).any() or np.isnan(exposure).any():
        raise ValueError("offset doit être partout un nombre positif (une population, pas son logarithme)")
    return exposure


def _together(series: CountSeries, other: CountSeries) -> CountSeries:
    """Both series over the periods of the first; the control must have them all."""
    known = {int(place): number for number, place in enumerate(other.places)}
    absent = [int(place) for place in series.places if int(place) not in known]
    if absent:
        named = ", ".join(series.line.name(place) for place in absent[:5])
        raise ValueError(f"Périodes manquantes dans la série de comparaison : {named}")
    rows = np.array([known[int(place)] for place in series.places])
    return replace(series, others=other.counts[rows], others_exposure=other.exposure[rows])

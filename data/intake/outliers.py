"""Values far from what the same key usually says: to confirm, never refused.

Rule of the mission: outside median +/- 3 median absolute deviations of the last eight periods stored; in the
file itself, jumps of about a thousand (a comma lost, euros for thousands of euros).
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from data.intake.findings import Findings
from data.intake.row_keys import DAYS, common_keys
from data.intake.shown_values import shown
from data.intake.surroundings import Context
from data.periods import MONTHS_IN, cached_parse
from data.schemas import TABLES

PERIODS = 8
PERIODS_AT_LEAST = 4
DEVIATIONS = 3
# A series that hardly moves has a deviation near 0: a change below a tenth of its median is not worth asking.
SMALLEST_DEVIATION = 0.1
JUMP_IN_SERIES = 100
JUMP_IN_MEASURE = 300
JUMP_AT_LEAST = 500
SERIES_AT_LEAST = 3
MEASURE_AT_LEAST = 3

_SERIES = [name for name in TABLES["activite"].key if name != "periode"]


def check_outliers(rows: pd.DataFrame, series: np.ndarray, context: Context, findings: Findings) -> None:
    """Doubtful values of `activite`: against the store when there is one, then inside the file.

    Args:
        series: one number per row, equal for the rows of one series.
    """
    usable = ~findings.refused & ~findings.waiting & rows["valeur"].notna().to_numpy()
    asked = _check_history(rows, usable, context, findings)
    far = _jumps(rows, usable, series)
    far[asked] = False
    message = (
        "Cette valeur est sans commune mesure avec les autres de ce fichier : une virgule perdue, une autre "
        "unité ? "
        "Confirmez si elle est juste."
    )
    findings.ask("outlier", np.flatnonzero(far), "valeur", message)


def _check_history(
    rows: pd.DataFrame, usable: np.ndarray, context: Context, findings: Findings
) -> np.ndarray:
    stored = context.stored("activite") if context.stored else None
    if stored is None or stored.empty or not usable.any():
        return np.empty(0, dtype=np.int64)
    asked = rows.loc[usable, [*_SERIES, "periode", "valeur"]]
    beyond = unusual(asked, stored[stored["valeur"].notna()])

    def message(row: int) -> str:
        low, high = shown(max(0.0, beyond.at[row, "low"])), shown(beyond.at[row, "high"])
        return (
            f"Valeur inhabituelle : les {int(beyond.at[row, 'count'])} dernières périodes enregistrées vont "
            f"plutôt de {low} à {high}. Confirmez si elle est juste."
        )

    findings.ask("outlier", beyond.index.to_numpy(), "valeur", message)
    return beyond.index.to_numpy()


def unusual(asked: pd.DataFrame, stored: pd.DataFrame) -> pd.DataFrame:
    """The rows of `asked` outside the usual bounds of their series in `stored`: low, high and count.

    Args:
        asked: rows of `activite`, each with a value.
        stored: rows of `activite` with a value; the periods of `asked` are left out of it.
    """
    bounds = _usual_bounds(asked, stored)
    return bounds[(asked["valeur"] < bounds["low"]) | (asked["valeur"] > bounds["high"])]


def _usual_bounds(asked: pd.DataFrame, stored: pd.DataFrame) -> pd.DataFrame:
    """For each row asked: low, high and count, from the last stored periods of its series, of the same kind.

    Periods that the file itself holds are left out: it would be judged by what it replaces.
    """
    series, past_series = common_keys(asked, stored, _SERIES)
    (kinds, starts), (past_kinds, past_starts) = _kinds_and_starts(asked), _kinds_and_starts(stored)
    groups, past_groups = series * len(MONTHS_IN) + kinds, past_series * len(MONTHS_IN) + past_kinds
    elsewhere = ~np.isin(past_groups * DAYS + past_starts, groups * DAYS + starts) & np.isin(
        past_groups, groups
    )
    past = pd.DataFrame({"group": past_groups, "start": past_starts, "value": stored["valeur"].to_numpy()})
    past = past[elsewhere].sort_values("start", ascending=False)
    last = past[past.groupby("group").cumcount() < PERIODS]
    return _bounds(last).reindex(groups).set_axis(asked.index)


def _bounds(last: pd.DataFrame) -> pd.DataFrame:
    """Median, plus or minus three deviations, of each group that has enough periods."""
    grouped = last.groupby("group")["value"]
    median, count = grouped.median(), grouped.size()
    spread = (last["value"] - last["group"].map(median)).abs().groupby(last["group"]).median()
    width = DEVIATIONS * np.maximum(spread, np.maximum(SMALLEST_DEVIATION * median, 1))
    bounds = pd.DataFrame({"low": median - width, "high": median + width, "count": count})
    return bounds[bounds["count"] >= PERIODS_AT_LEAST]


def _kinds_and_starts(rows: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """Kind of the period of each row, as a number, and its first day, as an ordinal."""
    periods = rows["periode"].cat
    parsed = [cached_parse(code) for code in periods.categories]
    kinds = list(MONTHS_IN)
    codes = periods.codes.to_numpy()
    numbers = np.array([kinds.index(period.kind) for period in parsed], dtype=np.int64)
    starts = np.array([period.start.toordinal() for period in parsed], dtype=np.int64)
    return numbers[codes], starts[codes]


def _jumps(rows: pd.DataFrame, usable: np.ndarray, series: np.ndarray) -> np.ndarray:
    """Rows worth a hundred times the median of their series, or hundreds of times that of their measure."""
    values = rows["valeur"].to_numpy()
    if not usable.any() or values[usable].max() < JUMP_AT_LEAST:
        return np.zeros(len(values), dtype=bool)
    measures = rows["mesure"].cat.codes.to_numpy().astype(np.int64) + 1
    far = _jumps_among(values, usable, measures, JUMP_IN_MEASURE, MEASURE_AT_LEAST)
    return far | _jumps_among(values, usable, series, JUMP_IN_SERIES, SERIES_AT_LEAST)


def _jumps_among(
    values: np.ndarray, usable: np.ndarray, groups: np.ndarray, jump: int, at_least: int
) -> np.ndarray:
    """Only a group whose values are mostly a `jump`-th of the greatest one of the file can hold a jump."""
    small = usable & (values <= values[usable].max() / jump)
    sizes = np.bincount(groups[usable], minlength=groups.max() + 1)
    mostly_small = 2 * np.bincount(groups[small], minlength=len(sizes)) >= sizes
    chosen = np.flatnonzero(usable & (mostly_small & (sizes >= at_least))[groups])
    medians = pd.Series(values[chosen]).groupby(groups[chosen]).transform("median").to_numpy()
    far = np.zeros(len(values), dtype=bool)
    far[chosen] = values[chosen] >= _limit(medians, jump)
    return far


def _limit(median: Any, jump: int) -> Any:
    return np.where(median > 0, np.maximum(jump * median, JUMP_AT_LEAST), np.inf)

"""Values far from what the same key usually says: to confirm, never refused.

Rule of the mission: outside median +/- 3 median absolute deviations of the last eight periods stored; in the
file itself, jumps of about a thousand (a comma lost, euros for thousands of euros).
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from data.context import Context
from data.findings import Findings
from data.periods import cached_parse
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
MEASURE_AT_LEAST = 5

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
        "Cette valeur est sans commune mesure avec les autres de ce fichier : une virgule perdue, une autre "
        "unité ? "
        "Confirmez si elle est juste."
    )
    value = lambda row: _number(rows.at[row, "valeur"])  # noqa: E731
    findings.ask("outlier", np.flatnonzero(far), "valeur", message, value=value)


def _check_history(
    rows: pd.DataFrame, usable: np.ndarray, context: Context, findings: Findings
) -> np.ndarray:
    stored = context.stored("activite") if context.stored else None
    if stored is None or stored.empty or not usable.any():
        return np.empty(0, dtype=np.int64)
    bounds = _usual_bounds(stored, rows[usable])
    beyond = bounds[(bounds["valeur"] < bounds["low"]) | (bounds["valeur"] > bounds["high"])].set_index("row")

    def message(row: int) -> str:
        low, high = _number(max(0.0, beyond.at[row, "low"])), _number(beyond.at[row, "high"])
        return (
            f"Valeur inhabituelle : les {int(beyond.at[row, 'count'])} dernières périodes enregistrées vont "
            f"plutôt de {low} à {high}. Confirmez si elle est juste."
        )

    positions = beyond.index.to_numpy()
    findings.ask("outlier", positions, "valeur", message, value=lambda row: _number(beyond.at[row, "valeur"]))
    return positions


def _usual_bounds(stored: pd.DataFrame, usable: pd.DataFrame) -> pd.DataFrame:
    """For each row of the file: bounds drawn from the last stored periods of its series, of the same kind."""
    asked = _keyed(usable).assign(row=usable.index)
    past = _keyed(stored[stored["valeur"].notna()])
    past = past.merge(
        asked[["series", "kind"]].drop_duplicates(),
        on=["series", "kind"],
        how="inner",
        validate="many_to_one",
    )
    pairs = past.merge(asked, on=["series", "kind"], suffixes=("", "_asked"), validate="many_to_many")
    pairs = pairs[pairs["start"] != pairs["start_asked"]].sort_values("start", ascending=False)
    last = pairs[pairs.groupby("row").cumcount() < PERIODS]
    median = last.groupby("row")["valeur"].median()
    spread = (last["valeur"] - last["row"].map(median)).abs().groupby(last["row"]).median()
    width = DEVIATIONS * np.maximum(spread, np.maximum(SMALLEST_DEVIATION * median, 1))
    count = last.groupby("row").size()
    bounds = pd.DataFrame({"low": median - width, "high": median + width, "count": count})
    bounds = bounds[bounds["count"] >= PERIODS_AT_LEAST].reset_index()
    return bounds.merge(asked[["row", "valeur"]], on="row", validate="one_to_one")


def _keyed(rows: pd.DataFrame) -> pd.DataFrame:
    """One text per series, kind and start of the period, value: comparable between file and store."""
    periods = rows["periode"].cat.remove_unused_categories()
    parsed = [cached_parse(code) for code in periods.cat.categories]
    codes = periods.cat.codes.to_numpy()
    series = rows[_SERIES[0]].astype("str")
    for name in _SERIES[1:]:
        series = series + "\x1f" + rows[name].astype("str")
    return pd.DataFrame(
        {
            "series": series.to_numpy(),
            "kind": np.array([period.kind for period in parsed])[codes],
            "start": np.array([period.start.toordinal() for period in parsed])[codes],
            "valeur": rows["valeur"].to_numpy(),
        }
    )


def _jumps(rows: pd.DataFrame, usable: np.ndarray, series: np.ndarray) -> np.ndarray:
    """Rows worth a hundred times the median of their series, or hundreds of times that of their measure."""
    values = rows["valeur"].to_numpy()
    far = np.zeros(len(values), dtype=bool)
    if not usable.any() or values[usable].max() < JUMP_AT_LEAST:
        return far
    measures = rows["mesure"].cat.codes.to_numpy()
    for code in range(len(rows["mesure"].cat.categories)):
        chosen = np.flatnonzero(usable & (measures == code))
        if len(chosen) >= MEASURE_AT_LEAST:
            far[chosen] = values[chosen] >= _limit(np.median(values[chosen]), JUMP_IN_MEASURE)
    return far | _jumps_in_series(values, usable, series)


def _jumps_in_series(values: np.ndarray, usable: np.ndarray, series: np.ndarray) -> np.ndarray:
    """Only a series whose values are mostly a hundredth of the greatest one of the file can hold a jump."""
    small = usable & (values <= values[usable].max() / JUMP_IN_SERIES)
    sizes = np.bincount(series[usable], minlength=series.max() + 1)
    mostly_small = 2 * np.bincount(series[small], minlength=len(sizes)) >= sizes
    chosen = np.flatnonzero(usable & (mostly_small & (sizes >= SERIES_AT_LEAST))[series])
    medians = pd.Series(values[chosen]).groupby(series[chosen]).transform("median").to_numpy()
    far = np.zeros(len(values), dtype=bool)
    far[chosen] = values[chosen] >= _limit(medians, JUMP_IN_SERIES)
    return far


def _limit(median: Any, jump: int) -> Any:
    return np.where(median > 0, np.maximum(jump * median, JUMP_AT_LEAST), np.inf)


def _number(value: float) -> str:
    return f"{value:.6g}".replace(".", ",")

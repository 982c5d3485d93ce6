"""Statistical secrecy: which figures about persons may not be shown, decided once, before anything else.

Primary masking hides small counts, their complements and small totals. Secondary masking hides enough
neighbours that no subtraction gives a masked figure back: territories, structures or categories beside
their total, quarters beside their year (mission.md section 2, column Conf.; methods.md 1.13).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

import numpy as np
import pandas as pd

from analysis.inputs import floats
from analysis.secrecy_audit import audit, mask
from data.periods import MONTHS_IN, Kind, cached_parse, containing

__all__ = ["audit", "hide", "is_small", "mask", "mask_results"]

ALL = "ensemble"
COMPANION = "complement"
FIGURE = ["indicator", "companion"]
PLACE = ["territory", "structure", "breakdown", "category"]
HIDDEN_COLUMNS = ("numerator", "denominator", "value", "low", "high", "method")

Key = str | tuple[str, str]


def mask_results(
    results: pd.DataFrame,
    thresholds: Mapping[Key, int],
    proportions: Collection[Key] | None = None,
) -> pd.Series:
    """True for each row that must not be shown, primary and secondary.

    `results` has the layout of the result table with raw numerators and denominators. `thresholds`
    gives the smallest number of persons that may be shown, for an indicator or an (indicator,
    category); 0 where the unit counted is not a person. `proportions` names the figures whose
    numerator is part of their denominator; all those with a denominator when it is not given.

    A value whose counts are unknown is masked under a threshold: nothing shows that it is safe.

    Raises:
        ValueError: an indicator without threshold.
    """
    protected = np.flatnonzero(_is_protected(results, thresholds))
    cells = _cells(results.iloc[protected], thresholds, proportions)
    cells = cells[cells["threshold"] > 0].assign(cell=lambda kept: np.arange(len(kept)))
    masked = _primary(cells)
    masked = _secondary(cells, masked, _margins(cells)) if masked.any() else masked
    everywhere = np.zeros(len(results), dtype=bool)
    everywhere[protected[cells["position"][masked]]] = True
    return pd.Series(everywhere, index=results.index, name="masked")


def hide(results: pd.DataFrame, masked: pd.Series) -> pd.DataFrame:
    """A copy where masked rows have lost every number, and the method that hints at it."""
    shown = ~masked.to_numpy(dtype=bool)
    columns = [column for column in HIDDEN_COLUMNS if column in results]
    flag = results["flag"].astype(object).where(shown, "masked").astype("str")
    return results.assign(**{column: results[column].where(shown) for column in columns}, flag=flag)


def _is_protected(results: pd.DataFrame, thresholds: Mapping[Key, int]) -> np.ndarray:
    """Rows of the indicators with a threshold, their own or a companion's; unknown ones too."""
    public = {key if isinstance(key, str) else key[0] for key in thresholds}
    public -= {
        key if isinstance(key, str) else key[0] for key, smallest in thresholds.items() if smallest > 0
    }
    return ~results["indicator"].isin(list(public)).to_numpy()


def is_small(count: np.ndarray, threshold: np.ndarray) -> np.ndarray:
    """True where 0 < count < threshold; a missing count is not small, nor is zero."""
    return (count > 0) & (count < threshold)


def _cells(
    results: pd.DataFrame, thresholds: Mapping[Key, int], proportions: Collection[Key] | None
) -> pd.DataFrame:
    text = results[["indicator", "frequency", "period", *PLACE]].astype("str").reset_index(drop=True)
    is_companion = text["breakdown"] == COMPANION
    return text.assign(
        position=np.arange(len(text)),
        companion=text["category"].where(is_companion, ""),
        threshold=_by_key(text, thresholds),
        is_part=True if proportions is None else _by_key(text, dict.fromkeys(proportions, 1), 0) > 0,
        numerator=floats(results["numerator"], "numerator"),
        denominator=floats(results["denominator"], "denominator"),
        has_value=results["value"].notna().to_numpy(),
    )


def _by_key(text: pd.DataFrame, table: Mapping[Key, int], default: int | None = None) -> np.ndarray:
    """The number of each row, looked up by (indicator, category), else by indicator."""
    pairs = text[["indicator", "category"]].drop_duplicates()
    found = [
        table.get(pair, table.get(pair[0], default)) for pair in pairs.itertuples(index=False, name=None)
    ]
    unknown = {pair[0] for pair, number in zip(pairs.to_numpy(), found, strict=True) if number is None}
    if unknown:
        raise ValueError(f"Aucun seuil de secret pour : {', '.join(sorted(unknown))}")
    numbered = pairs.assign(found=pd.array(found, dtype="int64"))
    return text[pairs.columns].merge(numbered, how="left", validate="many_to_one")["found"].to_numpy()


def _primary(cells: pd.DataFrame) -> np.ndarray:
    x, n, k = (cells[name].to_numpy() for name in ("numerator", "denominator", "threshold"))
    unknown = cells["has_value"].to_numpy() & np.isnan(x) & np.isnan(n)
    return _unsafe(x, n, cells["is_part"].to_numpy(), k) | unknown


def _unsafe(x: np.ndarray, n: np.ndarray, is_part: np.ndarray, k: np.ndarray) -> np.ndarray:
    return is_small(x, k) | is_small(n, k) | (is_part & is_small(n - x, k))


def _margins(cells: pd.DataFrame) -> pd.DataFrame:
    """One row per (group, cell): the cells of a group are tied by one published sum."""
    groups, number = [], 0
    for family in (*_sibling_families(cells), _breakdown_family(cells), *_time_families(cells)):
        keys = [column for column in family if column != "cell"]
        group = family.groupby(keys, sort=False).ngroup() + number
        groups.append(pd.DataFrame({"group": group, "cell": family["cell"]}))
        number = int(group.max()) + 1 if len(group) else number
    margins = pd.concat(groups, ignore_index=True)
    return margins[margins.groupby("group")["cell"].transform("size") > 1]


def _sibling_families(cells: pd.DataFrame) -> list[pd.DataFrame]:
    """Territories of one structure and category; structures of one territory and category."""
    return [
        cells[[*FIGURE, "frequency", "period", *(place for place in PLACE if place != free), "cell"]]
        for free in ("territory", "structure")
    ]


def _breakdown_family(cells: pd.DataFrame) -> pd.DataFrame:
    """The categories of each breakdown, with the total that they share."""
    keys = [*FIGURE, "frequency", "period", "territory", "structure"]
    parts = cells.loc[~cells["breakdown"].isin([ALL, COMPANION]), [*keys, "breakdown", "cell"]]
    totals = cells.loc[cells["breakdown"] == ALL, [*keys, "cell"]]
    breakdowns = parts[[*keys, "breakdown"]].drop_duplicates()
    return pd.concat([parts, breakdowns.merge(totals, on=keys, validate="many_to_one")], ignore_index=True)


def _time_families(cells: pd.DataFrame) -> list[pd.DataFrame]:
    """Each period with the shorter ones that it contains: a year and its quarters."""
    kinds = set(cells["frequency"])
    pairs = [(long, short) for long in kinds for short in kinds if MONTHS_IN[long] > MONTHS_IN[short]]
    return [_nested_periods(cells, long, short) for long, short in pairs]


def _nested_periods(cells: pd.DataFrame, long: Kind, short: Kind) -> pd.DataFrame:
    nested = cells[cells["frequency"].isin([long, short])]
    around = {code: _period_around(code, long) for code in nested["period"].unique()}
    columns = [*FIGURE, *PLACE, "period", "cell"]
    return nested.assign(period=nested["period"].map(around)).dropna(subset=["period"])[columns]


def _period_around(code: str, kind: Kind) -> str | None:
    period = cached_parse(code)
    outer = containing(kind, period.start)
    return outer.code if outer.contains(period) else None


def _secondary(cells: pd.DataFrame, masked: np.ndarray, margins: pd.DataFrame) -> np.ndarray:
    """Mask one neighbour more in every exposed group, until none is left."""
    columns = ["cell", "numerator", "denominator", "threshold", "is_part"]
    ties = margins.merge(cells[columns], on="cell", validate="many_to_one")
    while True:
        hidden = ties["cell"].map(pd.Series(masked, index=cells["cell"]))
        candidates = ties[
            ~hidden & ties["group"].isin(_exposed_groups(ties[hidden])) & ties["numerator"].notna()
        ]
        if candidates.empty:
            return masked
        order = candidates.assign(is_zero=candidates["numerator"] == 0).sort_values(["is_zero", "numerator"])
        masked = masked | cells["cell"].isin(order.drop_duplicates("group")["cell"]).to_numpy()


def _exposed_groups(hidden: pd.DataFrame) -> pd.Index:
    """Groups with one masked cell, or whose masked cells together are still too few persons."""
    pooled = hidden.groupby("group").agg(
        size=("cell", "size"),
        numerator=("numerator", "sum"),
        denominator=("denominator", "sum"),
        threshold=("threshold", "max"),
        is_part=("is_part", "all"),
    )
    x, n, k = (pooled[name].to_numpy(dtype=float) for name in ("numerator", "denominator", "threshold"))
    return pooled.index[(pooled["size"] == 1) | _unsafe(x, n, pooled["is_part"].to_numpy(), k)]

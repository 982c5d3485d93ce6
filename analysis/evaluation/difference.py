"""Difference-in-differences: what changed in the concerned units, less what changed elsewhere meanwhile.

Inference by permutation among comparators (`permutation`); from six units on each side, by errors clustered
by unit. Staggered starts are read group by group against the units that never start (Callaway and Sant'Anna
2021): a two-way fixed effects coefficient would mix them up.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from scipy import stats

from analysis.evaluation.decision import MANY_UNITS, DataSituation
from analysis.evaluation.effect import Effect, series_frame
from analysis.evaluation.panel import Panel, Population, average_effect, read_panel
from analysis.evaluation.panel_studies import DifferenceStudy
from analysis.evaluation.permutation import (
    clustered,
    margin_of,
    p_value,
    placebo_effects,
    relabelled_effects,
    student_quantile,
)


@dataclass(frozen=True, eq=False)
class Inference:
    """Half-width of the interval and p, on the scale compared; placebos behind them."""

    margin: float
    p: float
    placebos: np.ndarray
    error: float = math.nan
    df: float = math.nan


def difference_in_differences(
    frame: pd.DataFrame, treated: Any, start: Any, *, log: bool = False, population: Population = None
) -> Effect:
    """The effect of an action on the units that had it, against those that never did.

    Args:
        frame: columns `unit`, `period` (Period, Timestamp, text or number) and `value`, complete.
        treated: the concerned unit, a list of them, or a mapping from unit to its own start.
        start: the first period of the action; a mapping or a list when starts are staggered.
        log: compare logarithms: the effect is then relative, which suits counts and rates.
        population: a column of `frame`, or a mapping from unit: values are divided by it.

    Raises:
        ValueError: two units only; a unit or a period absent or there twice; a value missing, or not positive
            with `log`.
    """
    panel = read_panel(frame, treated, start, log=log, population=population)
    refuse_too_few(panel)
    situation = panel_situation(panel, "panel")
    if min(situation.n_before, situation.n_after) < 1:
        return _side_by_side(panel, situation)
    return _compared(panel, situation)


def _compared(panel: Panel, situation: DataSituation) -> Effect:
    estimate = average_effect(panel.concerned, panel.beside, panel.starts)
    found = infer(panel, estimate)
    limits = (estimate, estimate - found.margin, estimate + found.margin)
    shown, low, high = (math.expm1(limit) if panel.log else limit for limit in limits)
    return Effect(
        estimate=shown,
        low=low,
        high=high,
        scale="relative" if panel.log else "absolute",
        p=found.p,
        method="difference_in_differences",
        n_before=situation.n_before,
        n_after=situation.n_after,
        series=_curve(panel, found),
        formula=_formula(panel),
        situation=situation,
        study=DifferenceStudy(panel, found.placebos),
        standard_error=found.error,
        df=found.df,
        comparators=panel.comparators,
        event_study=_event_study(panel),
        group_time=_group_time(panel),
    )


def refuse_too_few(panel: Panel) -> None:
    """Raise ValueError when nothing can be told from chance."""
    beside = len(panel.comparators)
    if not beside:
        raise ValueError("Aucune unité de comparaison : toutes sont concernées par l'action")
    if beside + panel.treated <= 2:
        raise ValueError(
            "Comparaison de deux unités refusée : rien n'y distingue l'action de tout le reste. "
            "Il faut au moins dix unités de comparaison."
        )


def panel_situation(panel: Panel, design: Any) -> DataSituation:
    """What the decision table needs: the shortest baseline, the average number of periods after.

    Starts out of the table leave no period on one side.
    """
    periods = panel.values.shape[1]
    last = periods if panel.starts.max() >= periods else math.ceil(panel.starts.mean())
    return DataSituation(
        design=design,
        period_length={1: 12, 3: 4}.get(panel.line.step, 1) if panel.line.unit == "month" else 1,
        n_before=max(0, min(panel.first_start, periods)),
        n_after=max(0, periods - max(last, 0)),
        mean=math.nan,
        treated=panel.treated,
        comparators=len(panel.comparators),
        staggered=panel.staggered,
    )


def infer(panel: Panel, estimate: float) -> Inference:
    """Permutation among comparators; clustered errors from six units on each side, permutation beside."""
    if min(panel.treated, len(panel.comparators)) < MANY_UNITS:
        placebos = placebo_effects(panel)
        return Inference(margin_of(placebos), p_value(estimate, placebos), placebos)
    error, df = clustered(panel)
    if not error > 0:
        return Inference(0.0, 1.0 if estimate == 0 else 0.0, relabelled_effects(panel), error, df)

    p = float(2 * stats.t.sf(abs(estimate) / error, df))
    return Inference(student_quantile(df) * error, p, relabelled_effects(panel), error, df)


def _curve(panel: Panel, found: Inference) -> pd.DataFrame:
    """The mean of the concerned units, and what it would have been had they followed the others."""
    gaps = _gaps(panel)
    observed = panel.raw[: panel.treated]
    expected = observed / np.exp(gaps) if panel.log else observed - gaps
    after = np.arange(observed.shape[1]) >= panel.starts[:, None]
    hidden = np.where(after.any(axis=0), 1.0, np.nan)
    middle = expected.mean(axis=0)
    spread = (math.exp(-found.margin), math.exp(found.margin)) if panel.log else (-found.margin, found.margin)
    band = [middle * side if panel.log else middle + side for side in spread]
    return series_frame(
        {
            "period": list(panel.periods),
            "observed": observed.mean(axis=0),
            "fitted": middle,
            "counterfactual": middle * hidden,
            "low": band[0] * hidden,
            "high": band[1] * hidden,
            "after": after.any(axis=0),
        }
    )


def _gaps(panel: Panel) -> np.ndarray:
    """For each concerned unit and period: value less its baseline, less the same of the comparators."""
    rows = []
    for row, start in zip(panel.concerned, panel.starts, strict=True):
        beside = panel.beside - panel.beside[:, :start].mean(axis=1, keepdims=True)
        rows.append(row - row[:start].mean() - beside.mean(axis=0))
    return np.array(rows)


def _event_study(panel: Panel) -> pd.DataFrame | None:
    """The gap at each period before and after the start, with the margin of the comparators' own gaps.

    None for staggered starts, whose periods do not line up.
    """
    if panel.staggered:
        return None
    start = panel.first_start
    gap = _gaps(panel).mean(axis=0)
    own = panel.beside - panel.beside[:, :start].mean(axis=1, keepdims=True)
    others = (own.sum(axis=0) - own) / (len(own) - 1)
    margins = [margin_of(column) for column in (own - others).T]
    return pd.DataFrame({"period": list(panel.periods), "gap": gap, "margin": margins})


def _group_time(panel: Panel) -> pd.DataFrame | None:
    """Columns start, period, units, effect; None when all start together."""
    if not panel.staggered:
        return None
    gaps, rows = _gaps(panel), []
    for start in np.unique(panel.starts):
        own = gaps[panel.starts == start].mean(axis=0)
        units = int((panel.starts == start).sum())
        for place in range(int(start), len(own)):
            effect = math.expm1(own[place]) if panel.log else float(own[place])
            rows.append((panel.periods[int(start)], panel.periods[place], units, effect))
    return pd.DataFrame(rows, columns=["start", "period", "units", "effect"])


def _side_by_side(panel: Panel, situation: DataSituation) -> Effect:
    """No period on one side: figures, and no effect."""
    observed = panel.raw[: panel.treated].mean(axis=0)
    empty = np.full(len(observed), np.nan)
    after = np.arange(len(observed)) >= panel.first_start
    columns: dict[str, Any] = {"period": list(panel.periods), "observed": observed, "after": after}
    curve = series_frame(columns | dict.fromkeys(("fitted", "counterfactual", "low", "high"), empty))
    return Effect(
        estimate=math.nan,
        low=math.nan,
        high=math.nan,
        scale="relative" if panel.log else "absolute",
        p=math.nan,
        method="difference_in_differences",
        n_before=situation.n_before,
        n_after=situation.n_after,
        series=curve,
        formula="Chiffres côte à côte, sans test",
        situation=situation,
        study=DifferenceStudy(panel, np.array([])),
        comparators=panel.comparators,
    )


def _formula(panel: Panel) -> str:
    what = "log(valeur)" if panel.log else "valeur"
    how = "par permutation des unités de comparaison"
    if min(panel.treated, len(panel.comparators)) >= MANY_UNITS:
        how = "par erreurs groupées par unité (Student), permutation en contrôle"
    groups = " ; chaque départ comparé aux unités jamais concernées" if panel.staggered else ""
    return (
        f"moyenne de {what} après moins avant, dans les unités concernées, moins la même chose dans les "
        f"{len(panel.comparators)} unités de comparaison{groups} ; intervalle à 95 % {how}"
    )

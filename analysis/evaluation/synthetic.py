"""Synthetic control: a weighted mean of other units that followed the concerned one until the start.

Sources: Abadie 2021 (weights, placebos in space and time, leave-one-out); Doudchenko and Imbens 2016 for the
de-meaned form, which compares changes and not levels. Weights are found by non-negative least squares, their
sum held at one. Placebos are compared after division by the error of their own baseline (the ratio that
Abadie ranks) when the baseline is long enough to measure it, else as they are: with a short baseline a
perfect fit is only over-fitting.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from scipy.optimize import nnls

from analysis.evaluation.difference import panel_situation, refuse_too_few
from analysis.evaluation.effect import Effect, series_frame
from analysis.evaluation.panel import Panel, read_panel
from analysis.evaluation.panel_studies import SyntheticStudy
from analysis.evaluation.permutation import margin_of, p_value

SUM_TO_ONE = 1e4
LONG_BASELINE = 12
SMALLEST_WEIGHT = 0.005


@dataclass(frozen=True, eq=False)
class Synthetic:
    """Weights of the donors, the gaps they leave at every period, and the error over the baseline."""

    weights: np.ndarray
    gaps: np.ndarray
    start: int

    @property
    def effect(self) -> float:
        return float(self.gaps[self.start :].mean())

    @property
    def error_before(self) -> float:
        return float(np.sqrt((self.gaps[: self.start] ** 2).mean()))


@dataclass(frozen=True)
class SyntheticModel:
    """How one unit is rebuilt from others; and what is compared among units."""

    demeaned: bool

    def fit(self, own: np.ndarray, donors: np.ndarray, start: int) -> Synthetic:
        """Args: own: values of the unit by period; donors: values of the others, one row each."""
        if self.demeaned:
            own = own - own[:start].mean()
            donors = donors - donors[:, :start].mean(axis=1, keepdims=True)
        heavy = SUM_TO_ONE * max(float(np.abs(donors[:, :start]).max()), 1e-12)
        left = np.vstack([donors[:, :start].T, np.full(len(donors), heavy)])
        weights, _ = nnls(left, np.append(own[:start], heavy))
        weights = weights / weights.sum()
        return Synthetic(weights, own - weights @ donors, start)

    def placebos(self, beside: np.ndarray, start: int) -> list[Synthetic]:
        """Each donor rebuilt from the other donors."""
        return [self.fit(beside[i], np.delete(beside, i, axis=0), start) for i in range(len(beside))]

    def comparable(self, found: Synthetic, like: Synthetic) -> float:
        """The effect of a placebo, on the scale of the concerned unit's."""
        if found.start < LONG_BASELINE:
            return found.effect
        smallest = 1e-9 + 1e-3 * like.error_before
        return found.effect * like.error_before / max(found.error_before, smallest)


def synthetic_control(frame: pd.DataFrame, treated: Any, start: Any, *, demeaned: bool = True) -> Effect:
    """The effect on one unit, against a weighted mean of the others: absolute, in units of the value.

    Args:
        frame: columns `unit`, `period`, `value`; every unit at every period.
        treated: the concerned unit (several: their mean is rebuilt); start: the first period of the action.
        demeaned: compare changes from the baseline mean (True), or levels (False, as Abadie).

    Raises:
        ValueError: as `difference_in_differences`; also when starts are staggered or fewer than two periods
            are known before the start.
    """
    panel = read_panel(frame, treated, start)
    refuse_too_few(panel)
    if panel.staggered:
        raise ValueError("Un contrôle synthétique demande un seul début : utiliser difference_in_differences")
    if not 2 <= panel.first_start < len(panel.periods):
        raise ValueError("Il faut au moins deux périodes avant le début, et une après")
    return _rebuilt(panel, SyntheticModel(demeaned))


def _rebuilt(panel: Panel, model: SyntheticModel) -> Effect:
    situation, first = panel_situation(panel, "synthetic"), panel.first_start
    found = model.fit(panel.concerned.mean(axis=0), panel.beside, first)
    placebos = np.array([model.comparable(one, found) for one in model.placebos(panel.beside, first)])
    margin = margin_of(placebos)
    return Effect(
        estimate=found.effect,
        low=found.effect - margin,
        high=found.effect + margin,
        scale="absolute",
        p=p_value(found.effect, placebos),
        method="synthetic_control",
        n_before=situation.n_before,
        n_after=situation.n_after,
        series=_curve(panel, found, margin),
        formula=_formula(panel, model.demeaned),
        situation=situation,
        study=SyntheticStudy(panel, placebos, model),
        comparators=panel.comparators,
        weights=_named(panel, found),
        event_study=_event_study(panel, model, found),
    )


def _named(panel: Panel, found: Synthetic) -> dict[str, float]:
    """Weights worth naming, the heaviest first."""
    named = dict(zip(panel.comparators, found.weights.tolist(), strict=True))
    kept = {unit: weight for unit, weight in named.items() if weight >= SMALLEST_WEIGHT}
    return dict(sorted(kept.items(), key=lambda pair: -pair[1]))


def _curve(panel: Panel, found: Synthetic, margin: float) -> pd.DataFrame:
    observed = panel.concerned.mean(axis=0)
    expected = observed - found.gaps
    after = np.arange(len(observed)) >= found.start
    hidden = np.where(after, 1.0, np.nan)
    return series_frame(
        {
            "period": list(panel.periods),
            "observed": observed,
            "fitted": expected,
            "counterfactual": expected * hidden,
            "low": (expected - margin) * hidden,
            "high": (expected + margin) * hidden,
            "after": after,
        }
    )


def _event_study(panel: Panel, model: SyntheticModel, found: Synthetic) -> pd.DataFrame:
    gaps = np.array([one.gaps for one in model.placebos(panel.beside, found.start)])
    return pd.DataFrame(
        {"period": list(panel.periods), "gap": found.gaps, "margin": [margin_of(g) for g in gaps.T]}
    )


def _formula(panel: Panel, demeaned: bool) -> str:
    what = "écarts à la moyenne d'avant" if demeaned else "niveaux"
    scaled = panel.first_start >= LONG_BASELINE
    how = "rapportés à leur erreur d'avant" if scaled else "tels quels"
    return (
        f"moyenne pondérée (poids positifs, de somme 1, moindres carrés avant le début) des "
        f"{len(panel.comparators)} unités de comparaison, sur les {what} ; intervalle à 95 % par les "
        f"placebos dans l'espace, {how}"
    )

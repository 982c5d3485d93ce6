"""Attempts to prove an effect found among several units wrong: other units, other dates, other trends."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from analysis.evaluation.decision import ENOUGH_COMPARATORS, FEWEST_COMPARATORS, PANEL_AFTER, PANEL_BEFORE
from analysis.evaluation.effect import Check, Effect, NextConclusion
from analysis.evaluation.panel import Panel
from analysis.evaluation.permutation import margin_of, p_value, rank_of
from analysis.wording import number_text, value_text

SIGNIFICANT = 0.05
ACCEPTED_ALARMS = 0.2
POWER_QUANTILE = 0.8
SIMILAR_SIZE = (0.5, 2.0)


@dataclass(frozen=True, eq=False)
class PanelStudy:
    """A panel, the placebos of its comparators, and how an effect is found in it."""

    panel: Panel
    placebo_values: np.ndarray

    def estimate(self, panel: Panel) -> float:
        raise NotImplementedError

    def placebos_of(self, panel: Panel) -> np.ndarray:
        raise NotImplementedError

    def sensitivity(self, effect: Effect) -> list[Check]:
        return []

    def shown(self, value: float) -> float:
        """A value on the scale of the effect."""
        return math.expm1(value) if self.panel.log else value

    def placebos(self) -> pd.Series:
        several = len(self.placebo_values) != len(self.panel.comparators)
        names = [f"tirage {n + 1}" for n in range(len(self.placebo_values))] if several else None
        values = [self.shown(float(value)) for value in self.placebo_values]
        return pd.Series(values, index=names or list(self.panel.comparators), dtype=float, name="placebo")

    def checks(self, effect: Effect) -> list[Check]:
        if not effect.has_interval:
            return []
        ours = [
            self._in_space(effect),
            self._in_time(effect),
            self._leave_one_out(effect),
            self._windows(effect),
            self._pre_trend(effect),
        ]
        return [*ours, *self._sizes(), *self.sensitivity(effect)]

    def visible(self, effect: Effect, power: float) -> float:
        """The effect that placebos of this spread would let through with this power, as a share."""
        if not len(self.placebo_values):
            return math.nan
        margin = self._margin(effect)
        size = margin + float(np.quantile(np.abs(self.placebo_values), power))
        if self.panel.log:
            return min(-math.expm1(-size), 0.95)
        expected = abs(float(effect.counterfactual.mean()))
        return size / expected if expected > 0 else math.nan

    def next_conclusion(self, effect: Effect, plausible: float) -> NextConclusion:
        beside = effect.situation.comparators
        if beside < FEWEST_COMPARATORS:
            more = ENOUGH_COMPARATORS - beside
            return NextConclusion(f"au moins {more} territoires comparables de plus")
        if effect.n_before < PANEL_BEFORE:
            return NextConclusion(f"au moins {PANEL_BEFORE} périodes avant le début")
        if effect.n_after < PANEL_AFTER:
            last = len(self.panel.periods) - 1 + PANEL_AFTER - effect.n_after
            return NextConclusion(
                f"au moins {PANEL_AFTER} périodes après le début", self.panel.line.name(last)
            )
        return self._longer(effect, plausible)

    def _longer(self, effect: Effect, plausible: float) -> NextConclusion:
        """Means over more periods vary less, as their square root at best."""
        visible = self.visible(effect, POWER_QUANTILE)
        needed = math.ceil(effect.n_after * (visible / plausible) ** 2) if visible > 0 else 0
        more = needed - effect.n_after
        if not 0 < more <= 5:
            return NextConclusion("davantage de territoires comparables, ou des chiffres plus nombreux")
        last = len(self.panel.periods) - 1 + more
        return NextConclusion(f"{more} période{'s' if more > 1 else ''} de plus", self.panel.line.name(last))

    def _margin(self, effect: Effect) -> float:
        if math.isnan(effect.standard_error):
            return margin_of(self.placebo_values)
        return effect.standard_error * 2

    def _in_space(self, effect: Effect) -> Check:
        name = "Territoires sans action"
        real, number = self.estimate(self.panel), len(self.placebo_values)
        p = p_value(real, self.placebo_values)
        passed = p <= max(SIGNIFICANT, 1 / (number + 1) + 1e-9)
        as_far = rank_of(real, self.placebo_values) - 1
        tried = "territoires de comparaison" if number == len(self.panel.comparators) else "tirages au sort"
        detail = f"{as_far} {tried} sur {number} montrent un écart au moins aussi grand."
        failure = "des territoires sans l'action montrent un écart aussi grand"
        return Check("in_space", name, passed, detail, failure)

    def _in_time(self, effect: Effect) -> Check:
        """Every date of the baseline with two periods on each side, the real ones left out."""
        name = "Dates sans action"
        first, real = self.panel.first_start, abs(self.estimate(self.panel))
        found, alarms, exceeded = {}, 0, False
        for start in range(2, first - 1):
            early = self._cut(0, first, start)
            value = self.estimate(early)
            found[self.panel.line.name(start)] = self.shown(value)
            alarms += p_value(value, self.placebos_of(early)) < SIGNIFICANT
            exceeded |= abs(value) > real
        if not found:
            return Check("in_time", name, None, "Trop peu de périodes avant le début pour d'autres dates.")
        passed = alarms <= ACCEPTED_ALARMS * len(found) and not exceeded
        detail = f"{alarms} date(s) sur {len(found)} donnent un « effet » alors que rien n'a commencé"
        detail += " ; l'un dépasse l'effet mesuré." if exceeded else "."
        failure = "un écart semblable existait déjà avant l'action"
        return Check("in_time", name, passed, detail, failure, found)

    def _leave_one_out(self, effect: Effect) -> Check:
        name = "Sans l'un des territoires de comparaison"
        found = {}
        for number in self._influential():
            row = self.panel.treated + number
            value = self.estimate(_without(self.panel, row))
            found[self.panel.comparators[number]] = self.shown(value)
        passed = all(value * effect.estimate > 0 for value in found.values())
        detail = "Le sens reste le même quel que soit le territoire retiré."
        if not passed:
            detail = "Le sens change quand on retire un seul territoire de comparaison."
        return Check("leave_one_out", name, passed, detail, "l'effet tient à un seul territoire", found)

    def _influential(self) -> list[int]:
        return list(range(len(self.panel.comparators)))

    def _windows(self, effect: Effect) -> Check:
        """All periods; without the first one; without the last one."""
        name = "Trois fenêtres"
        end, first = self.panel.values.shape[1], self.panel.first_start
        if first < 3 or end - int(self.panel.starts.max()) < 2:
            return Check("windows", name, None, "Trop peu de périodes pour essayer trois fenêtres.")
        found = {
            "toutes les périodes": self.shown(self.estimate(self.panel)),
            "sans la première": self.shown(self.estimate(self._cut(1, end))),
            "sans la dernière": self.shown(self.estimate(self._cut(0, end - 1))),
        }
        passed = all(value * effect.estimate > 0 for value in found.values())
        detail = f"Le sens {'reste le même' if passed else 'change'} quand on retire une période à un bout."
        return Check("windows", name, passed, detail, "le sens dépend des périodes regardées", found)

    def _pre_trend(self, effect: Effect) -> Check:
        """The difference of slopes before the start, and the one that would cancel the effect.

        A test of the slope would say little with so few points (Roth 2022): both slopes are shown.
        """
        name = "Tendance d'avant"
        first, end = self.panel.first_start, self.panel.values.shape[1]
        if first < 3:
            return Check("pre_trend", name, None, "Trop peu de périodes avant le début pour une tendance.")
        gap = self.panel.concerned.mean(axis=0) - self.panel.beside.mean(axis=0)
        observed = float(np.polyfit(np.arange(first), gap[:first], 1)[0])
        distance = (first + end - 1) / 2 - (first - 1) / 2
        cancelling = self.estimate(self.panel) / distance
        passed = observed * cancelling <= 0 or abs(observed) < abs(cancelling)
        detail = (
            f"Avant le début, l'écart avec les autres {_slope(observed, self.panel.log)} par période ; "
            f"il suffirait qu'il {_slope(cancelling, self.panel.log, 'ait ')} pour annuler l'effet."
        )
        values = {"pente observée": self.shown(observed), "pente qui annulerait": self.shown(cancelling)}
        failure = "la tendance d'avant, prolongée, suffirait à l'expliquer"
        return Check("pre_trend", name, passed, detail, failure, values)

    def _sizes(self) -> list[Check]:
        """Comparators far smaller or larger vary otherwise: only said when populations are known."""
        sizes = self.panel.sizes
        if np.isnan(sizes).any():
            return []
        own, beside = sizes[: self.panel.treated].mean(), sizes[self.panel.treated :]
        similar = int(((beside >= SIMILAR_SIZE[0] * own) & (beside <= SIMILAR_SIZE[1] * own)).sum())
        passed = similar >= FEWEST_COMPARATORS
        detail = f"{similar} territoire(s) sur {len(beside)} ont une population de la moitié au double."
        failure = "les territoires de comparaison sont de tailles trop différentes"
        return [Check("sizes", "Taille des territoires", passed, detail, failure)]

    def _cut(self, first: int, end: int, start: int | None = None) -> Panel:
        """The panel over some periods; `start` gives every concerned unit that start."""
        moved = self.panel.starts if start is None else np.full(self.panel.treated, start)
        return replace(
            self.panel,
            values=self.panel.values[:, first:end],
            raw=self.panel.raw[:, first:end],
            periods=self.panel.periods[first:end],
            starts=moved - first,
        )


def _without(panel: Panel, row: int) -> Panel:
    kept = np.delete(np.arange(len(panel.values)), row)
    return replace(
        panel,
        units=tuple(panel.units[number] for number in kept),
        values=panel.values[kept],
        raw=panel.raw[kept],
        sizes=panel.sizes[kept],
    )


def _slope(value: float, log: bool, verb: str = "a ") -> str:
    """« a baissé de 2 % »."""
    size = value_text(abs(100 * math.expm1(value)), "%") if log else number_text(abs(value))
    return f"{verb}{'baissé' if value < 0 else 'monté'} de {size}"

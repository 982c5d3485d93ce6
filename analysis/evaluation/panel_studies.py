"""How an effect is found again in another panel, by each method: what the attempts to prove it wrong need."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from analysis.evaluation.panel import Panel, average_effect
from analysis.evaluation.panel_checks import PanelStudy
from analysis.evaluation.permutation import placebo_effects

if TYPE_CHECKING:
    from analysis.evaluation.synthetic import SyntheticModel


class DifferenceStudy(PanelStudy):
    """Differences of differences."""

    def estimate(self, panel: Panel) -> float:
        return average_effect(panel.concerned, panel.beside, panel.starts)

    def placebos_of(self, panel: Panel) -> np.ndarray:
        return placebo_effects(panel)


@dataclass(frozen=True, eq=False)
class SyntheticStudy(PanelStudy):
    """A synthetic control."""

    model: SyntheticModel

    def estimate(self, panel: Panel) -> float:
        return self.model.fit(panel.concerned.mean(axis=0), panel.beside, panel.first_start).effect

    def placebos_of(self, panel: Panel) -> np.ndarray:
        own = self.model.fit(panel.concerned.mean(axis=0), panel.beside, panel.first_start)
        others = self.model.placebos(panel.beside, panel.first_start)
        return np.array([self.model.comparable(one, own) for one in others])

    def _influential(self) -> list[int]:
        """Only donors with a weight: the others change nothing."""
        panel = self.panel
        found = self.model.fit(panel.concerned.mean(axis=0), panel.beside, panel.first_start)
        return [number for number, weight in enumerate(found.weights) if weight > 1e-6]

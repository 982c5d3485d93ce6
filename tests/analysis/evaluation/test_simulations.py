"""Where the truth is known: few false alarms, intervals that hold, effects found. Draws are fixed."""

from __future__ import annotations

import numpy as np
import pytest

from analysis.evaluation import (
    Effect,
    difference_in_differences,
    interrupted_series,
    judge,
    synthetic_control,
)
from tests.analysis.evaluation.cases import monthly, towns

FINDINGS = ("baisse", "hausse")


def series(seed: int, draws: int, effect: float, mean: float) -> list[Effect]:
    random = np.random.default_rng(seed)
    return [interrupted_series(monthly(random, 24, 12, mean, effect), 24) for _ in range(draws)]


def panels(seed: int, draws: int, effect: float) -> list[Effect]:
    random = np.random.default_rng(seed)
    tables = (towns(random, effect=effect) for _ in range(draws))
    return [difference_in_differences(table, "V00", 2021, log=True) for table in tables]


def finds(effect: Effect) -> bool:
    """Whether the verdict is a finding; none is when the interval contains zero."""
    return effect.excludes_zero and judge(effect).effect_class in FINDINGS


def share(found: list[bool]) -> float:
    return sum(found) / len(found)


@pytest.mark.parametrize("mean", [20, 100])
def test_sans_effet_une_serie_donne_rarement_un_verdict(mean: float) -> None:
    assert share([finds(effect) for effect in series(1, 500, 0.0, mean)]) <= 0.07


@pytest.mark.parametrize("effect", [0.0, -0.25])
def test_l_intervalle_d_une_serie_contient_la_verite(effect: float) -> None:
    held = [found.low <= effect <= found.high for found in series(2, 400, effect, 50)]
    assert share(held) >= 0.90


def test_sans_effet_22_villes_donnent_rarement_un_verdict() -> None:
    assert share([finds(effect) for effect in panels(3, 200, 0.0)]) <= 0.06


@pytest.mark.parametrize("effect", [0.0, -0.3])
def test_l_intervalle_de_22_villes_contient_la_verite(effect: float) -> None:
    held = [found.low <= effect <= found.high for found in panels(4, 150, effect)]
    assert share(held) >= 0.90


def test_un_effet_de_30_pour_cent_est_trouve_entre_22_villes() -> None:
    assert share([effect.excludes_zero for effect in panels(5, 100, -0.3)]) >= 0.6


def test_sans_effet_le_controle_synthetique_donne_rarement_un_ecart() -> None:
    random = np.random.default_rng(6)
    found = [synthetic_control(towns(random), "V00", 2021).excludes_zero for _ in range(150)]
    assert share(found) <= 0.08


def test_un_temoin_retire_ce_qui_frappe_les_deux_series() -> None:
    """A quarter off everything in both places is no effect of an action in one of them."""
    random = np.random.default_rng(7)
    found = []
    for _ in range(60):
        table = monthly(random, 36, 24, 60, -0.25)
        beside = monthly(random, 36, 24, 300, -0.25)
        effect = interrupted_series(table, 36, control=beside)
        found.append(effect.excludes_zero)
    assert share(found) <= 0.10

"""What must hold whatever the figures."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from analysis.evaluation import (
    Effect,
    difference_in_differences,
    interrupted_series,
    judge,
    synthetic_control,
)
from analysis.evaluation.decision import STRENGTHS
from tests.analysis.evaluation.cases import monthly, panel_of, towns

SEEDS = some.integers(0, 10_000)
EFFECTS = some.sampled_from([-0.5, -0.3, -0.1, 0.0, 0.2, 0.6])


def same(first: Effect, second: Effect) -> None:
    """Two effects that say the same, to the last digit that matters."""
    shown = [
        (one.estimate, one.low, one.high, one.p, one.dispersion, one.autocorrelation)
        for one in (first, second)
    ]
    assert shown[0] == pytest.approx(shown[1], rel=1e-6, abs=1e-9, nan_ok=True)
    verdicts = judge(first), judge(second)
    assert verdicts[0].effect_class == verdicts[1].effect_class
    assert verdicts[0].strength == verdicts[1].strength
    assert verdicts[0].sentence == verdicts[1].sentence


@settings(max_examples=25, deadline=None)
@given(seed=SEEDS, effect=EFFECTS, mean=some.sampled_from([6, 20, 80]))
def test_dix_fois_plus_de_faits_ne_rend_jamais_plus_faible(seed: int, effect: float, mean: int) -> None:
    table = monthly(np.random.default_rng(seed), 30, 18, mean, effect)
    little = judge(interrupted_series(table, 30))
    large = judge(interrupted_series(table.assign(count=10 * table["count"]), 30))
    assert STRENGTHS.index(large.strength) >= STRENGTHS.index(little.strength)


@settings(max_examples=8, deadline=None)
@given(seed=SEEDS, effect=EFFECTS, log=some.booleans())
def test_dix_fois_plus_de_faits_partout_ne_rend_jamais_plus_faible(
    seed: int, effect: float, log: bool
) -> None:
    table = towns(np.random.default_rng(seed), effect=effect)
    little = judge(difference_in_differences(table, "V00", 2021, log=log))
    large = judge(difference_in_differences(table.assign(value=10 * table["value"]), "V00", 2021, log=log))
    assert STRENGTHS.index(large.strength) >= STRENGTHS.index(little.strength)


@settings(max_examples=10, deadline=None)
@given(seed=SEEDS, shift=some.integers(1, 200))
def test_decaler_les_dates_ne_change_rien(seed: int, shift: int) -> None:
    table = monthly(np.random.default_rng(seed), 24, 14, 40, -0.3)
    months = pd.period_range("2019-01", periods=38, freq="M")
    here = interrupted_series(table.assign(period=months), months[24])
    later = interrupted_series(table.assign(period=months + shift), months[24] + shift)
    same(here, later)


@pytest.mark.parametrize("treated", [["V00"], ["V00", "V05", "V09"]])
def test_renommer_les_unites_ne_change_que_leurs_noms(treated: list[str]) -> None:
    table = towns(np.random.default_rng(1), effect=-0.4)
    names = {f"V{n:02d}": f"W{(7 * n + 3) % 22:02d}" for n in range(22)}
    renamed = table.assign(unit=table["unit"].map(names)).sample(frac=1, random_state=2)
    here = difference_in_differences(table, treated, 2021, log=True)
    there = difference_in_differences(renamed, [names[unit] for unit in treated], 2021, log=True)
    same(here, there)
    assert {names[unit] for unit in here.comparators} == set(there.comparators)


@settings(max_examples=15, deadline=None)
@given(seed=SEEDS, before=some.integers(0, 11), after=some.integers(0, 40))
def test_sous_le_minimum_jamais_de_resultat(seed: int, before: int, after: int) -> None:
    if before + after < 2:
        return
    table = monthly(np.random.default_rng(seed), before, after, 80, -0.6)
    verdict = judge(interrupted_series(table, before))
    assert verdict.effect_class == "insuffisant"
    assert verdict.strength == ""
    assert "Il faudrait" in verdict.missing


@pytest.mark.parametrize("number", range(3, 11))
def test_moins_de_dix_comparateurs_jamais_de_resultat(number: int) -> None:
    table = towns(np.random.default_rng(number), number=number, effect=-0.9)
    for verdict in (
        judge(difference_in_differences(table, "V00", 2021, log=True)),
        judge(synthetic_control(table, "V00", 2021)),
    ):
        assert verdict.label == "Pas assez d'unités"
        assert verdict.strength == ""
        assert "territoires comparables de plus" in verdict.missing


def test_un_effet_entre_dans_la_table_et_en_ressort() -> None:
    """Towns that differ by a constant only: the effect put in is the effect found, exactly."""
    base = np.outer(np.arange(1, 23) * 100.0, np.linspace(1, 1.4, 9))
    base[0, 5:] *= 0.8
    found = difference_in_differences(panel_of(base), "V00", 2021, log=True)
    assert found.estimate == pytest.approx(-0.2)
    weighted = synthetic_control(panel_of(base), "V00", 2021, demeaned=True)
    assert weighted.estimate < 0

"""The decision table, row by row: which method, and the strongest verdict it allows."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from analysis.evaluation import DataSituation, decide, smallest_visible_effect


def series(length: int, before: int, after: int, controlled: bool = False, mean: float = 20) -> DataSituation:
    return DataSituation("series", length, before, after, mean, controlled=controlled)


def panel(
    treated: int, comparators: int, before: int = 5, after: int = 4, staggered: bool = False
) -> DataSituation:
    return DataSituation("panel", 1, before, after, math.nan, treated, comparators, staggered=staggered)


def synthetic(before: int, comparators: int) -> DataSituation:
    return DataSituation("synthetic", 1, before, 5, math.nan, 1, comparators)


@pytest.mark.parametrize(
    ("situation", "cap", "label"),
    [
        (series(12, 2, 24), "", "Données insuffisantes"),
        (series(12, 11, 24), "", "Données insuffisantes"),
        (series(12, 24, 5), "", "Données insuffisantes"),
        (series(12, 12, 6), "à confirmer", ""),
        (series(12, 23, 24, controlled=True), "à confirmer", ""),
        (series(12, 24, 12), "indice modéré", ""),
        (series(12, 120, 60), "indice modéré", ""),
        (series(12, 24, 12, controlled=True), "indice solide", ""),
        (series(12, 24, 12, mean=4.9), "", "Effectifs trop faibles"),
        (series(52, 104, 52), "indice modéré", ""),
        (series(4, 12, 3), "", "Données insuffisantes"),
        (series(4, 12, 4), "à confirmer", ""),
        (series(4, 12, 4, controlled=True), "indice modéré", ""),
        (series(1, 20, 10), "", "Données insuffisantes"),
        (panel(1, 9), "", "Pas assez d'unités"),
        (panel(1, 10), "à confirmer", ""),
        (panel(1, 18), "à confirmer", ""),
        (panel(1, 19), "indice solide", ""),
        (panel(1, 21, before=3), "", "Données insuffisantes"),
        (panel(1, 21, after=1), "", "Données insuffisantes"),
        (panel(3, 17), "indice solide", ""),
        (panel(3, 12), "à confirmer", ""),
        (panel(6, 6), "indice solide", ""),
        (panel(6, 5), "", "Pas assez d'unités"),
        (panel(8, 30, staggered=True), "indice solide", ""),
        (synthetic(20, 21), "indice solide", ""),
        (synthetic(5, 21), "à confirmer", ""),
        (synthetic(30, 8), "", "Pas assez d'unités"),
    ],
)
def test_chaque_ligne_de_la_table_de_decision(situation: DataSituation, cap: str, label: str) -> None:
    decision = decide(situation)
    assert (decision.cap, decision.label) == (cap, label)
    assert bool(decision.reason) == (cap == "")


def test_ce_qui_ne_s_evalue_pas_est_dit() -> None:
    long = series(12, 60, 36)
    assert decide(replace(long, dated=False)).label == "Évaluation impossible en l'état"
    assert decide(replace(long, broken=True)).label == "Évaluation impossible en l'état"
    assert decide(replace(long, nature="activity")).label == "Activité, pas effet"


@pytest.mark.parametrize(
    ("before", "after", "length", "pairs", "expected"),
    [
        (12, 6, 12, 1, (0.95, 0.77, 0.52, 0.31)),
        (24, 12, 12, 2, (0.73, 0.48, 0.28, 0.15)),
        (36, 24, 12, 2, (0.63, 0.39, 0.22, 0.12)),
        (60, 36, 12, 2, (0.53, 0.31, 0.17, 0.09)),
        (12, 8, 4, 1, (0.84, 0.60, 0.36, 0.20)),
        (5, 4, 1, 0, (0.95, 0.78, 0.53, 0.31)),
    ],
)
def test_la_plus_petite_baisse_visible(
    before: int, after: int, length: int, pairs: int, expected: tuple[float, ...]
) -> None:
    """For 5, 20, 80 and 320 cases a period, dispersion 1.5, memory 0.2, power 80 %."""
    found = [
        smallest_visible_effect(before, after, mean, period_length=length, harmonics=pairs)
        for mean in (5, 20, 80, 320)
    ]
    assert found == pytest.approx(expected, abs=0.006)


def test_plus_de_donnees_montrent_de_plus_petits_effets() -> None:
    assert smallest_visible_effect(24, 12, 50) > smallest_visible_effect(24, 24, 50)
    assert smallest_visible_effect(24, 12, 50) > smallest_visible_effect(24, 12, 100)
    assert math.isnan(smallest_visible_effect(24, 2, 50))
    assert math.isnan(smallest_visible_effect(24, 12, 0))

"""Published cases come out as published (sources: published/SOURCES.md)."""

from __future__ import annotations

import pytest

from analysis.evaluation import difference_in_differences, interrupted_series, judge, synthetic_control
from tests.analysis.evaluation.cases import castle_doctrine, organ_donation, sicily, texas


def test_sicile_les_admissions_baissent_de_11_pour_cent() -> None:
    effect = interrupted_series(sicily(), "2005-01")
    assert effect.estimate == pytest.approx(-0.115, abs=0.005)
    assert (effect.low, effect.high) == (pytest.approx(-0.162, abs=0.01), pytest.approx(-0.066, abs=0.01))
    assert (effect.n_before, effect.n_after) == (36, 23)
    assert effect.p < 0.001


def test_sicile_la_phrase_est_celle_de_l_exemple() -> None:
    words = {"indicator": "Les admissions", "action": "l'interdiction"}
    verdict = judge(interrupted_series(sicily(), "2005-01"), words)
    assert (verdict.effect_class, verdict.strength) == ("baisse", "indice modéré")
    assert verdict.sentence.replace("\u00a0", " ") == (
        "Les admissions ont baissé d'environ 11 % (entre 7 % et 16 %) par rapport à la tendance antérieure. "
        "Aucun territoire de comparaison : le lien avec l'interdiction est plausible, pas démontré."
    )


def test_don_d_organes_la_californie_perd_2_points() -> None:
    """Published: -0.022; its clustered error of 0.006 hides that four other states of 26 moved as much."""
    effect = difference_in_differences(organ_donation(), "California", "2011-T3")
    assert effect.estimate == pytest.approx(-0.0225, abs=0.0005)
    assert effect.scale == "absolute"
    assert effect.p > 0.05
    assert judge(effect).effect_class == "insuffisant"


def test_castle_doctrine_les_homicides_augmentent_de_8_pour_cent() -> None:
    """Published: 8 to 10 % in logs, with population weights; without weights the interval contains zero."""
    table, starts = castle_doctrine()
    effect = difference_in_differences(table, starts, None, log=True)
    assert effect.estimate == pytest.approx(0.08, abs=0.005)
    assert effect.situation.staggered
    assert len(effect.comparators) == 29
    assert judge(effect).effect_class in ("non concluant", "insuffisant")


@pytest.mark.parametrize("demeaned", [True, False])
def test_texas_les_detenus_augmentent_et_le_texas_est_le_premier(demeaned: bool) -> None:
    """Published: about 20 000 more men, among the very first by the ratio of errors, from states as large."""
    effect = synthetic_control(texas(), "Texas", 1993, demeaned=demeaned)
    assert effect.estimate == pytest.approx(21_000, rel=0.1)
    assert effect.p == pytest.approx(1 / 51)
    assert sum(effect.weights.values()) == pytest.approx(1, abs=0.02)
    assert {"Illinois", "Florida"} <= set(effect.weights)
    assert judge(effect).effect_class == "hausse"

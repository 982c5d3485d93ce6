"""Intervals against published figures, closed forms and the reference implementation of statsmodels."""

from __future__ import annotations

from math import sqrt
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint
from statsmodels.stats.rates import confint_poisson_2indep

from analysis.uncertainty import (
    directly_standardised_rate,
    indirectly_standardised_ratio,
    mean_interval,
    normal_quantile,
    poisson_interval,
    poisson_method,
    rate_ratio,
    share_difference,
    wilson_interval,
)

# European Standard Population 2013, 0-4 to 90+.
ESP2013 = [5000, *[5500] * 3, *[6000] * 2, 6500, *[7000] * 4, 6500, 6000, 5500, 5000, 4000, 2500, 1500, 1000]


@pytest.mark.parametrize(
    ("count", "total", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_wilson_redonne_les_exemples_de_newcombe_1998(
    count: int, total: int, low: float, high: float
) -> None:
    assert wilson_interval(count, total) == pytest.approx((low, high), abs=5e-5)


@given(st.integers(0, 500), st.integers(1, 500), st.sampled_from([0.95, 0.998]))
def test_wilson_suit_statsmodels_et_contient_la_part(count: int, total: int, confidence: float) -> None:
    count = min(count, total)
    low, high = wilson_interval(count, total, confidence)
    reference = proportion_confint(count, total, 1 - confidence, method="wilson")
    assert (low, high) == pytest.approx(reference, abs=1e-9)
    assert 0 <= low <= count / total <= high <= 1


def test_une_part_nulle_ou_entiere_touche_sa_borne() -> None:
    assert wilson_interval(0, 12)[0] == 0
    assert wilson_interval(12, 12)[1] == 1


def test_un_denominateur_nul_n_a_pas_d_intervalle() -> None:
    assert np.isnan(wilson_interval(0, 0)).all()


def test_un_manquant_reste_manquant_et_la_serie_garde_son_index() -> None:
    counts = pd.Series([5, pd.NA, 0], index=["a", "b", "c"], dtype="Int64")
    low, high = wilson_interval(counts, pd.Series([10, 10, 10], index=["a", "b", "c"]))
    assert list(low.index) == ["a", "b", "c"]
    assert low.isna().tolist() == high.isna().tolist() == [False, True, False]


@pytest.mark.parametrize(
    ("count", "total", "message"),
    [
        (11, 10, "count dépasse son total : 11"),
        (-1, 10, "count est négatif : -1"),
        (1, float("inf"), "infini"),
    ],
)
def test_un_nombre_impossible_est_refuse_et_nomme(count: float, total: float, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        wilson_interval(count, total)


def test_deux_series_mal_alignees_sont_refusees() -> None:
    with pytest.raises(ValueError, match="même index"):
        wilson_interval(pd.Series([1, 2]), pd.Series([5, 5], index=[1, 0]))


@pytest.mark.parametrize("confidence", [0, 1, 95])
def test_une_confiance_impossible_est_refusee(confidence: float) -> None:
    with pytest.raises(ValueError, match="confidence"):
        wilson_interval(1, 2, confidence)


@pytest.mark.parametrize(
    ("count", "confidence", "low", "high"),
    [
        (1, 0.95, 0.025317898, 5.571644585),
        (5, 0.95, 1.623486324, 11.6683331),
        (9, 0.95, 4.11537405, 17.08479966),
        (1, 0.998, 0.001000547, 9.233410143),
        (9, 0.998, 2.452425215, 22.65737951),
    ],
)
def test_sous_dix_l_intervalle_est_exact_comme_dans_phe(
    count: int, confidence: float, low: float, high: float
) -> None:
    """PHEindicatormethods, testdata_funnel_ratio_outputs.csv, solved there to five digits."""
    assert poisson_interval(count, confidence) == pytest.approx((low, high), rel=5e-5)


def test_zero_evenement_a_une_borne_haute() -> None:
    assert poisson_interval(0) == pytest.approx((0, -np.log(0.025)), abs=1e-9)


@pytest.mark.parametrize("count", [10, 65, 1000])
def test_a_partir_de_dix_la_formule_est_celle_de_byar(count: int) -> None:
    z = 1.959963984540054
    low = count * (1 - 1 / (9 * count) - z / (3 * sqrt(count))) ** 3
    high = (count + 1) * (1 - 1 / (9 * (count + 1)) + z / (3 * sqrt(count + 1))) ** 3
    assert poisson_interval(count) == pytest.approx((low, high), abs=1e-9)


def test_la_methode_de_l_intervalle_se_lit() -> None:
    assert poisson_method(9) == "exact"
    assert poisson_method(10) == "Byar"
    assert poisson_method(pd.Series([3, None, 11])).tolist() == ["exact", None, "Byar"]


@given(st.lists(st.integers(0, 10_000), min_size=1, max_size=20))
def test_l_intervalle_de_poisson_encadre_le_nombre(counts: list[int]) -> None:
    low, high = poisson_interval(np.array(counts))
    assert (low <= counts).all()
    assert (high >= counts).all()


def test_une_moyenne_a_l_intervalle_de_student() -> None:
    # 2, 4, 6 : moyenne 4, écart type 2, t(0,975 ; 2) = 4,3027
    assert mean_interval([2, 4, 6, None]) == pytest.approx(
        (4 - 4.302652730 * 2 / sqrt(3), 4 + 4.302652730 * 2 / sqrt(3))
    )


def test_une_seule_valeur_n_a_pas_d_intervalle() -> None:
    assert np.isnan(mean_interval([12.0])).all()


@pytest.mark.parametrize(
    ("counts", "low", "high"),
    [
        ((56, 70, 48, 80), 0.0524, 0.3339),
        ((9, 10, 3, 10), 0.1705, 0.8090),
        ((5, 56, 0, 29), -0.0381, 0.1926),
        ((0, 10, 0, 20), -0.1611, 0.2775),
    ],
)
def test_une_difference_de_parts_redonne_newcombe_1998(
    counts: tuple[int, int, int, int], low: float, high: float
) -> None:
    estimate = share_difference(*counts)
    assert (estimate.low, estimate.high) == pytest.approx((low, high), abs=5e-5)
    reference = confint_proportions_2indep(*counts, method="newcomb")
    assert (estimate.low, estimate.high) == pytest.approx(reference, abs=1e-9)


@pytest.mark.parametrize("counts", [(60, 1000, 40, 1000), (5, 10, 12, 30), (100, 250, 90, 300)])
def test_un_rapport_de_taux_suit_le_test_du_score(counts: tuple[int, int, int, int]) -> None:
    estimate = rate_ratio(*counts)
    reference = confint_poisson_2indep(*counts, method="score", compare="ratio")
    assert (estimate.low, estimate.high) == pytest.approx(reference, rel=1e-6)


def test_un_rapport_sur_zero_est_manquant() -> None:
    assert np.isnan(rate_ratio(5, 10, 0, 10)[:3]).all()


def test_les_differences_et_les_rapports_acceptent_des_series() -> None:
    counts, totals = pd.Series([9, 5]), pd.Series([10, 56])
    assert share_difference(counts, totals, 3, 10).low.iloc[0] == pytest.approx(0.1705, abs=5e-5)
    assert rate_ratio(counts, totals, 3, 10).value.tolist() == pytest.approx([3, 5 / 56 / 0.3])


def test_un_taux_standardise_suit_dobson() -> None:
    estimate = directly_standardised_rate([10, 20], [1000, 500], [0.6, 0.4], multiplier=1000)
    low, high = poisson_interval(30)
    spread = 1000 * sqrt((0.36 * 10 / 1000**2 + 0.16 * 20 / 500**2) / 30)
    assert estimate.value == pytest.approx(22, abs=1e-9)
    assert (estimate.low, estimate.high) == pytest.approx(
        (22 + spread * (low - 30), 22 + spread * (high - 30))
    )


def test_un_taux_standardise_avec_la_population_europeenne() -> None:
    populations = np.full(19, 10_000)
    estimate = directly_standardised_rate(np.full(19, 4), populations, ESP2013)
    assert estimate.value == pytest.approx(40)
    assert estimate.low < 40 < estimate.high


def test_des_personnes_comptees_plusieurs_fois_elargissent_l_intervalle() -> None:
    independent = directly_standardised_rate([10, 20], [1000, 500], [0.6, 0.4], 1000)
    repeated = directly_standardised_rate(
        [10, 20], [1000, 500], [0.6, 0.4], 1000, persons_by_events={1: [4, 8], 2: [3, 6]}
    )
    variance = sum(f**2 * (0.36 * a / 1000**2 + 0.16 * b / 500**2) for f, a, b in ((1, 4, 8), (2, 3, 6)))
    low, _ = poisson_interval(30)
    assert repeated.low == pytest.approx(22 + 1000 * sqrt(variance / 30) * (low - 30))
    assert repeated.high - repeated.low > independent.high - independent.low


def test_des_evenements_qui_ne_se_retrouvent_pas_sont_refuses() -> None:
    with pytest.raises(ValueError, match="persons_by_events"):
        directly_standardised_rate([10, 20], [1000, 500], [1, 1], persons_by_events={2: [1, 1]})


def test_moins_de_dix_evenements_n_ont_pas_de_taux_standardise() -> None:
    estimate = directly_standardised_rate([4, 5], [1000, 1000], [1, 1])
    assert np.isnan(estimate.value)
    assert estimate.reason == "moins de 10 événements"


@pytest.mark.parametrize(
    ("counts", "populations", "message"),
    [([10, 5], [0, 10], "populations doit être positif"), ([10], [5, 5], "tranches différents")],
)
def test_une_standardisation_impossible_est_refusee(counts: Any, populations: Any, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        directly_standardised_rate(counts, populations, [1, 1])


def test_une_tranche_manquante_ne_vaut_pas_zero() -> None:
    assert directly_standardised_rate([10, None], [10, 10], [1, 1]).reason == "donnée manquante"


def test_un_rapport_standardise_compare_l_observe_a_l_attendu() -> None:
    estimate = indirectly_standardised_ratio(36, [1000, 2000], [10, 20], [1000, 2000], multiplier=100)
    low, high = poisson_interval(36)
    assert estimate[:3] == pytest.approx((120, 100 * low / 30, 100 * high / 30), abs=1e-9)


def test_le_quantile_normal() -> None:
    assert normal_quantile(0.998) == pytest.approx(3.090232306167813, abs=1e-12)

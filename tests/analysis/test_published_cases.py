"""Published cases of the methods, as their authors print them, called the way anybody would call them.

Sources: PHEindicatormethods 2.1.0 (R/Funnels.R, testdata_funnel_ratio_outputs.csv, testWilson.R),
NHSRplotthedots 0.2.2 (test-ptd_spc_standard.R and its snapshot), Fingertips (trend markers),
FunnelPlotR 0.6.0 (calculate_limits.R), Spiegelhalter 2012, Laney 2002, PILOTE (compute_ta_indic.sql).
"""

from __future__ import annotations

from math import asin, sin, sqrt
from typing import Any

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from analysis.comparison import compare, funnel, share_limits
from analysis.progress import achievement_rate
from analysis.trend import p_chart, p_prime_chart, recent_trend, u_chart, u_prime_chart, variation, xmr
from analysis.uncertainty import Estimate, directly_standardised_rate, poisson_interval, wilson_interval

Z = 1.959963984540054

# Observed, limits of the ratio at 95 % and 99.8 %: testdata_funnel_ratio_outputs.csv, in percent there.
PHE_RATIOS = [
    (1, 17.94802207, 3949.774946, 10.83023482, 99945.32721),
    (2, 27.6828582, 825.7315569, 17.81123382, 4405.093268),
    (5, 42.85102213, 307.979188, 30.38637225, 676.2496398),
    (9, 52.67840524, 218.6921502, 39.72215762, 366.9836676),
    (10, 54.3763205, 208.5337156, 41.43536693, 337.778507),
    (11, 55.88851756, 200.3219733, 42.98671939, 315.0523229),
    (20, 64.74926614, 163.7127595, 52.57362804, 223.2588569),
    (33, 71.206199, 145.2741254, 60.11405211, 182.8628453),
    (51, 76.05629327, 134.3064629, 66.09894458, 160.6703061),
    (100, 82.21871402, 122.9044681, 74.11562345, 139.0406755),
    (273, 88.81523022, 113.0091263, 83.22813647, 121.4542097),
    (716, 92.93605352, 107.7489423, 89.20960712, 112.5516964),
]
# rnorm(20) after set.seed(123): the series of the snapshot of ptd_spc_standard.
PTD_SERIES = [
    -0.56047565, -0.23017749, 1.55870831, 0.07050839, 0.12928774, 1.71506499, 0.46091621, -1.26506123,
    -0.68685285, -0.44566197, 1.22408180, 0.35981383, 0.40077145, 0.11068272, -0.55584113, 1.78691314,
    0.49785048, -1.96661716, 0.70135590, -0.47279141,
]  # fmt: skip


def test_les_rapports_de_phe_gardent_leurs_limites() -> None:
    observed, *limits = (np.array(column, dtype=float) for column in zip(*PHE_RATIOS, strict=True))
    found = funnel(observed, np.full(len(observed), 50), "ratio", overdispersion=False)
    for name, expected in zip(("low95", "high95", "low998", "high998"), limits, strict=True):
        assert (100 * found[name]).to_numpy() == pytest.approx(expected, rel=5e-5)


@pytest.mark.parametrize(("size", "average"), [(50, 0.3), (500, 0.8), (20, 0.1)])
def test_les_limites_des_parts_sont_celles_de_phe(size: int, average: float) -> None:
    """sigma_adjustment of PHEindicatormethods, which does not stop at 0 nor at 1."""
    row = share_limits([size], average).iloc[0]
    for level, z in (("95", Z), ("998", stats.norm.ppf(0.999))):
        first = average * (size / z**2 + 1)
        inside = size * (average * (size / z**2 + 2) - 1) + z**2 * (average - 1)
        root = sqrt((8 * first) ** 2 - 64 * (1 / z**2 + 1 / size) * average * inside)
        low, high = ((first + sign * root / 8) / (1 / z**2 + 1 / size) / size for sign in (-1, 1))
        assert (row[f"low{level}"], row[f"high{level}"]) == pytest.approx((max(low, 0), high), abs=1e-9)


def test_wilson_sur_un_effectif_pondere_comme_phe() -> None:
    """testWilson.R: 65 of 100, 1 045 of 5 000, 0.445 of 1; limits solve (p − x/n)² = z²p(1 − p)/n."""
    counts, totals = [65, 1045, 0.445], [100, 5000, 1]
    low, high = wilson_interval(counts, totals)
    for limit in (low, high):
        assert (limit - np.divide(counts, totals)) ** 2 == pytest.approx(
            Z**2 * limit * (1 - limit) / totals, abs=1e-12
        )
    assert (low[0], high[0]) == pytest.approx((0.552544, 0.736358), abs=1e-6)


@pytest.mark.parametrize("count", [1, 4, 9])
def test_l_intervalle_exact_laisse_deux_virgule_cinq_pour_cent_de_chaque_cote(count: int) -> None:
    low, high = poisson_interval(count)
    assert stats.poisson.sf(count - 1, low) == pytest.approx(0.025, abs=1e-9)
    assert stats.poisson.cdf(count, high) == pytest.approx(0.025, abs=1e-9)


def spread_between(rates: np.ndarray, sizes: np.ndarray) -> float:
    """τ² of Spiegelhalter 2012 on arcsine roots, written out unit by unit."""
    centre = asin(sqrt((rates * sizes).sum() / sizes.sum()))
    scores = sorted(
        (asin(sqrt(rate)) - centre) * 2 * sqrt(size) for rate, size in zip(rates, sizes, strict=True)
    )
    low, high = np.quantile(scores, 0.1), np.quantile(scores, 0.9)
    dispersion = sum(min(max(score, low), high) ** 2 for score in scores) / len(scores)
    weights = [4 * size for size in sizes]
    scale = sum(weights) - sum(weight**2 for weight in weights) / sum(weights)
    return (len(scores) * dispersion - (len(scores) - 1)) / scale


def test_des_unites_tres_diverses_elargissent_l_entonnoir_des_dix_unites() -> None:
    sizes = np.array([50, 80, 120, 60, 90, 200, 150, 70, 110, 100, 130, 95])
    counts = (sizes * np.array([0.2, 0.7, 0.4, 0.5, 0.3, 0.6, 0.45, 0.8, 0.35, 0.55, 0.25, 0.65])).round()
    between = spread_between(counts / sizes, sizes)
    centre = asin(sqrt(counts.sum() / sizes.sum()))
    found = funnel(counts, sizes)
    assert found.attrs["between"] == pytest.approx(between, abs=1e-12)
    half = Z * np.sqrt(1 / (4 * sizes) + between)
    assert found["low95"].to_numpy() == pytest.approx([sin(centre - each) ** 2 for each in half], abs=1e-9)
    assert found["high95"].to_numpy() == pytest.approx([sin(centre + each) ** 2 for each in half], abs=1e-9)
    outside = (counts / sizes < found["low95"]) | (counts / sizes > found["high95"])
    assert ((found["label"] != "similar") == outside).all()


def test_neuf_unites_ou_des_unites_semblables_gardent_les_limites_du_hasard() -> None:
    few = funnel([10, 90, 50, 20, 80, 30, 70, 40, 60], [100] * 9)
    alike = funnel([50, 51, 49, 50, 52, 48, 50, 51, 49, 50], [100] * 10)
    for found in (few, alike):
        assert found.attrs["between"] == 0
        assert found["low95"].iloc[0] == pytest.approx(0.5 - Z * sqrt(0.25 / 100), abs=1e-9)


def test_la_serie_de_nhs_plotthedots_garde_ses_limites() -> None:
    row = xmr(PTD_SERIES).iloc[0]
    assert (row["mean"], row["low"], row["high"]) == pytest.approx((0.142, -3.01, 3.29), abs=6e-3)


def test_deux_points_pres_des_limites_de_part_et_d_autre_ne_sont_pas_un_signal() -> None:
    """test-ptd_spc_standard.R: sixteen points at ±1, the last two at 5.5 and −5.5."""
    chart = xmr([1.0, -1.0] * 7 + [5.5, -5.5])
    assert chart["signal"].iloc[-2:].tolist() == [None, None]
    assert variation(chart, "up") == "common_cause"


def test_la_tendance_ponderee_de_fingertips() -> None:
    """Weights 1/σ² with σ = (high − low)/2z (TrendMarkerCalculator.cs writes 3.92), χ² = β²/Var(β)."""
    counts, totals = (
        np.array([22435, 22445, 21365, 20955, 19055]),
        np.array([65880, 67900, 68705, 69835, 70910]),
    )
    low, high = wilson_interval(counts, totals)
    frame = pd.DataFrame({"period": range(2020, 2025), "value": counts / totals, "low": low, "high": high})
    weights = (2 * Z / (high - low)) ** 2
    t = np.arange(5) - np.average(np.arange(5), weights=weights)
    slope = (weights * t * counts / totals).sum() / (weights * t**2).sum()
    trend = recent_trend(frame, "weighted")
    assert (trend.label, trend.slope) == ("decreasing", pytest.approx(slope, abs=1e-12))
    assert trend.chi2 == pytest.approx(slope**2 * (weights * t**2).sum(), rel=1e-9)


@pytest.mark.parametrize(
    ("initial", "target", "current", "up", "down"),
    [(40, 60, 50, 50, 100), (60, 40, 50, 100, 50), (60, 40, 30, 0, 150), (40, 60, 70, 150, 0)],
)
def test_la_macro_de_hausse_ne_sert_pas_a_une_baisse(
    initial: float, target: float, current: float, up: float, down: float
) -> None:
    """The defect of compute_ta_indic.sql: HAUSSE called for BAISSE gives another figure in every case."""
    assert achievement_rate(initial, target, current, "up")[0] == up
    assert achievement_rate(initial, target, current, "down")[0] == down


def test_une_serie_de_laney_a_les_limites_de_ses_cotes() -> None:
    """Laney 2002: σ times the mean moving range of z over 1.128; the same two series named and by option."""
    counts, totals = np.array([500, 900, 400, 950, 500, 800]), np.full(6, 10_000)
    mean = counts.sum() / totals.sum()
    for named, plain, sigma in (
        (p_prime_chart, p_chart, sqrt(mean * (1 - mean) / 10_000)),
        (u_prime_chart, u_chart, sqrt(mean / 10_000)),
    ):
        scores = (counts / totals - mean) / sigma
        half = 3 * sigma * np.abs(np.diff(scores)).mean() / 1.128
        found = named(counts, totals)
        assert found["high"].iloc[0] == pytest.approx(mean + half, abs=1e-9)
        pd.testing.assert_frame_equal(found, plain(counts, totals, laney=True))


def test_un_intervalle_se_compare_a_une_estimation() -> None:
    assert compare(5, 4, 6, Estimate(7, 6.5, 8), "up") == "worse"
    assert compare(5, 4, 6, Estimate(7, 6, 8), "up") == "similar"


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda a, b: wilson_interval(a, b), "même index"),
        (lambda a, b: funnel(a, b), "même index"),
        (lambda a, b: p_chart(a, b), "même index"),
        (lambda a, b: directly_standardised_rate(a, b, [1, 1]), "même index"),
        (lambda a, b: wilson_interval([1, 2], [5, 5, 5]), "Longueurs différentes : count 2, total 3"),
        (lambda a, b: achievement_rate([1, 2], [5, 5, 5], 1, "up"), "initial 2, target 3, current 1"),
    ],
)
def test_des_series_qui_ne_vont_pas_ensemble_sont_refusees(call: Any, message: str) -> None:
    """Bands or units put in another order would give a wrong figure without a word."""
    with pytest.raises(ValueError, match=message):
        call(pd.Series([1, 2], index=["a", "b"]), pd.Series([50, 60], index=["b", "a"]))

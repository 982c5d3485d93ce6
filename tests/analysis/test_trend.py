"""Recent trend against the published test series of Fingertips and statsmodels."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from statsmodels.regression.linear_model import WLS
from statsmodels.stats.contingency_tables import Table

from analysis.trend import recent_trend
from analysis.uncertainty import wilson_interval

YEARS = [str(year) for year in range(2020, 2025)]

# Series of WhenUsingTrendMarkerCalculator.cs (Fingertips): counts, denominators, marker.
FINGERTIPS: list[tuple[list[float], list[float], str]] = [
    ([621, 599, 556, 535, 447], [3454, 3195, 3256, 3227, 3121], "decreasing"),
    ([2157, 2090, 2194, 2134.81, 2094], [3454, 3195, 3256, 3152, 3062], "increasing"),
    ([8116, 8145, 8222, 8506, 8728], [91530, 91773, 92088, 92238, 92665.89], "increasing"),
    ([5, 7, 6, 8, 8, 9], [22, 35, 42, 50, 100, 200], "decreasing"),
    ([5405, 5500, 5435, 5480, 5315], [18095, 18170, 18005, 17890, 17860], "no significant change"),
    ([22435, 22445, 21365, 20955, 19055], [65880, 67900, 68705, 69835, 70910], "decreasing"),
]


def shares(counts: list[float], totals: list[float], periods: list[str] | None = None) -> pd.DataFrame:
    periods = periods or [str(2025 - len(counts) + row) for row in range(len(counts))]
    return pd.DataFrame({"period": periods, "count": counts, "denominator": totals})


def weighted(values: list[float], half: float = 1) -> pd.DataFrame:
    value = np.array(values, dtype=float)
    return pd.DataFrame({"period": YEARS, "value": value, "low": value - half, "high": value + half})


@pytest.mark.parametrize(("counts", "totals", "label"), FINGERTIPS)
def test_les_series_de_fingertips_gardent_leur_fleche(
    counts: list[float], totals: list[float], label: str
) -> None:
    assert recent_trend(shares(counts, totals)).label == label


@pytest.mark.parametrize(("counts", "totals", "label"), FINGERTIPS)
def test_le_chi2_est_celui_de_cochran_et_armitage(
    counts: list[float], totals: list[float], label: str
) -> None:
    counts, totals = counts[-5:], totals[-5:]
    table = np.column_stack([counts, np.array(totals) - counts])
    reference = Table(table).test_ordinal_association(np.arange(5), np.array([1, 0])).zscore ** 2
    everyone = sum(totals)
    assert recent_trend(shares(counts, totals)).chi2 == pytest.approx(
        reference * everyone / (everyone - 1), rel=1e-6
    )
    assert label


def test_la_pente_ponderee_est_celle_des_moindres_carres() -> None:
    frame = weighted([10, 12, 11, 15, 16]).assign(low=[8, 11, 9, 12, 15], high=[12, 13, 13, 18, 17])
    sigma = (frame["high"] - frame["low"]) / (2 * 1.959963984540054)
    design = np.column_stack([np.ones(5), np.arange(5)])
    reference = WLS(frame["value"], design, weights=1 / sigma**2).fit(cov_type="fixed scale")
    trend = recent_trend(frame, "weighted")
    assert trend.slope == pytest.approx(reference.params.iloc[1])
    assert trend.chi2 == pytest.approx((reference.params.iloc[1] / reference.bse.iloc[1]) ** 2)


def test_l_ordre_des_lignes_ne_change_rien() -> None:
    frame = shares(FINGERTIPS[0][0], FINGERTIPS[0][1])
    assert recent_trend(frame.iloc[::-1]) == recent_trend(frame)


@pytest.mark.parametrize(
    ("frame", "reason"),
    [
        (shares([1, 2, 3, 4], [9, 9, 9, 9]), "4 points seulement : il en faut 5"),
        (shares([0, 2, 3, 4, 5], [9] * 5), "une part vaut 0 % ou 100 %"),
        (shares([9, 2, 3, 4, 5], [9] * 5), "une part vaut 0 % ou 100 %"),
        (shares([1, np.nan, 3, 4, 5], [9] * 5), "donnée manquante parmi les cinq dernières périodes"),
        (
            shares([1, 2, 3, 4, 5], [9] * 5, ["2018", "2020", "2021", "2022", "2023"]),
            "période manquante entre 2018 et 2020",
        ),
        (
            shares([1, 2, 3, 4, 5], [9] * 5, [f"2025-0{month}" for month in range(1, 6)]),
            "série infra-annuelle : lire la carte de contrôle",
        ),
    ],
)
def test_une_serie_qui_ne_se_teste_pas_dit_pourquoi(frame: pd.DataFrame, reason: str) -> None:
    trend = recent_trend(frame)
    assert (trend.label, trend.reason) == ("cannot be calculated", reason)
    assert np.isnan(trend.chi2)


def test_une_annee_absente_plus_ancienne_ne_gene_pas() -> None:
    counts, totals = [1, *FINGERTIPS[0][0]], [9, *FINGERTIPS[0][1]]
    frame = shares(counts, totals, ["2010", *YEARS])
    assert recent_trend(frame).label == "decreasing"


def test_une_seule_annee_ne_fait_pas_une_tendance() -> None:
    trend = recent_trend(weighted([10.3, 10.2, 10.1, 10, 30]), "weighted")
    assert trend.chi2 > 9.55
    assert (trend.label, trend.reason) == ("no significant change", "la tendance tient à un seul point")


def test_des_intervalles_nuls_ne_se_ponderent_pas() -> None:
    assert recent_trend(weighted([1, 2, 3, 4, 5], half=0), "weighted").label == "cannot be calculated"


def test_une_enquete_tous_les_deux_ans_est_consecutive() -> None:
    frame = shares(FINGERTIPS[0][0], FINGERTIPS[0][1], ["2016", "2018", "2020", "2022", "2024"])
    assert recent_trend(frame, every_years=2).label == "decreasing"
    assert recent_trend(frame).label == "cannot be calculated"


def test_la_tendance_ponderee_et_celle_des_parts_concordent() -> None:
    counts, totals, label = FINGERTIPS[5]
    low, high = wilson_interval(np.array(counts), np.array(totals))
    frame = shares(counts, totals).assign(value=np.array(counts) / totals, low=low, high=high)
    assert recent_trend(frame, "weighted").label == label


@pytest.mark.parametrize(
    ("frame", "method", "message"),
    [
        (shares([1, 2, 3, 4, 50], [9] * 5), "proportion", "count dépasse denominator : 50"),
        (weighted([1, 2, 3, 4, 5], half=-1), "weighted", "low dépasse high"),
        (shares([1, 2, 3, 4, 5], [9] * 5), "weighted", "Colonnes absentes : value, low, high"),
        (shares([1, 2, 3, 4, 5], [9] * 5), "mann-kendall", "method"),
        (
            shares([1, 2, 3, 4, 5], [9] * 5, ["2021", "2021", "2022", "2023", "2024"]),
            "proportion",
            "recouvrent",
        ),
    ],
)
def test_une_entree_impossible_est_refusee(frame: pd.DataFrame, method: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        recent_trend(frame, method)  # type: ignore[arg-type]

"""A year against the year before: pooled shares, rates, counts and plain values."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd
import pytest

from analysis.change import Change, five_year_trend, periods_per_year, year_on_year
from analysis.uncertainty import mean_interval, rate_ratio, share_difference


def calculation(kind: str, multiplier: float = 1, snapshot: bool = False) -> Any:
    return SimpleNamespace(kind=kind, multiplier=multiplier, snapshot=snapshot)


def rows(numerator: list[float], denominator: list[float] | None = None, **columns: Any) -> pd.DataFrame:
    frame = pd.DataFrame({"numerator": numerator, "denominator": denominator or np.nan})
    return frame.assign(**{"value": frame["numerator"], "low": 0.0, "high": 1.0, **columns})


def test_les_parts_se_cumulent_avant_d_etre_comparees() -> None:
    """50 of 100 then 10 of 20 pool to 60 of 120: the mean of percentages would hide their sizes."""
    found = year_on_year(
        calculation("proportion", 100), rows([20, 25, 50, 30], [100, 20, 100, 60]), "half_year"
    )
    reference = share_difference(80, 160, 45, 120)
    assert (found.value, found.reference, found.form) == (50, 37.5, "difference")
    assert found[3:6] == pytest.approx([100 * number for number in reference[:3]])


def test_un_etat_ne_se_cumule_pas_le_dernier_se_compare_a_celui_d_un_an_avant() -> None:
    """Month-ends are views of the same sheets: pooling them would count each sheet several times."""
    state = calculation("proportion", 100, snapshot=True)
    found = year_on_year(state, rows([20, 15, 50, 30], [100, 60, 100, 60]), "half_year")
    assert (found.value, found.reference) == (50, 25)
    assert found[3:6] == pytest.approx([100 * number for number in share_difference(30, 60, 15, 60)[:3]])


def test_les_taux_se_comparent_par_leur_rapport() -> None:
    found = year_on_year(calculation("rate", 1000), rows([10, 14, 20, 28], [1000] * 4), "half_year")
    assert (found.value, found.reference, found.form) == (24, 12, "ratio")
    assert found[3:6] == pytest.approx(rate_ratio(48, 2000, 24, 2000)[:3])


def test_les_nombres_se_comparent_en_moyenne_par_periode() -> None:
    found = year_on_year(calculation("count"), rows([10, 14, 20, 28]), "half_year")
    assert (found.value, found.reference, found.form, found.change) == (24, 12, "ratio", 2)


def test_des_valeurs_sans_effectif_se_comparent_periode_a_periode() -> None:
    values = [20.0, 24, 22, 26, 15, 18, 16, 21]
    found = year_on_year(calculation("median"), rows([np.nan] * 8, value=values), "quarter")
    assert found[:4] == (17.5, 23, "difference", -5.5)
    assert found[4:6] == mean_interval([-5, -6, -6, -5])


def test_le_meme_ecart_partout_n_a_pas_d_intervalle() -> None:
    found = year_on_year(calculation("median"), rows([np.nan] * 4, value=[10.0, 12, 9, 11]), "half_year")
    assert not found.is_known


@pytest.mark.parametrize(
    ("low", "high", "form", "direction"),
    [
        (0.1, 2, "difference", "up"),
        (-2, -0.1, "difference", "down"),
        (-1, 1, "difference", "flat"),
        (1.1, 2, "ratio", "up"),
        (0.5, 0.9, "ratio", "down"),
        (0.9, 1.1, "ratio", "flat"),
    ],
)
def test_la_direction_vient_de_l_intervalle(low: float, high: float, form: Any, direction: str) -> None:
    assert Change(1, 1, form, (low + high) / 2, low, high).direction == direction


@pytest.mark.parametrize(
    ("frequency", "count"), [("month", 12), ("quarter", 4), ("half_year", 2), ("year", 1)]
)
def test_le_nombre_de_periodes_par_an(frequency: Any, count: int) -> None:
    assert periods_per_year(frequency) == count


def test_des_montants_qui_tiennent_a_une_annee_ne_font_pas_une_tendance() -> None:
    frame = rows([np.nan] * 5, value=[30.0, 30.4, 30.2, 30.1, 34.0], low=np.nan, high=np.nan)
    found = five_year_trend(calculation("ratio"), frame)
    assert found is not None
    assert found.direction == "flat"


@pytest.mark.parametrize(
    ("low", "high", "form", "large", "is_too_vague"),
    [
        (-14, 15, "difference", 15, False),
        (-67, 11, "difference", 15, True),
        (1, 80, "difference", 15, False),
        (0.8, 1.5, "ratio", 15, False),
        (0.6, 1.5, "ratio", 15, True),
    ],
)
def test_un_intervalle_trop_large_n_est_pas_une_stabilite(
    low: float, high: float, form: Any, large: float, is_too_vague: bool
) -> None:
    assert Change(1, 1, form, (low + high) / 2, low, high, large).is_too_vague == is_too_vague

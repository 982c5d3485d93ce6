"""Control charts: limits worked out by hand, and each rule on a series made for it."""

from __future__ import annotations

from math import sqrt

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.control_chart import c_chart, g_chart, p_chart, t_chart, u_chart, xmr
from analysis.special_causes import assurance, variation

CALM = [10.0, 12.0] * 6


def test_les_limites_xmr_se_calculent_a_la_main() -> None:
    # Moyenne 11, étendue mobile moyenne 2.
    chart = xmr(CALM)
    row = chart.iloc[0]
    assert (row["mean"], row["low"], row["high"]) == pytest.approx((11, 11 - 5.32, 11 + 5.32))
    assert (row["near_low"], row["near_high"]) == pytest.approx((11 - 5.32 * 2 / 3, 11 + 5.32 * 2 / 3))
    assert chart["signal"].isna().all()
    assert not chart["provisional"].any()


def test_un_point_hors_limites_est_un_signal_et_ne_les_elargit_pas() -> None:
    chart = xmr([*CALM, 40])
    assert (chart["signal"].iloc[-1], chart["side"].iloc[-1]) == ("outside", "high")
    assert chart["high"].iloc[0] - chart["mean"].iloc[0] == pytest.approx(5.32)
    assert xmr([*CALM, 40], screen_outliers=False)["high"].iloc[0] > chart["high"].iloc[0]


def test_sept_hausses_sont_une_tendance_meme_a_travers_la_moyenne() -> None:
    """The side is where the trend goes: its first points, below the mean, are not concerns."""
    chart = xmr([10, 9, 10, 9, 8.0, 8.5, 9.0, 9.5, 10, 10.5, 11, 9, 10, 9])
    named = chart[chart["signal"] == "trend"]
    assert list(named.index) == [4, 5, 6, 7, 8, 9, 10]
    assert set(named["side"]) == {"high"}


def test_six_hausses_suffisent_si_on_le_demande() -> None:
    values = [10, 12, 11, 12, 10, 10.4, 10.8, 11.2, 11.6, 12, 10, 12, 11]
    assert not (xmr(values)["signal"] == "trend").any()
    assert (xmr(values, run=6)["signal"] == "trend").sum() == 6


def test_sept_points_du_meme_cote_sont_un_decalage() -> None:
    values = [10, 12] * 6 + [11.5, 11.6, 11.5, 11.7, 11.5, 11.6, 11.5]
    chart = xmr(values, baseline=12)
    assert (chart["signal"].iloc[-7:] == "shift").all()
    on_the_mean = xmr([*values[:-4], 11.0, *values[-3:]], baseline=12)
    assert not (on_the_mean["signal"] == "shift").any()


def test_deux_sur_trois_pres_d_une_limite_du_meme_cote() -> None:
    # Limites 5,68 et 16,32 ; limites proches 7,45 et 14,55.
    chart = xmr([*CALM, 15, 12, 15], baseline=12)
    assert chart["signal"].iloc[-3:].tolist() == ["two_of_three", None, "two_of_three"]


def test_deux_sur_trois_a_travers_la_moyenne_n_est_pas_un_signal() -> None:
    assert xmr([*CALM, 15, 10, 15], baseline=12)["signal"].isna().all()
    assert xmr([*CALM, 15, 12, 7], baseline=12)["signal"].isna().all()


def test_une_serie_constante_n_a_ni_signal_ni_limites_infinies() -> None:
    chart = xmr([3.0] * 12)
    assert (chart[["mean", "low", "high"]] == 3).all(axis=None)
    assert chart["signal"].isna().all()


@pytest.mark.parametrize(
    ("points", "has_limits", "provisional"), [(4, False, True), (11, True, True), (12, True, False)]
)
def test_sous_douze_points_les_limites_sont_provisoires(
    points: int, has_limits: bool, provisional: bool
) -> None:
    chart = xmr(CALM[:points])
    assert chart["mean"].notna().all() == has_limits
    assert chart["provisional"].all() == provisional


def test_un_trou_ne_donne_pas_d_etendue_mobile() -> None:
    with_gap = xmr([10, 12, 10, np.nan, 100, 102, 100], screen_outliers=False)
    assert with_gap["high"].iloc[0] - with_gap["mean"].iloc[0] == pytest.approx(5.32)


def test_une_rupture_connue_ouvre_un_groupe() -> None:
    months = [f"2025-{month:02d}" for month in range(1, 13)] + [f"2026-{month:02d}" for month in range(1, 13)]
    chart = xmr(pd.Series([*CALM, *(x + 100 for x in CALM)], index=months), breaks=["2026-01"])
    assert chart.groupby("group")["mean"].first().tolist() == [11, 111]
    assert chart["signal"].isna().all()


def test_une_rupture_absente_ou_une_base_trop_courte_est_refusee() -> None:
    with pytest.raises(ValueError, match="Rupture absente"):
        xmr(CALM, breaks=[99])
    with pytest.raises(ValueError, match="baseline"):
        xmr(CALM, baseline=6)


@pytest.mark.parametrize(
    ("last", "polarity", "word"),
    [
        (40, "up", "improvement_high"),
        (40, "down", "concern_high"),
        (40, "none", "neutral_high"),
        (-20, "up", "concern_low"),
        (-20, "down", "improvement_low"),
        (11, "up", "common_cause"),
    ],
)
def test_la_variation_se_lit_sur_le_dernier_point(last: float, polarity: str, word: str) -> None:
    assert variation(xmr([*CALM, last]), polarity) == word  # type: ignore[arg-type]


def test_sans_limites_il_n_y_a_pas_de_variation() -> None:
    assert variation(xmr([1, 2, 3]), "up") is None


@pytest.mark.parametrize(
    ("target", "polarity", "word"),
    [
        (5, "up", "passes"),
        (5, "down", "fails"),
        (20, "up", "fails"),
        (20, "down", "passes"),
        (11, "up", "hit-and-miss"),
        (11, "none", None),
        (None, "up", None),
    ],
)
def test_l_assurance_compare_la_cible_aux_limites(
    target: float | None, polarity: str, word: str | None
) -> None:
    assert assurance(xmr(CALM), target, polarity) == word  # type: ignore[arg-type]


def test_l_assurance_lit_le_dernier_groupe() -> None:
    chart = xmr([*CALM, *(x + 100 for x in CALM)], breaks=[12])
    assert assurance(chart, 50, "up") == "passes"


def test_une_carte_p_a_des_limites_qui_suivent_l_effectif() -> None:
    chart = p_chart([10, 20, 10, 20, 15], [100, 200, 100, 200, 150])
    assert chart["mean"].iloc[0] == pytest.approx(0.1)
    assert chart["high"].iloc[0] == pytest.approx(0.1 + 3 * sqrt(0.09 / 100))
    assert chart["low"].iloc[1] == pytest.approx(0.1 - 3 * sqrt(0.09 / 200))
    assert (p_chart([1, 0, 1, 0, 1], [10] * 5)["low"] == 0).all()


def test_une_carte_p_prime_suit_la_dispersion_observee() -> None:
    counts, totals = [500, 900, 400, 950, 500, 800], [10_000] * 6
    narrow, wide = p_chart(counts, totals), p_chart(counts, totals, laney=True)
    assert (wide["high"] > narrow["high"]).all()


def test_les_cartes_u_c_g_et_t() -> None:
    assert u_chart([4, 6, 5, 4, 6], [10] * 5)["high"].iloc[0] == pytest.approx(0.5 + 3 * sqrt(0.05))
    assert c_chart([4, 6, 5, 4, 6])["high"].iloc[0] == pytest.approx(5 + 3 * sqrt(5))
    days = [10, 20, 30, 20, 20]
    assert g_chart(days)["high"].iloc[0] == pytest.approx(20 + 3 * sqrt(20 * 21))
    assert g_chart(days)["mean"].iloc[0] == 20
    chart = t_chart(days)
    assert chart["value"].tolist() == pytest.approx(days)
    assert chart["mean"].iloc[0] == pytest.approx(np.mean(np.array(days) ** (1 / 3.6)) ** 3.6)


def test_une_part_impossible_est_refusee() -> None:
    with pytest.raises(ValueError, match="counts dépasse son total"):
        p_chart([11], [10])


@given(st.lists(st.floats(-1e6, 1e6), min_size=0, max_size=40))
def test_la_carte_a_une_ligne_par_point_et_des_limites_ordonnees(values: list[float]) -> None:
    chart = xmr(values)
    assert len(chart) == len(values)
    limits = chart.dropna(subset=["mean"])
    assert (limits["low"] <= limits["near_low"]).all()
    assert (limits["near_high"] <= limits["high"]).all()


def test_sans_limites_il_n_y_a_pas_de_signal() -> None:
    assert xmr([1, 2, 30])["signal"].tolist() == [None, None, None]


def test_une_regle_de_moins_de_trois_points_est_refusee() -> None:
    with pytest.raises(ValueError, match="au moins 3 points"):
        xmr([1, 2] * 10, run=1)


def test_les_limites_suivent_la_formule_publiee() -> None:
    """Making Data Count: mean ± 2.66 times the mean moving range, near limits at 1.7733 times."""
    values = [34.0, 36, 33, 37, 35, 38, 34, 36, 35, 37, 33, 36]
    chart = xmr(values, screen_outliers=False)
    spread = np.abs(np.diff(values)).mean()
    assert chart["mean"].iloc[0] == pytest.approx(np.mean(values), abs=1e-12)
    assert chart["high"].iloc[0] == pytest.approx(np.mean(values) + 2.66 * spread, abs=1e-12)
    assert chart["near_low"].iloc[0] == pytest.approx(np.mean(values) - 2.66 * 2 / 3 * spread, abs=1e-12)

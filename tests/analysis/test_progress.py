"""Achievement with every degenerate case of PILOTE, pace, target status and trajectory."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from analysis.progress import Target, achievement_rate, pace, target_status, trajectory

YEARS = ["2022", "2023", "2024", "2025"]


@pytest.mark.parametrize(
    ("initial", "target", "current", "direction", "raw", "displayed"),
    [
        (50, 70, 60, "up", 50, 50),
        (50, 70, 80, "up", 150, 100),
        (50, 70, 40, "up", -50, 0),
        (30, 10, 20, "down", 50, 50),
        (30, 10, 5, "down", 125, 100),
        (30, 10, 40, "down", -50, 0),
        # Already at or past the target at the start: all or nothing.
        (70, 70, 70, "up", 100, 100),
        (70, 70, 69, "up", 0, 0),
        (80, 70, 75, "up", 100, 100),
        (80, 70, 60, "up", 0, 0),
        (70, 70, 71, "stable", 100, 100),
        (70, 70, 69, "stable", 0, 0),
        (50, 70, 60, "stable", 50, 50),
        (10, 10, 10, "down", 100, 100),
        (10, 10, 11, "down", 0, 0),
        (5, 10, 8, "down", 100, 100),
        (5, 10, 12, "down", 0, 0),
        (0, 0, 0, "up", 100, 100),
    ],
)
def test_l_avancement_et_ses_cas_limites(
    initial: float, target: float, current: float, direction: Any, raw: float, displayed: float
) -> None:
    assert achievement_rate(initial, target, current, direction) == pytest.approx((raw, displayed), abs=1e-9)


@pytest.mark.parametrize("numbers", [(None, 70, 60), (50, None, 60), (50, 70, pd.NA)])
def test_un_point_de_depart_ne_s_invente_pas(numbers: tuple[Any, Any, Any]) -> None:
    assert np.isnan(achievement_rate(*numbers, "up")).all()


def test_l_avancement_d_une_serie() -> None:
    raw, displayed = achievement_rate(50, 70, pd.Series([60, 90, None], index=["a", "b", "c"]), "up")
    assert raw.tolist()[:2] == [50, 200]
    assert displayed.tolist()[:2] == [50, 100]
    assert raw.isna().tolist() == [False, False, True]


def test_une_direction_inconnue_est_refusee() -> None:
    with pytest.raises(ValueError, match="direction"):
        achievement_rate(1, 2, 3, "hausse")  # type: ignore[arg-type]


@given(*[st.floats(-1e6, 1e6)] * 3)
def test_hausse_et_baisse_sont_le_miroir_l_une_de_l_autre(
    initial: float, target: float, current: float
) -> None:
    assume(abs(initial - target) > 1e-3)
    assert achievement_rate(initial, target, current, "up") == pytest.approx(
        achievement_rate(-initial, -target, -current, "down")
    )


@pytest.mark.parametrize(
    ("values", "target", "observed", "required", "on_track", "reason"),
    [
        ([50, 52, 54, 56], (66, "2030"), 2, 2, True, "rythme suffisant"),
        ([50, 50, 51, 53], (63, "2030"), 1, 2, True, "rythme un peu lent"),
        ([50, 50, 51, 52], (67, "2030"), 2 / 3, 3, False, "rythme insuffisant"),
        ([60, 58, 56, 54], (64, "2030"), -2, 2, False, "rythme insuffisant"),
        ([30, 26, 22, 18], (8, "2030"), -4, -2, True, "rythme suffisant"),
        ([50, 52, 54, 56], (56, "2030"), 2, 0, True, "cible déjà atteinte"),
    ],
)
def test_le_rythme_observe_face_au_rythme_requis(
    values: list[float], target: Any, observed: float, required: float, on_track: bool, reason: str
) -> None:
    found = pace(pd.Series(values, index=YEARS), target)
    assert (found.observed, found.required) == pytest.approx((observed, required))
    assert (found.on_track, found.reason) == (on_track, reason)


def test_une_cible_depassee_reste_atteinte_meme_si_la_valeur_redescend() -> None:
    found = pace(pd.Series([80, 78, 76, 74], index=YEARS), Target(70, "2030", initial=50))
    assert (found.on_track, found.reason) == (True, "cible déjà atteinte")


@pytest.mark.parametrize(
    ("series", "reason"),
    [
        (pd.Series([1, 2, 3], index=YEARS[:3]), "moins de 4 points consécutifs"),
        (pd.Series([1, 2, 3, 4], index=["2020", *YEARS[1:]]), "moins de 4 points consécutifs"),
        (pd.Series([1, 2, None, 4], index=YEARS), "moins de 4 points consécutifs"),
        (pd.Series([1, 2, 3, 4], index=["2030", "2031", "2032", "2033"]), "échéance passée"),
    ],
)
def test_un_rythme_qui_ne_se_dit_pas(series: pd.Series, reason: str) -> None:
    found = pace(series, (10, "2031"))
    assert (found.on_track, found.reason) == (None, reason)


def test_le_rythme_compte_les_trimestres_jusqu_a_la_fin_de_l_annee_due() -> None:
    series = pd.Series([10, 11, 12, 13], index=["2025-T3", "2025-T4", "2026-T1", "2026-T2"])
    assert pace(series, (19, "2027")).required == pytest.approx(1)


@pytest.mark.parametrize(
    ("polarity", "low", "high", "target", "status"),
    [
        ("up", 55, 65, 50, "atteinte"),
        ("up", 55, 65, 55, "atteinte"),
        ("up", 55, 65, 70, "non atteinte"),
        ("up", 55, 65, 60, "indéterminé"),
        ("down", 55, 65, 70, "atteinte"),
        ("down", 55, 65, 50, "non atteinte"),
        ("down", 55, 65, 60, "indéterminé"),
        ("none", 55, 65, 50, "indéterminé"),
        ("up", None, None, 60, "atteinte"),
        ("up", None, None, 61, "non atteinte"),
        ("up", 55, 65, None, "indéterminé"),
    ],
)
def test_une_cible_de_60_avec_son_intervalle(
    polarity: str, low: Any, high: Any, target: Any, status: str
) -> None:
    indicator: Any = SimpleNamespace(polarity=polarity, kind="proportion", multiplier=100)
    assert target_status(indicator, 60, low, high, target) == status


def test_une_cible_de_cent_pour_cent_peut_etre_atteinte() -> None:
    indicator: Any = SimpleNamespace(polarity="up", kind="proportion", multiplier=100)
    assert target_status(indicator, 100, 44, 100, 100) == "atteinte"
    assert target_status(indicator, 99, 97, 99.9, 100) == "non atteinte"


@pytest.mark.parametrize(
    ("period", "current", "polarity", "expected", "status"),
    [
        ("2027", 65, "up", 60, "en avance"),
        ("2027", 59, "up", 60, "en retard"),
        ("2027", 59, "down", 60, "en avance"),
        ("2031", 59, "up", 70, "en retard"),
        ("2027", None, "up", 60, None),
        ("2027", 65, "none", 60, None),
    ],
)
def test_la_trajectoire_est_une_droite(
    period: str, current: Any, polarity: str, expected: float, status: str | None
) -> None:
    found = trajectory(Target(70, "2029", 50, "2025"), period, current, polarity)
    assert found.expected == pytest.approx(expected, abs=0.01)
    assert found.status == status


def test_sans_point_de_depart_il_n_y_a_pas_de_trajectoire() -> None:
    found = trajectory(Target(70, "2029"), "2027", 60, "up")
    assert np.isnan(found.expected)
    assert found.status is None


def test_une_cible_due_avant_son_depart_est_refusee() -> None:
    with pytest.raises(ValueError, match="avant son départ"):
        trajectory(Target(70, "2024", 50, "2025"), "2025", 60, "up")


def test_sans_cible_il_n_y_a_pas_de_rythme() -> None:
    series = pd.Series([10.0, 11, 12, 13], index=["2022", "2023", "2024", "2025"])
    assert pace(series, (None, "2030")).reason == "pas de cible"


def test_une_cible_sans_echeance_n_a_que_le_rythme_observe() -> None:
    series = pd.Series([10, 11, 12, 13], index=[2022, 2023, 2024, 2025])
    for target in (20, (20, None), Target(20, None)):
        found = pace(series, target)
        assert (found.observed, found.on_track, found.reason) == (1, None, "pas d'échéance")
        assert np.isnan(found.required)


def test_un_rythme_demande_des_periodes_et_des_nombres() -> None:
    with pytest.raises(ValueError, match="codes de période"):
        pace([1, 2, 3, 4], (10, "2030"))
    with pytest.raises(ValueError, match="target est infini"):
        pace(pd.Series([1, 2, 3, 4], index=YEARS), (float("inf"), "2030"))

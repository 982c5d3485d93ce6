"""Whether a figure is out of the ordinary, on series small enough to be seen."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from analysis.points import Point
from analysis.standing import Standing
from analysis.targets import Goal, Step
from analysis.usual_variation import UsualVariation, usual_variation
from analysis.verdict import Verdict
from data.codebook import load
from data.periods import Period

SHARE = load().indicators["SEC-02"]  # monthly share, up is better
COUNT = load().indicators["ACC-04"]  # quarterly count
YEARLY = load().indicators["PRE-01"]
STEADY = [60, 62, 58, 61, 59, 60, 63, 57, 60, 61, 59, 60]


def share(number: int, percent: float | None, total: int = 200, **other: object) -> Point:
    period = Period.month(2025, 1).next(number)
    count = None if percent is None else percent * total / 100
    given = {"low": None, "high": None, "flag": "ok", "reported": 1, "expected": 1, "demonstration": True}
    return Point(period, percent, numerator=count, denominator=float(total), **(given | other))  # type: ignore[arg-type]


def shares(percents: Sequence[float | None], total: int = 200) -> list[Point]:
    return [share(number, percent, total) for number, percent in enumerate(percents)]


def read(
    points: Sequence[Point], target: float | None = None, indicator: object = SHARE
) -> UsualVariation | None:
    steps = (Step(Period.month(2031, 12), target),) if target is not None else ()
    goal = Goal(None, None, steps, None) if steps else None
    verdict = Verdict("stable", "", "")
    return usual_variation(Standing(indicator, tuple(points), goal, None, verdict, False))  # type: ignore[arg-type]


def known(usual: UsualVariation | None) -> UsualVariation:
    assert usual is not None
    return usual


def test_une_serie_reguliere_n_a_rien_d_inhabituel() -> None:
    usual = known(read(shares(STEADY)))
    assert usual.title == "Rien d'inhabituel"
    assert "reste dans ses variations habituelles" in usual.reading
    assert usual.signals == {}
    # p = 60 %, n = 200: 60 ± 3 · √(0,6 · 0,4 / 200) = 60 ± 10,39 points.
    limit = usual.groups[0][0]
    assert (limit.mean, limit.low, limit.high) == pytest.approx((60.0, 49.608, 70.392), abs=1e-3)


@pytest.mark.parametrize(("total", "chart"), [(200, "carte p,"), (2_000, "carte p′,")])
def test_la_carte_est_nommee_comme_elle_est_faite(total: int, chart: str) -> None:
    assert chart in known(read(shares(STEADY, total=total))).method


def test_un_point_hors_des_limites_se_dit_et_se_montre() -> None:
    usual = known(read(shares([*STEADY[:-1], 85])))
    assert usual.title == "Changement inhabituel, dans le bon sens"
    assert usual.reading.startswith("En décembre 2025, le chiffre sort des limites habituelles")
    assert usual.signals == {"décembre 2025": "hors des limites habituelles"}


@pytest.mark.parametrize(
    ("target", "said"),
    [
        (40, "dépassée même dans les moins bonnes"),
        (62, "tantôt atteinte, tantôt manquée"),
        (90, "hors de portée"),
    ],
)
def test_la_cible_se_compare_a_ce_que_la_serie_fait_d_ordinaire(target: float, said: str) -> None:
    assert said in known(read(shares(STEADY), target)).reading


def test_avec_tres_peu_de_cas_rien_n_est_inhabituel_et_cela_se_dit() -> None:
    percents = [50.0, 100.0, 0.0, 50.0, 100.0, 50.0, 0.0, 50.0, 100.0, 50.0]
    usual = known(read(shares(percents, total=2), 80))
    assert usual.title == "Trop peu de cas pour le dire"
    assert "cible" not in usual.reading


def test_une_serie_qui_monte_sans_cesse_n_a_pas_de_niveau_habituel() -> None:
    usual = known(read(shares([40 + 2 * step for step in range(20)], total=1_000), 95))
    assert usual.title == "Pas de niveau habituel"
    assert (usual.groups, usual.signals) == ((), {})
    assert "hors de portée" not in usual.reading


def test_un_chiffre_provisoire_n_est_pas_pris_pour_un_changement() -> None:
    points = [*shares(STEADY), share(12, 5, flag="provisional")]
    assert known(read(points)).title == "Rien d'inhabituel"


def test_une_periode_ou_trop_de_structures_manquent_est_laissee_de_cote() -> None:
    points = [*shares(STEADY), share(12, 20, reported=1, expected=2), share(13, 60)]
    usual = known(read(points))
    assert usual.title == "Rien d'inhabituel"
    assert "faute de réponses : janvier 2026" in usual.method


def test_un_changement_de_definition_ouvre_un_autre_groupe() -> None:
    low = [share(number, 30 + number % 3) for number in range(12)]
    high = [
        share(number, 70 + number % 3, flag="break" if number == 12 else "ok") for number in range(12, 24)
    ]
    usual = known(read([*low, *high]))
    assert [round(group[0].mean) for group in usual.groups] == [31, 71]
    assert usual.signals == {}


def test_un_effectif_ne_descend_jamais_sous_zero() -> None:
    values = [3, 9, 1, 8, 2, 9, 1, 7, 2, 8]
    points = [
        Point(
            Period.quarter(2024, 1).next(step), float(value), None, None, float(value), None, "ok", 1, 1, True
        )
        for step, value in enumerate(values)
    ]
    usual = known(read(points, indicator=COUNT))
    assert "carte XmR" in usual.method
    assert usual.groups[0][0].low == 0


def test_une_serie_annuelle_ou_trop_courte_n_a_pas_de_carte() -> None:
    assert read(shares(STEADY[:7])) is None
    assert read(shares(STEADY), indicator=YEARLY) is None

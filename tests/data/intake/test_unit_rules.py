from __future__ import annotations

import pytest

from tests.data.small_files import activity, causes, column, read


def hours(value: str) -> str:
    return activity(f"2025-01;mediation;;04070;;heures_mediation;{value}")


@pytest.mark.parametrize("value", ["12 jours", "5 j", "12 €", "3 journées"])
def test_une_unite_qui_n_est_pas_celle_de_la_mesure_est_refusee(value: str) -> None:
    reading = read(hours(value))
    assert causes(reading) == {"other_unit"}
    assert "heures" in reading.report.errors[0].message


@pytest.mark.parametrize("value", ["12 h", "12 heures", "12"])
def test_l_unite_de_la_mesure_est_retiree(value: str) -> None:
    assert column(read(hours(value)), "valeur") == [12.0]


def test_des_heures_ne_sont_pas_des_passages() -> None:
    assert causes(read(activity("2025-01;mediation;;04070;;passages;12 h"))) == {"other_unit"}

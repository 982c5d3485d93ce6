from __future__ import annotations

from pathlib import Path

import pytest

from data.intake import commit
from data.store import Store
from tests.data.small_files import activity, causes, only, passages, read

STRUCTURES_AND_VALUES = (("accueil_tilleuls", "12"), ("mediation", "11000"), ("012345", "14"))


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """Ten months around 50 passages, already deposited."""
    store = Store(tmp_path)
    values = [48, 52, 50, 47, 55, 51, 49, 50, 53, 50]
    rows = [passages(str(value), f"2025-{month:02d}") for month, value in enumerate(values, start=1)]
    commit(read(activity(*rows)), store, author="Accueil")
    return store


def test_une_valeur_loin_des_huit_dernieres_periodes_est_a_confirmer(store: Store) -> None:
    reading = read(activity(passages("90", "2025-11")), store=store)
    problem = only(reading, "outlier")
    assert (reading.verdict, problem.value, problem.line) == ("to_confirm", "90", 2)
    assert "8 dernières périodes" in problem.message


def test_une_valeur_proche_des_dernieres_ne_demande_rien(store: Store) -> None:
    assert read(activity(passages("56", "2025-11")), store=store).verdict == "accepted"


def test_une_autre_sorte_de_periode_n_est_pas_comparee(store: Store) -> None:
    assert read(activity(passages("150", "2025-T4")), store=store).verdict == "accepted"


def test_trois_periodes_ne_suffisent_pas_a_juger(tmp_path: Path) -> None:
    store = Store(tmp_path)
    rows = [passages("50", f"2025-{month:02d}") for month in (1, 2, 3)]
    commit(read(activity(*rows)), store, author="Accueil")
    assert read(activity(passages("90", "2025-11")), store=store).verdict == "accepted"


def test_une_serie_constante_tolere_un_petit_ecart(tmp_path: Path) -> None:
    store = Store(tmp_path)
    rows = [passages("50", f"2025-{month:02d}") for month in range(1, 9)]
    commit(read(activity(*rows)), store, author="Accueil")
    assert read(activity(passages("60", "2025-11")), store=store).verdict == "accepted"
    assert causes(read(activity(passages("70", "2025-11")), store=store), "confirm") == {"outlier"}


def test_un_saut_de_mille_dans_une_mesure_est_a_confirmer_meme_sans_serie() -> None:
    territories = ["04070", "QP004001", "QP004002", "hors_qpv"]
    rows = [f"2025-01;mediation;;{code};;passages;4{place}" for place, code in enumerate(territories)]
    reading = read(activity(*rows, "2025-01;accueil_tilleuls;;04070;;passages;42000"))
    assert only(reading, "outlier").line == 6


def test_des_structures_de_tailles_differentes_ne_demandent_rien() -> None:
    rows = [
        f"2025-0{month};mediation;;04070;;passages;{value}"
        for month, value in enumerate([5, 6, 7, 400, 450], 1)
    ]
    assert read(activity(*rows)).verdict == "accepted"


def test_trois_valeurs_d_une_mesure_suffisent_a_voir_un_mille_de_trop() -> None:
    rows = [f"2025-01;{code};;04070;;passages;{value}" for code, value in STRUCTURES_AND_VALUES]
    assert only(read(activity(*rows)), "outlier").value == "11000"

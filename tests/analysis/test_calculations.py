"""From measures to numerators and denominators, with coverage."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd

from analysis.calculations import calculate
from analysis.measure import measured_cells
from data.declarations import Calculation
from tests.analysis.activity import CITY, NORTH, TODAY, activity, codebook, indicator

BOOK = codebook()
SHARE = indicator()
NUMBER = indicator(numerator=["personnes"], denominator=[], kind="count", unit="personnes", multiplier=1)


def row(
    text: str, periode: str, *, territoire: str = CITY, structure: str = "ensemble", **options: Any
) -> pd.Series:
    found = rows(text, **options)
    here = found[
        (found["periode"] == periode)
        & (found["territoire"] == territoire)
        & (found["structure"] == structure)
        & (found["category"] == "ensemble")
    ]
    assert len(here) == 1, f"{len(here)} lignes"
    return here.iloc[0]


def rows(
    text: str,
    *,
    calculation: Calculation = SHARE,
    closures: dict[str, date] | None = None,
    today: date = TODAY,
) -> pd.DataFrame:
    cells = measured_cells(activity(text), BOOK)
    return calculate(cells, [(calculation, "quarter")], BOOK, closures or {}, today)


def transmitted(
    structure: str, quarter: str, held: int | None, planned: int | None, territory: str = CITY
) -> str:
    lines = []
    if held is not None:
        lines.append(f"{quarter} {structure} ensemble {territory} tous seances {held}")
    if planned is not None:
        lines.append(f"{quarter} {structure} ensemble {territory} tous seances_prevues {planned}")
    return "\n".join(lines) + "\n"


def test_numerateur_et_denominateur_sont_additionnes_entre_structures() -> None:
    text = transmitted("A", "2025-T1", 8, 10) + transmitted("B", "2025-T1", 1, 5)
    city = row(text, "2025-T1")
    assert (city["numerator"], city["denominator"]) == (9, 15)
    assert (city["reported"], city["expected"]) == (2, 2)


def test_chaque_structure_garde_sa_ligne() -> None:
    text = transmitted("A", "2025-T1", 8, 10) + transmitted("B", "2025-T1", 1, 5)
    alone = row(text, "2025-T1", structure="B")
    assert (alone["numerator"], alone["denominator"]) == (1, 5)


def test_une_structure_sans_numerateur_sort_aussi_du_denominateur() -> None:
    text = transmitted("A", "2025-T1", 8, 10) + transmitted("B", "2025-T1", 1, 5)
    text += transmitted("A", "2025-T2", 8, 10) + transmitted("B", "2025-T2", None, 5)
    city = row(text, "2025-T2")
    assert (city["numerator"], city["denominator"]) == (8, 10)
    assert (city["reported"], city["expected"]) == (1, 2)


def test_une_structure_qui_se_tait_reste_attendue() -> None:
    text = (
        transmitted("A", "2025-T1", 8, 10)
        + transmitted("B", "2025-T1", 1, 5)
        + transmitted("A", "2025-T2", 8, 10)
    )
    assert row(text, "2025-T2")["expected"] == 2
    assert bool(row(text, "2025-T2", structure="B")["missing"])


def test_une_structure_fermee_n_est_plus_attendue() -> None:
    text = (
        transmitted("A", "2025-T1", 8, 10)
        + transmitted("B", "2025-T1", 1, 5)
        + transmitted("A", "2025-T2", 8, 10)
    )
    assert row(text, "2025-T2", closures={"B": date(2025, 3, 31)})["expected"] == 1


def test_une_structure_n_est_pas_attendue_avant_son_premier_envoi() -> None:
    text = (
        transmitted("A", "2025-T1", 8, 10)
        + transmitted("A", "2025-T2", 8, 10)
        + transmitted("B", "2025-T2", 1, 5)
    )
    assert row(text, "2025-T1")["expected"] == 1
    assert row(text, "2025-T2")["expected"] == 2


def test_une_periode_passee_que_personne_n_a_transmise_est_manquante() -> None:
    text = transmitted("A", "2025-T1", 8, 10) + transmitted("A", "2025-T3", 8, 10)
    silent = row(text, "2025-T2")
    assert bool(silent["missing"])
    assert (silent["reported"], silent["expected"]) == (0, 1)


def test_une_periode_dont_le_delai_court_encore_n_est_pas_en_retard() -> None:
    text = transmitted("A", "2025-T1", 8, 10)
    found = rows(text, today=date(2025, 8, 1))
    assert set(found["periode"]) == {"2025-T1"}


def test_un_denominateur_tenu_par_un_autre_service_est_compris() -> None:
    text = transmitted("A", "2025-T1", 8, None) + transmitted("DSDEN", "2025-T1", None, 40)
    city = row(text, "2025-T1")
    assert (city["numerator"], city["denominator"]) == (8, 40)


def test_des_personnes_ne_s_additionnent_pas_entre_structures() -> None:
    text = "2025-T1 A ensemble 99001 tous personnes 30\n2025-T1 B ensemble 99001 tous personnes 50"
    city = row(text, "2025-T1", calculation=NUMBER)
    assert bool(city["not_additive"])
    assert (city["largest"], city["numerator"]) == (50, 80)


def test_une_part_de_personnes_est_mise_en_commun_entre_structures() -> None:
    share = indicator(numerator=["nouvelles"], denominator=["personnes"])
    text = """2025-T1 A ensemble 99001 tous personnes 30
              2025-T1 A ensemble 99001 tous nouvelles 12
              2025-T1 B ensemble 99001 tous personnes 50
              2025-T1 B ensemble 99001 tous nouvelles 20"""
    city = row(text, "2025-T1", calculation=share)
    assert not city["not_additive"]
    assert (city["numerator"], city["denominator"]) == (32, 80)


def test_chaque_quartier_a_sa_ligne() -> None:
    text = transmitted("A", "2025-T1", 8, 10, "NORD") + transmitted("A", "2025-T1", 1, 5, "SUD")
    assert row(text, "2025-T1", territoire=NORTH)["numerator"] == 8
    assert row(text, "2025-T1")["denominator"] == 15


def test_aucune_ligne_ne_donne_aucun_resultat() -> None:
    nothing = measured_cells(activity("2025-T1 A ensemble 99001 tous seances 4").head(0), BOOK)
    assert calculate(nothing, [(SHARE, "quarter")], BOOK, {}, TODAY).empty

"""Targets as deposited: a start is a value at a period, never put together from two rows."""

from __future__ import annotations

from typing import Any

import pandas as pd

from analysis.targets import Goal, goals_of
from data.periods import Period

CITY = "30189"


def goal(*rows: dict[str, Any]) -> Goal:
    names = ["indicateur", "territoire", "periode_initiale", "valeur_initiale", "echeance", "valeur_cible"]
    plain = dict.fromkeys(names) | {"indicateur": "A", "territoire": CITY, "decision": None}
    return goals_of(pd.DataFrame([plain | row for row in rows]), CITY)["A"]


def test_le_depart_vient_de_la_ligne_qui_a_les_deux() -> None:
    found = goal(
        {"echeance": "2031", "valeur_cible": 80, "periode_initiale": "2024"},
        {"echeance": "2028", "valeur_cible": 70, "periode_initiale": "2025", "valeur_initiale": 62.0},
    )
    assert (found.start, found.start_value) == (Period.year(2025), 62)
    assert [step.value for step in found.steps] == [70, 80]


def test_un_depart_qui_n_est_pas_avant_l_echeance_n_en_est_pas_un() -> None:
    late = {"echeance": "2025-T4", "valeur_cible": 80, "periode_initiale": "2026-T1", "valeur_initiale": 62.0}
    assert (goal(late).start, goal(late).start_value) == (None, None)
    same = late | {"periode_initiale": "2025"}
    assert goal(same).start is None


def test_une_periode_et_une_valeur_de_deux_lignes_ne_font_pas_un_depart() -> None:
    found = goal(
        {"echeance": "2031", "valeur_cible": 80, "periode_initiale": "2024"},
        {"echeance": "2028", "valeur_cible": 70, "valeur_initiale": 62.0},
    )
    assert (found.start, found.start_value) == (None, None)

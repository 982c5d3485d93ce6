from __future__ import annotations

import pandas as pd

from data.habits import Habit, habits_of, memory_of, rows_of

HEADING = Habit("colonne", "activite", "quartier", "territoire")


def test_la_derniere_reponse_compte() -> None:
    memory = memory_of([HEADING, Habit("colonne", "activite", "quartier", "")])
    assert memory.columns == {"activite": {"quartier": ""}}


def test_chaque_habitude_reste_a_sa_place() -> None:
    memory = memory_of(
        [
            HEADING,
            Habit("code", "territoires", "ville", "30189"),
            Habit("accord", "activite", "wide_periods", "oui"),
        ]
    )
    assert memory.columns == {"activite": {"quartier": "territoire"}}
    assert memory.codes == {"territoires": {"ville": "30189"}}
    assert memory.agreed == {"activite": frozenset({"wide_periods"})}


def test_les_habitudes_sont_celles_d_un_auteur_dans_l_ordre_de_ses_depots_actifs() -> None:
    later = Habit("colonne", "activite", "quartier", "public")
    rows = pd.concat(
        [
            rows_of([later], "b", "Escale").to_pandas(),
            rows_of([HEADING], "a", "Escale").to_pandas(),
            rows_of([HEADING], "c", "Relais").to_pandas(),
            rows_of([Habit("code", "publics", "x", "tous")], "retire", "Escale").to_pandas(),
        ]
    )
    assert habits_of(rows, "Escale", {"a": 1, "b": 2, "c": 3}) == (HEADING, later)

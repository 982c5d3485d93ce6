"""A quarter and its months that come in different files: no double count, and the sender is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.intake import commit
from data.report import Problem
from data.store import Store
from tests.data.small_files import activity, causes, only, passages, read

QUARTER = activity(passages("36", "2025-T1"))
FIRST, SECOND, THIRD = (
    passages(value, f"2025-0{month}") for month, value in enumerate(("10", "12", "14"), 1)
)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path)


def _deposit(store: Store, content: str) -> None:
    commit(read(content, store=store), store, author="accueil", confirmed=True)


def _told(store: Store, content: str) -> list[Problem]:
    problems = read(content, store=store).report.problems
    return [problem for problem in problems if problem.cause == "stored_period"]


def test_des_mois_apres_leur_trimestre_disent_que_le_trimestre_sert_et_qu_ils_concordent(
    store: Store,
) -> None:
    _deposit(store, QUARTER)
    told = _told(store, activity(FIRST, SECOND, THIRD))
    assert [(problem.severity, problem.line, problem.column) for problem in told] == [
        ("information", 2, "periode"),
        ("information", 3, "periode"),
        ("information", 4, "periode"),
    ]
    assert "1er trimestre 2025" in told[0].message
    assert "(36, dépôt" in told[0].message
    assert "Leur somme est 36\u00a0: les deux concordent." in told[0].message


def test_des_mois_qui_ne_font_pas_leur_trimestre_sont_a_confirmer(store: Store) -> None:
    _deposit(store, QUARTER)
    told = _told(store, activity(FIRST, SECOND, passages("20", "2025-03")))
    assert {problem.severity for problem in told} == {"confirm"}
    assert "Leur somme est 42\u00a0: les deux ne concordent pas" in told[0].message


def test_un_trimestre_incomplet_ne_se_compare_pas_encore(store: Store) -> None:
    _deposit(store, QUARTER)
    (told,) = _told(store, activity(FIRST))
    assert told.severity == "information"
    assert "1 sur 3 sont connus" in told.message


def test_un_trimestre_apres_ses_mois_dit_qu_il_servira(store: Store) -> None:
    _deposit(store, activity(FIRST, SECOND, THIRD))
    problem = only(read(activity(passages("40", "2025-T1")), store=store), "stored_period")
    assert (problem.severity, problem.line) == ("confirm", 2)
    assert "(40) qui servira" in problem.message
    assert "Leur somme est 36" in problem.message


def test_les_mois_deja_la_comptent_avec_ceux_du_fichier(store: Store) -> None:
    _deposit(store, activity(FIRST, passages("36", "2025-T1")))
    told = _told(store, activity(SECOND, THIRD))
    assert [problem.line for problem in told] == [2, 3]
    assert all("les deux concordent" in problem.message for problem in told)


def test_une_file_active_se_tient_entre_le_plus_grand_mois_et_leur_somme(store: Store) -> None:
    months = [row.replace("passages", "file_active") for row in (FIRST, SECOND, THIRD)]
    _deposit(store, activity(*months))
    inside = read(activity(passages("20", "2025-T1").replace("passages", "file_active")), store=store)
    assert only(inside, "stored_period").severity == "information"
    outside = read(activity(passages("13", "2025-T1").replace("passages", "file_active")), store=store)
    assert "on attend de 14 à 36" in only(outside, "stored_period").message
    assert only(outside, "stored_period").severity == "confirm"


def test_une_valeur_non_transmise_ne_se_compare_pas(store: Store) -> None:
    _deposit(store, activity(passages("NC", "2025-T1")))
    told = _told(store, activity(FIRST, SECOND, THIRD))
    assert "(sans nombre, dépôt" in told[0].message
    assert "ils ne se comparent pas" in told[0].message


def test_les_memes_mois_corriges_ne_disent_rien_du_trimestre_qui_n_est_pas_la(store: Store) -> None:
    _deposit(store, activity(FIRST, SECOND))
    assert _told(store, activity(FIRST, passages("13", "2025-02"))) == []


def test_un_mois_d_une_autre_structure_ne_concerne_pas_le_trimestre(store: Store) -> None:
    _deposit(store, QUARTER)
    assert _told(store, activity(FIRST.replace("accueil_tilleuls", "mediation"))) == []


def test_une_annee_civile_ne_contient_pas_une_annee_scolaire(store: Store) -> None:
    _deposit(store, activity(passages("100", "2024")))
    assert _told(store, activity(passages("30", "2024-2025"))) == []


def test_une_annee_apres_ses_trimestres_en_repond(store: Store) -> None:
    _deposit(store, activity(*(passages("25", f"2024-T{quarter}") for quarter in (1, 2, 3, 4))))
    reading = read(activity(passages("100", "2024")), store=store)
    assert only(reading, "stored_period").severity == "information"
    assert "stored_period" not in causes(reading, "confirm")

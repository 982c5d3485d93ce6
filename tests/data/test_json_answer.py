from __future__ import annotations

import json
from collections.abc import Collection
from pathlib import Path
from typing import Any

from data.intake import commit, difference
from data.json_answer import answer_as_json
from data.store import Store
from tests.data.small_files import activity, passages, read

KEYS = {"line", "column", "letter", "cell", "value", "message", "severity", "cause", "suggestion", "field"}


def answered(content: str, answers: Collection[str] = frozenset(), **options: Any) -> dict[str, Any]:
    return json.loads(answer_as_json(read(content, answers=answers), **options))


def test_le_json_a_toutes_les_cles_attendues() -> None:
    answer = json.loads(answer_as_json(read(activity(passages("douze"), passages("<5", "2025-02")))))
    assert set(answer) >= {"verdict", "table", "rows_read", "rows_ok", "sum_valeur", "questions"}
    assert set(answer["problems"][0]) == KEYS
    (repair,) = answer["repaired"]
    assert (repair["cause"], repair["count"], repair["lines"]) == ("masked_value", 1, [3])


def test_le_json_compte_les_problemes_par_gravite_et_les_lignes_par_statut() -> None:
    answer = answered(
        activity(
            passages("douze"), passages("<5", "2025-02"), passages("NC", "2025-03"), passages("3", "2025-04")
        )
    )
    assert answer["counts"] == {"error": 1, "confirm": 0, "information": 0}
    assert answer["statuses"] == {"secret": 1, "non_transmis": 1, "definitif": 1}


def test_une_longue_liste_d_erreurs_est_comptee_entiere() -> None:
    answer = answered(activity(*[passages("douze")] * 10_500))
    assert answer["counts"]["error"] == 10_500
    assert len(answer["problems"]) < answer["counts"]["error"]


def test_chaque_question_du_json_dit_comment_y_repondre() -> None:
    (question,) = answered(activity(passages("1.234")))["questions"]
    assert question["answer"] == "--answer ambiguous_number"
    assert [choice["answer"] for choice in question["choices"]] == [
        "--answer ambiguous_number",
        "--answer ambiguous_number:decimal",
    ]
    resembling = activity(
        "2025-01;mediation;04070;passages;3", headings="periode;structure;le territoir;mesure;valeur"
    )
    assert [each["answer"] for each in answered(resembling)["questions"]] == [
        '--answer "column:le territoir"'
    ]


def test_un_probleme_du_json_nomme_aussi_notre_colonne() -> None:
    file = activity(
        "janv. 2025;mediation;04070;passages;x", headings="Mois;Association;Quartier;Indicateur;Nombre"
    )
    (error,) = [problem for problem in answered(file)["problems"] if problem["severity"] == "error"]
    assert (error["column"], error["field"], error["letter"]) == ("Nombre", "valeur", "E")


def test_une_colonne_d_un_tableau_large_est_une_valeur_dans_le_json() -> None:
    file = activity(
        "mediation;04070;passages;x;3", headings="structure;territoire;mesure;janv. 2025;févr. 2025"
    )
    (error,) = [problem for problem in answered(file)["problems"] if problem["severity"] == "error"]
    assert (error["column"], error["field"]) == ("janv. 2025", "valeur")


def test_les_lignes_justes_se_demandent_avec_leur_place() -> None:
    answer = answered(activity(passages("12"), passages("douze", "2025-02")), with_rows=True)
    assert [(row["ligne"], row["periode"], row["valeur"]) for row in answer["rows"]] == [(2, "2025-01", 12)]
    assert "rows" not in answered(activity(passages("12")))


def test_remplacer_des_valeurs_demande_un_motif_des_la_verification(tmp_path: Path) -> None:
    store = Store(tmp_path)
    commit(read(activity(passages("12")), store=store), store, author="Accueil", confirmed=True)
    corrected = read(activity(passages("13")), store=store)
    answer = json.loads(answer_as_json(corrected, difference(corrected, store)))
    assert answer["verdict"] == "to_confirm"
    assert [question["answer"] for question in answer["questions"] if question["id"] == "reason"] == [
        '--reason "pourquoi"'
    ]

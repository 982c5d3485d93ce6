from __future__ import annotations

from data.intake.questions import question_id, questions_of, settled
from data.report import Problem, Report

DOUBTS = Report(
    (
        Problem("confirm", "outlier", "Valeur inhabituelle.", line=3),
        Problem("confirm", "outlier", "Valeur inhabituelle.", line=4),
        Problem("confirm", "column", "Est-ce bien cela ?", column="teritoire"),
        Problem("error", "not_a_number", "Pas un nombre.", line=5),
    )
)


def test_une_question_par_sorte_de_doute() -> None:
    first, second = questions_of(DOUBTS)
    assert (first.id, second.id) == ("outlier", "column:teritoire")
    assert first.text == "Valeur inhabituelle. (ligne 3) Et 1 autre cas semblable."


def test_un_oui_fait_d_un_doute_une_information() -> None:
    answered = settled(DOUBTS, {"outlier"})
    assert [question.id for question in questions_of(answered)] == ["column:teritoire"]
    assert len(answered.information) == 2
    assert len(answered.errors) == 1


def test_chaque_colonne_ressemblante_a_sa_propre_question() -> None:
    assert question_id(Problem("confirm", "column", "?", column="mesurre")) == "column:mesurre"

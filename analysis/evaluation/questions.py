"""What the figures cannot say by themselves: questions answered by the analyst, and kept with the plan.

Sources: the seven risk-of-bias questions of EPOC (Cochrane) for interrupted series, and the assumptions that
comparison with other places adds. An unanswered question counts as a no.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from analysis.evaluation.effect import Check
from data.schemas import PLAN_QUESTIONS

YES, NO, UNKNOWN = "oui", "non", "ne_sait_pas"


PREFIX = "q_"
_FAILURES = {
    "q_independante": "un autre changement a pu avoir lieu à la même date",
    "q_forme_declaree": "la date a pu être choisie d'après les chiffres",
    "q_collecte_inchangee": "l'action a pu changer la façon de compter",
    "q_mesure_automatique": "le chiffre a pu être influencé par ceux qui mènent l'action",
    "q_donnees_completes": "des chiffres peuvent manquer ou être révisés",
    "q_choix_declare": "l'indicateur a pu être choisi pour son résultat",
    "q_pas_de_pic": "un retour à l'ordinaire après un pic n'est pas exclu",
    "q_comparaison_intacte": "l'action a pu toucher aussi les lieux de comparaison",
}


@dataclass(frozen=True)
class Question:
    """`failure` completes « pourrait avoir une autre cause : ... » when the answer is not yes."""

    code: str
    text: str
    failure: str


QUESTIONS = tuple(
    Question(column.removeprefix(PREFIX), f"{text} ?", _FAILURES[column]) for column, text in PLAN_QUESTIONS
)


def question_checks(answers: Mapping[str, str]) -> list[Check]:
    """One check per question: passed only when the answer is yes."""
    return [_check(question, answers.get(question.code, "")) for question in QUESTIONS]


def _check(question: Question, answer: str) -> Check:
    said = {YES: "Réponse : oui.", NO: "Réponse : non.", UNKNOWN: "Réponse : ne sait pas, compté comme non."}
    detail = said.get(answer, "Sans réponse, compté comme non.")
    return Check(f"question_{question.code}", question.text, answer == YES, detail, question.failure)

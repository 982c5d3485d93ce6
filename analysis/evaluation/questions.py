"""What the figures cannot say by themselves: questions answered by the analyst, and kept with the plan.

Sources: the seven risk-of-bias questions of EPOC (Cochrane) for interrupted series, and the assumptions that
comparison with other places adds. An unanswered question counts as a no.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from analysis.evaluation.effect import Check

YES, NO, UNKNOWN = "oui", "non", "ne_sait_pas"


@dataclass(frozen=True)
class Question:
    """`failure` completes « pourrait avoir une autre cause : ... » when the answer is not yes."""

    code: str
    text: str
    failure: str


QUESTIONS = (
    Question(
        "independante",
        "Rien d'autre n'a commencé à cette date, là où l'action a lieu ?",
        "un autre changement a pu avoir lieu à la même date",
    ),
    Question(
        "forme_declaree",
        "La date et la forme de l'effet attendu ont été fixées avant de regarder les chiffres ?",
        "la date a pu être choisie d'après les chiffres",
    ),
    Question(
        "collecte_inchangee",
        "L'action n'a pas changé la façon de compter, ni l'effort de comptage ?",
        "l'action a pu changer la façon de compter",
    ),
    Question(
        "mesure_automatique",
        "Le chiffre est compté sans pouvoir être influencé par ceux qui mènent l'action ?",
        "le chiffre a pu être influencé par ceux qui mènent l'action",
    ),
    Question(
        "donnees_completes",
        "Les chiffres sont complets avant comme après, sans révision en attente ?",
        "des chiffres peuvent manquer ou être révisés",
    ),
    Question(
        "choix_declare",
        "Cet indicateur a été choisi d'avance, et non parce que son résultat plaît ?",
        "l'indicateur a pu être choisi pour son résultat",
    ),
    Question(
        "pas_de_pic",
        "Le lieu n'a pas été choisi parce que les chiffres y étaient exceptionnellement hauts ?",
        "un retour à l'ordinaire après un pic n'est pas exclu",
    ),
    Question(
        "comparaison_intacte",
        "Les lieux de comparaison n'ont pas été touchés, ni par l'action ni par des déplacements ?",
        "l'action a pu toucher aussi les lieux de comparaison",
    ),
)


def question_checks(answers: Mapping[str, str]) -> list[Check]:
    """One check per question: passed only when the answer is yes."""
    return [_check(question, answers.get(question.code, "")) for question in QUESTIONS]


def _check(question: Question, answer: str) -> Check:
    said = {YES: "Réponse : oui.", NO: "Réponse : non.", UNKNOWN: "Réponse : ne sait pas, compté comme non."}
    detail = said.get(answer, "Sans réponse, compté comme non.")
    return Check(f"question_{question.code}", question.text, answer == YES, detail, question.failure)

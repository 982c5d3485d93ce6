"""What is wrong or doubtful in a file, as its sender reads it: one entry per cause, with its first places."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from analysis.wording import NO_BREAK, plural
from data.intake import Question, Reading
from data.intake.questions import question_id
from data.report import FIRST_LINES, Group, Problem, Report, Severity

_SENTENCES = re.compile(r"(?<=[.!?]) (?=[A-ZÀ-Ý«])")
PLACES = ("Où", "Colonne", "Valeur lue", "À écrire", "Pourquoi")
# What holds of every place, where the sentence of each place quotes its own value.
OF_ALL = {
    "unknown_code": "Ces mots ne figurent pas dans la liste de leur colonne. "
    "Les listes sont dans le modèle à télécharger.",
    "labelling_word": f"Ces mots étiquettent les personnes{NO_BREAK}: préférez ceux-ci.",
    "missing_cell": f"Ces cases sont vides, alors que leur colonne est nécessaire{NO_BREAK}: remplissez-les.",
    "not_a_number": f"Ces cases n'ont pas de nombre{NO_BREAK}: écrivez des chiffres (1234,5), "
    f"«{NO_BREAK}NC{NO_BREAK}» si la valeur manque, «{NO_BREAK}<5{NO_BREAK}» si elle est masquée.",
    "unreadable_period": f"Ces périodes ne se lisent pas{NO_BREAK}: écrivez 2025-03, mars 2025 ou 2025-T1.",
    "unreadable_date": f"Ces dates ne se lisent pas{NO_BREAK}: écrivez par exemple 31/03/2025.",
}
# What comes before places that each say why.
EACH_SAYS = {
    "conflicting_rows": f"Des lignes se contredisent{NO_BREAK}: gardez la bonne.",
    "part_above_whole": "Une partie dépasse le tout qui la contient.",
    "stored_period": "Une période plus longue ou plus courte est déjà enregistrée pour les mêmes chiffres.",
    "outlier": "Des valeurs sont inhabituelles. Confirmez si elles sont justes.",
}
UNSAID = " Un mot qui pourrait nommer quelqu'un n'est pas recopié\u00a0: regardez sa case."
SEVERAL = "Plusieurs cases posent le même problème, dit à côté de chacune."


@dataclass(frozen=True)
class Finding:
    """Problems of one cause: what is said of all, how many, and where the first ones stand.

    `places` rows are: where, column, value read, what to write, why when it differs from place to place.
    `rest` tells how many more there are.
    """

    sentence: str
    count: str = ""
    places: tuple[tuple[str, ...], ...] = ()
    rest: str = ""


def findings(reading: Reading, severity: Severity) -> list[Finding]:
    """Problems of one severity, grouped by cause."""
    told = Report(tuple(problem for problem in reading.report.problems if not problem.answered))
    return [_finding(group) for group in told.grouped() if group.severity == severity]


def doubt(reading: Reading, question: Question) -> Finding:
    """What a question is about, whether or not it was answered since."""
    asked = [problem for problem in reading.report.problems if _raises(problem, question)]
    if not any(problem.line for problem in asked):
        return Finding(question.text)
    count = sum(problem.count for problem in asked)
    return _finding(Group("confirm", asked[0].cause, count, tuple(asked[:FIRST_LINES])))


def filled_columns(found: Finding) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """Titles and rows of the places of a finding, without the columns that say nothing."""
    kept = [position for position in range(len(PLACES)) if any(place[position] for place in found.places)]
    return (
        tuple(PLACES[position] for position in kept),
        [tuple(place[position] for position in kept) for place in found.places],
    )


def _raises(problem: Problem, question: Question) -> bool:
    doubtful = problem.severity == "confirm" or problem.answered
    return doubtful and question_id(problem) == question.id


def _finding(group: Group) -> Finding:
    placed = [problem for problem in group.first if problem.line or problem.cell]
    messages = list(dict.fromkeys(problem.message for problem in group.first))
    if not placed:
        return Finding(_told_once(messages))
    alike = len(messages) == 1
    said = messages[0] if alike else _said_of_all(group.cause) + _unsaid(placed)
    explained = not alike and group.cause not in OF_ALL
    places = tuple(_places(placed, explained))
    return Finding(said, _count(group), places, _rest(group, len(places)))


def _told_once(messages: Sequence[str]) -> str:
    """Several messages in one: what is particular to each, then once what they all say."""
    split = [_SENTENCES.split(message) for message in messages]
    shared = [each for each in split[0] if all(each in sentences for sentences in split)]
    particular = [each for sentences in split for each in sentences if each not in shared]
    return " ".join([*particular, *shared])


def _said_of_all(cause: str) -> str:
    return OF_ALL.get(cause) or EACH_SAYS.get(cause, SEVERAL)


def _unsaid(problems: Sequence[Problem]) -> str:
    """Why some of the words that are listed are not there."""
    told = [problem.value is not None for problem in problems]
    return UNSAID if any(told) and not all(told) else ""


def _count(group: Group) -> str:
    return plural(group.count, "case", "cases") if group.count > 1 else ""


def _rest(group: Group, shown: int) -> str:
    """« Et 12 autres cases. »"""
    left = group.count - shown
    return f"Et {plural(left, 'autre case', 'autres cases')}." if left > 0 else ""


def _places(problems: Iterable[Problem], explained: bool) -> Iterable[tuple[str, ...]]:
    for problem in problems:
        where = f"case {problem.cell}" if problem.cell else f"ligne {problem.line}"
        column = f"{problem.column} ({problem.letter})" if problem.letter else problem.column or ""
        why = problem.message if explained else ""
        yield where, column, problem.value or "", problem.suggestion or "", why

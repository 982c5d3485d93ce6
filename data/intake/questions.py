"""What must be confirmed: one question per kind of doubt, settled by its identifier among the answers."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from data.intake.number_cells import AMBIGUOUS, AS_DECIMALS
from data.intake.reading import Choice, Question
from data.report import Problem, Report, counted

COLUMN_DOUBT = "column"
SYNONYMS = "synonym_headings"
# Doubts that have more than one good answer; the first is the one that « yes » means.
CHOICES = {
    AMBIGUOUS: (
        Choice(AMBIGUOUS, "Le point sépare les milliers : 1.234 vaut 1\u202f234"),
        Choice(AS_DECIMALS, "Le point est une virgule : 1.234 vaut 1,234"),
    )
}


def question_id(problem: Problem) -> str:
    """The cause of the doubt; for a column recognised by resemblance, the column too."""
    return f"{COLUMN_DOUBT}:{problem.column}" if problem.cause == COLUMN_DOUBT else problem.cause


def questions_of(report: Report) -> tuple[Question, ...]:
    """One question for each kind of doubt of the report, in the order they were met."""
    doubts: dict[str, list[Problem]] = {}
    for problem in report.to_confirm:
        doubts.setdefault(question_id(problem), []).append(problem)
    return tuple(
        Question(identifier, _text(problems), choices=CHOICES.get(identifier, ()))
        for identifier, problems in doubts.items()
    )


def about_columns(question: Question) -> bool:
    """Whether naming the columns answers it."""
    return question.id == SYNONYMS or question.id.startswith(f"{COLUMN_DOUBT}:")


def settled(report: Report, answers: Collection[str]) -> Report:
    """The report once these questions were answered: what was a doubt is only worth knowing."""
    problems = tuple(
        replace(problem, severity="information", answered=True)
        if problem.severity == "confirm" and _is_answered(question_id(problem), answers)
        else problem
        for problem in report.problems
    )
    return replace(report, problems=problems)


def _is_answered(identifier: str, answers: Collection[str]) -> bool:
    return identifier in answers or any(choice.id in answers for choice in CHOICES.get(identifier, ()))


def _text(problems: list[Problem]) -> str:
    first = problems[0]
    left = sum(problem.count for problem in problems) - 1
    rest = f" Et {counted(left, 'autre cas semblable', 'autres cas semblables')}." if left else ""
    return f"{first.message}{_place(first)}{rest}"


def _place(problem: Problem) -> str:
    if problem.cell:
        return f" (case {problem.cell})"
    return f" (ligne {problem.line})" if problem.line else ""

"""What must be confirmed: one question per kind of doubt, settled by its identifier among the answers."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from data.intake.reading import Question
from data.report import Problem, Report

COLUMN_DOUBT = "column"


def question_id(problem: Problem) -> str:
    """The cause of the doubt; for a column recognised by resemblance, the column too."""
    return f"{COLUMN_DOUBT}:{problem.column}" if problem.cause == COLUMN_DOUBT else problem.cause


def questions_of(report: Report) -> tuple[Question, ...]:
    """One question for each kind of doubt of the report, in the order they were met."""
    doubts: dict[str, list[Problem]] = {}
    for problem in report.to_confirm:
        doubts.setdefault(question_id(problem), []).append(problem)
    return tuple(Question(identifier, _text(problems)) for identifier, problems in doubts.items())


def settled(report: Report, answers: Collection[str]) -> Report:
    """The report once these questions were answered yes: what was a doubt is only worth knowing."""
    problems = tuple(
        replace(problem, severity="information")
        if problem.severity == "confirm" and question_id(problem) in answers
        else problem
        for problem in report.problems
    )
    return replace(report, problems=problems)


def _text(problems: list[Problem]) -> str:
    first = problems[0]
    place = f" (ligne {first.line})" if first.line else ""
    rest = f" Et {len(problems) - 1} autre(s) cas semblable(s)." if len(problems) > 1 else ""
    return f"{first.message}{place}{rest}"

"""A plan typed on a page, made a row of the table of plans."""

from __future__ import annotations

from collections.abc import Mapping

from analysis.effects.subjects import Subject
from analysis.evaluation.questions import NO, PREFIX, QUESTIONS, UNKNOWN, YES
from data.intake import Context, Reading
from data.intake.typed import check_typed, problems_by_column
from data.periods import parse

NOT_ANSWERED = ""
ANSWERS = {YES: "Oui", NO: "Non", UNKNOWN: "Ne sait pas", NOT_ANSWERED: "Sans réponse"}


def plan_row(subject: Subject, typed: Mapping[str, str]) -> dict[str, str]:
    """The row of the table, by column; answers come by code of question."""
    return {
        "action": subject.action,
        "indicateur": subject.indicator.code,
        "chiffre": subject.figure,
        **{name: typed[name] for name in ("effet_plausible", "periodes_ecartees", "signataire", "paroles")},
        **{PREFIX + question.code: typed[question.code] for question in QUESTIONS},
    }


def checked_plan(row: Mapping[str, str], known: Context) -> tuple[Reading | None, list[str]]:
    """What may be deposited, or what is wrong with the plan, in French."""
    wrong = _unreadable_periods(row["periodes_ecartees"])
    if not row["signataire"].strip():
        wrong.append("Dites votre fonction\u00a0: un plan est toujours signé.")
    reading = check_typed("plans", row, known)
    wrong += [problem.message for found in problems_by_column(reading, "error").values() for problem in found]
    return (None if wrong else reading), list(dict.fromkeys(wrong))


def _unreadable_periods(cell: str) -> list[str]:
    wrong = []
    for code in (part.strip() for part in cell.split("|")):
        try:
            parse(code) if code else None
        except ValueError:
            wrong.append(
                f"Période illisible\u00a0: «\u00a0{code}\u00a0». Écrivez par exemple 2024-09 ou 2024-T3."
            )
    return wrong

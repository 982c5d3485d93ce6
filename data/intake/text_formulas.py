"""Formulas without a result: an error where a number stands, hardly worth saying in a free text."""

from __future__ import annotations

from dataclasses import replace

from data.intake.layouts import FileLayout
from data.intake.personal_check import FREE_TEXTS
from data.intake.source import Source
from data.readers.grid import column_letters
from data.report import Problem, Report

_CAUSES = frozenset({"formula_without_result", "formula_doubtful"})


def without_text_formulas(source: Source, layout: FileLayout) -> Report:
    """The report of the reader, where formulas of free texts and of columns that feed nothing stop no row."""
    if layout.own is None or not any(problem.cause in _CAUSES for problem in source.report.problems):
        return source.report
    fed = {**layout.own.columns, **layout.own.measures, **layout.own.periods}
    letters = {
        column_letters(place)
        for position, place in enumerate(source.places.file_columns)
        if fed.get(position) in {None, *FREE_TEXTS}
    }
    problems = tuple(_spared(problem, letters) for problem in source.report.problems)
    return replace(source.report, problems=problems)


def _spared(problem: Problem, letters: set[str]) -> Problem:
    column = (problem.cell or "").rstrip("0123456789")
    if problem.cause not in _CAUSES or column not in letters:
        return problem
    message = (
        f"Colonne {column} : une formule n’a pas de résultat sûr (case {problem.cell}). Ce texte ne compte "
        "pas dans les chiffres ; il a été lu comme il est enregistré."
    )
    return replace(problem, severity="information", message=message)

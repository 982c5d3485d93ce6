"""Small files of the tiny city, as its contributors would send them, and the intake around them."""

from __future__ import annotations

import io
from collections.abc import Callable, Collection, Mapping
from datetime import date
from functools import cache
from pathlib import Path

import pandas as pd
import xlsxwriter

from data.codebook import Codebook, load
from data.habits import Memory
from data.intake import Reading, check
from data.intake.surroundings import Context, context
from data.report import Problem
from data.store import Store

CITY = Path(__file__).parent / "tiny_city"
TODAY = date(2026, 11, 23)
HEADINGS = "periode;structure;action;territoire;public;mesure;valeur;statut;commentaire"


@cache
def city() -> Codebook:
    return load(CITY)


def around(store: Store | None = None) -> Context:
    """The tiny city on 23 November 2026, with or without a store."""
    return context(city(), store, TODAY)


def activity(*rows: str, headings: str = HEADINGS) -> str:
    """A file of activity; each row gives its first cells, the others are empty."""
    width = headings.count(";")
    full = [row + ";" * (width - row.count(";")) for row in rows]
    return "\n".join([headings, *full]) + "\n"


def passages(value: str, period: str = "2025-01", comment: str = "") -> str:
    """One row: the passages of one month at the Tilleuls."""
    return f"{period};accueil_tilleuls;;QP004001;;passages;{value};;{comment}"


def read(
    content: str | bytes,
    filename: str = "fichier.csv",
    *,
    store: Store | None = None,
    answers: Collection[str] = frozenset(),
    defaults: Mapping[str, str] | None = None,
    mapping: Mapping[str, str] | None = None,
    table: str | None = None,
    codes: Mapping[str, Mapping[str, str]] | None = None,
    memory: Memory | None = None,
    surroundings: Context | None = None,
) -> Reading:
    """The file checked in the tiny city; a defect of ours is never mistaken for one of the file."""
    reading = check(
        content.encode() if isinstance(content, str) else content,
        filename,
        surroundings or around(store),
        answers=answers,
        defaults=defaults,
        mapping=mapping,
        table=table,
        codes=codes,
        memory=memory,
    )
    assert "unexpected_error" not in causes(reading), reading.report.problems
    return reading


def causes(reading: Reading, severity: str = "error") -> set[str]:
    return {problem.cause for problem in reading.report.problems if problem.severity == severity}


def repaired(reading: Reading) -> set[str]:
    return {repair.cause for repair in reading.report.repairs}


def only(reading: Reading, cause: str) -> Problem:
    """The one problem of this cause."""
    (problem,) = [problem for problem in reading.report.problems if problem.cause == cause]
    return problem


def column(reading: Reading, name: str) -> list[object]:
    """A column of the rows kept, None where nothing is known."""
    return [None if pd.isna(value) else value for value in reading.rows[name]]


def everything_said(reading: Reading) -> str:
    """Every text that a reading shows or holds, for asserting that something is nowhere in it."""
    problems = [str(problem) for problem in reading.report.problems]
    repairs = [str(repair) for repair in reading.report.repairs]
    rows = reading.rows.to_csv()
    return "\n".join(
        [repr(reading), *problems, *repairs, rows, reading.report.to_json(), str(reading.content)]
    )


def workbook(fill: Callable[[xlsxwriter.Workbook], None]) -> bytes:
    """The bytes of a workbook that `fill` writes into."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        fill(book)
    return content.getvalue()

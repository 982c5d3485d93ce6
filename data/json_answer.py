"""What the command line prints for programs, with ``--json``: one object on one line.

- ``verdict``: ``accepted`` (exit code 0), ``refused`` (1: something is to correct) or ``to_confirm`` (2: some
  question waits); ``rows_read`` rows were found, ``rows_ok`` may be kept and add up to ``sum_valeur``;
  ``statuses`` counts them by status: a withheld or absent value is never a number.
- ``refused_lines``: lines with an error; ``waiting_lines``: lines that no number can be read from before a
  question is answered. ``blocked``: nothing of the file can be kept, not even its good rows.
- ``problems``: ``severity`` (``error``: to correct; ``confirm``: a question; ``information``), ``cause``,
  ``line`` (of the file, or row of the sheet), ``letter`` and ``cell`` (« G », « G7 »), ``column`` (heading of
  the file), ``field`` (our column), ``value`` (cut; none where the text might name somebody), ``message``
  (what is wrong and what to do), ``suggestion`` (what to write instead, when it is known). ``counts`` has
  their number by severity, those that a long list leaves out included.
- ``questions``: ``id``, ``text`` and ``answer``, the option that answers it; ``--yes`` answers all of them.
- ``rows``, with ``--rows`` only: the rows that may be kept, each with its ``ligne``.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from operator import attrgetter
from typing import Any

import pandas as pd

from data.intake.acceptance import Receipt, fewer_rows, replaced_values
from data.intake.comparison import Difference
from data.intake.reading import Question, Reading, Verdict
from data.report import SEVERITIES
from data.schemas import TABLES

_CHANGES = ("added", "changed", "unchanged", "missing", "fewer_rows")
_PLACES = ("line", "column", "letter", "cell", "value", "message", "severity", "cause", "suggestion")
# Questions that another option settles.
_OTHER_ANSWERS = {
    "fewer_rows": "--yes",
    "reason": '--reason "pourquoi"',
    "several_sheets": "--sheet NOM, ou --answer several_sheets",
}


def answer_as_json(
    reading: Reading,
    change: Difference | None = None,
    receipt: Receipt | None = None,
    refusal: str | None = None,
    with_rows: bool = False,
) -> str:
    """Everything a program needs: verdict, counts, problems, repairs, questions, what a deposit did."""
    answer = reading_as_dict(reading)
    if change is not None:
        answer["difference"] = {name: getattr(change, name) for name in _CHANGES}
        asked = [] if receipt else list(_asked_by_store(change))
        answer["questions"] += asked
        answer["verdict"] = confirmed_later(reading.verdict) if asked else reading.verdict
    if receipt is not None:
        answer["deposit"] = receipt.number
    if refusal is not None:
        # A sound file that was not deposited waits for a reason or for a yes.
        answer["verdict"] = confirmed_later(reading.verdict)
        answer["refusal"] = refusal
    if with_rows:
        answer["rows"] = list(_rows(reading.rows))
    # Without indentation, which takes seconds for tens of thousands of problems.
    return json.dumps(answer, ensure_ascii=False)


def confirmed_later(verdict: Verdict) -> Verdict:
    """The verdict on a sound file about which the store still has something to ask."""
    return "to_confirm" if verdict == "accepted" else verdict


def reading_as_dict(reading: Reading) -> dict[str, Any]:
    """The content of the JSON, as plain values."""
    return {
        "verdict": reading.verdict,
        "blocked": reading.blocked,
        "file": reading.filename,
        "sha256": reading.sha256,
        "table": reading.table,
        "official": reading.official,
        "sheet": reading.sheet,
        "sheets": list(reading.sheets),
        "rows_read": reading.rows_read,
        "rows_ok": reading.rows_ok,
        "sum_valeur": reading.sum_value,
        "statuses": _statuses(reading.rows),
        "period_start": str(reading.period_start) if reading.period_start else None,
        "period_end": str(reading.period_end) if reading.period_end else None,
        "refused_lines": list(reading.refused),
        "waiting_lines": list(reading.waiting),
        "mapping": dict(reading.mapping),
        "counts": _counts(reading),
        "problems": _problems(reading),
        "repaired": [asdict(repair) for repair in reading.report.repairs],
        "questions": [_question(question) for question in reading.questions],
    }


def _counts(reading: Reading) -> dict[str, int]:
    return {severity: reading.report.count(severity) for severity in SEVERITIES}


def _problems(reading: Reading) -> list[dict[str, Any]]:
    read = attrgetter(*_PLACES)
    fields = _fields(reading)
    return [
        dict(zip(_PLACES, read(problem), strict=True), field=fields.get(problem.column))
        for problem in reading.report.problems
    ]


def _fields(reading: Reading) -> dict[str | None, str]:
    """Our column by heading of the file, and by its own name where a message uses it."""
    names = TABLES[reading.table].names if reading.table else ()
    fields: dict[str | None, str] = {name: name for name in names}
    fields |= {column.heading: "valeur" for column in reading.columns if column.way in ("measure", "period")}
    return fields | dict(reading.mapping)


def _statuses(rows: pd.DataFrame) -> dict[str, int]:
    """Rows by status, where the table has some."""
    if "statut" not in rows:
        return {}
    counts = rows["statut"].value_counts()
    return {str(name): int(count) for name, count in counts.items() if count}


def _question(question: Question) -> dict[str, Any]:
    answer = _OTHER_ANSWERS.get(question.id, f"--answer {_argument(question.id)}")
    choices = [
        {**asdict(choice), "answer": f"--answer {_argument(choice.id)}"} for choice in question.choices
    ]
    return {**asdict(question), "answer": answer, "choices": choices}


def _argument(identifier: str) -> str:
    return f'"{identifier}"' if " " in identifier else identifier


def _asked_by_store(change: Difference) -> Iterator[dict[str, Any]]:
    """What the store asks before it lets values be replaced, or rows be left behind."""
    asked = {"reason": replaced_values(change)} if change.changed else {}
    if change.fewer_rows:
        asked["fewer_rows"] = f"{fewer_rows(change)} Confirmez, ou complétez le fichier."
    for identifier, text in asked.items():
        yield {"id": identifier, "text": text, "answer": _OTHER_ANSWERS[identifier]}


def _rows(rows: pd.DataFrame) -> Iterator[dict[str, Any]]:
    """Each row without its empty cells; dates as text."""
    texts = {
        name: column.dt.strftime("%Y-%m-%d") if column.dtype.kind == "M" else column
        for name, column in rows.items()
    }
    for row in pd.DataFrame(texts).astype("object").to_dict("records"):
        yield {str(name): value for name, value in row.items() if pd.notna(value)}

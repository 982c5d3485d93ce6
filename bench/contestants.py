"""The checkers that are timed against one another, each in a process of its own.

``python -m bench.contestants NAME FILE`` checks one file and prints, as JSON, what it cost and the lines that
it refuses. Imports are done before the clock starts: they count in the memory only.
"""

from __future__ import annotations

import json
import re
import resource
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd

from bench.answer_sheet import CODED, KEY, Sheet

TODAY = date(2026, 11, 23)
PERIOD = r"\d{4}-(?:0[1-9]|1[0-2])"
NUMBER = r"-?\d{1,3}(?:\u202f\d{3})*(?:,\d+)?|-?\d+(?:,\d+)?"
OUR_KINDS = {
    "not_a_number": "type",
    "impossible_month": "period",
    "unknown_code": "enum",
    "missing_cell": "required",
    "conflicting_rows": "duplicate",
}
KINDS_OF = {"valeur": "type", "periode": "period"} | dict.fromkeys(CODED, "enum")
COLUMNS = (*KEY, "valeur", "commentaire")

Found = dict[str, list[int]]
Work = Callable[[], Found]


def plain(path: Path, sheet: Sheet) -> Work:
    """Reading alone, types guessed, nothing checked: what everything else is compared with."""

    def read() -> Found:
        if path.suffix == ".csv":
            pd.read_csv(path, sep=";")
        else:
            pd.read_excel(path, engine="calamine")
        return {}

    return read


def castellum(path: Path, sheet: Sheet) -> Work:
    """Our intake, whole: from the bytes to the report, personal data looked for, good rows typed."""
    from data.codebook import load
    from data.declarations import Code
    from data.intake import check, context

    structures = {code: Code(code=code, label=code) for code in sheet.codes["structure"]}
    around = replace(context(load(), today=TODAY), structures=structures)

    def read() -> Found:
        reading = check(path.read_bytes(), path.name, around)
        errors = reading.report.errors
        return _by_kind((OUR_KINDS.get(error.cause, error.cause), error.line) for error in errors)

    return read


def pandera(path: Path, sheet: Sheet) -> Work:
    """The same checks as a lazy schema over a frame of texts; no number is made, nobody is looked for."""
    from pandera.errors import SchemaErrors
    from pandera.pandas import Check, Column, DataFrameSchema

    columns = {name: Column(str, Check.isin(codes)) for name, codes in sheet.codes.items()}
    columns["periode"] = Column(str, Check.str_matches(f"^(?:{PERIOD})$"))
    columns["valeur"] = Column(str, Check.str_matches(f"^(?:{NUMBER})$"), nullable=True)
    columns |= {name: Column(str, nullable=True) for name in ("action", "commentaire")}
    schema = DataFrameSchema(columns, unique=list(KEY), report_duplicates="all")
    kinds = {"not_nullable": "required", "multiple_fields_uniqueness": "duplicate"}

    def read() -> Found:
        try:
            schema.validate(pd.read_csv(path, sep=";", dtype=str), lazy=True)
        except SchemaErrors as failure:
            cases = failure.failure_cases[["check", "column", "index"]].itertuples(index=False)
            return _by_kind(
                (kinds.get(check) or KINDS_OF[column], int(row) + 2) for check, column, row in cases
            )
        return {}

    return read


def frictionless(path: Path, sheet: Sheet) -> Work:
    """The same checks as a Table Schema."""
    from frictionless import Dialect, Resource, Schema, formats

    schema = Schema.from_descriptor({"fields": _table_schema_fields(sheet), "primaryKey": list(KEY)})
    dialect = Dialect(controls=[formats.CsvControl(delimiter=";")])

    def read() -> Found:
        resource = Resource(
            path=path.name, basepath=str(path.parent), schema=schema, dialect=dialect, encoding="utf-8"
        )
        report = resource.validate(limit_errors=1_000_000)
        errors = [error.to_descriptor() for task in report.tasks for error in task.errors]
        return _by_kind((_kind_of(error), error["rowNumber"]) for error in errors)

    return read


def _table_schema_fields(sheet: Sheet) -> list[dict[str, Any]]:
    rules: dict[str, dict[str, Any]] = {
        "periode": {"constraints": {"required": True, "pattern": PERIOD}},
        "valeur": {"type": "number", "decimalChar": ",", "groupChar": "\u202f"},
    }
    rules |= {name: {"constraints": {"required": True, "enum": codes}} for name, codes in sheet.codes.items()}
    return [{"name": name, "type": "string"} | rules.get(name, {}) for name in COLUMNS]


def _kind_of(error: dict[str, Any]) -> str:
    if error["type"] != "constraint-error":
        return {"type-error": "type", "primary-key": "duplicate"}[error["type"]]
    return "required" if error["note"].startswith('constraint "required"') else KINDS_OF[error["fieldName"]]


CONTESTANTS: dict[str, Callable[[Path, Sheet], Work]] = {
    "plain": plain,
    "castellum": castellum,
    "pandera": pandera,
    "frictionless": frictionless,
}


def _by_kind(found: Iterable[tuple[str, int | None]]) -> Found:
    """Lines by kind of error, each once."""
    lines: dict[str, set[int]] = {}
    for kind, line in found:
        lines.setdefault(kind, set()).add(line or 0)
    return {kind: sorted(chosen) for kind, chosen in lines.items()}


def _processor_seconds() -> float:
    """Time spent so far by this process and by those that it started."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def _peak_megabytes() -> float:
    """Most memory held by this process. The figure of `getrusage` would start at what its parent held."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(re.findall(r"VmHWM:\s+(\d+) kB", status)[0]) / 1_024


def main(name: str, path: Path) -> None:
    """Time one contestant on one file."""
    work = CONTESTANTS[name](path, Sheet.beside(path))
    wall, processor = time.perf_counter(), _processor_seconds()
    found = work()
    cost = {"wall": time.perf_counter() - wall, "processor": _processor_seconds() - processor}
    print(json.dumps(cost | {"megabytes": _peak_megabytes(), "found": found}))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))

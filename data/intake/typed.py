"""A row typed on a page, made a file of one row: it meets the same checks and leaves the same trace."""

from __future__ import annotations

import secrets
from collections.abc import Mapping

import pandas as pd

from data.intake.checking import check
from data.intake.reading import Reading
from data.intake.surroundings import Context
from data.report import Problem, Severity
from data.safe_export import to_csv
from data.schemas import TABLES


def check_typed(table: str, values: Mapping[str, str], context: Context) -> Reading:
    """What the intake says of one row; nothing is stored.

    Args:
        values: texts as typed, by column of the table; columns left out are empty.
    """
    row = {name: " ".join(values.get(name, "").split()) for name in TABLES[table].names}
    filename = f"saisie_{table}_{context.today.isoformat()}.csv"
    return check(to_csv(pd.DataFrame([row])), filename, context, table=table)


def new_reference(prefix: str, context: Context) -> str:
    """« M-20261126-3f9a »: two people who sign at the same moment never share one."""
    return f"{prefix}-{context.today:%Y%m%d}-{secrets.token_hex(2)}"


def problems_by_column(reading: Reading, severity: Severity) -> dict[str, list[Problem]]:
    """What is wrong with each column of the row; what concerns no column is under an empty name."""
    labels = {column.label: column.name for column in TABLES[str(reading.table)].columns}
    found: dict[str, list[Problem]] = {}
    for problem in reading.report.problems:
        if problem.severity == severity:
            name = problem.column or ""
            found.setdefault(labels.get(name, name), []).append(problem)
    return found

"""Rows of a table as people read them: labels rather than codes, French numbers, days and periods."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd

from analysis.wording import date_text, exact_text, is_missing, period_label
from data.intake import Context
from data.intake.code_lists import vocabulary
from data.intake.comparison import WHOLE
from data.schema_types import Column
from data.schemas import TABLES

SHOWN_ROWS = 100
NOT_TRANSMITTED = "vide"
LINE = "Ligne du fichier"


def shown_rows(table: str, rows: pd.DataFrame, known: Context) -> pd.DataFrame:
    """The first rows under the labels of their columns, then their line; empty columns are left out.

    Args:
        rows: columns of the table and `ligne`.
    """
    first = rows.head(SHOWN_ROWS).dropna(axis="columns", how="all")
    texts = {
        column.label: list(map(namer(column, known), first[column.name].astype(object)))
        for column in TABLES[table].columns
        if column.name in first
    }
    return pd.DataFrame(texts | {LINE: first["ligne"].to_numpy()})


def namer(column: Column, known: Context) -> Callable[[Any], str]:
    """How the values of a column are told: the label of a code, a number, a day or a period in French."""
    listed = vocabulary(column.codes, known) if column.codes and column.type == "code" else None

    def told(value: Any) -> str:
        if is_missing(value):
            return NOT_TRANSMITTED
        if isinstance(value, pd.Timestamp):
            return date_text(value.date())
        if column.type == "period":
            return period_text(str(value))
        if isinstance(value, int | float) and column.type == "number":
            return exact_text(value)
        return listed.labels.get(str(value), str(value)) if listed else _plain(value)

    return told


def _plain(value: Any) -> str:
    """A year stays a year, without a separator of thousands."""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def period_text(code: str) -> str:
    if code == WHOLE:
        return "Tout le fichier"
    try:
        return period_label(code)
    except ValueError:
        return code

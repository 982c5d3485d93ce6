"""Workbooks (.xlsx, .xls, .ods) to a grid, through a process that can fail without harm."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Collection
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from data.readers.grid import Grid, GridKind, Merge
from data.readers.heading_text import normalise_heading
from data.readers.refusals import damaged, protected, refused
from data.readers.workbook_words import (
    formula_problems,
    hidden_columns,
    long_cells,
    percent_repair,
    quoted_list,
    sheet_repairs,
)
from data.report import Problem, quoted, unreadable

TIMEOUT = 30
HEADER_ROWS = 20
_ROOT = Path(__file__).parents[2]
_THIS = "déposé"
Sheet = dict[str, Any]


def read_workbook(
    content: bytes,
    kind: GridKind,
    sheet: str | None = None,
    known: Collection[str] = (),
    filename: str = _THIS,
) -> Grid:
    """The grid of one sheet: the named one, else the first that looks most like the expected table.

    `known` are normalised headings; they make the choice of the sheet surer.

    Raises:
        UnreadableFile: password, damage, too many cells, unknown sheet, no data.
    """
    answer = _ask(content, kind, sheet, filename)
    names = [item["name"] for item in answer[0]["sheets"]]
    if sheet is not None and sheet not in names:
        raise unreadable(
            "unknown_sheet",
            f"Ce classeur n’a pas de feuille {quoted(sheet)}. Feuilles : {quoted_list(names)}.",
        )
    return _chosen_grid(answer, kind, sheet is not None, known, filename)


def _chosen_grid(
    answer: list[Sheet], kind: GridKind, is_named: bool, known: Collection[str], filename: str
) -> Grid:
    sheets = answer[0]["sheets"]
    read = [item for item in answer[1:] if item.get("failure") or item["columns"]]
    if not read:
        raise refused("empty_file", filename, "est vide : aucune feuille visible ne contient de données.")
    chosen, problems = (read[0], ()) if is_named else _choose(read, known)
    _refuse_failure(chosen, filename)
    grid = _grid(chosen, kind, tuple(item["name"] for item in sheets))
    repairs = () if is_named else sheet_repairs(chosen, read, sheets)
    return replace(grid, repairs=(*repairs, *grid.repairs), problems=(*problems, *grid.problems))


def _ask(content: bytes, kind: GridKind, sheet: str | None, filename: str) -> list[Sheet]:
    order = json.dumps({"kind": kind, "sheet": sheet}).encode() + b"\n"
    command = [sys.executable, "-m", "data.readers.workbook_reader"]
    try:
        done = subprocess.run(
            command, input=order + content, capture_output=True, cwd=_ROOT, timeout=TIMEOUT, check=False
        )
    except subprocess.TimeoutExpired as failure:
        raise _too_big(filename) from failure
    lines = [json.loads(line) for line in done.stdout.splitlines()] if done.returncode == 0 else []
    if not lines:
        raise _too_big(filename)
    failures = [line for line in lines if line.get("failure") and "name" not in line]
    if failures:
        _refuse_failure(failures[0], filename)
    return lines


def _refuse_failure(answer: Sheet, filename: str) -> None:
    cause = answer.get("failure")
    if cause == "password":
        raise protected(filename)
    if cause == "too_many_columns":
        raise refused(
            cause,
            filename,
            f"a {answer['count']} colonnes ; 200 au plus sont lues. Ne gardez que celles du modèle.",
        )
    if cause == "too_many_cells":
        raise _too_big(filename)
    if cause:
        raise damaged(filename)


def _too_big(filename: str) -> Exception:
    return refused(
        "too_many_cells",
        filename,
        "demande trop de place pour être ouvert. Copiez le tableau seul dans un classeur neuf, ou "
        "découpez-le par année.",
    )


def _choose(read: list[Sheet], known: Collection[str]) -> tuple[Sheet, tuple[Problem, ...]]:
    """The best sheet, and the question to ask when several could be meant."""
    if len(read) == 1:
        return read[0], ()
    merits = [_merit(sheet, known) for sheet in read]
    best = read[merits.index(max(merits))]
    most = max(merits)[0]
    likely = [
        sheet["name"]
        for sheet, (matches, cells) in zip(read, merits, strict=True)
        if (2 * matches > most if most >= 2 else cells)
    ]
    if len(likely) < 2:
        return best, ()
    message = (
        f"Plusieurs feuilles de ce classeur contiennent un tableau : {quoted_list(likely)}. Seule "
        f"{quoted(best['name'])} a été lue. Confirmez, ou choisissez une autre feuille."
    )
    return best, (Problem("confirm", "several_sheets", message, value=best["name"]),)


def _merit(sheet: Sheet, known: Collection[str]) -> tuple[int, int]:
    """Known headings in the best of the first rows; without any, cells in rows of a usual width."""
    if sheet.get("failure"):
        return 0, 0
    rows = list(zip(*sheet["columns"], strict=True))
    matches = max(
        len({normalise_heading(cell) for cell in row if cell} & set(known)) for row in rows[:HEADER_ROWS]
    )
    widths = Counter(sum(cell is not None for cell in row) for row in rows)
    tabular = {width: count for width, count in widths.items() if width >= 2}
    if sum(tabular.values()) < 2:
        return 0, 0
    return matches, 0 if matches >= 2 else sum(width * count for width, count in tabular.items())


def _grid(sheet: Sheet, kind: GridKind, names: tuple[str, ...]) -> Grid:
    first_line = sheet["first_row"] + 1
    columns = {place: pd.array(column, dtype="str") for place, column in enumerate(sheet["columns"])}
    cells = pd.DataFrame(columns)
    merges = (Merge(top + 1, bottom + 1, left, right) for (top, left), (bottom, right) in sheet["merges"])
    return Grid(
        cells=cells,
        lines=np.arange(len(cells), dtype=np.int64) + first_line,
        kind=kind,
        sheet=sheet["name"],
        sheets=names,
        repairs=percent_repair(sheet),
        problems=(*long_cells(cells, first_line), *hidden_columns(sheet), *formula_problems(sheet)),
        merges=tuple(merges),
        date_columns=frozenset(sheet["date_columns"]),
        hidden_rows=frozenset(row + 1 for row in sheet["hidden_rows"]),
    )

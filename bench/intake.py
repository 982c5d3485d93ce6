"""What taking in a file costs, beside a plain reading of the same file and beside other checkers.

``python -m bench.intake [ROWS]`` writes files of activity with errors at known lines and has each contestant
check them in a process of its own, turn by turn for a few rounds; it prints the medians. Whoever does not
find exactly the errors that were put there stops the comparison. Ratios are what to compare between two
computers, not seconds.

Goals: a million rows in at most 4 times the processor time of `pandas.read_csv` and 450 MB; 10,000 rows in
0.5 s; a workbook of 100,000 rows in 2 s of processor, its own process included. pandera and frictionless come
from ``.venv-bench``, made by ``make bench``; without it they are left out. frictionless reads a tenth of the
rows and its times are multiplied by ten.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median
from typing import Any

import pandas as pd

from bench.answer_sheet import Sheet
from bench.seeded_file import seeded_table
from data.codebook import load

ROWS = 1_000_000
ROUNDS = 3
PROJECT = Path(__file__).parent.parent
OTHERS = PROJECT / ".venv-bench" / "bin" / "python"
HEADINGS = ("contestant", "file", "wall s", "CPU s", "x plain", "peak MB", "rows/s", "errors")
LAYOUT = "{:13}{:20}{:>8}{:>8}{:>9}{:>9}{:>12}{:>8}"


@dataclass(frozen=True)
class Trial:
    """One contestant on one file.

    Attributes:
        beside: the file whose plain reading is the measure of this one.
        scale: by how much its times are multiplied, when it reads a part of the file only.
    """

    contestant: str
    path: Path
    rows: int
    beside: Path
    scale: float = 1


Cost = dict[str, Any]


def write_csv(path: Path, rows: int) -> Path:
    table, sheet = seeded_table(load(), rows)
    table.to_csv(path, sep=";", index=False)
    sheet.write_beside(path)
    return path


def write_workbook(path: Path, rows: int) -> Path:
    """The same with true numbers where a spreadsheet has some."""
    table, sheet = seeded_table(load(), rows)
    numbers = pd.to_numeric(table["valeur"].str.replace(",", "."), errors="coerce").astype(object)
    table = table.assign(valeur=numbers.where(numbers.notna(), table["valeur"]))
    table.to_excel(path, index=False, engine="xlsxwriter")
    sheet.write_beside(path)
    return path


def write_spoilt(path: Path, whole: Path) -> Path:
    """The same file with a quote that never closes: no reader in a hurry can be trusted with it."""
    lines = whole.read_bytes().split(b"\n")
    sheet = Sheet.beside(whole)
    wrong = {*sheet.doubled, *(line for found in sheet.errors.values() for line in found)}
    line = next(number for number in range(len(lines) // 2, len(lines)) if number not in wrong)
    before, _, comment = lines[line - 1].rpartition(b";")
    lines[line - 1] = before + b';"' + comment
    path.write_bytes(b"\n".join(lines))
    replace(sheet, errors=sheet.errors | {"open_quote": [line]}).write_beside(path)
    return path


def trials(folder: Path, rows: int) -> list[Trial]:
    """Everything that is timed; contestants that are not installed are left out."""
    tenth, hundredth = max(rows // 10, 1_000), max(rows // 100, 1_000)
    whole = write_csv(folder / "whole.csv", rows)
    spoilt = write_spoilt(folder / "one_quote_open.csv", whole)
    part = write_csv(folder / "tenth.csv", tenth)
    small = write_csv(folder / "hundredth.csv", hundredth)
    workbook = write_workbook(folder / "tenth.xlsx", tenth)
    others = [
        Trial("pandera", whole, rows, whole),
        Trial("frictionless", part, rows, whole, scale=rows / tenth),
    ]
    return [
        Trial("plain", whole, rows, whole),
        Trial("castellum", whole, rows, whole),
        *(others if OTHERS.exists() else []),
        Trial("castellum", spoilt, rows, whole),
        Trial("plain", small, hundredth, small),
        Trial("castellum", small, hundredth, small),
        Trial("plain", workbook, tenth, workbook),
        Trial("castellum", workbook, tenth, workbook),
    ]


def run(trial: Trial) -> Cost:
    """What one contestant cost, once it is sure that it found everything and nothing else."""
    python = str(OTHERS) if trial.contestant in ("pandera", "frictionless") else sys.executable
    command = [python, "-m", "bench.contestants", trial.contestant, str(trial.path)]
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{trial.contestant}, {trial.path.name}:\n{done.stderr}")
    cost: Cost = json.loads(done.stdout)
    if trial.contestant != "plain":
        check_found(trial, cost["found"])
    errors = sum(map(len, cost["found"].values()))
    times = {name: cost[name] * trial.scale for name in ("wall", "processor")}
    return times | {"megabytes": cost["megabytes"], "errors": errors}


def check_found(trial: Trial, found: dict[str, list[int]]) -> None:
    """Every error at its line and no other; of two rows with one key, naming the first too is right."""
    sheet = Sheet.beside(trial.path)
    assert found.keys() == sheet.errors.keys(), (trial, found.keys())
    for kind, expected in sheet.errors.items():
        allowed = {*expected, *(sheet.doubled if kind == "duplicate" else [])}
        assert set(expected) <= set(found[kind]) <= allowed, (trial, kind, len(expected), len(found[kind]))


def medians(costs: Sequence[Cost]) -> Cost:
    return {name: median(cost[name] for cost in costs) for name in costs[0]}


def rows_of_table(results: Mapping[Trial, Cost]) -> Iterator[str]:
    plain = {trial.path: cost for trial, cost in results.items() if trial.contestant == "plain"}
    for trial, cost in results.items():
        ratio = cost["processor"] / plain[trial.beside]["processor"]
        figures = (
            f"{cost['wall']:.2f}",
            f"{cost['processor']:.2f}",
            f"{ratio:.1f}",
            f"{cost['megabytes']:.0f}",
        )
        speed = f"{trial.rows / cost['wall']:,.0f}"
        yield LAYOUT.format(trial.contestant, trial.path.name, *figures, speed, f"{cost['errors']:.0f}")


def main(rows: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        planned = trials(Path(folder), rows)
        rounds = [[run(trial) for trial in planned] for _ in range(ROUNDS)]
    results = {trial: medians(costs) for trial, costs in zip(planned, zip(*rounds, strict=True), strict=True)}
    print(LAYOUT.format(*HEADINGS), *rows_of_table(results), sep="\n")
    if not OTHERS.exists():
        print("pandera and frictionless are not installed: make bench installs them")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else ROWS)

"""What the report for the council costs: its content, then each file.

``python -m bench.report``: the demonstration city, its five axes, since the beginning of the mandate. The
content is made of the views of the pages; the last column compares with it.

Goal: 20 pages in 15 s, content included.
"""

from __future__ import annotations

import io
import os
import tempfile
import time
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import TypeVar

import pypdf

from analysis import catalogue, standing, tables
from analysis.audience import for_audience
from analysis.compute import compute
from analysis.report.content import Report
from analysis.report.council_report import council_report
from analysis.report.pdf import pdf
from analysis.report.period import MANDATE, report_periods
from analysis.report.word import word
from analysis.standing import Situation
from data.__main__ import main as data_command
from data.safe_export import to_xlsx
from data.store import ROOT_VARIABLE, Store

TODAY = date(2026, 11, 23)
ROUNDS = 3
HEADINGS = ("work", "wall s", "CPU s", "x content", "kB", "pages")
LAYOUT = "{:10}{:>9}{:>9}{:>12}{:>9}{:>8}"
Made = TypeVar("Made")


def workbook(report: Report) -> bytes:
    return to_xlsx(report.tables)


FILES: dict[str, Callable[[Report], bytes]] = {"PDF": pdf, "Word": word, "workbook": workbook}


def demonstration(folder: Path) -> Situation:
    """The demonstration city as everybody reads it."""
    os.environ[ROOT_VARIABLE] = str(folder)
    data_command(["demo"])
    read, known = tables.read(Store(folder), TODAY), catalogue.load()
    return standing.situation(for_audience(compute(read, known), known.codebook, "public"), read, known)


def best(work: Callable[[], Made]) -> tuple[float, float, Made]:
    """The fastest of a few rounds, on the clock and of processor, and what it made."""
    rounds = []
    for _ in range(ROUNDS):
        wall, processor = time.perf_counter(), time.process_time()
        made = work()
        rounds.append((time.perf_counter() - wall, time.process_time() - processor, made))
    return min(rounds, key=lambda one: one[0])


def content(now: Situation) -> Report:
    period = report_periods(now.codebook.city, TODAY)[MANDATE]
    return council_report(now, tuple(now.codebook.axes), period, "public")


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        now = demonstration(Path(folder) / "store")
        print(LAYOUT.format(*HEADINGS))
        wall, base, report = best(lambda: content(now))
        print(LAYOUT.format("content", f"{wall:.2f}", f"{base:.2f}", "1.00", "", ""))
        for name, write in FILES.items():
            taken, processor, made = best(partial(write, report))
            cost = (f"{taken:.2f}", f"{processor:.2f}", f"{processor / base:.2f}", f"{len(made) / 1000:.0f}")
            pages = len(pypdf.PdfReader(io.BytesIO(made)).pages) if name == "PDF" else ""
            print(LAYOUT.format(name, *cost, pages))


if __name__ == "__main__":
    main()

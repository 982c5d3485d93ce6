"""What a server costs when many people read it at once: one process, N sessions over the real protocol.

``python -m bench.load [VIEWERS ...]``: by default 1, 10, 50 and 100 sessions on the demonstration city. They
arrive one after the other, open the first page or the page of an indicator, and read it for about five
seconds. The server is one process; the visitors, in another one, share its computer. A run is timed from the
question to the end of the page, without the time of a browser. Every choice is visited once before
anything is timed, and what the server prepares is ready.

Processor time per page is what to compare between two computers, and between two moments of a busy one.

Goals, on two cores that do nothing else: at 100 viewers p50 <= 50 ms, p95 <= 250 ms, 1 MB a session.
"""

from __future__ import annotations

import asyncio
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import AsyncExitStack
from pathlib import Path
from typing import NamedTuple

import numpy as np

from bench.viewer import Shown, Viewer, viewer
from data.codebook import load
from tests.browser.server import PROJECT, dashboard_process

VIEWERS = (1, 10, 50, 100)
SECONDS = 40
THINKING = 5.0
BETWEEN_ARRIVALS = 0.03
LOOK = 5.0  # seconds
RESTING = 0.02  # of a processor
SEED = 30189
HEADINGS = ("viewers", "pages", "p50 ms", "p95 ms", "pages/s", "CPU ms/page", "MB/session", "load")
LAYOUT = "{:>8}{:>8}{:>9}{:>9}{:>9}{:>13}{:>12}{:>7}"
Choice = tuple[str, dict[str, str]]
HOME: Choice = ("", {})


class Usage(NamedTuple):
    """Processor seconds that a process has used, and the megabytes that it holds."""

    processor: float
    megabytes: float


def usage(process: int) -> Usage:
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    ticks = int(fields[11]) + int(fields[12])
    pages = int(Path(f"/proc/{process}/statm").read_text().split()[1])
    return Usage(ticks / os.sysconf("SC_CLK_TCK"), pages * os.sysconf("SC_PAGE_SIZE") / 2**20)


def wait_for_rest(process: int) -> None:
    """Wait until a server has nothing left to prepare."""
    before = usage(process).processor
    while True:
        time.sleep(LOOK)
        after = usage(process).processor
        if after - before < RESTING * LOOK:
            return
        before = after


async def browse(reader: Viewer, offered: Sequence[Choice], draw: random.Random, until: float) -> list[Shown]:
    """Open pages one after the other, reading each for a while."""
    shown = []
    while time.perf_counter() < until:
        page, chosen = draw.choice(offered)
        shown.append(await reader.open(page, **chosen))
        await asyncio.sleep(THINKING * draw.uniform(0.5, 1.5))
    return shown


async def visit_together(address: str, process: int, viewers: int, offered: Sequence[Choice]) -> None:
    """One line of the table."""
    before = usage(process)
    async with AsyncExitStack() as sessions:
        start, work = time.perf_counter(), []
        for place in range(viewers):
            reader = await sessions.enter_async_context(viewer(address))
            reading = browse(reader, offered, random.Random(SEED + place), start + SECONDS)
            work.append(asyncio.create_task(reading))
            await asyncio.sleep(BETWEEN_ARRIVALS)
        pages = [page for shown in await asyncio.gather(*work) for page in shown]
        took, after = time.perf_counter() - start, usage(process)
    print(line(viewers, pages, took, before, after), flush=True)


def line(viewers: int, pages: Sequence[Shown], took: float, before: Usage, after: Usage) -> str:
    if any(page.failed for page in pages):
        sys.exit("a page failed: nothing is to be measured")
    times = np.array([page.seconds for page in pages]) * 1000
    processor = (after.processor - before.processor) * 1000 / len(pages)
    memory = (after.megabytes - before.megabytes) / viewers
    return LAYOUT.format(
        viewers,
        len(pages),
        f"{np.percentile(times, 50):.0f}",
        f"{np.percentile(times, 95):.0f}",
        f"{len(pages) / took:.1f}",
        f"{processor:.0f}",
        f"{memory:.2f}",
        f"{os.getloadavg()[0]:.1f}",
    )


async def measure(address: str, process: int, counts: Sequence[int]) -> None:
    indicators = [("indicateur", {"code": code}) for code in load().indicators]
    async with viewer(address) as first:
        for page, chosen in (HOME, *indicators):
            await first.open(page, **chosen)
    await asyncio.to_thread(wait_for_rest, process)
    # The first page as often as all indicators together.
    offered = [*indicators, *([HOME] * len(indicators))]
    print(LAYOUT.format(*HEADINGS))
    for viewers in counts:
        await visit_together(address, process, viewers, offered)


def main(counts: Sequence[int]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder) / "store"
        subprocess.run(
            [sys.executable, "-m", "data", "demo"],
            cwd=PROJECT,
            env=os.environ | {"CASTELLUM_STORE": str(store)},
            stdout=subprocess.DEVNULL,
            check=True,
        )
        with dashboard_process(store) as (address, process):
            asyncio.run(measure(address, process, counts))


if __name__ == "__main__":
    main([int(count) for count in sys.argv[1:]] or VIEWERS)

"""How fast our pages show in Chromium, beside a Dash page and a Panel page of six charts.

``python -m bench.pages [ROUNDS]``: the demonstration city on warm servers, every page opened in turn in each
round by a browser that has nothing in its cache; medians. Ratios are what to compare between two computers.

The other two show six curves that we made beforehand and keep in memory: they compute nothing. Our pages say
more than curves (verdicts, tables, sources), and are complete when all of that is on screen.

Goals: first full `/` in 0.8 times the Dash page, a change on `/indicateur` in 0.8 times that of Panel.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from urllib.request import urlopen

from playwright.sync_api import Browser, Page, sync_playwright

from bench.load import wait_for_rest
from bench.six_charts import CHARTS, CHOICES, write_six_charts
from tests.browser.reader import DESKTOP, PATIENCE, open_chromium
from tests.browser.server import dashboard_process, free_port
from tests.conftest import PROJECT, build_demonstration

ROUNDS = 5
OTHERS = PROJECT / ".venv-bench" / "bin"
SECONDS_TO_START = 60
POLLING = 20  # milliseconds; at every frame, looking would slow down what is looked at
HEADINGS = ("page, and what is changed", "first ms", "x Dash", "change ms", "x Panel", "redrawn")
LAYOUT = "{:34}{:>10}{:>9}{:>11}{:>9}{:>9}"

# Panel draws inside shadow roots: charts are looked for there when there is none outside, which costs more.
IN_THE_PAGE = """
const inside = (root) => [...root.querySelectorAll("*")].flatMap(({ shadowRoot }) => shadowRoot
    ? [...shadowRoot.querySelectorAll(".js-plotly-plot"), ...inside(shadowRoot)] : [])
window.plots = () => {
    const outside = [...document.querySelectorAll(".js-plotly-plot")]
    return outside.length ? outside : inside(document)
}
const TRACES = ".scatterlayer .trace, .barlayer .trace"
window.drawn = () => window.plots().filter((plot) => plot.querySelector(TRACES))
window.redrawn = () => window.drawn().length > 0 && window.drawn()[0].data !== window.before
window.all_of = (choice) => {
    const shown = window.drawn()
    return shown.length === 6 && shown.every((plot) => plot.layout.meta === choice)
}
window.still = () => {
    const app = document.querySelector("[data-testid=stApp][data-test-script-state=notRunning]")
    return Boolean(app) && !document.querySelector("[data-testid=stSkeleton]")
}
"""


@dataclass(frozen=True)
class Contestant:
    """One page and one gesture: when it is complete, and when what was chosen is, in JavaScript.

    Attributes:
        charts: how many are drawn again by the gesture; prepare: what is done before the clock starts.
    """

    name: str
    path: str
    complete: str
    charts: int = 0
    prepare: Callable[[Page], None] | None = None
    change: Callable[[Page], None] | None = None
    changed: str = ""


def choose_longer(page: Page) -> None:
    page.get_by_label("longer").click()


def choose_a_point_a_year(page: Page) -> None:
    page.get_by_role("radio", name="Année").click()


def open_the_list(page: Page) -> None:
    page.get_by_role("combobox", name="Indicateur").fill("SEC-03")
    page.get_by_role("option").first.wait_for()


def choose_the_first(page: Page) -> None:
    page.get_by_role("option").first.click()


INDICATOR = "indicateur?indicateur=ACC-05"
WHOLE_INDICATOR = "window.still() && window.drawn().length === 2"
OWN, LONGER = (f"window.all_of('{choice}')" for choice in CHOICES)
DASH = Contestant("Dash, six charts", "", OWN, CHARTS, None, choose_longer, LONGER)
PANEL = Contestant("Panel, six charts", "", OWN, CHARTS, None, choose_longer, LONGER)
OURS = (
    Contestant("Castellum /", "", "window.still() && document.querySelectorAll('.figures .card').length > 5"),
    Contestant(
        "Castellum /indicateur, time step",
        INDICATOR,
        WHOLE_INDICATOR,
        1,
        None,
        choose_a_point_a_year,
        "window.still() && window.redrawn() && location.search.includes('pas=')",
    ),
    Contestant(
        "Castellum /indicateur, indicator",
        INDICATOR,
        WHOLE_INDICATOR,
        2,
        open_the_list,
        choose_the_first,
        "window.still() && window.redrawn() && document.querySelector('h1 + p').innerText.includes('SEC-03')",
    ),
)


def until(page: Page, condition: str) -> None:
    page.wait_for_function(condition, polling=POLLING, timeout=PATIENCE)


def times(browser: Browser, address: str, one: Contestant) -> tuple[float, float]:
    """Milliseconds until the page is complete, then until what was chosen is; the second may be missing."""
    context = browser.new_context(locale="fr-FR", viewport={"width": DESKTOP[0], "height": DESKTOP[1]})
    context.add_init_script(IN_THE_PAGE)
    page = context.new_page()
    start = time.perf_counter()
    page.goto(f"{address}/{one.path}", wait_until="commit")
    until(page, one.complete)
    opened, changed = time.perf_counter() - start, float("nan")
    if one.change:
        page.wait_for_timeout(500)
        if one.prepare:
            one.prepare(page)
        page.evaluate("window.before = window.drawn()[0].data")
        start = time.perf_counter()
        one.change(page)
        until(page, one.changed)
        changed = time.perf_counter() - start
    context.close()
    return 1000 * opened, 1000 * changed


@contextmanager
def other_server(command: list[str], port: int, charts: Path) -> Iterator[str]:
    """One of the other tools, until this block ends."""
    variables = os.environ | {"SIX_CHARTS": str(charts)}
    server = subprocess.Popen(command, cwd=PROJECT, env=variables, stderr=subprocess.DEVNULL)
    try:
        _wait_for(f"http://127.0.0.1:{port}")
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait()


def _wait_for(address: str) -> None:
    deadline = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < deadline:
        try:
            with urlopen(address, timeout=5):
                return
        except OSError:
            time.sleep(0.1)
    sys.exit(f"nothing answers at {address}: make bench installs what it needs")


def row(one: Contestant, first: float, change: float, dash: float, panel: float) -> str:
    changed = (f"{change:.0f}", f"{change / panel:.2f}", str(one.charts)) if one.change else ("", "", "")
    return LAYOUT.format(one.name, f"{first:.0f}", f"{first / dash:.2f}", *changed)


def medians(browser: Browser, addresses: dict[Contestant, str], rounds: int) -> dict[Contestant, list[float]]:
    """Each page once unmeasured, so that servers are warm, then in turn."""
    for one, address in addresses.items():
        times(browser, address, one)
    measured = [{one: times(browser, at, one) for one, at in addresses.items()} for _ in range(rounds)]
    return {one: [median(each[one][place] for each in measured) for place in (0, 1)] for one in addresses}


def main(rounds: int) -> None:
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        store, charts = folder / "demonstration", folder / "charts"
        build_demonstration(store)
        write_six_charts(store, charts)
        ports = free_port(), free_port()
        dash = [
            str(OTHERS / "gunicorn"),
            "-b",
            f"127.0.0.1:{ports[0]}",
            "--threads=8",
            "bench.dash_page:server()",
        ]
        panel = [str(OTHERS / "python"), "-m", "bench.panel_page", str(ports[1])]
        ours, process = stack.enter_context(dashboard_process(store))
        addresses = {
            DASH: stack.enter_context(other_server(dash, ports[0], charts)),
            PANEL: stack.enter_context(other_server(panel, ports[1], charts)),
            **dict.fromkeys(OURS, ours),
        }
        wait_for_rest(process)
        browser = open_chromium(stack.enter_context(sync_playwright()))
        found = medians(browser, addresses, rounds)
    print(LAYOUT.format(*HEADINGS))
    for one, (first, change) in found.items():
        print(row(one, first, change, found[DASH][0], found[PANEL][1]))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS)

"""Photograph every page whole, on a desk and on a phone: ``python -m tests.browser.screenshots``.

Into screenshots/; with ``readme`` after it, the pictures of the README, one window each, into tests/golden/.
The store is the one `make run` serves, or a demonstration store built for the occasion.
"""

from __future__ import annotations

import os
import re
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from data.store import DEFAULT_ROOT, ROOT_VARIABLE, Store
from tests.browser.pages import PAGES
from tests.browser.reader import DESKTOP, PHONE, Reader, open_chromium
from tests.browser.server import PROJECT, dashboard
from tests.conftest import build_demonstration

FOLDER = PROJECT / "screenshots"
SIZES = {"bureau": DESKTOP, "telephone": PHONE}
TALLEST = 8000
README_FOLDER = PROJECT / "tests" / "golden"
README_PICTURES = {
    "overview": ("", (1280, 800)),
    "indicator": ("indicateur?indicateur=ACC-03", (1280, 1000)),
    "help": ("trouver-de-l-aide?besoin=alcool", PHONE),
}


@contextmanager
def store_to_show() -> Iterator[Path]:
    """The store of this project, or a demonstration store that lasts as long as the photographs."""
    installed = Path(os.environ.get(ROOT_VARIABLE) or DEFAULT_ROOT)
    if installed.exists() and not Store(installed).deposits().empty:
        yield installed
        return
    with tempfile.TemporaryDirectory() as folder:
        built = Path(folder) / "demonstration"
        build_demonstration(built)
        yield built


def photograph(reader: Reader, path: str, size: tuple[int, int], target: Path) -> None:
    """One page from top to bottom: its content scrolls inside it, so the window is made as tall as it is."""
    width, height = size
    reader.page.set_viewport_size({"width": width, "height": height})
    page = reader.open(path)
    page.set_viewport_size({"width": width, "height": min(TALLEST, content_height(page))})
    reader.settle()
    page.screenshot(path=target)


def content_height(page: Page) -> int:
    """Height of the page when nothing of it is hidden by scrolling, in pixels."""
    hidden = "element => element.scrollHeight - element.clientHeight + window.innerHeight"
    return int(page.get_by_test_id("stMain").evaluate(hidden))


def file_name(path: str) -> str:
    return re.sub(r"\W+", "-", path) or "accueil"


def photograph_everything(browser: Browser, address: str) -> None:
    FOLDER.mkdir(exist_ok=True)
    for name, size in SIZES.items():
        reader = Reader(browser, address, size)
        for path in PAGES:
            target = FOLDER / f"{file_name(path)}-{name}.png"
            photograph(reader, path, size, target)
            print(target.relative_to(PROJECT))
        reader.close()


def illustrate_readme(browser: Browser, address: str) -> None:
    """What a reader sees without scrolling."""
    for name, (path, size) in README_PICTURES.items():
        reader = Reader(browser, address, size)
        reader.open(path).screenshot(path=README_FOLDER / f"{name}.png")
        reader.close()


def main(for_readme: bool) -> None:
    with store_to_show() as store, dashboard(store) as address, sync_playwright() as playwright:
        browser = open_chromium(playwright)
        take = illustrate_readme if for_readme else photograph_everything
        take(browser, address)


if __name__ == "__main__":
    main(for_readme="readme" in sys.argv[1:])

"""Journeys in Chromium: one browser a run, one dashboard on the shared demonstration store."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser.reader import DESKTOP, Reader, open_chromium
from tests.browser.server import dashboard

HERE = Path(__file__).parent
NewReader = Callable[..., Reader]


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep the journeys in one process, before the groups are read: they share the browser and the server."""
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.xdist_group("browser"))


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Closed on leaving this folder: an open one would stop other tests from running an event loop."""
    with sync_playwright() as playwright:
        yield open_chromium(playwright)


@pytest.fixture(scope="package")
def address(demo_store: Path) -> Iterator[str]:
    """A dashboard on the demonstration store. Only read there: the other tests do too."""
    with dashboard(demo_store) as served:
        yield served


@pytest.fixture
def own_address(demo_store_copy: Path) -> Iterator[str]:
    """A dashboard whose store the test may change."""
    with dashboard(demo_store_copy) as served:
        yield served


@pytest.fixture
def new_reader(browser: Browser) -> Iterator[NewReader]:
    """Open windows; when the test ends, none of them has sent a request outside this computer."""
    readers: list[Reader] = []

    def open_window(address: str, size: tuple[int, int] = DESKTOP) -> Reader:
        readers.append(Reader(browser, address, size))
        return readers[-1]

    yield open_window
    for reader in readers:
        reader.close()
    assert [url for reader in readers for url in reader.foreign] == []


@pytest.fixture
def reader(new_reader: NewReader, address: str) -> Reader:
    """A reader at a desk."""
    return new_reader(address)

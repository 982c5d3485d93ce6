"""Somebody reading the dashboard in Chromium."""

from __future__ import annotations

import shutil
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Page, Playwright, Request

CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
)
HERE = ("127.0.0.1", "localhost", "::1", None)
DESKTOP = (1440, 900)
PHONE = (390, 844)
SETTLED = "[data-testid=stApp][data-test-script-state=notRunning]"
PATIENCE = 30_000


def open_chromium(playwright: Playwright) -> Browser:
    """The Chromium or Chrome of this computer.

    Raises:
        RuntimeError: there is none.
    """
    found = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if found is None:
        raise RuntimeError("no Chromium on this computer: `make test` installs it")
    return playwright.chromium.launch(executable_path=found, args=list(FLAGS))


class Reader:
    """One browser window on one dashboard.

    Attributes:
        foreign: the requests that left this computer.
        failures: the errors of the scripts in the page.
    """

    def __init__(self, browser: Browser, address: str, size: tuple[int, int] = DESKTOP) -> None:
        self.address = address
        self.context = _french_context(browser, size)
        self.page: Page = self.context.new_page()
        self.page.set_default_timeout(PATIENCE)
        self.foreign: list[str] = []
        self.failures: list[str] = []
        self.context.on("request", self._note_request)
        self.page.on("websocket", lambda socket: self._note(socket.url))
        self.page.on("pageerror", lambda error: self.failures.append(error.message))

    def open(self, path: str = "") -> Page:
        """Go to a page as by a link received, and wait until it is complete."""
        self.page.goto(f"{self.address}/{path}")
        self.settle()
        return self.page

    def settle(self) -> None:
        """Wait until nothing is being computed or drawn."""
        self.page.wait_for_selector(SETTLED, timeout=PATIENCE)
        self.page.wait_for_function("!document.querySelector('[data-testid=stSkeleton]')", timeout=PATIENCE)
        self.page.wait_for_timeout(150)
        self.page.wait_for_selector(SETTLED, timeout=PATIENCE)

    def unfold(self) -> None:
        """Open everything that is folded away."""
        folded = self.page.locator("[data-testid=stExpander] details:not([open]) > summary")
        while folded.count():
            folded.first.click()
            self.settle()

    def text(self) -> str:
        """What stands on the page, without the menus."""
        return self.page.get_by_test_id("stMain").inner_text()

    def close(self) -> None:
        self.context.close()

    def _note_request(self, request: Request) -> None:
        self._note(request.url)

    def _note(self, url: str) -> None:
        if urlsplit(url).hostname not in HERE:
            self.foreign.append(url)


def _french_context(browser: Browser, size: tuple[int, int]) -> BrowserContext:
    """A French window without motion: what is looked at is never half shown."""
    width, height = size
    return browser.new_context(
        locale="fr-FR",
        timezone_id="Europe/Paris",
        viewport={"width": width, "height": height},
        reduced_motion="reduce",
    )

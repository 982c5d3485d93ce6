"""What axe-core finds on a page, apart from what is known of Streamlit's own elements."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

LIST = Path(__file__).parent / "upstream_violations.toml"
VIOLATIONS = """
async () => {
    const { violations } = await axe.run({ resultTypes: ["violations"] })
    return violations.flatMap(({ id, nodes }) => nodes.map(({ target, html }) => (
        { rule: id, html: html.slice(0, 200), selector: target[0] }
    )))
}
"""
INSIDE = "([selector, where]) => Boolean(document.querySelector(selector)?.closest(where))"


@dataclass(frozen=True)
class Known:
    """A violation of Streamlit's own: the rule, the element it is in, and where it is seen."""

    rule: str
    where: str
    seen_on: str
    window: str
    reason: str
    upstream: str


@dataclass(frozen=True)
class Found:
    rule: str
    selector: str
    html: str

    def is_known(self, page: Page, known: Known) -> bool:
        return self.rule == known.rule and bool(page.evaluate(INSIDE, [self.selector, known.where]))


def known_violations() -> list[Known]:
    return [Known(**entry) for entry in tomllib.loads(LIST.read_text(encoding="utf-8"))["violation"]]


def violations(page: Page) -> list[Found]:
    """Everything found on the page as it is now, by the rules of WCAG 2.2 AA and good practice."""
    page.evaluate(AXE_SCRIPT)
    return [Found(one["rule"], one["selector"], one["html"]) for one in page.evaluate(VIOLATIONS)]


def own_violations(page: Page) -> list[Found]:
    """Those that are ours to repair."""
    known = known_violations()
    return [one for one in violations(page) if not any(one.is_known(page, entry) for entry in known)]

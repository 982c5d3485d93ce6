"""Every page of the menu, as each reader meets it: at a desk, on a phone, enlarged, after a restart."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, ViewportSize, expect

import dashboard as frame
from tests.browser.accessibility import own_violations
from tests.browser.pages import PAGES
from tests.browser.reader import DESKTOP, PHONE, Reader
from tests.browser.server import dashboard

NewReader = Callable[..., Reader]

TWICE_AS_LARGE: ViewportSize = {"width": DESKTOP[0] // 2, "height": DESKTOP[1] // 2}
WIDER_THAN_THE_WINDOW = """
() => [...document.querySelectorAll('[data-testid=stMain] *')]
    .filter(element => {
        const box = element.getBoundingClientRect()
        const scrolled = element.closest('.scroll, [data-testid=stDataFrame], [data-testid=stTable]')
        return box.width > 0 && !scrolled && (box.right > window.innerWidth + 1 || box.left < -1)
    })
    .map(element => `${element.tagName} ${element.className}`.slice(0, 80))
"""


# Every chart says in words what it shows, and its image can be taken home beside its table and files.
CHARTS_ALONE = """
() => [...document.querySelectorAll('[class*="st-key-chart-"]')]
    .map(chart => [chart, /st-key-(chart-[\\w-]+)/.exec(chart.className)[1]])
    .filter(([chart, key]) => !chart.querySelector('[role=figure][aria-label]')
        || !document.querySelector(`button[data-chart="${key}"]`))
    .map(([, key]) => key)
"""


def assert_complete(page: Page) -> None:
    """The page says one thing as its title, in the frame, and nothing of it failed."""
    expect(page.locator(".band")).to_contain_text("Nîmes")
    expect(page.get_by_test_id("stException")).to_have_count(0)
    expect(page.get_by_text("n'a pas pu être calculée")).to_have_count(0)
    expect(page.locator("h1")).to_have_count(1)


def assert_nothing_beside_the_window(page: Page) -> None:
    """Nobody has to scroll sideways."""
    assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0
    main = page.get_by_test_id("stMain")
    assert main.evaluate("element => element.scrollWidth - element.clientWidth") <= 0
    assert page.evaluate(WIDER_THAN_THE_WINDOW) == []


def test_toutes_les_pages_du_menu_sont_visitees() -> None:
    slugs = {slug for pages in frame.PAGES.values() for _, _, slug in pages}
    assert slugs == {path.partition("?")[0] for path in PAGES}


@pytest.mark.parametrize("path", PAGES)
def test_chaque_page_est_complete_et_en_francais(reader: Reader, path: str) -> None:
    page = reader.open(path)
    assert_complete(page)
    assert page.locator("html").get_attribute("lang") == "fr"
    assert "fictives" in page.locator(".band").inner_text()
    reader.unfold()
    assert own_violations(page) == []
    assert page.evaluate(CHARTS_ALONE) == []
    assert reader.failures == []
    page.set_viewport_size(TWICE_AS_LARGE)
    reader.settle()
    assert_nothing_beside_the_window(page)


@pytest.mark.parametrize("path", PAGES)
def test_chaque_page_tient_sur_un_telephone_en_theme_sombre(
    new_reader: NewReader, address: str, path: str
) -> None:
    reader = new_reader(address, PHONE)
    reader.page.emulate_media(color_scheme="dark")
    page = reader.open(path)
    assert_complete(page)
    assert_nothing_beside_the_window(page)
    reader.unfold()
    assert own_violations(page) == []
    assert_nothing_beside_the_window(page)


@pytest.mark.parametrize("path", PAGES)
def test_un_lien_recu_s_ouvre_sur_un_serveur_qui_vient_de_redemarrer(
    demo_store: Path, new_reader: NewReader, path: str
) -> None:
    """On a cold server Streamlit would run pages/ by itself, without the frame, if it could."""
    with dashboard(demo_store) as cold:
        page = new_reader(cold).open(path)
        assert_complete(page)
        expect(page.get_by_role("dialog")).to_have_count(0)


def test_la_vue_d_ensemble_se_lit_sans_defiler(reader: Reader) -> None:
    """On a laptop: the alerts and the five axes stand above the fold."""
    page = reader.open()
    _, height = DESKTOP
    for name in (".alerts", ".rows"):
        box = page.locator(name).first.bounding_box()
        assert box is not None
        assert box["y"] + box["height"] <= height
    assert 1 <= page.locator(".alerts").first.locator("li").count() <= 5
    assert page.locator(".figures .card").count() <= 12


def test_une_adresse_inconnue_dit_ce_qui_existe(reader: Reader) -> None:
    page = reader.open("indicateur?indicateur=ABC-99")
    expect(page.locator("h1")).to_have_text("Cette page n'existe pas")
    expect(page.get_by_test_id("stMain")).to_contain_text("ABC-99")
    assert page.locator("[data-testid=stMain] a[href*='indicateur=ACC-01']").count() == 1

"""Without a mouse, without colours, without motion, on paper: the dashboard still says the same."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Literal

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from tests.browser.accessibility import Known, known_violations, violations
from tests.browser.reader import DESKTOP, PHONE, Reader

NewReader = Callable[..., Reader]

INDICATOR = "indicateur?indicateur=ACC-05"
WINDOWS = {"desk": DESKTOP, "phone": PHONE}
FOCUSED = """
() => {
    const element = document.activeElement, style = getComputedStyle(element)
    const seen = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2
    const name = element.getAttribute("aria-label") || (element.tagName === "MAIN" ? "" : element.innerText)
    return [element.tagName, name.trim().split("\\n").at(-1), seen]
}
"""
A4: ViewportSize = {"width": 794, "height": 1123}
SCREENS: tuple[tuple[tuple[int, int], Literal["light", "dark"]], ...] = ((DESKTOP, "light"), (PHONE, "dark"))


@pytest.mark.parametrize("known", known_violations(), ids=lambda known: f"{known.rule}-{known.seen_on}")
def test_la_liste_des_defauts_de_streamlit_ne_peut_que_diminuer(
    new_reader: NewReader, address: str, known: Known
) -> None:
    page = new_reader(address, WINDOWS[known.window]).open(known.seen_on)
    assert any(found.is_known(page, known) for found in violations(page)), "repaired upstream: take it away"


def test_tout_s_atteint_au_clavier_et_l_on_voit_ou_l_on_est(reader: Reader) -> None:
    """From the top of the page of an indicator to its downloads, one Tab after the other."""
    page = reader.open(INDICATOR)
    reached = tab_through(page, until="Fiche de méthode")
    names = [name for _, name, _ in reached]
    for wanted in (
        "Aller au contenu",
        "Accompagnement et parcours",
        "Indicateur",
        "Trimestre",
        "Tableau et téléchargements",
        "CSV (Excel français)",
        "Excel avec la méthode",
        "Image (PNG)",
        "Image (SVG)",
        "Ventilation",
        "Période",
    ):
        assert wanted in names
    assert [name for _, name, seen in reached if not seen] == []


def test_un_choix_se_fait_au_clavier(reader: Reader) -> None:
    page = reader.open(INDICATOR)
    page.get_by_role("radio", name="Trimestre").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Space")
    expect(page).to_have_url(re.compile("pas=semestre"))
    page.get_by_text("Tableau et téléchargements").first.focus()
    reader.settle()
    folded = page.locator("[data-testid=stExpander] summary").first
    folded.focus()
    page.keyboard.press("Enter")
    image = page.get_by_role("button", name="Image (PNG)").first
    image.focus()
    with page.expect_download() as downloading:
        page.keyboard.press("Enter")
    assert downloading.value.suggested_filename == "castellum_ACC-05_par_semestre.png"


def test_l_image_dit_ce_qu_elle_est_et_ne_depend_ni_de_l_ecran_ni_du_theme(
    new_reader: NewReader, address: str
) -> None:
    pictures = []
    for size, theme in SCREENS:
        reader = new_reader(address, size)
        reader.page.emulate_media(color_scheme=theme)
        page = reader.open(INDICATOR)
        reader.unfold()
        with page.expect_download() as downloading:
            page.get_by_role("button", name="Image (SVG)").first.click()
        pictures.append(downloading.value.path().read_text(encoding="utf-8"))
    for picture in pictures:
        told = re.sub(r"<[^>]+>", " ", picture)
        assert "Données de démonstration (fictives)" in told
        assert "Source\u00a0: " in told
        assert re.search(r"Image du \d", told)
        assert 'width="1000"' in picture
        assert "href=" not in picture.replace("xlink:href", "")
    assert "rgb(237, 241, 240)" not in pictures[1]


def test_qui_refuse_le_mouvement_n_en_voit_pas(reader: Reader) -> None:
    reader.page.emulate_media(reduced_motion="reduce")
    page = reader.open(INDICATOR)
    longest = """() => Math.max(...[...document.querySelectorAll("*")].flatMap((element) => {
        const { transitionDuration, animationDuration } = getComputedStyle(element)
        return `${transitionDuration},${animationDuration}`.split(",").map(parseFloat)
    }))"""
    assert page.evaluate(longest) <= 0.001


@pytest.mark.parametrize("path", ["", INDICATOR, "promesses", "trouver-de-l-aide?imprimer=oui"])
def test_une_page_s_imprime_sur_une_feuille_a4(reader: Reader, path: str) -> None:
    """Dark on white whatever the theme, nothing to press, nothing cut on the right."""
    reader.page.emulate_media(color_scheme="dark")
    page = reader.open(path)
    page.emulate_media(media="print", color_scheme="dark")
    page.set_viewport_size(A4)
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    reader.settle()
    assert computed(page, ".stHtml", "color") == "rgb(28, 39, 43)"
    assert computed(page, ".stApp", "backgroundColor") == "rgb(255, 255, 255)"
    for hidden in ("stHeader", "stDownloadButton", "stSelectbox"):
        assert not any(element.is_visible() for element in page.get_by_test_id(hidden).all())
    assert page.get_by_test_id("stMain").evaluate("element => element.scrollWidth - element.clientWidth") <= 0


def computed(page: Page, selector: str, style: str) -> str:
    return str(page.locator(selector).first.evaluate(f"element => getComputedStyle(element).{style}"))


def tab_through(page: Page, until: str) -> list[tuple[str, str, bool]]:
    """Press Tab until an element of this name, unfolding what is folded: what was met, and how it shows."""
    reached: list[tuple[str, str, bool]] = []
    while len(reached) < 90 and (not reached or reached[-1][1] != until):
        page.keyboard.press("Tab")
        tag, name, seen = page.evaluate(FOCUSED)
        reached.append((tag, name, seen))
        if tag == "SUMMARY" and name != until:
            page.keyboard.press("Enter")
    return reached

"""What a visitor chose is in the address: Back undoes it, and a link sent shows the same thing."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.depositing import choose
from tests.browser.reader import Reader

NewReader = Callable[..., Reader]

INDICATOR = "indicateur?indicateur=ACC-05"


def tick(reader: Reader, option: str) -> None:
    """Take one of a few options that stand side by side."""
    reader.page.get_by_role("radio", name=option, exact=True).click()
    reader.settle()


def choices(page: Page) -> list[str]:
    """Everything chosen on the page, in its order."""
    lists = [field.input_value() for field in page.get_by_role("combobox").all()]
    return lists + page.get_by_role("radio", checked=True).all_inner_texts()


def test_chaque_choix_est_dans_l_adresse_et_retour_le_defait(reader: Reader, new_reader: NewReader) -> None:
    page = reader.open(INDICATOR)
    states = [(page.url, choices(page))]
    for choice in (
        lambda: choose(reader, "Période", "1er trimestre 2026"),
        lambda: tick(reader, "Comparaison à l'ensemble"),
        lambda: tick(reader, "Année"),
    ):
        choice()
        states.append((page.url, choices(page)))
    assert page.url.partition("?")[2] == "indicateur=ACC-05&periode=2026-T1&forme=entonnoir&pas=ann%C3%A9e"
    colleague = new_reader(reader.address).open(page.url.removeprefix(f"{reader.address}/"))
    assert choices(colleague) == choices(page)
    for url, chosen in reversed(states[:-1]):
        page.go_back()
        expect(page).to_have_url(url)
        reader.settle()
        assert choices(page) == chosen
    page.go_forward()
    reader.settle()
    assert (page.url, choices(page)) == states[1]


def test_de_la_vue_d_ensemble_au_depot_et_retour_par_le_fil(reader: Reader) -> None:
    page = reader.open()
    title = page.locator("h1").inner_text()
    for href in ("axe?axe=", "indicateur?indicateur=", "depots?depot="):
        page.locator(f"[data-testid=stMain] .stHtml a[href*='{href}']").filter(visible=True).first.click()
        expect(page).to_have_url(re.compile(re.escape(href)))
        reader.settle()
    code = page.url.rpartition("indicateur=")[2]
    trail = page.get_by_role("navigation", name="Fil d'Ariane").get_by_role("link")
    pages = [str(link.get_attribute("href")).partition("?")[0] for link in trail.all()]
    assert pages == ["./", "axe", "indicateur"]
    trail.last.click()
    expect(page).to_have_url(re.compile(rf"indicateur\?indicateur={code}$"))
    reader.settle()
    trail.first.click()
    expect(page.locator("h1")).to_have_text(title)


def test_retour_referme_le_depot_ouvert_et_garde_les_filtres(reader: Reader) -> None:
    page = reader.open("depots?contenu=activite")
    page.locator(".journal th a").first.click()
    expect(page).to_have_url(re.compile(r"/depots\?contenu=activite&depot="))
    reader.settle()
    expect(page.get_by_role("button", name="Télécharger")).not_to_have_count(0)
    page.go_back()
    expect(page).to_have_url(re.compile(r"/depots\?contenu=activite$"))
    reader.settle()
    expect(page.locator(".journal")).to_have_count(1)


def test_retour_quitte_une_recherche_d_un_coup(reader: Reader) -> None:
    page = reader.open("dictionnaire")
    field = page.get_by_label("Chercher une définition")
    field.press_sequentially("file", delay=400)
    field.press_sequentially(" active", delay=100)
    expect(page).to_have_url(re.compile(r"chercher=file\+active$"))
    reader.settle()
    page.go_back()
    expect(page).to_have_url(re.compile(r"/dictionnaire$"))
    expect(field).to_have_value("")

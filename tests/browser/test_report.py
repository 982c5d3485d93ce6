"""A report taken home in Chromium: chosen on the page, it says the figures of the pages."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from data.operations import OperationsJournal
from tests.analysis.report.reading_back import pdf_pages, squeezed, word_text, workbook_cells
from tests.browser.reader import Reader

NewReader = Callable[..., Reader]
FILES = {"PDF à présenter": "pdf", "Word à modifier": "docx", "Excel des chiffres": "xlsx"}


def taken(page: Page, button: str, folder: Path) -> bytes:
    with page.expect_download() as download:
        page.get_by_role("button", name=button).click()
    target = folder / download.value.suggested_filename
    download.value.save_as(target)
    return target.read_bytes()


def test_un_rapport_emporte_dit_les_chiffres_de_la_page_de_l_axe(
    own_address: str, demo_store_copy: Path, new_reader: NewReader, tmp_path: Path
) -> None:
    reader = new_reader(own_address)
    cards = reader.open("axe?axe=securite").locator(".chain .card")
    expect(cards.first).to_be_visible()
    shown = [card.locator(".strong").inner_text() for card in cards.all()]
    assert len(shown) > 4
    page = reader.open("rapport")
    for axis in ("Prévention", "Accompagnement et parcours", "Soutien aux associations"):
        page.get_by_role("button", name=axis).click()
        reader.settle()
    page.get_by_role("button", name="Instances et évaluation").click()
    reader.settle()
    expect(page).to_have_url(f"{own_address}/rapport?axes=securite")
    files = {ending: taken(page, button, tmp_path) for button, ending in FILES.items()}
    cells = "\n".join(str(cell.value) for cell in workbook_cells(files["xlsx"]))
    for text in ("\n".join(pdf_pages(files["pdf"])), word_text(files["docx"]), cells):
        assert [value for value in shown if squeezed(value) not in squeezed(text)] == []
    journal = OperationsJournal(str(demo_store_copy)).read()
    assert journal["objet"].tolist() == ["public mandat"] * len(FILES)

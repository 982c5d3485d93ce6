"""The gestures of somebody who deposits a file."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.reader import Reader

AGREEMENTS = re.compile("Oui, c'est bien cela|J'ai vu que")


def upload(page: Page, sent: Path) -> None:
    field = page.locator("[class*=st-key-deposit-file] input[type=file]")
    # After a deposit the old field stays until the page is complete, beside the new one.
    expect(field).to_have_count(1)
    field.set_input_files(sent)
    expect(page.get_by_test_id("stMain")).to_contain_text("Ce que nous avons lu")


def deposit_for(reader: Reader, author: str) -> Page:
    """The page of deposits, opened in the name of a structure."""
    page = reader.open("deposer")
    field = page.locator(".st-key-deposit-author input")
    field.fill(author)
    field.press("Enter")
    reader.settle()
    return page


def agree(reader: Reader) -> None:
    """Say yes to everything asked."""
    for question in reader.page.get_by_text(AGREEMENTS).all():
        question.click()
        reader.settle()


def choose(reader: Reader, field: str, option: str) -> None:
    """Take an option of a list, found by the name of its field."""
    reader.settle()
    reader.page.get_by_label(field).first.click()
    reader.page.keyboard.type(option)
    reader.page.get_by_role("option", name=option, exact=True).first.click()
    reader.settle()


def press(reader: Reader, button: str) -> None:
    reader.page.get_by_role("button", name=button).first.click()
    reader.settle()


def number_of_deposit(page: Page) -> str:
    """The number that the receipt gives."""
    main = page.get_by_test_id("stMain")
    expect(main).to_contain_text("Dépôt enregistré")
    found = re.search(r"\d{4}-\d{3}", main.inner_text().partition("Dépôt enregistré")[2])
    assert found is not None
    return found[0]

"""« Ce qui a changé »: since the last visit that this browser remembers, else since the quarter began."""

from __future__ import annotations

from datetime import date, timedelta

from playwright.sync_api import expect

from analysis.news import default_since
from analysis.wording import date_text
from tests.browser.reader import Reader

REMEMBER = "day => localStorage.setItem('castellum-visites', JSON.stringify({current: day}))"


def test_la_vue_d_ensemble_dit_ce_qui_a_change_depuis_la_derniere_visite(reader: Reader) -> None:
    page = reader.open()
    main = page.get_by_test_id("stMain")
    expect(main).to_contain_text(f"Ce qui a changé depuis le {date_text(default_since(date.today()))}")
    visit = date.today() - timedelta(days=12)
    page.evaluate(REMEMBER, visit.isoformat())
    reader.open()
    expect(main).to_contain_text(f"Ce qui a changé depuis le {date_text(visit)}")
    assert page.url.endswith(f"?depuis={visit.isoformat()}")
    received = reader.open("?depuis=2025-01-01")
    expect(received.get_by_test_id("stMain")).to_contain_text("Ce qui a changé depuis le 1er janvier 2025")

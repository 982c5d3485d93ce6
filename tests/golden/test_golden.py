"""The demonstration city as a whole: reference results, and one number followed by hand."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from data.codebook import load
from data.demo.installation import files
from data.store import Store
from pages.parts import sources
from tests.golden.results import KEPT, REFERENCE, TODAY, city_results
from tests.pages.conftest import PROJECT

FILE = "Signalements 2026_10.xlsx"
RECEIVED = "Signalements recevables liés aux usages en public"
HANDLED = "Signalements traités en 72 heures au plus"


def sent_cells() -> list[tuple[object, ...]]:
    """The cells of the file as its sender sees them."""
    (content,) = (sent.content for sent in files(load()) if sent.name == FILE)
    return list(openpyxl.load_workbook(io.BytesIO(content)).active.iter_rows(values_only=True))


def test_les_resultats_de_la_ville_de_demonstration_ne_bougent_pas_sans_qu_on_le_veuille(
    demo_store: Path,
) -> None:
    kept = pd.read_csv(REFERENCE, dtype={"period": str})
    found = city_results(demo_store)
    pd.testing.assert_frame_equal(found[KEPT], kept[KEPT], check_dtype=False, atol=1e-5)


def test_un_chiffre_se_suit_a_la_main_du_fichier_a_la_page(
    demo_store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """October 2026: 46+57+45+35+21+24+74 = 302 reports, 40+46+38+32+18+21+58 = 253 handled in 72 hours."""
    cells = sent_cells()
    assert [row[4] for row in cells if row[3] == RECEIVED] == [46, 57, 45, 35, 21, 24, 74]
    assert [row[4] for row in cells if row[3] == HANDLED] == [40, 46, 38, 32, 18, 21, 58]

    stored = Store(demo_store).current("activite")
    october = stored[(stored["periode"] == "2026-10") & stored["mesure"].isin(["signalements_recevables"])]
    assert october["valeur"].sum() == 302

    results = city_results(demo_store)
    row = results[(results["indicator"] == "SEC-02") & (results["period"] == "2026-10")].iloc[0]
    assert (row["numerator"], row["denominator"]) == (253, 302)
    assert row["value"] == pytest.approx(83.7748, abs=1e-4)

    said = page_of("SEC-02", demo_store, monkeypatch)
    assert "83,8\u00a0%" in said
    number = october["depot"].astype(str).unique()[0]
    assert f"depots?depot={number}" in said


def page_of(code: str, root: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """What the page of an indicator says, through dashboard.py."""
    monkeypatch.setenv("CASTELLUM_STORE", str(root))
    monkeypatch.setattr(sources, "today", lambda: TODAY)
    st.cache_resource.clear()
    page = AppTest.from_file(str(PROJECT / "dashboard.py"), default_timeout=60)
    page.run()
    page.query_params["code"] = code
    page.switch_page("pages/officials/indicator.py").run()
    st.cache_resource.clear()
    assert not page.exception
    return "\n".join(element.proto.body for element in page.get("html"))

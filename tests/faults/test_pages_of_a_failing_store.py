"""The store fails while somebody visits: a calm message with a reference, and recovery by itself."""

from __future__ import annotations

import logging
import re
import shutil
from datetime import date
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from data.store import Store
from pages.parts import sources
from tests.data.small_files import CITY as TINY_CITY
from tests.data.small_files import activity, passages
from tests.faults.conftest import PROJECT
from tests.faults.failing_disk import read_only
from tests.pages.small_store import TODAY, put, small_store, structures

REFERENCE = r"Référence à donner à l'équipe\s?: ([0-9a-f]{6})\."


@pytest.fixture(autouse=True)
def _fresh(monkeypatch: pytest.MonkeyPatch) -> None:
    """A server that has just started, on a day that never changes."""
    monkeypatch.setattr(sources, "today", lambda: TODAY)
    st.cache_resource.clear()


@pytest.fixture
def city(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small city, that this test may break."""
    root = tmp_path / "ville"
    small_store(root)
    monkeypatch.setenv("CASTELLUM_STORE", str(root))
    return root


def visit(page: str = "") -> AppTest:
    shown = AppTest.from_file(str(PROJECT / "dashboard.py"), default_timeout=60).run()
    return shown.switch_page(page).run() if page else shown


def said(page: AppTest) -> str:
    """Everything a page says, without any trace of a program."""
    assert not page.exception
    words = [element.proto.body for element in page.get("html")] + [one.value for one in page.error]
    assert "Traceback" not in "".join(words)
    return "\n".join(words)


def test_l_entrepot_disparait_pendant_une_visite_puis_revient(city: Path) -> None:
    page = visit()
    before = said(page)
    assert "Où en sommes-nous" in before
    kept = city.rename(city.with_name("ailleurs"))
    for _ in range(2):
        away = said(page.run())
        assert "L'entrepôt des données ne répond pas" in away
        assert "Aucune donnée" not in away
    assert len(page.error) == 1
    kept.rename(city)
    assert said(page.run()) == before
    assert not page.error


def test_un_nouveau_visiteur_pendant_l_absence_lit_la_meme_phrase(city: Path) -> None:
    visit()
    kept = city.rename(city.with_name("ailleurs"))
    page = visit("pages/officials/indicator.py")
    assert "L'entrepôt des données ne répond pas" in said(page)
    kept.rename(city)
    assert "Dans le dictionnaire, avec ses mesures" in said(page.run())


def test_la_panne_donne_une_reference_que_l_on_retrouve_dans_le_journal_technique(
    city: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(logging.getLogger("castellum"), "propagate", True)
    visit()
    city.rename(city.with_name("ailleurs"))
    (message,) = [one.value for one in visit().error]
    found = re.search(REFERENCE, message)
    assert found is not None
    assert [record.message for record in caplog.records if found[1] in record.message]


def test_une_table_abimee_arrete_ce_qui_en_vient_et_rien_d_autre(city: Path) -> None:
    for file in (city / "activite").glob("*.parquet"):
        file.unlink()
    broken = said(visit())
    assert "La table «" in broken
    assert "restaurer la dernière sauvegarde" in broken
    assert "3 fiches sans besoin indiqué" in said(visit("pages/officials/directory.py"))
    assert "escale.csv" in said(visit("pages/analysts/deposits.py"))


def test_une_table_restauree_se_relit_sans_redemarrer(city: Path) -> None:
    kept = shutil.copytree(city / "activite", city.with_name("activite-sauvee"))
    for file in (city / "activite").glob("*.parquet"):
        file.unlink()
    page = visit()
    assert "La table «" in said(page)
    shutil.copytree(kept, city / "activite", dirs_exist_ok=True)
    assert "La table «" not in said(page.run())
    assert not page.error


def test_deposer_dans_un_entrepot_en_lecture_seule_dit_pourquoi(
    disk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The figures still show; the deposit is not made, and the file can be sent again afterwards."""
    monkeypatch.setenv("CASTELLUM_CATALOGUE", str(TINY_CITY))
    monkeypatch.setenv("CASTELLUM_STORE", str(disk / "store"))
    store = Store(disk / "store")
    put(store, "structures", structures(), "Ville", "annuaire.csv", date(2026, 3, 3))
    with read_only(disk):
        page = visit("pages/analysts/deposit.py")
        page = (
            page.file_uploader[0].upload("passages.csv", activity(passages("12")).encode(), "text/csv").run()
        )
        page.selectbox(key="deposit-author").select("Accueil des Tilleuls").run()
        page.button(key="deposit-commit").click().run()
        assert "L'entrepôt des données est en lecture seule" in said(page)
        assert "Dépôt enregistré" not in said(page)
        assert "annuaire.csv" in said(visit("pages/analysts/deposits.py"))
    page.button(key="deposit-commit").click().run()
    assert "Dépôt enregistré" in said(page)
    assert len(store.deposits()) == 2

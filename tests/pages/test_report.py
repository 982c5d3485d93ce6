"""« Que présenter au conseil ? » through dashboard.py: the choices, and three files made at the click."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.desk import Desk
from data.operations import OperationsJournal
from data.rights import ANYBODY, AT_THE_MACHINE, Actor
from data.store import Store
from pages.parts import reading, report_form
from pages.parts.report_form import WantedReport
from pages.parts.sources import edition
from tests.pages.conftest import Visit
from tests.pages.test_pages import html

FILES = {"report-pdf", "report-docx", "report-xlsx"}


def test_la_page_propose_trois_fichiers_sans_rien_calculer(
    visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "council_report", pytest.fail)
    page = visit("report")
    assert "Que présenter au conseil\u00a0?</h1>" in html(page)
    assert {button.key for button in page.get("download_button")} == FILES
    assert not page.exception


def test_les_choix_sont_dans_l_adresse(visit: Visit) -> None:
    page = visit("report", periode="2026-T3", axes="securite,prevention,inconnu", public="partenaires")
    said = html(page)
    assert "3e trimestre 2026, du 1er juillet 2026 au 30 septembre 2026." in said
    assert "Édition réservée aux partenaires" in said
    assert page.button_group(key="several-axes").value == ["prevention", "securite"]
    assert "La période de ce rapport est passée" in said


def test_une_adresse_inconnue_donne_le_rapport_de_depart(visit: Visit) -> None:
    said = html(visit("report", periode="<b>", axes="inconnu", public="interne"))
    assert "Depuis le début du mandat" in said
    assert "Édition publique" in said


def test_une_personne_inconnue_n_a_que_l_edition_publique(
    visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(report_form, "visitor", lambda: ANYBODY)
    page = visit("report", public="partenaires")
    assert "Édition publique" in html(page)
    assert page.button_group(key="choice-public").options == ["Tout le monde"]


def test_sans_depot_la_page_dit_par_ou_commencer(visit_empty: Visit) -> None:
    assert "Aucune donnée n&#x27;a encore été déposée." in html(visit_empty("report"))


@pytest.mark.parametrize(("actor", "noted"), [(AT_THE_MACHINE, ["public 2026-T3"]), (ANYBODY, [])])
def test_un_rapport_emporte_est_note_pour_une_personne_connue(
    actor: Actor, noted: list[str], small_root: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CASTELLUM_STORE", str(small_root))
    wanted = WantedReport(report_form.periods_of_report()["2026-T3"], ("accompagnement",), "public")
    made = report_form.maker(report_form.pdf, wanted, edition("public"), Desk(store, actor))()
    assert made.startswith(b"%PDF")
    assert OperationsJournal(store.root).read()["objet"].tolist() == noted

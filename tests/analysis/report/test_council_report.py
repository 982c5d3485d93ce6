"""The report says what the pages say, in three files, to each audience."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import pypdf
import pytest
from docx import Document

from analysis.axis_view import axis_view
from analysis.data_table import DEMONSTRATION
from analysis.indicator_view import IndicatorView, indicator_view
from analysis.overview import overview
from analysis.report.content import Report
from analysis.report.council_report import council_report
from analysis.report.pdf import pdf
from analysis.report.period import report_periods
from analysis.report.word import word
from analysis.standing import Situation
from analysis.wording import VERDICTS
from data.safe_export import to_xlsx
from tests.analysis.report.conftest import FOR_PARTNERS, PARTNERS_VALUE, TODAY, TRAP, SituationFor
from tests.analysis.report.reading_back import (
    pdf_pages,
    pdf_text,
    squeezed,
    tagged,
    word_text,
    workbook_cells,
)


def report_of(situation: Situation, *axes: str, period: str = "mandat") -> Report:
    known = report_periods(situation.codebook.city, TODAY)[period]
    return council_report(situation, axes or tuple(situation.codebook.axes), known, "public")


@pytest.fixture(scope="module")
def whole(situation_for: SituationFor) -> Report:
    return report_of(situation_for("public"))


@pytest.fixture(scope="module")
def whole_pdf(whole: Report) -> bytes:
    return pdf(whole)


@pytest.fixture(scope="module")
def whole_word(whole: Report) -> bytes:
    return word(whole)


@pytest.fixture(scope="module")
def whole_workbook(whole: Report) -> bytes:
    return to_xlsx(whole.tables)


def said_on_page(view: IndicatorView) -> Iterator[str]:
    """What the page of an indicator says of where it stands."""
    yield from (view.label, VERDICTS[view.word].label, view.reason)
    for fact in view.facts:
        yield from (fact.value, fact.note)


def test_chaque_indicateur_dit_dans_les_trois_fichiers_ce_que_dit_sa_page(
    situation_for: SituationFor, whole_pdf: bytes, whole_word: bytes, whole_workbook: bytes
) -> None:
    situation = situation_for("public")
    cells = "\n".join(str(cell.value) for cell in workbook_cells(whole_workbook))
    files = [squeezed(text) for text in (pdf_text(whole_pdf), word_text(whole_word), cells)]
    views = [
        indicator_view(situation, item.code)
        for axis in situation.codebook.axes
        for stage in axis_view(situation, axis).chain
        for item in stage.items
    ]
    assert len(views) > 30
    for view in views:
        for said in said_on_page(view):
            assert [view.code for text in files if squeezed(said) not in text] == [], said


def test_la_premiere_page_est_celle_de_la_vue_d_ensemble(
    situation_for: SituationFor, whole_pdf: bytes
) -> None:
    shown, page = overview(situation_for("public")), squeezed(pdf_pages(whole_pdf)[1])
    assert squeezed(shown.summary) in page
    for alert in shown.alerts:
        assert squeezed(alert.title) in page
    for axis in shown.axes:
        assert squeezed(axis.on_track) in page
        assert squeezed(axis.weather_signature) in page
    for headline in shown.headlines:
        assert squeezed(headline.value) in page
    assert squeezed("Prévention") in squeezed(pdf_pages(whole_pdf)[2])


def test_un_axe_tient_en_deux_pages(whole_pdf: bytes, situation_for: SituationFor) -> None:
    """The summary holds on the second page; the decisions follow the last axis."""
    pages = pdf_pages(whole_pdf)
    starts = next(number for number, page in enumerate(pages) if "Décisions en retard" in page and number > 1)
    assert starts <= 2 + 2 * len(situation_for("public").codebook.axes)


def test_le_pdf_se_lit_avec_un_lecteur_d_ecran(whole: Report, whole_pdf: bytes) -> None:
    reader: Any = pypdf.PdfReader(io.BytesIO(whole_pdf))
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"].lower().startswith("fr")
    assert reader.metadata.title == whole.cover.title
    figures, drawn = tagged(whole_pdf, "/Figure"), [card for card in whole.cards if card.chart]
    assert len(figures) == len(drawn) > 30
    assert all(card.name in figure["/Alt"] for card, figure in zip(drawn, figures, strict=True))
    assert tagged(whole_pdf, "/H1")
    assert tagged(whole_pdf, "/TH")


def test_la_marque_de_demonstration_est_sur_chaque_page(whole_pdf: bytes, whole_word: bytes) -> None:
    assert all(DEMONSTRATION in page for page in pdf_pages(whole_pdf))
    header = Document(io.BytesIO(whole_word)).sections[0].header.paragraphs[0].text
    assert DEMONSTRATION in header


def test_le_word_se_modifie_et_se_parcourt(whole: Report, whole_word: bytes) -> None:
    document: Any = Document(io.BytesIO(whole_word))
    styles = {paragraph.style.name for paragraph in document.paragraphs}
    assert {"Heading 1", "Heading 2", "Heading 3", "List Bullet"} <= styles
    described = [shape._inline.docPr.get("descr") for shape in document.inline_shapes]
    assert len(described) == sum(card.chart is not None for card in whole.cards)
    assert all("Courbe de l'indicateur" in text for text in described)
    assert document.core_properties.language == "fr-FR"


def test_un_texte_signe_n_est_jamais_interprete(
    whole_pdf: bytes, whole_word: bytes, whole_workbook: bytes
) -> None:
    assert squeezed(TRAP) in squeezed(pdf_text(whole_pdf))
    assert TRAP in word_text(whole_word)
    trapped = [cell for cell in workbook_cells(whole_workbook) if cell.value == TRAP]
    assert [cell.data_type for cell in trapped] == ["s", "s"]
    assert all(cell.data_type != "f" for cell in workbook_cells(whole_workbook))


def test_le_public_ne_lit_pas_ce_qui_est_pour_les_partenaires(situation_for: SituationFor) -> None:
    told = report_of(situation_for("partenaires"), "securite")
    assert "61,5 %" in pdf_text(pdf(told)).replace("\u00a0", " ")
    assert PARTNERS_VALUE in [cell.value for cell in workbook_cells(to_xlsx(told.tables))]
    shown = report_of(situation_for("public"), "securite")
    cells = [cell.value for cell in workbook_cells(to_xlsx(shown.tables))]
    assert PARTNERS_VALUE not in cells
    for said in (pdf_text(pdf(shown)), word_text(word(shown)), "\n".join(map(str, cells))):
        assert "61,5" not in said
    card = next(card for card in shown.cards if card.code == FOR_PARTNERS)
    assert card.chart is None
    assert next(fact.value for fact in card.facts if fact.name == "Dernier chiffre") == "secret"
    series = shown.tables["Séries"].set_index("code").loc[FOR_PARTNERS]
    numbers = ["valeur", "borne_basse", "borne_haute", "numerateur", "denominateur"]
    assert series[numbers].isna().all(axis=None)


def test_seuls_les_axes_choisis_sont_dans_le_rapport(situation_for: SituationFor) -> None:
    shown = report_of(situation_for("public"), "prevention")
    assert {card.code[:3] for card in shown.cards} == {"PRE"}
    said = pdf_text(pdf(shown))
    assert "ACC-03" not in said
    assert "Accompagnement et parcours" not in said


def test_un_axe_inconnu_n_a_pas_de_rapport(situation_for: SituationFor) -> None:
    with pytest.raises(KeyError):
        report_of(situation_for("public"), "inconnu")

"""Depositing a file as it comes from real life: columns to name, codes to explain, cells to correct."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import Literal

import openpyxl
import pytest
from playwright.sync_api import expect

from data.store import Store
from tests.browser.depositing import agree, choose, deposit_for, number_of_deposit, press, upload
from tests.browser.reader import PHONE, Reader
from tests.contrast import contrast

NewReader = Callable[..., Reader]

AUTHOR = "CAARUD Le Pont (fictif)"
WHOLE = """Période;Structure;Territoire;Mesure;Valeur
2026-10;csapa_trois_fontaines;30189;file_active_csapa;212
"""
LEGIBLE = 4.5  # WCAG 2.2, 1.4.3
TITLE = "Activité du CAARUD - octobre;;;"
HEADINGS = "mois;endroit;indic;Nombre"


def sheet(folder: Path, name: str, *rows: str) -> Path:
    """A file as the association writes it: a title, headings of its own, cp1252."""
    sent = folder / name
    sent.write_bytes("\n".join([TITLE, HEADINGS, *rows, ""]).encode("cp1252"))
    return sent


def test_nommer_ses_colonnes_une_fois_suffit(
    own_address: str, demo_store_copy: Path, new_reader: NewReader, tmp_path: Path
) -> None:
    """Columns and codes are said on the page, and the next file is read without a question."""
    reader = new_reader(own_address)
    page = deposit_for(reader, AUTHOR)
    upload(page, sheet(tmp_path, "un.csv", "octobre 2026;Local du haut;Passages CAARUD;1 234"))
    choose(reader, "Contenu de la colonne B", "Territoire")
    choose(reader, "Contenu de la colonne C", "Mesure")
    press(reader, "Lire le fichier ainsi")
    choose(reader, "Sens du mot inconnu numéro 1", "Nîmes")
    press(reader, "Utiliser ces réponses")
    press(reader, "Enregistrer ce dépôt")
    number = number_of_deposit(page)
    stored = Store(demo_store_copy).current("activite")
    stored = stored[stored["depot"] == number]
    assert stored[["periode", "territoire", "mesure", "valeur"]].astype(str).to_numpy().tolist() == [
        ["2026-10", "30189", "passages_caarud", "1234.0"]
    ]
    upload(page, sheet(tmp_path, "deux.csv", "septembre 2026;Local du haut;Passages CAARUD;1 180"))
    expect(page.get_by_test_id("stMain")).to_contain_text(
        "Le fichier se lit bien. Vérifiez ce qui va changer"
    )


def test_annuler_un_depot_d_un_clic_rend_le_magasin_d_avant(
    own_address: str, demo_store_copy: Path, new_reader: NewReader, tmp_path: Path
) -> None:
    store = Store(demo_store_copy)
    before = store.current("activite")
    reader = new_reader(own_address, PHONE)
    page = deposit_for(reader, AUTHOR)
    sent = tmp_path / "large.csv"
    rows = ("Quartier;Mesure;juillet 2026;août 2026", "Nîmes;Passages CAARUD;1200;1100")
    sent.write_text("\n".join(rows), encoding="utf-8")
    upload(page, sent)
    press(reader, "Lire le fichier ainsi")
    agree(reader)
    press(reader, "Enregistrer ce dépôt")
    number_of_deposit(page)
    assert not store.current("activite").equals(before)
    press(reader, "Annuler ce dépôt")
    expect(page.get_by_test_id("stMain")).to_contain_text("les chiffres d'avant sont de retour")
    assert store.current("activite").equals(before)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]


def test_le_fichier_rendu_se_corrige_et_se_redepose_tel_quel(
    own_address: str, new_reader: NewReader, tmp_path: Path
) -> None:
    """The workbook handed back says why beside each cell; corrected, it is read without an error."""
    reader = new_reader(own_address)
    page = deposit_for(reader, AUTHOR)
    sent = tmp_path / "faux.csv"
    headings = "periode;territoire;mesure;valeur"
    sent.write_text(f"{headings}\n2026-09;30189;passages_caarud;douze\n2026-10;30189;passages_caarud;1250\n")
    upload(page, sent)
    reader.settle()
    with page.expect_download() as downloading:
        press(reader, "Télécharger mon fichier avec les remarques")
    assert downloading.value.suggested_filename == "faux_a_corriger.xlsx"
    handed_back = openpyxl.load_workbook(io.BytesIO(downloading.value.path().read_bytes()))
    rows = handed_back.active
    assert "douze" in str(rows["E2"].value)
    assert rows["E3"].value is None
    rows["D2"] = 1190
    corrected = tmp_path / "faux_corrige.xlsx"
    handed_back.save(corrected)
    page.get_by_role("button", name="Retirer").first.click()
    reader.settle()
    upload(page, corrected)
    expect(page.get_by_test_id("stMain")).to_contain_text("Le fichier se lit bien")
    expect(page.get_by_test_id("stMain")).not_to_contain_text("erreur")


def test_une_colonne_sur_des_personnes_s_ecarte_sans_etre_montree(
    own_address: str, new_reader: NewReader, tmp_path: Path
) -> None:
    reader = new_reader(own_address)
    page = deposit_for(reader, AUTHOR)
    sent = tmp_path / "contacts.csv"
    headings = "periode;territoire;mesure;valeur;contact"
    sent.write_text(f"{headings}\n2026-10;30189;passages_caarud;1250;j.martin@exemple.fr\n")
    upload(page, sent)
    expect(page.get_by_test_id("stMain")).to_contain_text("adresse électronique")
    expect(page.get_by_test_id("stMain")).not_to_contain_text("martin")
    page.get_by_text("Oui, déposer sans cette colonne").click()
    reader.settle()
    expect(page.get_by_test_id("stMain")).to_contain_text("Le fichier se lit bien")
    expect(page.get_by_test_id("stMain")).not_to_contain_text("martin")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_un_bouton_qui_attend_une_reponse_se_lit(
    own_address: str, new_reader: NewReader, tmp_path: Path, scheme: Literal["light", "dark"]
) -> None:
    """Nobody has said for whom he deposits: the button waits, and can be read."""
    reader = new_reader(own_address)
    reader.page.emulate_media(color_scheme=scheme)
    page = reader.open("deposer")
    sent = tmp_path / "un.csv"
    sent.write_text(WHOLE, encoding="utf-8")
    upload(page, sent)
    button = page.get_by_role("button", name="Enregistrer ce dépôt")
    expect(button).to_be_disabled()
    words = written(button.evaluate("one => getComputedStyle(one).color"))
    paper = written(page.get_by_test_id("stApp").evaluate("one => getComputedStyle(one).backgroundColor"))
    assert contrast(words, paper) >= LEGIBLE


def written(colour: str) -> str:
    """« rgb(15, 92, 110) » as « #0f5c6e »."""
    return "#" + "".join(f"{int(channel):02x}" for channel in re.findall(r"\d+", colour)[:3])

"""Signing on a phone: a right of reply, from the figure it answers to the page where it is read."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import expect

from data.store import Store
from tests.browser.depositing import press
from tests.browser.reader import PHONE, Reader

NewReader = Callable[..., Reader]

NAMED = "Nous avons vu Karim Benali deux fois."
REPLY = "Nos demandes augmentent <b>à effectif constant</b>."


def test_un_droit_de_reponse_se_signe_sur_un_telephone_et_se_lit_sous_le_chiffre(
    own_address: str, demo_store_copy: Path, new_reader: NewReader
) -> None:
    before = Store(demo_store_copy).current("avis")
    reader = new_reader(own_address, PHONE)
    page = reader.open("indicateur?indicateur=ACC-03")
    page.get_by_role("link", name="Répondre à un chiffre").click()
    main = page.get_by_test_id("stMain")
    expect(main).to_contain_text("Le chiffre dont vous parlez")
    reader.settle()
    write(reader, NAMED)
    expect(main).to_contain_text("Ce texte contient un nom de personne")
    press(reader, "Signer et enregistrer")
    assert len(Store(demo_store_copy).current("avis")) == len(before)
    write(reader, REPLY)
    expect(main).not_to_contain_text("Ce texte contient un nom de personne")
    sign_as(reader, "Présidence de Chantier vivant (fictif)")
    press(reader, "Signer et enregistrer")
    expect(main).to_contain_text("Dépôt enregistré")
    page.get_by_role("link", name="Le lire sur la page de l'indicateur ACC-03").click()
    expect(main).to_contain_text(REPLY)
    page.go_back()
    press(reader, "Annuler ce dépôt")
    expect(main).to_contain_text("est annulé")
    assert len(Store(demo_store_copy).current("avis")) == len(before)


def write(reader: Reader, words: str) -> None:
    field = reader.page.get_by_role("textbox", name="Votre réponse")
    field.fill(words)
    field.press("Tab")
    reader.settle()


def sign_as(reader: Reader, function: str) -> None:
    field = reader.page.get_by_role("combobox", name="Qui signe")
    field.fill(function)
    field.press("Enter")
    reader.settle()

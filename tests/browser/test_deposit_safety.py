"""Depositing what should not be: a person's data, files made to harm, and the page still calm after them."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import openpyxl
from playwright.sync_api import Dialog, Page, WebSocket, expect

from data.store import Store
from tests.browser.depositing import deposit_for, number_of_deposit, press, upload
from tests.browser.reader import PHONE, Reader

NewReader = Callable[..., Reader]

AUTHOR = "CAARUD Le Pont (fictif)"
HEADINGS = "periode;territoire;mesure;valeur"
ROW = "2026-10;30189;passages_caarud"
NIR = "255081416802538"
EMAIL = "zoe.quatremer@exemple.fr"
PHONE_NUMBER = "06 39 98 17 42"
SURNAME = "QUATREMER"
SECRETS = (NIR, EMAIL, PHONE_NUMBER, SURNAME, "Quatremer", "14/07/1991")
MARKUP = "<img src=x onerror=alert(1)> :red[a] $x^2$ **b**"


def personal_files(folder: Path) -> Iterator[Path]:
    """A person in a cell, in a comment, in a column of her own, above the table, in the name of the file."""
    contents = {
        "nir.csv": f"{HEADINGS};dossier\n{ROW};12;{NIR}\n",
        "commentaires.csv": f"{HEADINGS};commentaire\n{ROW};12;Rappeler Mme {SURNAME} au {PHONE_NUMBER}\n",
        "nominatif.csv": f"{HEADINGS};nom;prenom;date de naissance\n{ROW};12;Quatremer;Zoé;14/07/1991\n",
        "valeurs.csv": f"{HEADINGS}\n{ROW};{EMAIL}\n",
    }
    for name, content in contents.items():
        sent = folder / name
        sent.write_text(content, encoding="utf-8")
        yield sent


def hostile_files(folder: Path) -> Iterator[tuple[Path, str]]:
    """Each with the words of the refusal that its sender reads."""
    workbook = io.BytesIO()
    openpyxl.Workbook().save(workbook)
    far = b'<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row>'
    contents = {
        "document.xlsx": (b"%PDF-1.7\n" + b"x" * 2000, "document PDF"),
        "bombe.xlsx": (rewritten(workbook.getvalue(), b" " * 120_000_000), "place démesurée"),
        "loin.xlsx": (rewritten(workbook.getvalue(), far), "XFD1048576"),
        "coupe.xlsx": (workbook.getvalue()[:1500], "incomplet ou abîmé"),
    }
    for name, (content, words) in contents.items():
        sent = folder / name
        sent.write_bytes(content)
        yield sent, words


def rewritten(workbook: bytes, rows: bytes) -> bytes:
    """The workbook with this at the end of the rows of its sheet."""
    content = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook)) as old,
        zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            data = old.read(name).replace(b"<sheetData/>", b"<sheetData></sheetData>")
            new.writestr(name, data.replace(b"</sheetData>", rows + b"</sheetData>"))
    return content.getvalue()


def take_out(reader: Reader) -> None:
    reader.page.get_by_role("button", name=re.compile("^Retirer")).first.click()
    reader.settle()


def received_by(page: Page) -> list[str]:
    """Everything that the server sends to this page from now on."""
    received: list[str] = []

    def keep(payload: str | bytes) -> None:
        received.append(payload if isinstance(payload, str) else payload.decode("utf-8", "replace"))

    def follow(socket: WebSocket) -> None:
        socket.on("framereceived", keep)

    page.on("websocket", follow)
    return received


def refuse(dialog: Dialog, opened: list[str]) -> None:
    opened.append(dialog.message)
    dialog.dismiss()


def test_les_donnees_d_une_personne_ne_sont_ni_montrees_ni_envoyees_ni_gardees(
    own_address: str, demo_store_copy: Path, new_reader: NewReader, tmp_path: Path
) -> None:
    before = Store(demo_store_copy).versions()
    reader = new_reader(own_address)
    received = received_by(reader.page)
    page = deposit_for(reader, AUTHOR)
    for sent in personal_files(tmp_path):
        upload(page, sent)
        reader.settle()
        expect(page.get_by_test_id("stMain")).to_contain_text("aucune donnée sur une personne")
        expect(page.locator(".st-key-deposit-commit button")).to_have_count(0)
        assert [secret for secret in SECRETS if secret in page.content()] == []
        take_out(reader)
    named = tmp_path / "suivi_Zoé_Quatremer.csv"
    named.write_text(f"{HEADINGS}\n{ROW};12\n", encoding="utf-8")
    upload(page, named)
    expect(page.get_by_test_id("stMain")).to_contain_text("Le nom de ce fichier désigne une personne")
    assert [secret for secret in SECRETS if secret in "".join(received)] == []
    assert Store(demo_store_copy).versions() == before


def test_des_fichiers_hostiles_laissent_la_page_calme_et_utilisable(
    own_address: str, demo_store_copy: Path, new_reader: NewReader, tmp_path: Path
) -> None:
    """On a phone: refused one after another, then an honest file goes in, its odd texts shown as texts."""
    reader = new_reader(own_address, PHONE)
    opened: list[str] = []
    reader.page.on("dialog", lambda dialog: refuse(dialog, opened))
    page = deposit_for(reader, AUTHOR)
    main = page.get_by_test_id("stMain")
    for sent, words in hostile_files(tmp_path):
        upload(page, sent)
        expect(main).to_contain_text(words)
        take_out(reader)
    sent = tmp_path / f"{MARKUP}.csv"
    sent.write_text(f"{HEADINGS};commentaire;{MARKUP}\n{ROW};1250;=1+1 {MARKUP};x\n", encoding="utf-8")
    upload(page, sent)
    reader.settle()
    expect(main).to_contain_text(MARKUP)
    press(reader, "Enregistrer ce dépôt")
    number = number_of_deposit(page)
    reader.open(f"depots?depot={number}")
    expect(main).to_contain_text(f"{MARKUP}.csv")
    assert page.locator("[data-testid=stMain] img[src=x], [data-testid=stMain] .katex").count() == 0
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]
    assert opened == []
    assert Store(demo_store_copy).current("activite").query("depot == @number")["valeur"].tolist() == [1250]

"""What people come to do, from the first page to the last click."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pandas as pd
from playwright.sync_api import expect

from data.store import Store
from tests.browser.depositing import agree, deposit_for, upload
from tests.browser.reader import Reader
from tests.browser.server import PROJECT

NewReader = Callable[..., Reader]

FOLLOWED = "Signalements 2026_10.xlsx"
INDICATOR = "SEC-02"
TREATED, ADMISSIBLE = "signalements_traites_72h", "signalements_recevables"
AUTHOR = "Mission tranquillité"
REASON = "Erreur de saisie dans le fichier d'octobre"


def test_suivre_une_alerte_jusqu_a_son_indicateur(reader: Reader) -> None:
    page = reader.open()
    alert = page.locator(".alerts a[href*='indicateur?indicateur=']").first
    title = alert.locator("strong").inner_text()
    code = re.sub(r".*indicateur=([\w-]+).*", r"\1", str(alert.get_attribute("href")))
    alert.click()
    expect(page).to_have_url(re.compile(rf"/indicateur\?indicateur={code}$"))
    expect(page.locator("h1")).to_contain_text("?")
    expect(page.get_by_test_id("stMain")).to_contain_text(code)
    reader.settle()
    assert title.rpartition(":")[0].strip() in reader.text()


def test_un_chiffre_se_suit_a_la_main_du_fichier_a_la_page(demo_store: Path, reader: Reader) -> None:
    """The figure whose way the README tells, added up in the workbook as it was received."""
    journal = Store(demo_store).deposits().set_index("fichier")
    _, content = Store(demo_store).received(journal.loc[FOLLOWED, "depot"])
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    lines = [line for line in sheet.iter_rows(min_row=4, values_only=True) if line[3]]
    treated = sum(line[4] for line in lines if line[3].startswith("Signalements traités en 72 heures"))
    admissible = sum(line[4] for line in lines if line[3].startswith("Signalements recevables"))
    share = as_percentage(treated, admissible)
    assert f"{treated} sur {admissible}, soit {share}" in (PROJECT / "README.md").read_text(encoding="utf-8")
    assert share in reader.open().locator(f".figures a[href*='indicateur={INDICATOR}']").inner_text()
    main = reader.open(f"indicateur?indicateur={INDICATOR}").get_by_test_id("stMain")
    expect(main).to_contain_text(share)
    expect(main).to_contain_text(FOLLOWED)


def test_revenir_en_arriere_ramene_a_la_vue_d_ensemble(reader: Reader) -> None:
    page = reader.open()
    page.locator(".figures .card a").first.click()
    expect(page).to_have_url(re.compile("/indicateur"))
    reader.settle()
    page.go_back()
    expect(page.locator("h1")).to_have_text("Où en sommes-nous\u00a0?")


def test_deposer_voir_le_changement_puis_retirer(
    own_address: str, demo_store_copy: Path, new_reader: NewReader, tmp_path: Path
) -> None:
    """A corrected file changes the figure on the overview and on its page; its withdrawal brings all back."""
    rows = latest_rows(Store(demo_store_copy))
    sent = tmp_path / "signalements_corriges.csv"
    corrected_file(rows).to_csv(sent, sep=";", index=False, encoding="cp1252")
    reader = new_reader(own_address)
    before = what_is_shown(reader)
    deposit(reader, sent)
    after = what_is_shown(reader)
    assert percentage(rows, halved=False) in before[0]
    assert percentage(rows, halved=True) in after[0]
    assert before[1] != after[1]
    assert sent.name in after[1]
    withdraw(reader)
    assert what_is_shown(reader) == before


def test_deposer_deux_fois_le_meme_fichier_le_dit(
    own_address: str, demo_store_copy: Path, new_reader: NewReader, tmp_path: Path
) -> None:
    store = Store(demo_store_copy)
    last = store.deposits().query("statut == 'actif' and table == 'activite'").iloc[-1]
    name, content = store.received(last["depot"])
    (tmp_path / name).write_bytes(content)
    before = store.versions()
    page = new_reader(own_address).open("deposer")
    upload(page, tmp_path / name)
    expect(page.get_by_test_id("stMain")).to_contain_text(last["depot"])
    assert store.versions() == before


def test_un_fichier_faux_dit_la_ligne_et_n_enregistre_rien(
    own_address: str, demo_store_copy: Path, new_reader: NewReader, tmp_path: Path
) -> None:
    sent = tmp_path / "faux.csv"
    lines = (
        "periode;structure;territoire;mesure;valeur",
        f"2026-10;mission_tranquillite;30189;{TREATED};douze",
    )
    sent.write_text("\n".join(lines), encoding="utf-8")
    before = Store(demo_store_copy).versions()
    page = new_reader(own_address).open("deposer")
    upload(page, sent)
    main = page.get_by_test_id("stMain")
    expect(main).to_contain_text("douze")
    expect(main).to_contain_text(re.compile("ligne 2", re.IGNORECASE))
    expect(page.locator(".st-key-deposit-commit button")).to_have_count(0)
    assert Store(demo_store_copy).versions() == before


def latest_rows(store: Store) -> pd.DataFrame:
    """The rows of the last month of the two measures of the indicator."""
    activity = store.current("activite").astype({"periode": str, "mesure": str})
    both = activity[activity["mesure"].isin([TREATED, ADMISSIBLE])]
    return both[both["periode"] == both["periode"].max()]


def corrected_file(rows: pd.DataFrame) -> pd.DataFrame:
    """The file that a service would send again: half as many reports treated in time."""
    treated = rows[rows["mesure"] == TREATED]
    columns = ["periode", "structure", "action", "territoire", "public", "mesure", "valeur"]
    return treated[columns].assign(valeur=(treated["valeur"] // 2).astype(int))


def percentage(rows: pd.DataFrame, *, halved: bool) -> str:
    """The figure of the whole city, from the stored rows or from half of what was treated."""
    values = {name: part["valeur"] for name, part in rows.groupby("mesure", observed=True)}
    treated = values[TREATED] // 2 if halved else values[TREATED]
    return as_percentage(treated.sum(), values[ADMISSIBLE].sum())


def as_percentage(part: float, whole: float) -> str:
    """A share as a reader sees it: « 84,3 % »."""
    return f"{100 * part / whole:.1f}".removesuffix(".0").replace(".", ",") + "\u00a0%"


def what_is_shown(reader: Reader) -> tuple[str, str]:
    """The card of the indicator on the first page, then its own page without the band above it."""
    card = reader.open().locator(f".figures a[href*='indicateur={INDICATOR}']").inner_text()
    page = reader.open(f"indicateur?indicateur={INDICATOR}")
    return card, reader.text().removeprefix(page.locator(".band").inner_text())


def deposit(reader: Reader, sent: Path) -> None:
    page = deposit_for(reader, AUTHOR)
    upload(page, sent)
    reader.settle()
    agree(reader)
    page.get_by_label("Pourquoi ces valeurs changent-elles").fill(REASON)
    page.get_by_label("Pourquoi ces valeurs changent-elles").press("Tab")
    reader.settle()
    page.locator(".st-key-deposit-commit button").click()
    expect(page.get_by_test_id("stMain")).to_contain_text("Dépôt enregistré")


def withdraw(reader: Reader) -> None:
    """Withdraw the last deposit, from the indicator's page: its first deposit is the latest."""
    page = reader.page
    page.locator("a[href*='depots?depot=']").first.click()
    expect(page).to_have_url(re.compile(r"/depots\?depot="))
    reader.settle()
    page.get_by_test_id("stExpander").filter(has_text="Retirer ce dépôt").locator("summary").click()
    for key, value in (("author", AUTHOR), ("reason", REASON)):
        field = page.locator(f"[class*=st-key-withdraw-{key}] input")
        field.fill(value)
        field.press("Tab")
        reader.settle()
    page.get_by_role("button", name="Retirer ce dépôt").last.click()
    expect(page.get_by_test_id("stMain")).to_contain_text("est retiré")

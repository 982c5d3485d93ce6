"""Depositing, reading the journal and withdrawing, through dashboard.py."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from data.store import Store
from pages.parts import identity, rights
from tests.data.small_files import CITY as TINY_CITY
from tests.data.small_files import activity, passages
from tests.pages.conftest import PROJECT

pytestmark = pytest.mark.usefixtures("forget")


@pytest.fixture(autouse=True)
def _tiny_city(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CASTELLUM_CATALOGUE", str(TINY_CITY))


def visit(page: str, **parameters: str) -> AppTest:
    shown = AppTest.from_file(str(PROJECT / "dashboard.py"), default_timeout=30)
    shown.run()
    for name, value in parameters.items():
        shown.query_params[name] = value
    return shown.switch_page(f"pages/analysts/{page}.py").run()


def said(page: AppTest) -> str:
    assert not page.exception
    return "\n".join(element.proto.body for element in page.get("html"))


def drop(page: AppTest, content: str, name: str = "passages.csv") -> AppTest:
    return page.file_uploader[0].upload(name, content.encode(), "text/csv").run()


def deposit(page: AppTest) -> AppTest:
    page.selectbox(key="deposit-author").select("Accueil des Tilleuls").run()
    return page.button(key="deposit-commit").click().run()


def test_un_fichier_juste_se_depose_et_donne_un_recu(store: Store) -> None:
    page = deposit(drop(visit("deposit"), activity(passages("12"))))
    assert "Dépôt enregistré" in said(page)
    assert store.deposits()["fichier"].tolist() == ["passages.csv"]
    assert store.current("activite")["valeur"].tolist() == [12]


def test_rien_n_est_enregistre_avant_l_accord(store: Store) -> None:
    page = drop(visit("deposit"), activity(passages("12")))
    assert "Ce qui va changer" in said(page)
    assert page.button(key="deposit-commit").disabled
    assert store.deposits().empty


def test_une_erreur_est_dite_avec_sa_ligne_et_bloque_le_depot(store: Store) -> None:
    page = drop(visit("deposit"), activity(passages("12"), passages("douze", "2025-02")))
    assert "ligne 3" in said(page)
    assert "douze" in said(page)
    page.selectbox(key="deposit-author").select("Accueil des Tilleuls").run()
    assert "1 erreur" in said(page)
    assert page.button(key="deposit-commit").disabled
    assert store.deposits().empty


def test_les_lignes_justes_se_deposent_par_un_choix_explicite(store: Store) -> None:
    page = drop(visit("deposit"), activity(passages("12"), passages("douze", "2025-02")))
    page.checkbox[-1].check().run()
    deposit(page)
    assert store.current("activite")["valeur"].tolist() == [12]


def test_le_texte_d_un_fichier_n_est_jamais_interprete(store: Store) -> None:
    rows = (passages("<script>alert(1)</script>"), passages("<i>12", "2025-02"))
    page = drop(visit("deposit"), activity(*rows), "<b>x</b>.csv")
    assert "<script>" not in said(page)
    assert "<b>" not in said(page)
    assert "<i>" not in said(page)
    assert "&lt;i&gt;12" in said(page)


def test_remplacer_des_valeurs_demande_un_motif(store: Store) -> None:
    deposit(drop(visit("deposit"), activity(passages("12"))))
    page = deposit(drop(visit("deposit"), activity(passages("13"))))
    assert "motif" in said(page)
    assert len(store.deposits()) == 1


def test_retirer_un_depot_ramene_les_valeurs_d_avant(store: Store) -> None:
    deposit(drop(visit("deposit"), activity(passages("12"))))
    number = store.deposits()["depot"].iloc[0]
    page = visit("deposits", depot=number)
    page.text_input(key=f"withdraw-author-{number}").set_value("Coordination").run()
    page.text_input(key=f"withdraw-reason-{number}").set_value("Fichier d'essai").run()
    page = page.button(key=f"withdraw-{number}").click().run()
    assert "est retiré" in said(page)
    assert store.current("activite").empty


def test_un_depot_inconnu_est_dit_calmement(store: Store) -> None:
    deposit(drop(visit("deposit"), activity(passages("12"))))
    assert "Aucun dépôt ne porte le numéro" in said(visit("deposits", depot="2020-999"))


@pytest.mark.parametrize("address", ["0.0.0.0", "", "192.168.1.20", "tableau.ville.fr"])
@pytest.mark.parametrize("page", ["deposit", "deposits"])
def test_ouvert_au_reseau_sans_identification_tout_est_en_lecture_seule(
    store: Store, monkeypatch: pytest.MonkeyPatch, page: str, address: str
) -> None:
    deposit(drop(visit("deposit"), activity(passages("12"))))
    monkeypatch.setattr(identity, "served_address", lambda: address)
    shown = visit(page, depot=store.deposits()["depot"].iloc[0])
    assert "Lecture seule" in said(shown)
    assert not shown.get("file_uploader")
    assert not shown.get("download_button")
    assert not shown.button


@pytest.mark.parametrize("address", ["127.0.0.1", "localhost", "::1"])
def test_sur_sa_propre_machine_on_peut_contribuer(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    monkeypatch.setattr(identity, "served_address", lambda: address)
    assert rights.may_contribute()


def test_un_journal_vide_dit_quoi_faire() -> None:
    assert 'href="deposer"' in said(visit("deposits"))


def test_les_pages_des_contributeurs_restent_courtes() -> None:
    for path in sorted((PROJECT / "pages" / "analysts").glob("*.py")):
        assert len(Path(path).read_text(encoding="utf-8").splitlines()) <= 80, path.name


def test_le_journal_garde_ses_choix_dans_l_adresse_et_mene_a_chaque_depot(store: Store) -> None:
    deposit(drop(visit("deposit"), activity(passages("12"))))
    number = store.deposits()["depot"].iloc[0]
    shown = said(visit("deposits", contenu="activite"))
    assert f'href="depots?contenu=activite&amp;depot={number}"' in shown
    assert "1 dépôt." in shown
    assert "Aucun dépôt ne répond" in said(visit("deposits", etat="retire"))
    opened = said(visit("deposits", contenu="activite", depot=number))
    assert '<a href="depots?contenu=activite">Journal des dépôts</a>' in opened


def test_un_depot_dit_ce_qu_il_a_change_et_ou_il_va(store: Store) -> None:
    deposit(drop(visit("deposit"), activity(passages("12"))))
    page = visit("deposits", depot=store.deposits()["depot"].iloc[0])
    shown = said(page)
    assert "il a changé" in shown
    assert 'href="indicateur?indicateur=' in shown
    assert "Toutes ses lignes sont en vigueur" in shown
    assert page.dataframe[0].value["Valeur"].tolist() == ["12"]


def test_un_fichier_corrige_reprend_ce_qui_etait_dit_de_ses_colonnes(store: Store) -> None:
    synonym = activity(passages("douze")).replace("periode;", "mois;")
    page = drop(visit("deposit"), synonym, "suivi.csv")
    assert "Certains titres ont été compris par ressemblance" in said(page)
    next(button for button in page.button if button.label == "Lire le fichier ainsi").click().run()
    for name, is_known in (("suivi_a_corriger.csv", True), ("autre.csv", False)):
        page = drop(page, synonym.replace("douze", "12" if is_known else "13"), name)
        assert ("Certains titres" not in said(page)) is is_known

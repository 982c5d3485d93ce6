"""Signing words, targets and actions, through dashboard.py."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from data.store import Store
from pages.parts import identity
from tests.pages.conftest import PROJECT
from tests.pages.small_store import small_store

pytestmark = pytest.mark.usefixtures("forget")


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    """The small store, which the test may change."""
    root = tmp_path / "own"
    small_store(root)
    monkeypatch.setenv("CASTELLUM_STORE", str(root))
    return Store(root)


def visit(**parameters: str) -> AppTest:
    shown = AppTest.from_file(str(PROJECT / "dashboard.py"), default_timeout=30)
    shown.run()
    for name, value in parameters.items():
        shown.query_params[name] = value
    return shown.switch_page("pages/analysts/entry.py").run()


def said(page: AppTest) -> str:
    assert not page.exception
    return "\n".join(element.proto.body for element in page.get("html"))


def sign(page: AppTest) -> AppTest:
    return page.button(key="entry-sign").click().run()


def test_une_meteo_signee_est_enregistree_et_dit_ou_elle_se_lit(own: Store) -> None:
    page = visit(quoi="meteo", axe="accompagnement")
    page.radio(key="entry-meteo-meteo-0").set_value("nuages").run()
    page.text_area(key="entry-meteo-texte-0").set_value("Deux postes restent vacants.").run()
    page.selectbox(key="entry-meteo-signataire-0").set_value("Adjointe à la santé").run()
    assert "Météo signée" in said(page)
    page = sign(page)
    assert "Dépôt enregistré" in said(page)
    assert 'href="axe?axe=accompagnement"' in said(page)
    row = own.current("avis").set_index("axe").query("meteo == 'nuages' and texte.notna()").iloc[0]
    assert (row["signataire"], row["texte"]) == ("Adjointe à la santé", "Deux postes restent vacants.")
    assert own.deposits().iloc[-1]["auteur"] == "Adjointe à la santé"


def test_signer_s_annule_d_un_clic(own: Store) -> None:
    before = len(own.current("avis"))
    page = visit(quoi="commentaire", indicateur="ACC-03")
    page.text_area(key="entry-commentaire-texte-0").set_value("Deux postes vacants.").run()
    page.selectbox(key="entry-commentaire-signataire-0").set_value("Adjointe à la santé").run()
    page = sign(page)
    assert len(own.current("avis")) == before + 1
    page.button(key="deposit-undo").click().run()
    assert len(own.current("avis")) == before


def test_un_champ_vide_est_dit_a_sa_place_apres_l_essai_et_rien_n_est_enregistre(own: Store) -> None:
    before = len(own.deposits())
    page = visit(quoi="reponse", indicateur="ACC-03")
    assert "À remplir" not in said(page)
    page = sign(page)
    assert said(page).count("À remplir") == 2
    assert len(own.deposits()) == before


def test_un_nom_de_personne_est_refuse_a_sa_place(own: Store) -> None:
    before = len(own.deposits())
    page = visit(quoi="constat", axe="accompagnement")
    page.text_area(key="entry-constat-texte-0").set_value("Vu avec Karim Benali au centre.").run()
    assert "un nom de personne" in said(page)
    page.selectbox(key="entry-constat-signataire-0").set_value("Adjointe à la santé").run()
    page = sign(page)
    assert len(own.deposits()) == before
    assert "Dépôt enregistré" not in said(page)


def test_un_mot_qui_etiquette_recoit_une_proposition(own: Store) -> None:
    page = visit(quoi="constat", axe="accompagnement")
    page.text_area(key="entry-constat-texte-0").set_value("Les SDF du centre sont reçus.").run()
    assert "personne sans domicile" in said(page)


def test_le_texte_saisi_n_est_jamais_interprete(own: Store) -> None:
    page = visit(quoi="constat", axe="accompagnement")
    page.text_area(key="entry-constat-texte-0").set_value("<img src=x onerror=alert(1)>").run()
    assert "<img src=x" not in said(page)
    assert "&lt;img" in said(page)


def test_une_meteo_que_les_chiffres_contredisent_le_dit_avant_la_signature(own: Store) -> None:
    page = visit(quoi="meteo", axe="securite")
    page.radio(key="entry-meteo-meteo-0").set_value("soleil").run()
    assert "alors qu'un indicateur recule" in said(page).replace("&#x27;", "'")


def test_une_cible_hors_de_l_echelle_est_refusee_puis_corrigee(own: Store) -> None:
    page = visit(quoi="objectif", indicateur="ACC-03")
    page.selectbox(key="entry-objectif-echeance-0-ACC-03").set_value("2030-T4").run()
    page.radio(key="entry-objectif-nature-0").set_value("jalon").run()
    page.text_input(key="entry-objectif-valeur_cible-0").set_value("780").run()
    assert "entre 0 et 100" in said(page)
    page.text_input(key="entry-objectif-valeur_cible-0").set_value("78,5").run()
    page.selectbox(key="entry-objectif-auteur-0").set_value("Adjointe à la santé").run()
    page = sign(page)
    assert "Dépôt enregistré" in said(page)
    target = own.current("objectifs").set_index("echeance").loc["2030-T4"]
    assert (target["valeur_cible"], target["territoire"]) == (78.5, "30189")


def test_une_cible_deja_fixee_ne_se_remplace_qu_avec_une_raison(own: Store) -> None:
    before = len(own.deposits())
    page = visit(quoi="objectif", indicateur="ACC-03")
    page.selectbox(key="entry-objectif-echeance-0-ACC-03").set_value("2031-T4").run()
    page.radio(key="entry-objectif-nature-0").set_value("final").run()
    page.text_input(key="entry-objectif-valeur_cible-0").set_value("85").run()
    page.selectbox(key="entry-objectif-auteur-0").set_value("Adjointe à la santé").run()
    page = sign(page)
    assert "dites pourquoi" in said(page)
    assert len(own.deposits()) == before


def test_une_action_decrite_se_lit_sur_l_axe_et_sa_promesse(own: Store) -> None:
    page = visit(quoi="action", axe="securite")
    page.text_input(key="entry-action-intitule-0").set_value("Ouvrir un local de nuit").run()
    page.radio(key="entry-action-nature-0").set_value("action").run()
    page.multiselect(key="entry-action-engagements-0").set_value(["E09", "E10"]).run()
    page.date_input(key="entry-action-debut-0").set_value(date(2026, 11, 2)).run()
    page.text_input(key="entry-action-responsables-0").set_value("CCAS | Ville").run()
    page.selectbox(key="entry-action-auteur-0").set_value("Adjointe à la santé").run()
    page = sign(page)
    assert "Dépôt enregistré" in said(page)
    action = own.current("actions").set_index("intitule").loc["Ouvrir un local de nuit"]
    assert (action["engagements"], action["axe"], action["debut"].date()) == (
        "E09|E10",
        "securite",
        date(2026, 11, 2),
    )


def test_ouvert_au_reseau_sans_identification_rien_ne_se_signe(
    own: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(identity, "served_address", lambda: "0.0.0.0")
    page = visit(quoi="meteo")
    assert "Lecture seule" in said(page)
    assert not page.button
    assert not page.text_area

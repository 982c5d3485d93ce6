"""The directory: what is shown, what is found, what is said of each sheet."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest

from analysis.directory_sheet import _is_free, freshness, phone_text
from analysis.directory_table import directory_table
from analysis.directory_view import YES, Directory, Found, Search, directory
from analysis.national_lines import TO_CHECK, answering_sentence, lines_note
from data import codebook as codebooks
from tests.analysis.builders import table_of

TODAY = date(2026, 11, 23)
MORNING, NIGHT = datetime(2026, 11, 23, 10, 0), datetime(2026, 11, 24, 3, 0)
IN_PISSEVIN = {"longitude": 4.3262, "latitude": 43.8297}

CENTRE = {
    "nom": "Centre Alpha",
    "thematiques": "alcool|tabac",
    "frais": "Gratuit",
    "horaires": "Mo-Fr 09:00-18:00",
    "publics": "Toute personne et son entourage",
    "langues": "français, arabe",
    "telephone": "+33 4 65 71 00 12",
}
YOUNG = {
    "nom": "Maison Bêta",
    "thematiques": "cannabis",
    "publics": "Jeunes de 12 à 25 ans",
    "horaires": "We 14:00-18:00",
    "frais": "Gratuit",
}
VAN = {"nom": "Camion Gamma", "thematiques": "voir_soignant", "horaires": "le soir", "date_maj": "2025-11-01"}
CLOSED = {"nom": "Ancien lieu", "thematiques": "alcool", "date_fermeture": "2026-11-23"}
CLOSING = {"nom": "Lieu", "thematiques": "tabac", "date_fermeture": "2026-11-24", "frais": "5 euros"}
ROWS: dict[str, dict[str, Any]] = {
    "centre": CENTRE,
    "jeunes": YOUNG | IN_PISSEVIN,
    "camion": VAN,
    "ferme": CLOSED,
    "bientot": CLOSING,
    "enquete": {"nom": "Enquête"},
}


@pytest.fixture(scope="module")
def view() -> Directory:
    usual = {"type": "csapa", "date_maj": "2026-10-01", "demonstration": True}
    rows = [{"structure": code, **usual, **row} for code, row in ROWS.items()]
    return directory(table_of("structures", rows), codebooks.load(), TODAY)


def found(view: Directory, now: datetime = MORNING, **asked: str) -> Found:
    return view.found(Search(**asked), now)


def codes(view: Directory, now: datetime = MORNING, **asked: str) -> set[str]:
    return {each.code for each in found(view, now, **asked).sheets}


def test_une_ville_sans_liste_de_besoins_montre_ceux_que_disent_ses_fiches() -> None:
    book = codebooks.load()
    bare = replace(book, lists={name: each for name, each in book.lists.items() if name != "thematiques"})
    row = {"structure": "centre", "type": "csapa", "date_maj": "2026-10-01", "demonstration": True, **CENTRE}
    (shown,) = directory(table_of("structures", [row]), bare, TODAY).sheets
    assert shown.needs == shown.need_labels


def test_un_lieu_ferme_n_est_jamais_montre_ni_une_fiche_sans_besoin(view: Directory) -> None:
    assert codes(view) == {"centre", "jeunes", "camion", "bientot"}
    assert view.without_need_text == "1 fiche sans besoin indiqué n'est pas montrée."


def test_un_lieu_fictif_le_dit_dans_son_nom(view: Directory) -> None:
    assert all(each.name.endswith("(fictif)") for each in view.sheets)


def test_on_cherche_par_besoin_public_langue_et_prix(view: Directory) -> None:
    assert codes(view, need="tabac") == {"centre", "bientot"}
    assert codes(view, language="arabe") == {"centre"}
    assert codes(view, need="tabac", free=YES) == {"centre"}
    assert "jeunes" not in codes(view, public="parents")


def test_une_fiche_qui_ne_nomme_aucun_public_n_est_pas_ecartee(view: Directory) -> None:
    assert codes(view, public="parents") == {"centre", "camion", "bientot"}
    assert codes(view, public="jeunes") == {"centre", "jeunes", "camion", "bientot"}


def test_une_fiche_muette_sur_le_prix_est_mise_de_cote_et_comptee(view: Directory) -> None:
    assert codes(view, free=YES) == {"centre", "jeunes"}
    assert found(view, free=YES).silent.startswith("1 fiche ne dit pas si c'est gratuit")


@pytest.mark.parametrize(
    ("fees", "free"),
    [
        ("Gratuit et confidentiel", True),
        ("Consultations gratuites", True),
        ("gratuit-sous-conditions", None),
        ("Gratuit sauf les ateliers", None),
        ("Pas gratuit", None),
        ("Participation de 5 euros", False),
        ("", None),
    ],
)
def test_gratuit_ne_se_promet_que_sans_reserve(fees: str, free: bool | None) -> None:
    assert _is_free(fees) is free


def test_ouvert_maintenant_ne_promet_rien_d_un_horaire_illisible(view: Directory) -> None:
    assert codes(view, open_now=YES) == {"centre"}
    assert "2 fiches ne disent pas quand c'est ouvert" in found(view, open_now=YES).silent
    assert codes(view, NIGHT, open_now=YES) == set()


def test_le_quartier_se_lit_dans_les_coordonnees(view: Directory) -> None:
    assert codes(view, district="QN03003M") == {"jeunes"}


def test_une_phrase_dont_aucun_lieu_ne_dit_tous_les_mots_trouve_quand_meme(view: Directory) -> None:
    assert codes(view, words="arabe") == {"centre"}
    partly = found(view, words="je cherche un lieu en langue arabe pour mon fils et son chien")
    assert "Aucun lieu ne dit tous ces mots" in partly.sentence
    assert found(view, words="zzzzzz").sheets == ()
    assert found(view, words="zzzzzz").sentence == "Aucun lieu de l'annuaire ne répond à cette recherche."


def test_les_lieux_qui_parlent_d_addiction_et_sont_ouverts_viennent_d_abord(view: Directory) -> None:
    assert [each.code for each in found(view).sheets] == ["centre", "bientot", "jeunes", "camion"]
    assert found(view).sentence == "4 lieux peuvent vous recevoir ou vous répondre."
    assert found(view, language="arabe").sentence == "1 lieu répond à votre recherche."


def test_la_fraicheur_d_une_fiche_a_trois_mots() -> None:
    words = {
        date(2026, 5, 24): "à jour",
        date(2026, 5, 23): "à revérifier",
        date(2025, 11, 24): "à revérifier",
        date(2025, 11, 23): "ancienne",
    }
    assert {day: freshness(day, TODAY) for day in words} == words


def test_un_telephone_se_lit_par_deux_et_se_compose(view: Directory) -> None:
    centre = next(each for each in view.sheets if each.code == "centre")
    assert (centre.phone, centre.dialled) == ("04 65 71 00 12", "0465710012")
    assert phone_text("39 89") == "39 89"


def test_les_numeros_nationaux_sont_complets_et_l_heure_dit_lesquels_repondent(view: Directory) -> None:
    assert [line.phone for line in view.lines if line.urgent] == ["15", "17", "18", "112", "114"]
    assert all(line.hours and line.cost and line.shown for line in view.lines)
    assert next(line for line in view.lines if line.phone == "114").address == "sms:114"
    listening = [line for line in view.lines if not line.urgent]
    assert answering_sentence(listening, NIGHT).startswith(
        "En ce moment, 4 services d'écoute sur 10 répondent"
    )


def test_la_date_de_verification_des_numeros_n_est_dite_que_si_tous_l_ont_ete(view: Directory) -> None:
    checked = [replace(line, checked=date(2026, 11, 3)) for line in view.lines]
    assert lines_note(view.lines) == TO_CHECK
    assert lines_note([*checked[1:], view.lines[0]]) == TO_CHECK
    assert lines_note(checked) == "Numéros vérifiés auprès de chaque service le 3 novembre 2026."


def test_le_tableau_emporte_ce_que_disent_les_fiches(view: Directory) -> None:
    table = directory_table(found(view, language="arabe").sheets)
    assert "Centre Alpha (fictif)" in table.csv().decode("utf-8-sig")
    assert len(table.values[0]) == len(table.value_columns)


@pytest.mark.parametrize(
    ("words", "place"),
    [
        ("papa boit", "Centre Alpha"),
        ("mon fils fume du shit", "Maison Bêta"),
        ("je suis enceinte", "Camion Gamma"),
        ("ALCOLIQUE", "Centre Alpha"),
    ],
)
def test_les_mots_d_un_proche_trouvent_un_lieu(words: str, place: str) -> None:
    shipped = codebooks.load()
    usual = {"type": "csapa", "date_maj": "2026-10-01"}
    needs = {"centre": "alcool|proche_inquiet", "jeunes": "cannabis|jeune_inquiet", "camion": "voir_soignant"}
    rows = [{"structure": code, **usual, **ROWS[code], "thematiques": own} for code, own in needs.items()]
    shown = directory(table_of("structures", rows), shipped, TODAY)
    assert found(shown, words=words).sheets[0].name == place

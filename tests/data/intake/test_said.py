"""What a sender says of his columns and codes, and what is remembered of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.intake import commit
from data.store import Store
from tests.data.small_files import activity, causes, column, only, read

AUTHOR = "Accueil des Tilleuls"
OTHER_HEADINGS = "mois;structure;endroit;mesure;combien"
ROW = "2025-01;accueil_tilleuls;les Tilleuls du bas;passages;12"
NEXT = "2025-02;accueil_tilleuls;les Tilleuls du bas;passages;15"
MAPPING = {"mois": "periode", "endroit": "territoire", "combien": "valeur"}
CODES = {"territoires": {"les Tilleuls du bas": "QP004001"}}


def test_les_colonnes_dites_par_l_expediteur_sont_lues_sans_question() -> None:
    reading = read(
        activity(ROW.replace("les Tilleuls du bas", "QP004001"), headings=OTHER_HEADINGS), mapping=MAPPING
    )
    assert (reading.verdict, column(reading, "valeur")) == ("accepted", [12])


def test_une_colonne_dite_mesure_donne_ses_valeurs() -> None:
    content = activity(
        "2025-01;accueil_tilleuls;QP004001;12", headings="periode;structure;territoire;Accueil (nb)"
    )
    reading = read(content, mapping={"Accueil (nb)": "mesure:passages"}, answers={"wide_measures"})
    assert reading.verdict == "accepted"
    assert column(reading, "mesure") == ["passages"]
    assert column(reading, "valeur") == [12]


def test_deux_colonnes_dites_la_meme_ne_passent_pas_en_silence() -> None:
    content = activity("2025-01;accueil_tilleuls;QP004001;passages;12;13", headings=f"{OTHER_HEADINGS};total")
    reading = read(content, mapping={**MAPPING, "total": "valeur"})
    assert reading.verdict == "refused"
    assert only(reading, "clashing_columns").column == "total"


def test_un_mot_inconnu_se_dit_une_fois_pour_toutes_ses_lignes() -> None:
    content = activity(ROW, NEXT, headings=OTHER_HEADINGS)
    refused = read(content, mapping=MAPPING)
    (unknown,) = refused.unknown_codes
    assert (unknown.column, unknown.text, unknown.count) == ("territoire", "les Tilleuls du bas", 2)
    said = read(content, mapping=MAPPING, codes=CODES)
    assert said.verdict == "accepted"
    assert column(said, "territoire") == ["QP004001", "QP004001"]


def test_une_reponse_ne_change_jamais_le_sens_d_un_code_connu() -> None:
    codes = {"territoires": {"QP004001": "HORS-QPV", "inconnu": "pas un code"}}
    reading = read(activity("2025-01;accueil_tilleuls;;QP004001;;passages;12"), codes=codes)
    assert column(reading, "territoire") == ["QP004001"]


def test_ce_qui_est_dit_a_un_depot_vaut_pour_les_suivants_et_s_oublie_avec_lui(tmp_path: Path) -> None:
    store = Store(tmp_path)
    first = read(activity(ROW, headings=OTHER_HEADINGS), mapping=MAPPING, codes=CODES, store=store)
    receipt = commit(first, store, author=AUTHOR, confirmed=True)
    later = activity(NEXT, headings=OTHER_HEADINGS)
    remembered = read(later, store=store, memory=store.memory(AUTHOR))
    assert (remembered.report.errors, column(remembered, "valeur")) == ((), [15])
    assert {question.id for question in remembered.questions} <= {"unchecked_structures"}
    assert read(later, store=store, memory=store.memory("Une autre association")).report.errors
    store.withdraw(receipt.number, author=AUTHOR, reason="essai")
    assert read(later, store=store, memory=store.memory(AUTHOR)).report.errors


def test_une_colonne_ecartee_n_est_plus_signalee(tmp_path: Path) -> None:
    headings = "periode;structure;territoire;mesure;valeur;interne"
    content = activity("2025-01;accueil_tilleuls;QP004001;passages;12;7", headings=headings)
    assert "unknown_column" in causes(read(content), "information")
    assert "unknown_column" not in causes(read(content, mapping={"interne": ""}), "information")


def test_les_colonnes_du_fichier_disent_ce_qu_elles_donnent() -> None:
    reading = read(activity(ROW, headings=OTHER_HEADINGS))
    assert [(each.letter, each.heading, each.feeds, each.way) for each in reading.columns] == [
        ("A", "mois", "periode", "synonym"),
        ("B", "structure", "structure", "exact"),
        ("C", "endroit", "", "unknown"),
        ("D", "mesure", "mesure", "exact"),
        ("E", "combien", "", "unknown"),
    ]
    assert reading.missing == ("territoire", "valeur")


def test_un_fichier_qui_parle_de_personnes_ne_montre_aucune_colonne() -> None:
    content = activity(
        "2025-01;accueil_tilleuls;les Tilleuls;passages;12;a.b@exemple.fr",
        headings=f"{OTHER_HEADINGS};contact",
    )
    reading = read(content)
    assert reading.verdict == "refused"
    assert (reading.columns, reading.unknown_codes, reading.habits) == ((), (), ())


@pytest.mark.parametrize(
    ("answer", "expected"), [("ambiguous_number", 1234), ("ambiguous_number:decimal", 1.234)]
)
def test_un_nombre_ambigu_se_lit_comme_on_le_dit(answer: str, expected: float) -> None:
    content = activity("2025-01;accueil_tilleuls;;QP004001;;heures_mediation;1.234")
    asked = read(content)
    (question,) = asked.questions
    assert answer in {choice.id for choice in question.choices}
    reading = read(content, answers={answer})
    assert (reading.verdict, column(reading, "valeur")) == ("accepted", [expected])

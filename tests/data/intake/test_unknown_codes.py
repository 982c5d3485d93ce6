from __future__ import annotations

from tests.data.small_files import activity, causes, column, only, passages, read, repaired


def test_une_structure_inconnue_de_l_annuaire_est_a_confirmer_et_ses_lignes_sont_lues() -> None:
    reading = read(activity("2025-01;Le Grand Large;;04070;;passages;3"))
    assert (reading.verdict, column(reading, "structure")) == ("to_confirm", ["Le Grand Large"])
    problem = only(reading, "new_structure")
    assert (problem.severity, problem.line, problem.letter) == ("confirm", 2, "B")
    assert [unknown.text for unknown in reading.unknown_codes] == ["Le Grand Large"]


def test_une_structure_mal_orthographiee_est_refusee_avec_la_bonne() -> None:
    reading = read(activity("2025-01;acceuil_tilleuls;;04070;;passages;3"))
    assert reading.verdict == "refused"
    assert "accueil_tilleuls" in str(only(reading, "unknown_code").suggestion)


def test_une_colonne_de_milliers_de_structures_inconnues_n_en_est_pas_une() -> None:
    reading = read(activity(*(f"2025-01;xyz{number:04d};;04070;;passages;3" for number in range(400))))
    assert (reading.verdict, reading.rows_ok, "new_structure" in causes(reading, "confirm")) == (
        "refused",
        0,
        False,
    )


def test_une_erreur_du_tableur_a_la_place_d_un_code_est_dite_comme_telle() -> None:
    reading = read(activity("2025-01;mediation;;#N/A;;passages;3"))
    assert "erreur du tableur" in only(reading, "unknown_code").message


def test_des_lettres_d_un_autre_alphabet_dans_un_code_sont_a_confirmer() -> None:
    reading = read(activity("2025-01;mediation;;04070;;раssages;3"))
    problem = only(reading, "look_alike_letters")
    assert (problem.severity, problem.line, problem.column, problem.suggestion) == (
        "confirm",
        2,
        "mesure",
        "passages",
    )
    assert column(reading, "mesure") == ["passages"]


def test_des_lettres_d_un_autre_alphabet_ne_font_pas_deux_actions_d_une_seule_en_silence() -> None:
    reading = read(
        activity("2025-01;mediation;Accueil;04070;;passages;3", "2025-02;mediation;Аccueil;04070;;passages;3")
    )
    assert only(reading, "look_alike_letters").line == 3
    assert "look_alike_letters" not in repaired(reading)


def test_un_commentaire_en_grec_ne_demande_rien() -> None:
    assert read(activity(passages("3", comment="atelier Αθήνα"))).verdict == "accepted"

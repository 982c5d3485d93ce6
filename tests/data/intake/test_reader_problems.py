"""What the reader holds against a file weighs less once it is known which columns matter."""

from __future__ import annotations

from tests.data.small_files import causes, only, read

HEADINGS = "periode;structure;territoire;mesure;valeur;commentaire"
START = "mediation;04070;heures_mediation"
TOLD = [f"2025-0{month};{START};{month};atelier" for month in (1, 2, 3)]


def file(*rows: str, headings: str = HEADINGS) -> str:
    return "\n".join([headings, *rows]) + "\n"


def test_des_commentaires_vides_rognes_avec_leur_separateur_sont_lus_et_dits() -> None:
    reading = read(file(*TOLD, f"2025-04;{START};4", f"2025-05;{START};5"))
    assert (reading.verdict, reading.rows_ok, reading.sum_value) == ("accepted", 5, 15)
    assert [(repair.cause, repair.lines) for repair in reading.report.repairs] == [("trimmed_rows", (5, 6))]


def test_quand_presque_tous_les_commentaires_sont_rognes_ceux_qui_restent_sont_lus() -> None:
    reading = read(file(*[f"2025-0{month};{START};{month}" for month in range(4, 9)], *TOLD))
    assert (reading.verdict, reading.rows_ok, reading.sum_value) == ("accepted", 8, 36)


def test_une_case_oubliee_au_milieu_d_un_fichier_rogne_reste_une_erreur() -> None:
    reading = read(file(*TOLD, f"2025-04;{START};4", "2025-05;mediation;04070;5"))
    assert only(reading, "trimmed_row").line == 6
    assert reading.rows_ok == 4


def test_une_ligne_courte_ou_les_autres_gardent_leur_case_vide_est_une_erreur() -> None:
    reading = read(file(*TOLD, f"2025-04;{START};4;", f"2025-05;{START};5", f"2025-06;{START};6"))
    assert {problem.line for problem in reading.report.errors} == {6, 7}


def test_une_valeur_rognee_n_est_pas_une_valeur_non_transmise() -> None:
    rows = [f"2025-0{month};{START};{month}" for month in (1, 2, 3)]
    reading = read(
        file(*rows, f"2025-04;{START}", f"2025-05;{START}", headings=HEADINGS.removesuffix(";commentaire"))
    )
    assert {problem.line for problem in reading.report.errors} == {5, 6}


def test_deux_colonnes_de_meme_nom_qui_ne_servent_pas_n_arretent_rien() -> None:
    rows = [f"{row};a;b" for row in TOLD]
    assert read(file(*rows, headings=f"{HEADINGS};numéro;numéro")).verdict == "accepted"


def test_deux_colonnes_de_valeurs_ne_donnent_ni_ligne_ni_somme() -> None:
    reading = read(file(f"2025-01;{START};1;2;RAS", headings=HEADINGS.replace("valeur", "valeur;valeur")))
    assert causes(reading) == {"doubled_heading"}
    assert (reading.rows_ok, reading.sum_value) == (0, 0)

from __future__ import annotations

import pytest

from tests.data.small_files import causes, column, only, read


def test_une_case_vide_d_un_tableau_large_ne_devient_aucune_ligne() -> None:
    rows = "mediation;04070;passages;3;\nmediation;QP004001;passages;;\n"
    file = "structure;territoire;mesure;T1 2025;T2 2025\n" + rows
    reading = read(file)
    assert (reading.rows_ok, column(reading, "ligne")) == (1, [2])
    assert "3 cases vides" in only(reading, "blank_cells").message


def test_un_total_a_cote_des_mois_n_est_pas_une_valeur() -> None:
    file = "structure;territoire;mesure;janvier 2025;février 2025;Total\nmediation;04070;passages;3;4;7\n"
    assert read(file).sum_value == 7


def test_un_nc_dans_un_tableau_large_reste_non_transmis() -> None:
    file = "structure;territoire;mesure;janvier 2025;février 2025\nmediation;04070;passages;NC;4\n"
    assert column(read(file), "statut") == ["non_transmis", "definitif"]


def test_des_trimestres_sans_annee_prennent_celle_de_leur_ligne() -> None:
    file = "exercice;structure;territoire;mesure;T1;T2\n2025;mediation;04070;passages;3;4\n"
    reading = read(file, mapping={"exercice": "periode"})
    assert column(reading, "periode") == ["2025-T1", "2025-T2"]


def test_des_mois_sans_aucune_annee_sont_refuses_en_le_disant() -> None:
    reading = read("structure;territoire;mesure;janvier;février\nmediation;04070;passages;3;4\n")
    assert causes(reading) == {"year_missing"}
    assert "n’a pas d’année" in reading.report.errors[0].message


def test_l_annee_peut_etre_donnee_pour_tout_le_fichier() -> None:
    file = "structure;territoire;mesure;janvier;février\nmediation;04070;passages;3;4\n"
    assert column(read(file, defaults={"periode": "2025"}), "periode") == ["2025-01", "2025-02"]


def test_chaque_ligne_large_garde_sa_ligne_du_fichier() -> None:
    rows = "2025-01;mediation;04070;3;2\n2025-02;mediation;04070;4;1\n"
    file = "periode;structure;territoire;passages;file active\n" + rows
    assert column(read(file), "ligne") == [2, 2, 3, 3]


def test_une_mesure_mal_orthographiee_n_est_pas_oubliee_en_silence() -> None:
    file = "periode;structure;territoire;passages;file activve\n2025-01;mediation;04070;3;2\n"
    reading = read(file)
    assert reading.verdict == "to_confirm"
    assert "file activve" in only(reading, "unread_numbers").message


def test_un_mois_mal_ecrit_n_est_pas_oublie_en_silence() -> None:
    file = "structure;territoire;mesure;janvier 2025;fevvrier 2025\nmediation;04070;passages;3;4\n"
    assert "fevvrier 2025" in only(read(file), "unread_numbers").message


@pytest.mark.parametrize(
    ("part", "cells", "codes"),
    [
        ("mois", ("1", "12"), ["2025-01", "2025-12"]),
        ("Mois", ("janvier", "déc."), ["2025-01", "2025-12"]),
        ("trimestre", ("1", "T2"), ["2025-T1", "2025-T2"]),
        ("semestre", ("1", "2e semestre"), ["2025-S1", "2025-S2"]),
    ],
)
def test_l_annee_et_le_mois_dans_deux_colonnes_font_une_periode(
    part: str, cells: tuple[str, str], codes: list[str]
) -> None:
    rows = "".join(f"2025;{cell};mediation;04070;passages;3\n" for cell in cells)
    reading = read(f"Année;{part};structure;territoire;mesure;valeur\n{rows}")
    assert column(reading, "periode") == codes
    assert {question.id for question in reading.questions} == {"synonym_headings", "split_period"}


def test_un_mois_qui_dit_deja_son_annee_la_garde() -> None:
    file = "annee;mois;structure;territoire;mesure;valeur\n2025;mars 2024;mediation;04070;passages;3\n"
    assert column(read(file), "periode") == ["2024-03"]

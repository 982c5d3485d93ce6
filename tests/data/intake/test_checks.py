from __future__ import annotations

import time

from tests.data.small_files import activity, causes, column, only, passages, read, repaired


def test_trois_lignes_contradictoires_se_nomment_entre_elles() -> None:
    reading = read(activity(passages("1"), passages("2"), passages("3")))
    assert reading.refused == (2, 3, 4)
    assert "3 et 4" in reading.report.errors[0].message


def test_deux_lignes_qui_ne_different_que_par_le_commentaire_comptent_une_fois() -> None:
    reading = read(activity(passages("12", comment="ouverture le soir"), passages("12")))
    assert (reading.verdict, reading.rows_ok) == ("accepted", 1)
    assert column(reading, "commentaire") == ["ouverture le soir"]
    assert "repeated_row" in repaired(reading)


def test_une_ligne_repetee_dit_laquelle_elle_repete() -> None:
    reading = read(activity(passages("3"), passages("12", "2025-02"), passages("3"), passages("3")))
    told = [problem for problem in reading.report.information if problem.cause == "repeated_row"]
    assert [(problem.line, problem.column) for problem in told] == [(4, "valeur"), (5, "valeur")]
    assert all("la ligne 2" in problem.message for problem in told)


def test_une_ligne_fausse_ne_contredit_pas_une_ligne_juste() -> None:
    reading = read(activity(passages("12"), passages("douze")))
    assert (reading.refused, causes(reading), reading.rows_ok) == ((3,), {"not_a_number"}, 1)


def test_le_meme_code_ecrit_de_deux_facons_fait_une_seule_cle() -> None:
    rows = [
        "2025-01;mediation;;04070;;passages;3",
        "janvier 2025;Médiation municipale;;Valmont;;Passages à l'accueil;4",
    ]
    assert causes(read(activity(*rows))) == {"conflicting_rows"}


def test_une_annee_a_cote_de_ses_trimestres_est_a_confirmer() -> None:
    reading = read(activity(passages("100", "2024"), passages("30", "2024-T1"), passages("30", "2024-T2")))
    assert only(reading, "double_count").line == 2


def test_une_annee_scolaire_ne_contient_pas_une_annee_civile() -> None:
    assert read(activity(passages("100", "2024"), passages("30", "2024-2025"))).verdict == "accepted"


def test_des_trimestres_seuls_ne_font_pas_de_double_compte() -> None:
    assert read(activity(passages("100", "2025-T1"), passages("30", "2025-T2"))).verdict == "accepted"


def test_deux_subventions_de_meme_reference_et_de_meme_exercice_se_contredisent() -> None:
    rows = "S-1;2025;Ville;Logos;100\nS-1;2025;Ville;Logos;200\n"
    reading = read("Subvention;Exercice;Attribuant;Bénéficiaire;Montant voté\n" + rows)
    assert (reading.table, causes(reading)) == ("financements", {"conflicting_rows"})


def test_des_milliers_de_lignes_qui_se_contredisent_se_disent_vite() -> None:
    start = time.perf_counter()
    reading = read(activity(*(passages(str(number)) for number in range(20_000))))
    assert time.perf_counter() - start < 5
    assert (len(reading.refused), causes(reading)) == (20_000, {"conflicting_rows"})

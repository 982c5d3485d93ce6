from __future__ import annotations

from tests.data.small_files import causes, only, read

HEADINGS = "periode,structure,territoire,mesure,valeur,commentaire"
START = "mediation,04070,heures_mediation"


def test_des_decimales_passees_dans_le_commentaire_sont_a_confirmer() -> None:
    reading = read(f"{HEADINGS}\n2025-01,{START},62,5\n2025-02,{START},58,25\n")
    assert causes(reading, "confirm") == {"cut_number"}
    assert "62,5" in reading.report.to_confirm[0].message
    assert [problem.line for problem in reading.report.to_confirm] == [2, 3]


def test_un_commentaire_en_mots_ne_demande_rien() -> None:
    assert read(f"{HEADINGS}\n2025-01,{START},62,ouvert 5 jours\n").verdict == "accepted"


def test_un_nombre_en_commentaire_d_un_fichier_a_points_virgules_ne_demande_rien() -> None:
    file = f"{HEADINGS}\n2025-01,{START},62,5\n".replace(",", ";")
    assert read(file).verdict == "accepted"


def test_un_nombre_entre_guillemets_n_est_pas_coupe() -> None:
    reading = read(f'{HEADINGS}\n2025-01,{START},"62,5",\n')
    assert (reading.verdict, reading.sum_value) == ("accepted", 62.5)


def test_un_nombre_coupe_en_bout_de_ligne_nomme_sa_ligne() -> None:
    reading = read(f"{HEADINGS}\n2025-01,{START},12,\n2025-02,{START},62,5,\n2025-03,{START},14,\n")
    assert only(reading, "uneven_row").line == 3

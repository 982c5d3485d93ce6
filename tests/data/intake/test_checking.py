"""One case per defect met in real files, through the whole intake."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePath

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data.intake import Reading, check
from tests.data.small_files import (
    activity,
    around,
    causes,
    column,
    everything_said,
    only,
    passages,
    read,
    repaired,
)


def test_un_fichier_juste_est_accepte() -> None:
    reading = read(activity(passages("12"), passages("8", "2025-02")))
    assert (reading.verdict, reading.table, reading.rows_read, reading.rows_ok) == (
        "accepted",
        "activite",
        2,
        2,
    )
    assert reading.sum_value == 20
    assert column(reading, "ligne") == [2, 3]
    assert str(reading.period_start) == "2025-01-01"
    assert str(reading.period_end) == "2025-02-28"


def test_les_colonnes_facultatives_absentes_prennent_leur_valeur_par_defaut() -> None:
    reading = read("periode;structure;territoire;mesure;valeur\n2025-01;mediation;04070;passages;3\n")
    assert reading.verdict == "accepted"
    assert [column(reading, name) for name in ("action", "public", "statut")] == [
        ["ensemble"],
        ["tous"],
        ["definitif"],
    ]


def test_les_erreurs_de_titres_ne_cachent_pas_les_erreurs_de_valeurs() -> None:
    reading = read("periode;structure;mesure;valeur\n2025-01;mediation;passages;douze\n")
    assert causes(reading) == {"missing_column", "not_a_number"}
    assert reading.blocked
    assert reading.rows_ok == 0


def test_une_erreur_dit_sa_ligne_sa_colonne_sa_valeur_et_quoi_ecrire() -> None:
    problem = only(read(activity("2025-01;mediation;;Les Tileuls;;passages;3")), "unknown_code")
    assert (problem.line, problem.column, problem.value) == (2, "territoire", "Les Tileuls")
    assert problem.suggestion == "QP004001 (Les Tilleuls)"
    assert "Vouliez-vous écrire" in problem.message


def test_une_valeur_fausse_est_montree_comme_elle_est_ecrite() -> None:
    assert only(read(activity(passages("-1 234,0"))), "negative_value").value == "-1 234,0"


def test_une_ligne_en_erreur_n_empeche_pas_de_lire_les_autres() -> None:
    reading = read(activity(passages("douze"), passages("3", "2025-02")))
    assert (reading.verdict, reading.rows_ok, reading.refused, reading.blocked) == ("refused", 1, (2,), False)


def test_un_nombre_avec_espace_insecable_est_lu() -> None:
    assert column(read(activity(passages("1\u202f234"))), "valeur") == [1234.0]


def test_un_nombre_ambigu_est_demande_et_sa_ligne_attend() -> None:
    file = activity(passages("1.234"), passages("5", "2025-02"))
    waiting = read(file)
    assert (waiting.verdict, waiting.rows_ok, waiting.sum_value, waiting.waiting) == (
        "to_confirm",
        1,
        5,
        (2,),
    )
    assert read(file, answers={"ambiguous_number"}).sum_value == 1239
    assert read(file, answers={"ambiguous_number:decimal", "not_whole"}).sum_value == pytest.approx(6.234)


@pytest.mark.parametrize("mark", ["NC", "n.d.", "-", "", "?", "N/A"])
def test_une_valeur_non_transmise_n_est_jamais_zero(mark: str) -> None:
    reading = read(activity(passages(mark), passages("5", "2025-02")))
    assert column(reading, "valeur") == [None, 5.0]
    assert column(reading, "statut") == ["non_transmis", "definitif"]
    assert reading.verdict == "accepted"
    assert "missing_value" in repaired(reading)


@pytest.mark.parametrize("mark", ["<5", "moins de 5", "secret"])
def test_une_valeur_masquee_par_l_expediteur_reste_masquee(mark: str) -> None:
    reading = read(activity(passages(mark)))
    assert (column(reading, "valeur"), column(reading, "statut")) == ([None], ["secret"])


def test_un_vrai_zero_reste_zero() -> None:
    reading = read(activity(passages("0")))
    assert (column(reading, "valeur"), column(reading, "statut")) == ([0.0], ["definitif"])


def test_un_nombre_negatif_de_passages_est_refuse() -> None:
    assert only(read(activity(passages("-3"))), "negative_value").line == 2


def test_42_personnes_et_demie_sont_a_confirmer() -> None:
    reading = read(activity("2025-01;mediation;;04070;;file_active;42,5"))
    assert (reading.verdict, reading.rows_ok) == ("to_confirm", 1)
    assert "42,5 personnes" in only(reading, "not_whole").message


def test_des_heures_a_virgule_ne_demandent_rien() -> None:
    assert read(activity("2025-01;mediation;;04070;;heures_mediation;42,5")).verdict == "accepted"


def test_un_pourcentage_n_est_pas_un_nombre_de_personnes() -> None:
    assert causes(read(activity(passages("12 %")))) == {"percentage"}


@pytest.mark.parametrize("period", ["2025-13", "T5 2025", "2027-03", "31/02/2025", "bientôt"])
def test_une_periode_impossible_ou_future_est_refusee(period: str) -> None:
    problem = read(activity(passages("3", period))).report.errors[0]
    assert (problem.column, problem.line, problem.value) == ("periode", 2, period)


def test_un_numero_de_jour_du_tableur_est_a_confirmer() -> None:
    reading = read(activity(passages("3", "45717")))
    assert (reading.verdict, column(reading, "periode")) == ("to_confirm", ["2025-03"])
    assert [question.id for question in reading.questions] == ["excel_serial"]


def test_un_trimestre_a_cote_de_ses_mois_est_a_confirmer() -> None:
    reading = read(activity(passages("30", "2025-T1"), passages("10", "2025-02"), passages("9", "2025-05")))
    assert (reading.verdict, reading.rows_ok) == ("to_confirm", 3)
    assert only(reading, "double_count").line == 2


def test_un_trimestre_et_les_mois_d_une_autre_mesure_ne_se_comptent_pas_deux_fois() -> None:
    months = "2025-02;accueil_tilleuls;;QP004001;;file_active;9"
    assert read(activity(passages("30", "2025-T1"), months)).verdict == "accepted"


def test_deux_lignes_identiques_comptent_une_fois_et_cela_se_dit() -> None:
    reading = read(activity(passages("12"), passages("12"), passages("3", "2025-02")))
    assert (reading.verdict, reading.rows_ok, reading.sum_value) == ("accepted", 2, 15)
    assert "repeated_row" in repaired(reading)


def test_deux_valeurs_pour_une_meme_cle_sont_refusees_en_nommant_les_deux_lignes() -> None:
    reading = read(activity(passages("12"), passages("13")))
    assert reading.refused == (2, 3)
    assert all("2" in each.message and "3" in each.message for each in reading.report.errors)


def test_un_zero_de_tete_perdu_est_remis_et_dit() -> None:
    reading = read(activity("2025-01;12345;;4070;;passages;3"))
    assert (column(reading, "structure"), column(reading, "territoire")) == (["012345"], ["04070"])
    assert "leading_zeros" in repaired(reading)


def test_un_zero_de_trop_est_a_confirmer_jamais_refuse() -> None:
    rows = [passages(str(30 + month), f"2025-{month:02d}") for month in range(1, 10)]
    reading = read(activity(*rows, passages("38000", "2025-10")))
    assert (reading.verdict, reading.rows_ok) == ("to_confirm", 10)
    assert only(reading, "outlier").value == "38000"


def test_une_partie_plus_grande_que_son_tout_est_refusee() -> None:
    start = "2025-01;accueil_tilleuls;;04070;;"
    reading = read(activity(f"{start}nouveaux;30", f"{start}file_active;20"))
    problem = only(reading, "part_above_whole")
    assert (problem.line, reading.rows_ok) == (2, 1)
    assert "ligne 3" in problem.message


def test_un_titre_synonyme_est_compris_et_demande_une_fois() -> None:
    file = "mois;association;quartier;indicateur;nb\n2025-01;mediation;Les Tilleuls;passages;3\n"
    reading = read(file)
    assert (reading.verdict, reading.rows_ok) == ("to_confirm", 1)
    assert [question.id for question in reading.questions] == ["synonym_headings"]
    assert read(file, answers={"synonym_headings"}).verdict == "accepted"


def test_une_correspondance_donnee_par_l_analyste_ne_pose_plus_de_question() -> None:
    file = "quand;qui;ou;quoi;combien\n2025-01;mediation;04070;passages;3\n"
    mapping = {
        "quand": "periode",
        "qui": "structure",
        "ou": "territoire",
        "quoi": "mesure",
        "combien": "valeur",
    }
    reading = read(file, mapping=mapping)
    assert (reading.verdict, reading.table, reading.rows_ok) == ("accepted", "activite", 1)


def test_un_titre_mal_orthographie_est_propose_jamais_applique_seul() -> None:
    reading = read("periode;structure;teritoire;mesure;valeur\n2025-01;mediation;04070;passages;3\n")
    assert (reading.verdict, reading.rows_ok) == ("to_confirm", 1)
    assert reading.suggestions == {"teritoire": "territoire"}
    assert [question.id for question in reading.questions] == ["column:teritoire"]


def test_une_colonne_en_trop_est_ignoree_et_jamais_conservee() -> None:
    file = "periode;structure;territoire;mesure;valeur;interne\n2025-01;mediation;04070;passages;3;abc\n"
    reading = read(file)
    assert reading.verdict == "accepted"
    assert "unknown_column" in causes(reading, "information")
    assert "interne" not in reading.rows


def test_la_structure_peut_etre_donnee_pour_tout_le_fichier() -> None:
    file = "periode;territoire;mesure;valeur\n2025-01;04070;passages;3\n"
    assert causes(read(file)) == {"missing_column"}
    reading = read(file, defaults={"structure": "mediation"})
    assert (reading.verdict, column(reading, "structure")) == ("accepted", ["mediation"])


def test_des_mesures_en_colonnes_deviennent_des_lignes_apres_confirmation() -> None:
    headings = "periode;structure;territoire;Passages à l'accueil;File active (personnes)\n"
    file = headings + "2025-01;mediation;04070;30;12\n"
    reading = read(file)
    assert (reading.verdict, reading.rows_ok, reading.sum_value) == ("to_confirm", 2, 42)
    assert column(reading, "mesure") == ["passages", "file_active"]
    assert [question.id for question in reading.questions] == ["wide_measures"]
    assert read(file, answers={"wide_measures"}).verdict == "accepted"


def test_des_mois_en_colonnes_deviennent_des_lignes_apres_confirmation() -> None:
    file = "structure;territoire;mesure;janvier 2025;février 2025;mars 2025\nmediation;04070;passages;3;;5\n"
    reading = read(file)
    assert (reading.verdict, reading.rows_ok, reading.sum_value) == ("to_confirm", 2, 8)
    assert column(reading, "periode") == ["2025-01", "2025-03"]
    assert [question.id for question in reading.questions] == ["wide_periods"]


def test_des_mois_sans_annee_prennent_celle_de_leur_ligne() -> None:
    file = "année;structure;territoire;mesure;janv.;mars\n2025;mediation;04070;passages;3;5\n"
    assert column(read(file), "periode") == ["2025-01", "2025-03"]


def test_une_cellule_fausse_d_un_tableau_large_est_situee_dans_sa_colonne() -> None:
    file = "structure;territoire;mesure;janvier 2025;février 2025\nmediation;04070;passages;3;douze\n"
    problem = only(read(file), "not_a_number")
    assert (problem.line, problem.column, problem.value) == (2, "février 2025", "douze")


def test_un_nombre_arrondi_par_le_tableur_est_a_confirmer() -> None:
    reading = read(activity(passages("1,23E+05")))
    assert (reading.verdict, reading.rows_ok, reading.sum_value) == ("to_confirm", 1, 123_000)
    assert only(reading, "scientific_notation").severity == "confirm"


def test_un_nombre_coupe_par_la_virgule_sur_toutes_les_lignes_ne_laisse_aucune_ligne_juste() -> None:
    reading = read("periode,structure,territoire,mesure,valeur\n2025-01,mediation,04070,passages,12,5\n")
    assert (reading.verdict, reading.rows_ok, reading.sum_value) == ("refused", 0, 0)


def test_une_ligne_de_total_n_est_pas_comptee() -> None:
    assert read(activity(passages("3"), passages("4", "2025-02"), "Total;;;;;;7")).sum_value == 7


def test_un_tableau_inconnu_est_refuse_en_disant_ce_qui_est_attendu() -> None:
    reading = read("couleur;valeur;forme\nrouge;3;rond\n")
    assert (reading.verdict, reading.table) == ("refused", None)
    assert "Activité" in only(reading, "unknown_table").message


def test_un_fichier_illisible_est_refuse_sans_exception() -> None:
    reading = read(b"%PDF-1.7 rien a lire", "rapport.csv")
    assert (reading.verdict, reading.blocked, reading.rows_ok) == ("refused", True, 0)


def test_un_nom_de_fichier_hostile_est_montre_sans_danger() -> None:
    reading = read(activity(passages("3")), "../../etc/<script>\u202ealert(1).csv")
    assert reading.filename == "<script>alert(1).csv"


def test_sans_magasin_ni_structure_connue_les_codes_sont_acceptes_et_cela_se_dit() -> None:
    surroundings = around()
    unknown = type(surroundings)(surroundings.codebook, surroundings.today, {})
    reading = read(activity("2025-01;nouvelle;;04070;;passages;3"), surroundings=unknown)
    assert (reading.verdict, column(reading, "structure")) == ("accepted", ["nouvelle"])
    assert "unchecked_structures" in causes(reading, "information")


def test_sans_structure_connue_un_depot_demande_de_confirmer_leurs_codes() -> None:
    surroundings = around()
    with_store = replace(surroundings, structures={}, stored=lambda table: pd.DataFrame())
    reading = read(activity("2025-01;nouvelle;;04070;;passages;3"), surroundings=with_store)
    assert (reading.verdict, column(reading, "structure")) == ("to_confirm", ["nouvelle"])
    assert [question.id for question in reading.questions] == ["unchecked_structures"]


def test_un_mot_qui_etiquette_recoit_une_suggestion() -> None:
    problem = only(read(activity(passages("3", comment="accueil d'un toxicomane"))), "labelling_word")
    assert problem.severity == "information"
    assert "personne qui consomme des drogues" in (problem.suggestion or "")


def test_aucun_message_ne_parle_la_langue_des_machines() -> None:
    reading = read(activity(passages("1.234"), passages("abc", "T9 2025"), "x;y;;z;;w;-5"))
    said = " ".join([problem.message for problem in reading.report.problems])
    assert not any(word in said for word in ("NaN", "UTF-8", "parse", "None", "nan", "float"))


def test_un_defaut_du_logiciel_est_dit_sans_aucune_valeur(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*arguments: object) -> None:
        raise KeyError("valeur secrète")

    monkeypatch.setattr("data.intake.row_checking.check_required", fail)
    reading = check(activity(passages("3")).encode(), "fichier.csv", around())
    assert (reading.verdict, reading.rows_ok) == ("refused", 0)
    assert "KeyError test_checking.py" in only(reading, "unexpected_error").message
    assert "secrète" not in everything_said(reading) + caplog.text


def check_whole(reading: Reading) -> None:
    """What must hold of any reading, whatever the file."""
    assert reading.rows_ok <= reading.rows_read
    assert (reading.verdict == "refused") == bool(reading.report.errors)
    assert isinstance(everything_said(reading), str)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.lists(st.text(max_size=12), min_size=1, max_size=9), max_size=6))
def test_quoi_que_contienne_le_fichier_aucune_exception_ne_sort(cells: list[list[str]]) -> None:
    rows = [";".join(cell.replace(";", ",") for cell in row) for row in cells]
    check_whole(read(activity(*rows)))


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=400))
def test_des_octets_au_hasard_ne_font_sortir_aucune_exception(content: bytes) -> None:
    check_whole(read(content))


NUMBERS = st.integers(0, 400).map(str)


@settings(max_examples=30, deadline=None)
@given(st.lists(NUMBERS, min_size=1, max_size=12))
def test_la_somme_lue_est_celle_du_fichier(values: list[str]) -> None:
    rows = [passages(value, f"2025-{month:02d}") for month, value in enumerate(values, start=1)]
    reading = read(activity(*rows))
    assert reading.sum_value == sum(map(int, values))
    assert reading.rows_ok == len(values)


@pytest.mark.parametrize(
    "name",
    ["suivi_Marie_Dupont_2026.csv", "Mme Durand.csv", "255081416802538.csv", "j.martin@exemple.fr.csv"],
)
def test_un_nom_de_fichier_qui_designe_une_personne_est_refuse_sans_etre_montre(name: str) -> None:
    reading = read(activity(passages("12")), name)
    assert causes(reading) == {"personal_filename"}
    assert (reading.blocked, reading.content) == (True, b"")
    assert PurePath(name).stem not in repr(reading)


@pytest.mark.parametrize(
    "name", ["salle Jean Moulin 2026.csv", "Horizons_seances_2026_T3.csv", "01_02_2026.csv"]
)
def test_un_nom_de_fichier_ordinaire_n_est_pas_pris_pour_une_personne(name: str) -> None:
    assert read(activity(passages("12")), name).filename == name

"""Every table of the schemas comes in through the same door, under its own headings."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from data.intake import commit
from data.schemas import TABLES
from data.store import Store
from tests.data.small_files import causes, column, only, read, repaired

# A file of one row for each table, with headings as people write them.
FILES = {
    "activite": (
        "Période;Structure;Territoire;Mesure;Valeur\nT1 2025;mediation;Valmont;heures de médiation;1 234,5\n"
    ),
    "structures": (
        "Code;Nom;SIRET;Type;Mise à jour;Téléphone\n"
        "logos;Association Logos;732 829 320 00074;association;05/01/2026;04 66 00 00 00\n"
    ),
    "financements": (
        "Subvention;Exercice;Attribuant;Bénéficiaire;Montant voté;Montant versé;Date du vote;Convention\n"
        "S-1;2025;Ville de Valmont;Association Logos;12 000 €;6000;31/03/2025;CPO\n"
    ),
    "instances": (
        "Séance;Instance;Date prévue;Date tenue;Statut;Convoqués — Ville;Présents — Ville;"
        "Personnes préparées et indemnisées;Indicateurs examinés\n"
        "I-1;CLSPD;2025-03-01;2025-03-02;tenue;5;4;oui;SAN-01 | TRA-01\n"
    ),
    "decisions": (
        "Décision;Intitulé;Porteur;Date;Échéance;Statut;Indicateur\n"
        "D-1;Ouvrir le samedi;Service santé;01/02/2025;01/06/2025;ouverte;Passages\n"
    ),
    "actions": (
        "Action;Intitulé;Axe;Début;Fin;Statut;Territoires\n"
        "A-1;Médiation du soir;sante;2025-01-01;;en cours;Les Tilleuls|La Gare\n"
    ),
    "objectifs": (
        "Indicateur;Territoire;Période de départ;Valeur de départ;Échéance;Valeur cible;Nature\n"
        "SAN-01;04070;2025;20;2031;35;valeur finale\n"
    ),
    "avis": (
        "Avis;Type;Date;Signataire;Axe;Indicateur;Météo;Texte\n"
        "M-1;météo;2026-02-01;Adjointe à la santé;sante;SAN-01;soleil;Fréquentation en hausse\n"
    ),
    "plans": (
        "Action évaluée;Indicateur évalué;Effet attendu au plus;Signataire du plan\n"
        "A-1;SAN-01;10;Responsable du service\n"
    ),
    "contexte": (
        "Série;Territoire;Période;Valeur;Source;Édition\ninsee.population;04070;2021;4 321;Insee;2024\n"
    ),
}


@pytest.mark.parametrize("name", TABLES)
def test_chaque_table_est_reconnue_a_ses_titres_et_lue(name: str) -> None:
    reading = read(FILES[name])
    assert (reading.table, causes(reading), reading.rows_ok) == (name, set(), 1)
    assert list(reading.rows.columns) == [*TABLES[name].names, "ligne"]


@pytest.mark.parametrize("name", TABLES)
def test_chaque_table_lue_peut_etre_deposee_et_relue(name: str, tmp_path: Path) -> None:
    store = Store(tmp_path)
    reading = read(FILES[name])
    commit(reading, store, author="Service", confirmed=True)
    stored = store.current(name)
    for title in TABLES[name].key:
        assert stored[title].astype("str").tolist() == reading.rows[title].astype("str").tolist()


def test_les_types_sont_ceux_du_schema() -> None:
    rows = read(FILES["instances"]).rows
    assert rows["date_prevue"].dtype == "datetime64[us]"
    assert rows["convoques_ville"].dtype == "Int64"
    assert rows["personnes_preparees"].dtype == "boolean"
    assert rows["indicateurs_examines"].iloc[0] == "SAN-01|TRA-01"


def test_un_siret_avec_des_espaces_est_lu() -> None:
    assert column(read(FILES["structures"]), "siret") == ["73282932000074"]


def test_un_siret_arrondi_par_le_tableur_est_refuse_en_disant_pourquoi() -> None:
    file = FILES["structures"].replace("732 829 320 00074", "7,32829E+13")
    assert "arrondi" in only(read(file), "wrong_pattern").message


def test_un_code_postal_sans_son_zero_est_repare_et_dit() -> None:
    file = "Code;Nom;Mise à jour;Code postal\nlogos;Association Logos;05/01/2026;4000\n"
    reading = read(file)
    assert column(reading, "code_postal") == ["04000"]
    assert "code_spelling" in repaired(reading)


@pytest.mark.parametrize(
    ("text", "meaning"), [("Oui", True), ("non", False), ("x", True), ("0", False), ("", None)]
)
def test_oui_et_non_se_lisent_de_plusieurs_facons(text: str, meaning: bool | None) -> None:
    assert column(read(FILES["instances"].replace(";oui;", f";{text};")), "personnes_preparees") == [meaning]


def test_ni_oui_ni_non_est_refuse() -> None:
    assert causes(read(FILES["instances"].replace(";oui;", ";peut-être;"))) == {"not_yes_no"}


def test_une_date_absente_marquee_nc_n_est_pas_une_erreur() -> None:
    reading = read(FILES["instances"].replace("2025-03-02", "NC"))
    assert (causes(reading), column(reading, "date_tenue")) == (set(), [None])


def test_un_code_inconnu_dans_une_liste_de_codes_est_nomme_seul() -> None:
    problem = only(read(FILES["actions"].replace("La Gare", "La Garre")), "unknown_code")
    assert (problem.value, problem.suggestion) == ("La Garre", "QP004002 (La Gare)")


def test_une_echeance_a_venir_est_admise() -> None:
    assert column(read(FILES["objectifs"]), "echeance") == ["2031"]


def test_un_nombre_entier_avec_une_virgule_est_refuse() -> None:
    assert causes(read(FILES["instances"].replace(";5;4;", ";5;3,5;"))) == {"not_whole"}


def test_le_statut_dit_absent_est_garde() -> None:
    file = "periode;structure;territoire;mesure;valeur;statut\n2025-01;mediation;04070;passages;;secret\n"
    assert column(read(file), "statut") == ["secret"]


def test_un_nombre_a_cote_d_un_statut_absent_est_a_confirmer() -> None:
    file = "periode;structure;territoire;mesure;valeur;statut\n2025-01;mediation;04070;passages;12;secret\n"
    assert causes(read(file), "confirm") == {"status_contradiction"}


def test_une_valeur_officielle_absente_est_non_diffusee() -> None:
    reading = read(FILES["contexte"].replace("4 321", ""))
    assert (column(reading, "statut"), column(reading, "valeur")) == (["non_diffuse"], [None])


def test_une_cellule_obligatoire_vide_est_refusee() -> None:
    problem = only(read(FILES["decisions"].replace("Service santé", "")), "missing_cell")
    assert (problem.line, problem.column) == (2, "Porteur")


def test_un_texte_trop_long_est_refuse() -> None:
    long = read(FILES["avis"].replace("Fréquentation", "mot " * 300))
    assert causes(long) == {"text_too_long", "statement_too_long"}


def test_les_caracteres_invisibles_sont_retires_et_dits() -> None:
    reading = read(FILES["avis"].replace("Fréquentation", "Fré\u202equent\u200bation"))
    assert column(reading, "texte") == ["Fréquentation en hausse"]
    assert "hidden_characters" in repaired(reading)


def test_un_accent_decompose_par_un_mac_est_recompose() -> None:
    reading = read(FILES["avis"].replace("é", "e\u0301"))
    assert column(reading, "texte") == ["Fréquentation en hausse"]


def test_les_lignes_gardees_ont_leurs_propres_categories() -> None:
    assert isinstance(read(FILES["activite"]).rows["periode"].dtype, pd.CategoricalDtype)

"""Official files in the producers' own layouts. The figures of the fixtures are illustrative."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from data.declarations import Code, CodeList
from data.open_data import LAYOUTS, OfficialLayout, recognise
from data.readers.grid import column_letters
from data.schemas import TABLES
from tests.data.small_files import read as read_whole

FIXTURES = Path(__file__).parent / "open_data"


def code_list(name: str, *codes: Code) -> CodeList:
    return CodeList(name=name, title=name, codes={code.code: code for code in codes})


def entry(code: str, label: str, **attributes: Any) -> Code:
    return Code.model_validate({"code": code, "label": label, **attributes})


TERRITORIES = code_list(
    "territoires",
    entry("30189", "Nîmes", kind="commune", contrat_de_ville="CV097"),
    entry("30007", "Alès", kind="commune_comparable"),
    entry("01004", "Ambérieu-en-Bugey", kind="commune_comparable"),
    entry("D30", "Gard", kind="departement"),
    entry("D09", "Ariège", kind="departement"),
    entry("R76", "Occitanie", kind="region"),
)
SERIES = code_list(
    "series",
    entry("ssmsi.usage", "Usage", synonyms=["Usage de stupéfiants"], producer_unit="Mis en cause"),
    entry("ssmsi.afd", "AFD", synonyms=["Usage de stupéfiants (AFD)"], producer_unit="Mis en cause"),
    entry("ssmsi.trafic", "Trafic de stupéfiants", producer_unit="Mis en cause"),
    entry("ssmsi.armes", "Vols avec armes", producer_unit="Infraction"),
    entry("ssmsi.logement", "Cambriolages de logement", denominator_unit="logements"),
)
NEEDS = code_list(
    "thematiques", entry("voir_soignant", "Voir un soignant", synonyms=["sante--acces-aux-soins"])
)
TYPES = code_list("types_structure", entry("csapa", "CSAPA"), entry("association", "Association"))


@dataclass(frozen=True)
class Lists:
    lists: Mapping[str, CodeList]


CODEBOOK = Lists(
    {"territoires": TERRITORIES, "series": SERIES, "types_structure": TYPES, "thematiques": NEEDS}
)


def read(name: str, separator: str = ";") -> pd.DataFrame:
    return pd.read_csv(FIXTURES / name, sep=separator, dtype=str, keep_default_na=False)


def layout_of(frame: pd.DataFrame) -> OfficialLayout:
    layout = recognise(list(frame.columns))
    assert layout is not None
    return layout


def converted(name: str, separator: str = ";") -> pd.DataFrame:
    """The rows of a fixture; empty text stands for the missing cells."""
    frame = read(name, separator)
    return layout_of(frame).convert(frame, CODEBOOK).fillna("")


def cells(frame: pd.DataFrame, *names: str) -> list[tuple[str, ...]]:
    return list(frame[list(names)].itertuples(index=False, name=None))


# --- recognition ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "separator", "code"),
    [
        ("ssmsi_communes.csv", ";", "ssmsi.communes"),
        ("ssmsi_departements.csv", ";", "ssmsi.departements"),
        ("ssmsi_departements_recopie.csv", ",", "ssmsi.departements"),
        ("ssmsi_regions.csv", ";", "ssmsi.regions"),
        ("scdl_subventions.csv", ",", "scdl.subventions"),
        ("scdl_subventions_titres.csv", ";", "scdl.subventions"),
        ("data_inclusion_structures.csv", ",", "data_inclusion.structures"),
        ("data_inclusion_structures_v1.csv", ",", "data_inclusion.structures"),
        ("anct_postes.csv", ",", "anct.postes"),
    ],
)
def test_a_producers_file_is_recognised_by_its_headings(name: str, separator: str, code: str) -> None:
    assert layout_of(read(name, separator)).code == code


def test_our_own_tables_are_not_taken_for_official_files() -> None:
    assert [name for name, table in TABLES.items() if recognise(table.names)] == []


def test_the_services_file_of_data_inclusion_is_not_the_structures_file() -> None:
    headings = ["id", "structure_id", "nom", "source", "date_maj", "code_insee", "thematiques"]
    assert recognise(headings) is None


def test_le_millesime_de_la_carte_est_lu_dans_l_entete() -> None:
    file = read("ssmsi_communes.csv")
    later = file.set_axis([name.replace("2025", "2031") for name in file.columns], axis="columns")
    assert set(layout_of(later).convert(later, CODEBOOK)["edition"]) == {"géographie 2031"}


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.code)
def test_a_layout_feeds_a_declared_table(layout: OfficialLayout) -> None:
    assert layout.table in TABLES


# --- SSMSI ----------------------------------------------------------------------------------------


def test_the_commune_base_becomes_rows_of_contexte() -> None:
    rows = converted("ssmsi_communes.csv")
    assert tuple(rows.columns) == TABLES["contexte"].names
    assert cells(rows.loc[[1]], "serie", "territoire", "periode", "valeur", "denominateur", "statut") == [
        ("ssmsi.usage", "30189", "2024", "701", "150444", "publie")
    ]
    assert set(rows["edition"]) == {"géographie 2025"}
    assert set(rows["licence"]) == {"Licence Ouverte 2.0"}


def test_une_cellule_non_diffusee_reste_vide_malgre_le_complement_d_information() -> None:
    withheld = converted("ssmsi_communes.csv").loc[[3]]
    assert cells(withheld, "territoire", "valeur", "statut") == [("30007", "", "non_diffuse")]
    assert "4,5692308" not in set(withheld.to_numpy().ravel())


def test_un_nombre_ecrit_dans_une_cellule_non_diffusee_n_est_pas_repris() -> None:
    frame = read("ssmsi_communes.csv").loc[[3]].assign(nombre="5")
    rows = layout_of(frame).convert(frame, CODEBOOK)
    assert list(rows["statut"]) == ["non_diffuse"]
    assert rows["valeur"].isna().all()


def test_les_communes_hors_nomenclature_sont_laissees_et_les_lignes_gardent_leur_numero() -> None:
    assert list(converted("ssmsi_communes.csv").index) == [1, 2, 3, 4, 5, 6]


def test_le_zero_perdu_d_un_code_commune_est_rendu() -> None:
    assert converted("ssmsi_communes.csv").loc[4, "territoire"] == "01004"


def test_les_cambriolages_se_rapportent_aux_logements() -> None:
    assert converted("ssmsi_communes.csv").loc[2, "denominateur"] == "86000"


def test_un_indicateur_inconnu_garde_son_libelle_pour_etre_signale() -> None:
    assert converted("ssmsi_communes.csv").loc[5, "serie"] == "Indicateur inventé"


def test_un_changement_d_unite_de_compte_n_est_pas_mele_a_l_ancienne_serie() -> None:
    assert converted("ssmsi_communes.csv").loc[6, "serie"] == "Usage de stupéfiants (Victime)"


def test_a_file_read_in_pieces_gives_the_same_rows() -> None:
    frame = read("ssmsi_communes.csv")
    layout = layout_of(frame)
    pieces = pd.concat([layout.convert(frame.iloc[at : at + 2], CODEBOOK) for at in range(0, len(frame), 2)])
    pd.testing.assert_frame_equal(pieces, layout.convert(frame, CODEBOOK))


def test_conversion_does_not_modify_the_file_as_read() -> None:
    frame = read("ssmsi_communes.csv")
    before = frame.copy(deep=True)
    layout_of(frame).convert(frame, CODEBOOK)
    pd.testing.assert_frame_equal(frame, before)


def test_the_departement_base_keeps_declared_departements() -> None:
    rows = converted("ssmsi_departements.csv")
    assert cells(rows, "serie", "territoire", "periode", "valeur", "denominateur") == [
        ("ssmsi.usage", "D30", "2019", "1278", "748437"),
        ("ssmsi.afd", "D30", "2024", "1941", "758000"),
    ]
    assert set(rows["edition"]) == {"années 2019 à 2024"}


def test_un_fichier_reenregistre_a_point_et_sans_zeros_est_lu() -> None:
    rows = converted("ssmsi_departements_recopie.csv", ",")
    assert cells(rows, "serie", "territoire", "valeur", "denominateur") == [
        ("ssmsi.logement", "D09", "500", "100000")
    ]


def test_the_region_base_gives_the_official_regional_figure() -> None:
    rows = converted("ssmsi_regions.csv")
    assert cells(rows, "serie", "territoire", "valeur", "statut") == [
        ("ssmsi.trafic", "R76", "4790", "publie")
    ]


# --- SCDL, data.inclusion, ANCT -------------------------------------------------------------------


def test_scdl_grants_become_rows_of_financements() -> None:
    rows = converted("scdl_subventions.csv", ",")
    assert tuple(rows.columns) == TABLES["financements"].names
    assert cells(rows.loc[[0]], "exercice", "attribuant_siret", "beneficiaire_siret", "montant_vote") == [
        ("2025", "00000000000017", "00000000000025", "12000.50")
    ]


def test_deux_subventions_d_une_meme_decision_gardent_chacune_leur_reference() -> None:
    assert list(converted("scdl_subventions.csv", ",")["subvention"]) == [
        "2025-03-12/00000000000025",
        "2025-03-12/00000000000025/2",
        "2025-03-12/W301234567",
    ]


def test_le_montant_partage_est_celui_du_beneficiaire() -> None:
    assert converted("scdl_subventions.csv", ",").loc[2, "montant_vote"] == "4500.00"


def test_une_date_de_versement_prevue_n_est_pas_un_versement() -> None:
    rows = converted("scdl_subventions.csv", ",")
    assert set(rows["date_versement"]) | set(rows["montant_verse"]) == {""}


def test_les_colonnes_de_versement_ajoutees_au_schema_sont_lues() -> None:
    """A finance service that adds what the schema lacks: notified, paid, end of the agreement."""
    added = {"dateNotification": "2025-02-01", "montantVersé": "1000", "Fin de convention": "2027-12-31"}
    extended = read("scdl_subventions.csv", ",").assign(**added)
    rows = layout_of(extended).convert(extended, CODEBOOK)
    assert set(rows["date_notification"]) == {"2025-02-01"}
    assert set(rows["montant_verse"]) == {"1000"}
    assert set(rows["convention_fin"]) == {"2027-12-31"}
    assert rows["date_versement"].isna().all()


def test_un_fichier_scdl_intitule_par_les_titres_du_schema_est_lu() -> None:
    rows = converted("scdl_subventions_titres.csv")
    assert cells(rows, "exercice", "attribuant_siret", "beneficiaire_siret", "montant_vote") == [
        ("2025", "00000000000017", "00000000000033", "25 000,00"),
        ("2025", "00000000000017", "00000000000041", "10000.00"),
    ]
    assert rows.loc[0, "subvention"] == "29/03/2025/00000000000033"


def test_only_structures_of_the_city_are_kept() -> None:
    rows = converted("data_inclusion_structures.csv", ",")
    assert tuple(rows.columns) == TABLES["structures"].names
    assert list(rows["structure"]) == ["exemple-1", "exemple-2"]


def test_les_thematiques_sont_lues_quelle_que_soit_l_ecriture_de_la_liste() -> None:
    rows = converted("data_inclusion_structures.csv", ",")
    assert list(rows["thematiques"]) == [
        "sante--faire-face-a-une-situation-daddiction | voir_soignant",
        "voir_soignant | mobilite",
    ]


def test_a_structure_type_outside_our_list_is_left_empty() -> None:
    assert list(converted("data_inclusion_structures.csv", ",")["type"]) == ["csapa", ""]


def test_the_first_known_network_gives_the_type_in_schema_v1() -> None:
    rows = converted("data_inclusion_structures_v1.csv", ",")
    assert cells(rows, "type", "presentation", "horaires") == [
        ("csapa", "Accueil et soins.", "Mo-Fr 09:00-17:00")
    ]


def test_la_date_de_mise_a_jour_perd_son_heure_et_la_presentation_longue_supplee() -> None:
    rows = converted("data_inclusion_structures.csv", ",")
    assert cells(rows, "date_maj", "presentation") == [
        ("2026-02-01", "Accueil et soins."),
        ("2025-12-15", "Seul texte long."),
    ]


def test_posts_of_the_citys_contract_are_kept_and_a_name_is_not_a_siret() -> None:
    rows = converted("anct_postes.csv", ",")
    assert cells(rows, "subvention", "exercice", "beneficiaire_siret", "montant_vote") == [
        ("03019R000001", "2023", "00000000000025", "22555.73"),
        ("D00001", "2023", "", "7164"),
    ]


def test_every_contract_is_kept_when_none_is_declared() -> None:
    elsewhere = Lists({"territoires": code_list("territoires", entry("01004", "Ailleurs"))})
    frame = read("anct_postes.csv", ",")
    assert len(layout_of(frame).convert(frame, elsewhere)) == 3


@pytest.mark.parametrize(
    "name", ["ssmsi_departements.csv", "data_inclusion_structures.csv", "anct_postes.csv"]
)
def test_a_file_about_elsewhere_gives_no_row(name: str) -> None:
    frame = read(name, ";" if name.startswith("ssmsi") else ",")
    layout = layout_of(frame)
    elsewhere = frame.iloc[[-1]]
    rows = layout.convert(elsewhere, CODEBOOK)
    assert len(rows) == 0
    assert tuple(rows.columns) == TABLES[layout.table].names


def test_une_erreur_d_un_fichier_officiel_porte_le_titre_et_la_lettre_de_sa_colonne() -> None:
    content = (FIXTURES / "scdl_subventions.csv").read_bytes()
    amount = read("scdl_subventions.csv", ",")["montant"].iloc[0]
    (problem, *_) = read_whole(
        content.replace(f",{amount},".encode(), b",douze,", 1), "subventions.csv"
    ).report.errors
    assert (problem.cause, problem.line, problem.column) == ("not_a_number", 2, "montant")
    headings = content.decode().splitlines()[0].split(",")
    assert problem.letter == column_letters(headings.index("montant"))

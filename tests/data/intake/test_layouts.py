"""Official open data dropped as it was published, in the catalogue of Nîmes."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from data.codebook import load
from data.intake import Reading
from data.intake.surroundings import Context, context
from tests.data.small_files import TODAY, causes, column, read

OFFICIAL = Path(__file__).parents[1] / "open_data"


@cache
def nimes() -> Context:
    return context(load(), None, TODAY)


def official(name: str, change: tuple[str, str] = ("", "")) -> Reading:
    text = (OFFICIAL / name).read_text(encoding="utf-8-sig").replace(*change)
    return read(text, name, surroundings=nimes())


@pytest.mark.parametrize(
    ("name", "table"),
    [
        ("scdl_subventions.csv", "financements"),
        ("scdl_subventions_titres.csv", "financements"),
        ("anct_postes.csv", "financements"),
        ("data_inclusion_structures.csv", "structures"),
        ("data_inclusion_structures_v1.csv", "structures"),
        ("ssmsi_departements.csv", "contexte"),
        ("ssmsi_regions.csv", "contexte"),
    ],
)
def test_un_fichier_officiel_est_lu_tel_qu_il_est_publie(name: str, table: str) -> None:
    reading = official(name)
    assert (reading.table, causes(reading)) == (table, set())
    assert reading.official
    assert reading.rows_ok > 0


def test_une_serie_inconnue_d_un_fichier_officiel_est_refusee_a_sa_ligne() -> None:
    reading = official("ssmsi_communes.csv")
    assert {problem.line for problem in reading.report.errors} == {7, 8}
    assert reading.rows_ok == 3


def test_une_valeur_officielle_non_diffusee_reste_sans_nombre() -> None:
    reading = official("ssmsi_communes.csv")
    withheld = [
        value
        for value, status in zip(column(reading, "valeur"), column(reading, "statut"), strict=True)
        if status == "non_diffuse"
    ]
    assert withheld
    assert set(withheld) == {None}


def test_les_territoires_d_ailleurs_sont_laisses_de_cote_et_cela_se_dit() -> None:
    assert "other_territories" in causes(official("ssmsi_departements.csv"), "information")


def test_un_annuaire_officiel_garde_les_coordonnees_des_structures() -> None:
    assert "accueil@alpha.example" in column(official("data_inclusion_structures.csv"), "courriel")


def test_une_subvention_accordee_a_une_personne_nommee_est_refusee() -> None:
    reading = official("scdl_subventions.csv", ("Association Alpha", "Madame Durand"))
    assert "personal_nom" in causes(reading)


def test_chaque_ligne_officielle_garde_sa_ligne_du_fichier() -> None:
    assert column(official("ssmsi_departements.csv"), "ligne") == [3, 4]


@pytest.mark.parametrize(
    "path",
    sorted((Path(__file__).parents[3] / "data" / "reference").glob("*.csv")),
    ids=lambda path: path.stem,
)
def test_les_chiffres_livres_avec_le_produit_entrent_sans_une_question(path: Path) -> None:
    reading = read(path.read_bytes(), path.name, surroundings=nimes())
    assert (reading.verdict, reading.rows_ok) == ("accepted", reading.rows_read)

from __future__ import annotations

import pytest

from tests.data.small_files import causes, only, read

HEADINGS = "Avis;Type;Date;Signataire;Axe;Indicateur;Période;Météo;Texte\n"


def statement(kind: str, axis: str = "", indicator: str = "", weather: str = "", said: str = "") -> str:
    return f"{HEADINGS}A-1;{kind};2026-10-01;Adjointe à la santé;{axis};{indicator};;{weather};{said}\n"


@pytest.mark.parametrize(
    ("row", "column"),
    [
        (statement("meteo", weather="soleil"), "Axe"),
        (statement("meteo", axis="sante"), "Météo"),
        (statement("commentaire", said="Deux postes sont vacants."), "Axe"),
        (statement("commentaire", axis="sante"), "Texte"),
        (statement("droit_de_reponse", axis="sante", said="Nous répondons."), "Indicateur"),
        (statement("constat", said="Les appels ont une réponse."), "Axe"),
    ],
)
def test_un_avis_qui_ne_dit_rien_ou_de_rien_est_refuse(row: str, column: str) -> None:
    problem = only(read(row), "incomplete_statement")
    assert problem.column == column
    assert column in problem.message


@pytest.mark.parametrize(
    "row",
    [
        statement("meteo", axis="sante", weather="soleil"),
        statement("commentaire", indicator="SAN-01", said="Deux postes sont vacants."),
        statement("droit_de_reponse", indicator="SAN-01", said="Nous répondons."),
        statement("constat", axis="sante", said="Les appels ont une réponse."),
    ],
)
def test_un_avis_complet_est_accepte(row: str) -> None:
    assert read(row).verdict == "accepted"


def test_un_avis_de_plus_de_600_signes_est_refuse() -> None:
    long = statement("constat", axis="sante", said="a" * 601)
    assert causes(read(long)) == {"statement_too_long"}
    assert read(statement("constat", axis="sante", said="a" * 600)).verdict == "accepted"

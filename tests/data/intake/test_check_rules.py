from __future__ import annotations

from dataclasses import replace

import pytest

from data.declarations import Indicator
from data.intake.check_rules import valid_siret
from tests.data.intake.test_conversion import FILES
from tests.data.small_files import around, causes, city, only, read


def test_plus_de_presents_que_de_convoques_est_refuse() -> None:
    problem = only(read(FILES["instances"].replace(";5;4;", ";5;6;")), "inconsistent_row")
    assert (problem.line, problem.column, problem.value) == (2, "Présents — Ville", "6")


def test_plus_verse_que_vote_demande_s_il_y_a_une_decision_modificative() -> None:
    problem = only(read(FILES["financements"].replace(";6000;", ";13000;")), "inconsistent_row")
    assert problem.severity == "confirm"
    assert "Décision modificative" in problem.message


def test_une_fin_avant_le_debut_est_refusee() -> None:
    assert causes(read(FILES["actions"].replace(";2025-01-01;;", ";2025-01-01;2024-12-31;"))) == {
        "inconsistent_row"
    }


def test_une_decision_realisee_avant_d_etre_prise_est_refusee() -> None:
    headings = "Décision;Intitulé;Porteur;Date;Statut;Réalisée le\n"
    file = headings + "D-1;Ouvrir;Service;01/02/2025;réalisée;01/01/2025\n"
    assert causes(read(file)) == {"inconsistent_row"}


def test_une_seance_tenue_demain_est_refusee() -> None:
    assert causes(read(FILES["instances"].replace("2025-03-02", "2027-03-02"))) == {"future_date"}


def test_une_seance_prevue_plus_tard_est_admise() -> None:
    file = "Séance;Instance;Date prévue;Statut\nI-2;CLSPD;2027-03-01;prévue\n"
    assert causes(read(file)) == set()


@pytest.mark.parametrize("siret", ["73282932000074", "35600000000048", "35600000049837"])
def test_la_cle_d_un_siret_juste_tombe_juste(siret: str) -> None:
    assert valid_siret(siret)


def test_un_siret_dont_la_cle_est_fausse_est_a_confirmer() -> None:
    reading = read(FILES["structures"].replace("732 829 320 00074", "73282932000075"))
    assert (reading.verdict, causes(reading, "confirm")) == ("to_confirm", {"siret_key"})


def test_une_cible_de_part_au_dela_de_100_est_refusee() -> None:
    assert only(read(FILES["objectifs"].replace(";35;", ";350;")), "share_out_of_bounds").value == "350"


def test_un_indicateur_de_contexte_ne_recoit_pas_de_cible() -> None:
    context = replace(around(), codebook=replace(city(), indicators=as_context("SAN-01")))
    assert causes(read(FILES["objectifs"], surroundings=context)) == {"context_target"}


def as_context(code: str) -> dict[str, Indicator]:
    sheets = dict(city().indicators)
    return sheets | {code: sheets[code].model_copy(update={"level": "contexte"})}


def test_une_cible_de_nombre_au_dela_de_100_est_admise() -> None:
    assert causes(read(FILES["objectifs"].replace("SAN-01", "SAN-02").replace(";35;", ";350;"))) == set()


@pytest.mark.parametrize(("start", "due"), [("2025", "2025-T4"), ("2026", "2025"), ("2025-T4", "2025")])
def test_une_cible_a_atteindre_avant_son_depart_est_refusee(start: str, due: str) -> None:
    problem = only(
        read(FILES["objectifs"].replace(";2025;20;2031;", f";{start};20;{due};")), "target_before_start"
    )
    assert (problem.line, problem.column) == (2, "Échéance")
    assert "corrigez" in problem.message


def test_une_cible_sans_depart_est_admise() -> None:
    assert causes(read(FILES["objectifs"].replace(";2025;20;", ";;;"))) == set()

"""Alignment and addition of what was transmitted, on tables checked by eye."""

from __future__ import annotations

import math

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from analysis.measure import measured_cells
from tests.analysis.activity import CITY, NORTH, SOUTH, activity, codebook

BOOK = codebook()


def frame(text: str) -> pd.DataFrame:
    return pd.concat([cells.frame() for cells in measured_cells(activity(text), BOOK).values()])


def cell(
    text: str, mesure: str, periode: str, territoire: str = CITY, category: str = "ensemble"
) -> pd.Series:
    """The only cell at this place, for the structure A."""
    cells = frame(text)
    here = cells[
        (cells["mesure"] == mesure)
        & (cells["periode"] == periode)
        & (cells["territoire"] == territoire)
        & (cells["category"] == category)
    ]
    assert len(here) == 1, f"{len(here)} cellules"
    return here.iloc[0]


def absent(text: str, mesure: str, periode: str, territoire: str = CITY) -> bool:
    cells = frame(text)
    return cells[
        (cells["mesure"] == mesure) & (cells["periode"] == periode) & (cells["territoire"] == territoire)
    ].empty


def test_les_actions_d_une_structure_s_additionnent() -> None:
    text = "2025-01 A atelier 99001 tous seances 3\n2025-01 A stand 99001 tous seances 4"
    assert cell(text, "seances", "2025-01")["value"] == 7


def test_un_total_transmis_l_emporte_sur_ses_actions() -> None:
    text = "2025-01 A atelier 99001 tous seances 3\n2025-01 A ensemble 99001 tous seances 10"
    assert cell(text, "seances", "2025-01")["value"] == 10


def test_les_ages_font_le_total_sans_y_ajouter_les_sexes() -> None:
    text = """2025-01 A ensemble 99001 jeunes seances 3
              2025-01 A ensemble 99001 adultes seances 4
              2025-01 A ensemble 99001 femmes seances 5
              2025-01 A ensemble 99001 hommes seances 2"""
    assert cell(text, "seances", "2025-01")["value"] == 7
    assert cell(text, "seances", "2025-01", category="femmes")["value"] == 5


def test_la_ville_est_la_somme_de_ses_territoires_si_elle_n_est_pas_transmise() -> None:
    text = "2025-01 A ensemble NORD tous seances 3\n2025-01 A ensemble SUD tous seances 4"
    assert cell(text, "seances", "2025-01")["value"] == 7
    assert cell(text, "seances", "2025-01", NORTH)["value"] == 3


def test_la_ville_transmise_n_est_pas_comptee_deux_fois_avec_ses_quartiers() -> None:
    text = "2025-01 A ensemble NORD tous seances 3\n2025-01 A ensemble 99001 tous seances 10"
    assert cell(text, "seances", "2025-01")["value"] == 10


def test_hors_commune_n_entre_pas_dans_la_ville() -> None:
    text = "2025-01 A ensemble SUD tous seances 3\n2025-01 A ensemble AILLEURS tous seances 40"
    assert cell(text, "seances", "2025-01")["value"] == 3
    assert cell(text, "seances", "2025-01", SOUTH)["value"] == 3


def test_trois_mois_font_un_trimestre() -> None:
    text = "\n".join(f"2025-0{month} A ensemble 99001 tous seances {month}" for month in (1, 2, 3))
    assert cell(text, "seances", "2025-T1")["value"] == 6


def test_deux_mois_ne_font_pas_un_trimestre() -> None:
    text = "2025-01 A ensemble 99001 tous seances 1\n2025-02 A ensemble 99001 tous seances 2"
    assert absent(text, "seances", "2025-T1")


def test_un_trimestre_transmis_l_emporte_sur_ses_mois() -> None:
    months = "\n".join(f"2025-0{month} A ensemble 99001 tous seances 1" for month in (1, 2, 3))
    assert cell(months + "\n2025-T1 A ensemble 99001 tous seances 5", "seances", "2025-T1")["value"] == 5


def test_douze_mois_font_une_annee_et_une_annee_scolaire() -> None:
    months = [f"2024-{month:02d}" for month in range(9, 13)] + [f"2025-{month:02d}" for month in range(1, 13)]
    text = "\n".join(f"{month} A ensemble 99001 tous seances 2" for month in months)
    assert cell(text, "seances", "2025")["value"] == 24
    assert cell(text, "seances", "2024-2025")["value"] == 24
    assert absent(text, "seances", "2024")


def test_un_stock_garde_sa_derniere_valeur_de_la_periode() -> None:
    text = "2025-01 A ensemble 99001 tous colleges 18\n2025-03 A ensemble 99001 tous colleges 19"
    assert cell(text, "colleges", "2025-T1")["value"] == 19


def test_une_file_active_ne_s_additionne_pas_dans_le_temps() -> None:
    text = "\n".join(f"2025-0{month} A ensemble 99001 tous personnes {month * 10}" for month in (1, 2, 3))
    quarter = cell(text, "personnes", "2025-T1")
    assert bool(quarter["not_additive"])
    assert (quarter["largest"], quarter["value"]) == (30, 60)


def test_un_mois_non_transmis_rend_le_trimestre_manquant_et_jamais_nul() -> None:
    text = """2025-01 A ensemble 99001 tous seances 1
              2025-02 A ensemble 99001 tous seances NA non_transmis
              2025-03 A ensemble 99001 tous seances 3"""
    quarter = cell(text, "seances", "2025-T1")
    assert bool(quarter["missing"])
    assert math.isnan(quarter["value"])


def test_un_zero_saisi_reste_un_zero() -> None:
    zero = cell("2025-01 A ensemble 99001 tous seances 0", "seances", "2025-01")
    assert zero["value"] == 0
    assert not zero["missing"]


def test_une_part_masquee_par_l_emetteur_masque_la_somme() -> None:
    text = "2025-01 A ensemble NORD tous seances NA secret\n2025-01 A ensemble SUD tous seances 4"
    city = cell(text, "seances", "2025-01")
    assert bool(city["secret"])
    assert math.isnan(city["value"])


def test_une_mesure_que_le_dictionnaire_ne_connait_plus_est_laissee_de_cote() -> None:
    text = "2025-01 A ensemble 99001 tous retiree 3\n2025-01 A ensemble 99001 tous seances 4"
    assert cell(text, "seances", "2025-01")["value"] == 4
    assert absent(text, "retiree", "2025-01")


def test_un_code_que_plus_aucune_ligne_ne_porte_ne_gene_pas() -> None:
    rows = activity("2025-01 A ensemble 99001 tous seances 4")
    rows["mesure"] = pd.Categorical(rows["mesure"], categories=["retiree", "seances"])
    assert measured_cells(rows, BOOK)["month"].frame()["mesure"].to_list() == ["seances"]


def test_aucune_ligne_ne_fait_aucune_cellule() -> None:
    rows = activity("2025-01 A ensemble 99001 tous seances 4").head(0)
    assert all(len(cells) == 0 for cells in measured_cells(rows, BOOK).values())


@given(st.lists(st.integers(0, 1000), min_size=12, max_size=12))
def test_l_annee_est_la_somme_de_ses_mois(values: list[int]) -> None:
    text = "\n".join(
        f"2025-{month:02d} A ensemble 99001 tous seances {value}"
        for month, value in enumerate(values, start=1)
    )
    assert cell(text, "seances", "2025")["value"] == sum(values)

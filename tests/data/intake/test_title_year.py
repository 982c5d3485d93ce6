"""The year of months in columns may stand in a title or in the name of the file."""

from __future__ import annotations

import pytest

from tests.data.small_files import causes, read

WIDE = "structure;territoire;mesure;janvier;février\nmediation;04070;heures_mediation;1;2\n"


@pytest.mark.parametrize(
    ("title", "name"), [("Bilan 2025, extrait le 05/01/2026\n\n", "bilan.csv"), ("", "bilan_2025.csv")]
)
def test_l_annee_du_titre_ou_du_nom_est_demandee_pour_des_mois_en_colonnes(title: str, name: str) -> None:
    reading = read(title + WIDE, name)
    assert (reading.verdict, reading.rows_ok, reading.sum_value) == ("to_confirm", 2, 3)
    assert causes(reading, "confirm") == {"wide_periods", "title_year"}
    assert str(reading.period_end) == "2025-02-28"


@pytest.mark.parametrize("title", ["", "Extrait le 05/01/2026\n\n", "De 2024 à 2025\n\n"])
def test_sans_annee_certaine_des_mois_en_colonnes_sont_refuses(title: str) -> None:
    assert causes(read(title + WIDE)) == {"year_missing"}

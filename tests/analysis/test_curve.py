"""One point by quarter, by half-year, by year: the same counts, never a target they were not set for."""

from __future__ import annotations

import pandas as pd

from analysis.curve import Curve
from analysis.indicator_view import indicator_view
from data.declarations import Indicator
from data.periods import Kind
from tests.analysis.activity import indicator
from tests.analysis.builders import result_rows, share, situation

QUARTERS = {"2025-T1": share(50, 40), "2025-T2": share(60, 60), "2025-T3": share(54, 40)}
HALVES = {"2024-S2": share(48, 100), "2025-S1": share(56, 100)}
YEARS = {"2024": share(47, 200)}
TARGET = {
    "indicateur": "T-01",
    "territoire": "99001",
    "echeance": "2027-T4",
    "valeur_cible": 60.0,
    "periode_initiale": "2024-T4",
    "valeur_initiale": 45.0,
}


def steps(sheet: Indicator) -> dict[Kind, Curve]:
    rows = [result_rows("T-01", values) for values in (QUARTERS, HALVES, YEARS)]
    found = situation(pd.concat(rows), [sheet], objectifs=[TARGET])
    return dict(indicator_view(found, "T-01").steps)


def test_le_pas_de_l_indicateur_vient_d_abord_puis_les_plus_longs_qui_font_une_courbe() -> None:
    assert list(steps(indicator())) == ["quarter", "half_year"]


def test_un_pas_plus_long_dit_son_nom_dans_le_tableau_et_le_fichier() -> None:
    table = steps(indicator(label="Séances"))["half_year"].table
    assert table.caption.endswith(", par semestre")
    assert table.file_name == "castellum_T-01_par_semestre"
    assert table.period == "2e semestre 2024 à 1er semestre 2025"
    assert [row[:2] for row in table.rows] == [
        ("1er semestre 2025", "56\u00a0%"),
        ("2e semestre 2024", "48\u00a0%"),
    ]


def test_la_cible_d_une_part_tient_a_tous_les_pas() -> None:
    chart = steps(indicator())["half_year"].chart
    assert chart is not None
    assert chart.trajectory is not None


def test_la_cible_d_un_nombre_par_trimestre_n_est_pas_dessinee_par_semestre() -> None:
    longer = steps(indicator(kind="count", denominator=[], multiplier=1, unit="séances"))["half_year"]
    assert longer.chart is not None
    assert longer.chart.trajectory is None
    assert longer.perimeter == "La cible, fixée par trimestre, n'est pas dessinée."

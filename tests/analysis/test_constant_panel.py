"""Series at a constant perimeter, on three structures and four quarters."""

from __future__ import annotations

import pandas as pd
import pytest

from analysis.cells import ALL
from analysis.constant_panel import ConstantPanel, constant_panel
from data.codebook import load
from data.periods import cached_parse

BOOK = load()
CITY = BOOK.city.code
SHARE = BOOK.indicators["ACC-05"]  # orientations_honorees / orientations_emises, which add up
PERSONS = BOOK.indicators["ACC-01"]  # distinct persons, which never do
QUARTERS = ("2025-T1", "2025-T2", "2025-T3", "2025-T4")
NAMES = {"a": "Escale", "b": "Relais", "c": "Passage"}


def cell(
    structure: str, period: str, honoured: float, sent: float = 100, flag: str = "ok"
) -> dict[str, object]:
    shown = flag in ("ok", "break", "provisional")
    return {
        "frequency": "quarter",
        "period": period,
        "period_start": pd.Timestamp(cached_parse(period).start),
        "territory": CITY,
        "structure": structure,
        "breakdown": ALL,
        "numerator": honoured if shown else None,
        "denominator": sent if shown else None,
        "value": 100 * honoured / sent if shown else None,
        "flag": flag,
        "demonstration": True,
    }


def throughout(structure: str, *honoured: float) -> list[dict[str, object]]:
    return [cell(structure, period, count) for period, count in zip(QUARTERS, honoured, strict=True)]


def panel(*cells: dict[str, object], indicator: object = SHARE) -> ConstantPanel | None:
    return constant_panel(pd.DataFrame(list(cells)), indicator, BOOK, NAMES)  # type: ignore[arg-type]


A, B = throughout("a", 40, 42, 44, 46), throughout("b", 60, 62, 64, 66)


def test_les_structures_presentes_tout_au_long_s_additionnent_seules() -> None:
    found = panel(*A, *B, cell("c", "2025-T4", 0))
    assert found is not None
    assert [point.value for point in found.points] == pytest.approx([50, 52, 54, 56])
    first = found.points[0]
    assert (first.numerator, first.denominator) == (100, 200)
    # Wilson, 100 of 200: 43,1 to 56,9.
    assert (first.low, first.high) == pytest.approx((43.136, 56.864), abs=1e-3)
    assert found.sentence.startswith("2 structures sur 3, présentes à chaque période")
    assert "Escale et Relais" in found.sentence


def test_une_case_secrete_ne_revient_pas_par_ce_chemin() -> None:
    secret = [cell("c", period, 3, flag="masked" if period == "2025-T2" else "ok") for period in QUARTERS]
    found = panel(*A, *B, *secret)
    assert found is not None
    assert "Passage" not in found.sentence
    assert [point.numerator for point in found.points] == [100, 104, 108, 112]


def test_quand_toutes_sont_la_tout_au_long_rien_de_plus_n_est_montre() -> None:
    assert panel(*A, *B) is None


def test_une_seule_structure_constante_ne_fait_pas_un_perimetre() -> None:
    assert panel(*A, cell("c", "2025-T4", 0)) is None


def test_des_personnes_differentes_ne_s_additionnent_pas() -> None:
    yearly = [dict(row, frequency=PERSONS.frequency) for row in (*A, *B, cell("c", "2025-T4", 0))]
    assert panel(*yearly, indicator=PERSONS) is None


def test_un_chiffre_provisoire_le_reste() -> None:
    late = [*A[:-1], cell("a", "2025-T4", 46, flag="provisional")]
    found = panel(*late, *B, cell("c", "2025-T4", 0))
    assert found is not None
    assert [point.flag for point in found.points] == ["ok", "ok", "ok", "provisional"]

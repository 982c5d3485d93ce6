"""The directory's freshness, read at the end of each month."""

from __future__ import annotations

from typing import Any

from tests.analysis.indicators.formulas import fraction, results


def sheet(**values: Any) -> dict[str, Any]:
    complete = {"publics": "tous", "acces": "sans rendez-vous", "delai": "immédiat", "telephone": "3639"}
    return (
        {"structure": "S1", "nom": "-", "date_maj": "2025-01-15", "depose_le": "2025-01-20"}
        | complete
        | values
    )


def test_une_fiche_vieillit_et_n_est_plus_a_jour_apres_six_mois() -> None:
    found = results("ACC-08", "structures", [sheet()])
    assert fraction(found, "2025-06") == (1, 1)
    assert fraction(found, "2025-07") == (0, 1)


def test_une_fiche_sans_delai_ni_contact_n_est_pas_complete() -> None:
    rows = [sheet(), sheet(structure="S2", delai=None), sheet(structure="S3", telephone=None)]
    assert fraction(results("ACC-08", "structures", rows), "2025-02") == (1, 3)


def test_une_structure_fermee_sort_de_l_annuaire() -> None:
    rows = [sheet(), sheet(structure="S2", date_fermeture="2025-02-15")]
    found = results("ACC-08", "structures", rows)
    assert fraction(found, "2025-01") == (2, 2)
    assert fraction(found, "2025-02") == (1, 1)

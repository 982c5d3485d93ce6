from __future__ import annotations

import pytest
from xlsxwriter import Workbook

from tests.data.small_files import causes, only, read, workbook

HEADINGS = ["periode", "structure", "territoire", "mesure", "valeur", "commentaire", "suivi interne"]
ROW = ["2025-01", "mediation", "04070", "heures_mediation", 62.5]


def with_formula(column: int, value: object) -> bytes:
    def fill(book: Workbook) -> None:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, HEADINGS)
        sheet.write_row(1, 0, ROW)
        sheet.write_formula(1, column, '=_xlfn.WEBSERVICE("http://exemple.fr")', None, value)

    return workbook(fill)


@pytest.mark.parametrize("column", [5, 6])
@pytest.mark.parametrize("value", ["", 0])
def test_une_formule_sans_resultat_dans_un_texte_n_arrete_aucune_ligne(column: int, value: object) -> None:
    reading = read(with_formula(column, value), "classeur.xlsx")
    assert (reading.verdict, reading.rows_ok, reading.sum_value) == ("accepted", 1, 62.5)
    assert causes(reading, "information") & {"formula_without_result", "formula_doubtful"}


def test_une_formule_sans_resultat_dans_la_valeur_est_une_erreur() -> None:
    problem = only(read(with_formula(4, ""), "classeur.xlsx"), "formula_without_result")
    assert (problem.severity, problem.cell) == ("error", "E2")


def test_une_formule_sans_resultat_dit_sa_colonne_et_sa_lettre() -> None:
    def fill(book: Workbook) -> None:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["periode", "structure", "territoire", "mesure", "valeur"])
        sheet.write_row(1, 0, ["2025-01", "mediation", "04070", "passages"])
        sheet.write_formula(1, 4, "=SUM(A9:A10)", None, "")

    problem = only(read(workbook(fill), "bilan.xlsx"), "formula_without_result")
    assert (problem.line, problem.column, problem.letter, problem.cell) == (2, "valeur", "E", "E2")

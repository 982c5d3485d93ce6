from __future__ import annotations

import io

import openpyxl
import pytest

from data.intake.corrections import NothingToCorrect, corrected_workbook
from tests.data.small_files import activity, around, column, passages, read

FILE = activity(
    passages("douze"), passages("1.234", "2025-02"), passages("7", "2025-03"), "x;012345;;04070;;passages;3"
)


def handed_back(file: str) -> bytes:
    return corrected_workbook(file.encode(), "t1.csv", read(file), around())


def test_les_cases_fausses_sont_coloriees_et_expliquees() -> None:
    (sheet,) = openpyxl.load_workbook(io.BytesIO(handed_back(FILE))).worksheets
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0][-1] == "Erreur"
    assert [row[6] for row in rows[1:]] == ["douze", "1.234", "7", "3"]
    assert "n’est pas un nombre" in str(rows[1][-1])
    assert rows[3][-1] is None
    colours = [sheet.cell(line, 7).fill.fgColor.rgb for line in (2, 3, 4)]
    assert colours == ["FFF8CBAD", "FFFFE699", "00000000"]


def test_le_fichier_corrige_se_redepose_tel_quel() -> None:
    book = openpyxl.load_workbook(io.BytesIO(handed_back(FILE)))
    (sheet,) = book.worksheets
    sheet["G2"], sheet["G3"], sheet["A5"] = "12", "34", "2025-04"
    saved = io.BytesIO()
    book.save(saved)
    again = read(saved.getvalue(), "t1.xlsx")
    assert (again.verdict, column(again, "valeur")) == ("accepted", [12, 34, 7, 3])
    assert column(again, "structure")[-1] == "012345"


def test_un_fichier_corrige_a_moitie_revient_avec_ses_seules_erreurs_restantes() -> None:
    book = openpyxl.load_workbook(io.BytesIO(handed_back(FILE)))
    (sheet,) = book.worksheets
    sheet["G2"], sheet["A5"] = "12", "2025-04"
    saved = io.BytesIO()
    book.save(saved)
    again = corrected_workbook(saved.getvalue(), "t1.xlsx", read(saved.getvalue(), "t1.xlsx"), around())
    rows = list(openpyxl.load_workbook(io.BytesIO(again)).active.iter_rows(values_only=True))
    assert [title for title in rows[0] if "Erreur" in str(title)] == ["Erreur"]
    assert [bool(row[-1]) for row in rows[1:]] == [False, True, False, False]


def test_une_donnee_personnelle_n_est_jamais_rendue() -> None:
    with pytest.raises(NothingToCorrect):
        handed_back(activity(passages("3", comment="vu Mme Durand")))


def test_un_fichier_sans_tableau_n_a_rien_a_corriger() -> None:
    with pytest.raises(NothingToCorrect):
        handed_back("bonjour\n")

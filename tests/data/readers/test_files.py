from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from data.readers.files import Headed, find_header, normalise_heading, read_grid
from data.readers.row_kinds import is_note, is_total_label, is_value_like
from data.report import UnreadableFile
from tests.data.readers.workbook_files import HEADINGS, KNOWN, ods, ods_row, one_sheet, write_table, xlsx

HEADER = ";".join(HEADINGS)
ROWS = [f"2025-{number:02d};CSAPA;Pissevin;tous;file_active;{10 * number};RAS" for number in range(1, 7)]

unhurried = settings(deadline=None)


def headed(*lines: str) -> Headed:
    return find_header(read_grid("\r\n".join([*lines, ""]).encode(), "depot.csv"), KNOWN)


def headed_workbook(content: bytes, filename: str = "depot.xlsx") -> Headed:
    return find_header(read_grid(content, filename, known=KNOWN), KNOWN)


def sheet(write: object) -> Headed:
    def fill(workbook: Workbook) -> None:
        write(workbook.add_worksheet(), workbook)  # type: ignore[operator]

    return headed_workbook(xlsx(fill))


def repairs(table: Headed) -> list[tuple[str, tuple[int, ...]]]:
    return [(repair.cause, repair.lines) for repair in table.repairs]


def problems(table: Headed) -> list[tuple[str, str, int | None]]:
    return [(problem.severity, problem.cause, problem.line) for problem in table.problems]


def test_un_tableau_simple_se_lit_sans_rien_a_dire() -> None:
    table = headed(HEADER, *ROWS)
    assert list(table.frame.columns) == HEADINGS
    assert table.frame["valeur"].tolist() == ["10", "20", "30", "40", "50", "60"]
    assert table.lines.tolist() == [2, 3, 4, 5, 6, 7]
    assert (table.header_line, table.positions) == (1, (0, 1, 2, 3, 4, 5, 6))
    assert (table.repairs, table.problems, table.refused_lines) == ((), (), frozenset())


def test_un_titre_des_totaux_et_des_notes_sont_mis_a_part_et_dits() -> None:
    table = headed(
        "Bilan 2025 du CSAPA;;;;;;",
        "",
        HEADER,
        *ROWS,
        "TOTAL GÉNÉRAL;;;;;210;",
        "",
        "Source : rapport;;;;;;",
        "* provisoire",
    )
    assert table.lines.tolist() == [4, 5, 6, 7, 8, 9]
    assert table.header_line == 3
    assert repairs(table) == [
        ("title_rows", (1,)),
        ("total_rows", (10,)),
        ("note_rows", (12, 13)),
        ("blank_rows", (11,)),
    ]
    assert table.problems == ()


@pytest.mark.parametrize(
    "label", ["Total", "TOTAL :", "Sous-total Pissevin", "Ensemble", "Cumul 2025", "Totaux"]
)
def test_une_ligne_de_total_n_est_jamais_une_donnee(label: str) -> None:
    table = headed(HEADER, *ROWS[:3], f"{label};;;;;60;", *ROWS[3:])
    assert len(table.frame) == 6
    assert repairs(table) == [("total_rows", (5,))]


def test_un_total_sans_libelle_au_pied_du_tableau_est_mis_a_part() -> None:
    table = headed(HEADER, *ROWS, ";;;;;210;")
    assert len(table.frame) == 6
    assert repairs(table) == [("total_rows", (8,))]


def test_le_public_ensemble_reste_une_donnee() -> None:
    table = headed(
        HEADER,
        *[row.replace("tous", "Ensemble") for row in ROWS],
        "2025-07;Total Accueil;Mas;tous;seances;3;RAS",
    )
    assert len(table.frame) == 7
    assert table.repairs == ()


def test_un_tableau_a_deux_colonnes_garde_ses_lignes_et_perd_son_total() -> None:
    table = headed("mois;nombre", "2025-01;12", "2025-02;13", "Total;25")
    assert table.frame["nombre"].tolist() == ["12", "13"]


def test_les_titres_repetes_dans_le_tableau_sont_ignores() -> None:
    table = headed(HEADER, *ROWS[:2], HEADER, *ROWS[2:4], HEADER.upper(), *ROWS[4:])
    assert len(table.frame) == 6
    assert repairs(table) == [("repeated_headings", (4, 7))]


def test_des_lignes_vides_a_la_fin_ne_sont_pas_lues() -> None:
    table = headed(HEADER, *ROWS, *[";;;;;;"] * 300, " ; ;\u00a0;;;;")
    assert len(table.frame) == 6
    assert [(repair.cause, repair.count) for repair in table.repairs] == [("blank_rows", 301)]


def test_des_titres_mal_orthographies_sont_reconnus_comme_titres() -> None:
    table = headed("Pèriodes;Strukture;Teritoire;Publik;Mesur;Valeurs;Comentaires", *ROWS)
    assert table.header_line == 1
    assert len(table.frame) == 6


def test_des_titres_inconnus_sont_gardes_pour_etre_rattaches() -> None:
    table = headed("Quand;Qui;Combien", "2025-01;CSAPA;12", "2025-02;CSAPA;13")
    assert list(table.frame.columns) == ["Quand", "Qui", "Combien"]


def test_des_espaces_et_caracteres_invisibles_dans_les_titres_ne_comptent_pas() -> None:
    table = headed(
        "\ufeffperiode\u200b; structure\u00a0;Terri\u00adtoire;public ;mesure;valeur;commentaire", *ROWS
    )
    assert list(table.frame.columns) == ["periode", "structure", "Territoire", *HEADINGS[3:]]


def test_des_lettres_cyrilliques_dans_un_titre_sont_reconnues_et_dites() -> None:
    table = headed(HEADER.replace("periode", "реriоde"), *ROWS)
    assert normalise_heading(table.frame.columns[0]) == "periode"
    assert [repair.cause for repair in table.repairs] == ["look_alike_letters"]


@pytest.mark.parametrize("extra", [[], ["2025-07;CSAPA;Pissevin;tous;file_active;NC;RAS"]])
def test_un_tableau_sans_titres_est_une_erreur(extra: list[str]) -> None:
    table = headed(*ROWS, *extra)
    assert problems(table) == [("error", "no_header", None)]
    assert table.frame.empty


def test_une_ligne_de_donnees_n_est_pas_prise_pour_des_titres_meme_si_elle_en_porte_les_mots() -> None:
    known = KNOWN | {"csapa", "fileactive", "pissevin", "ras"}
    table = find_header(read_grid("\n".join([HEADER, *ROWS]).encode(), "a.csv"), known)
    assert table.header_line == 1


def test_des_titres_seuls_sont_une_erreur() -> None:
    assert problems(headed(HEADER)) == [("error", "no_rows", None)]
    assert "aucune ligne" in headed(HEADER).problems[0].message


def test_une_colonne_en_double_est_une_erreur() -> None:
    table = headed(HEADER + ";Valeur", *[row + ";3" for row in ROWS])
    assert problems(table) == [("error", "doubled_heading", None)]
    assert list(table.frame.columns)[-1] == "Valeur"
    assert table.frame.columns.is_unique


def test_une_colonne_remplie_sans_titre_est_une_erreur() -> None:
    table = headed(
        HEADER.replace(";", ","), *[row.replace(";", ",").replace("0,RAS", "0,5,RAS") for row in ROWS]
    )
    assert problems(table) == [("error", "unnamed_column", None)]
    assert "virgule" in table.problems[0].message


def test_une_colonne_sans_titre_qui_ne_peut_pas_etre_des_decimales_est_a_confirmer() -> None:
    table = headed(f"{HEADER};", *[f"{row};voir au dos" for row in ROWS])
    (problem,) = table.problems
    assert (problem.severity, problem.cause, problem.line, problem.letter) == (
        "confirm",
        "unnamed_column",
        2,
        "H",
    )


def test_un_titre_porte_par_deux_colonnes_dit_leurs_lettres() -> None:
    table = headed(f"{HEADER};valeur", *[f"{row};3" for row in ROWS])
    (problem,) = table.problems
    assert (problem.cause, problem.letter) == ("doubled_heading", "H")
    assert "colonne 6 (F dans un tableur)" in problem.message


def test_une_derniere_ligne_demesuree_n_est_pas_une_note() -> None:
    assert "cell_too_long" in {problem.cause for problem in headed(HEADER, *ROWS, "x" * 20_000).problems}


def test_une_colonne_qui_numerote_les_lignes_est_ignoree() -> None:
    table = headed(";" + HEADER, *[f"{number};{row}" for number, row in enumerate(ROWS)])
    assert list(table.frame.columns) == HEADINGS
    assert repairs(table) == [("row_numbers", ())]


def test_les_mois_en_colonnes_gardent_leurs_titres() -> None:
    table = headed(
        "Structure;Territoire;janv. 2025;02/2025;2025-03;2025", "CSAPA;Mas;1;2;3;6", "Total;;1;2;3;6"
    )
    assert list(table.frame.columns) == [
        "Structure",
        "Territoire",
        "janv. 2025",
        "02/2025",
        "2025-03",
        "2025",
    ]
    assert len(table.frame) == 1


def test_des_dates_en_titre_de_colonne_sont_gardees() -> None:
    def write(sheet: Worksheet, workbook: Workbook) -> None:
        sheet.write_row(0, 0, ["Structure", "Territoire"])
        for place in (1, 2):
            sheet.write_datetime(
                0, 1 + place, date(2025, place, 1), workbook.add_format({"num_format": "mmm-yy"})
            )
        sheet.write_row(1, 0, ["CSAPA", "Mas", 3, 4])

    assert list(sheet(write).frame.columns) == ["Structure", "Territoire", "2025-01-01", "2025-02-01"]


def test_une_annee_au_dessus_des_mois_est_reunie_a_chacun() -> None:
    def write(sheet: Worksheet, workbook: Workbook) -> None:
        sheet.write_row("A1", ["Structure", "Territoire"])
        sheet.merge_range("C1:D1", "2025", workbook.add_format({"bold": True}))
        sheet.write_row("C2", ["janvier", "févr."])
        sheet.write_row("A3", ["CSAPA", "Mas", 12, 30])

    table = sheet(write)
    assert list(table.frame.columns) == ["Structure", "Territoire", "2025 janvier", "2025 févr."]
    assert table.problems == ()


def test_une_annee_au_dessus_des_semestres_est_reunie_a_chacun() -> None:
    table = headed("Structure;Territoire;2024;;2025;", ";;S1;S2;S1;S2", "CSAPA;Mas;1;2;3;4")
    assert list(table.frame.columns)[2:] == ["2024 S1", "2024 S2", "2025 S1", "2025 S2"]
    assert table.lines.tolist() == [3]


def test_des_publics_sous_une_mesure_ne_sont_pas_des_donnees() -> None:
    table = headed("Structure;Territoire;Nombre;", ";;Femmes;Hommes", "CSAPA;Mas;1;2")
    assert list(table.frame.columns)[2:] == ["Nombre Femmes", "Nombre Hommes"]
    assert table.lines.tolist() == [3]


def test_un_groupe_au_dessus_de_mois_entiers_ne_change_pas_leurs_titres() -> None:
    table = headed("Identification;;Nombre;", "Structure;Territoire;janv. 2025;févr. 2025", "CSAPA;Mas;1;2")
    assert list(table.frame.columns) == ["Structure", "Territoire", "janv. 2025", "févr. 2025"]


def test_une_premiere_ligne_sans_chiffre_n_est_pas_une_seconde_ligne_de_titres() -> None:
    headings = f"{HEADER};"
    table = headed(
        headings, "janvier 2025;CSAPA;Pissevin;tous;file_active;NC;RAS;voir", *[f"{row};" for row in ROWS]
    )
    assert (table.lines.tolist()[0], len(table.frame)) == (2, 1 + len(ROWS))


def test_deux_lignes_de_titres_sont_reunies() -> None:
    def write(sheet: Worksheet, workbook: Workbook) -> None:
        bold = workbook.add_format({"bold": True})
        sheet.merge_range("A1:A2", "Structure", bold)
        sheet.merge_range("B1:B2", "Territoire", bold)
        sheet.merge_range("C1:D1", "2025", bold)
        sheet.write_row("C2", ["file_active", "seances"])
        sheet.write_row("A3", ["CSAPA", "Mas", 12, 30])

    table = sheet(write)
    assert list(table.frame.columns) == ["Structure", "Territoire", "2025 file_active", "2025 seances"]
    assert repairs(table) == [("two_header_rows", (1, 2))]
    assert (table.lines.tolist(), table.problems) == ([3], ())


def test_un_bandeau_de_groupes_au_dessus_des_titres_est_mis_a_part() -> None:
    table = headed("Qui;;;;Quoi;;", HEADER, *ROWS)
    assert list(table.frame.columns) == HEADINGS
    assert table.header_line == 2


def test_les_cases_fusionnees_du_tableau_sont_a_confirmer_mais_pas_celles_du_titre() -> None:
    def write(sheet: Worksheet, workbook: Workbook) -> None:
        bold = workbook.add_format({"bold": True})
        sheet.merge_range("A1:G1", "Bilan", bold)
        write_table(sheet, first_row=2)
        sheet.merge_range("B4:B6", "CSAPA", bold)
        sheet.merge_range("A8:E8", "TOTAL", bold)
        sheet.write("F8", 100)

    table = sheet(write)
    assert problems(table) == [("confirm", "merged_cells", 4)]
    assert "(B4:B6)" in table.problems[0].message


def test_un_second_tableau_dessous_n_est_pas_lu_en_silence() -> None:
    def write(sheet: Worksheet, _: Workbook) -> None:
        write_table(sheet)
        sheet.write("A7", "Autre tableau")
        sheet.write_row("A8", ["Structure", "Nombre", "Public"])
        sheet.write_row("A9", ["CSAPA", 12, "tous"])

    table = sheet(write)
    assert table.lines.tolist() == [2, 3, 4, 5]
    assert problems(table) == [("confirm", "second_table", 8)]


def test_un_second_tableau_a_droite_n_est_pas_lu_en_silence() -> None:
    def write(sheet: Worksheet, _: Workbook) -> None:
        write_table(sheet)
        sheet.write_row("I1", ["Code", "Libellé"])
        for row in range(1, 9):
            sheet.write_row(row, 8, [f"QN{row}", "Mas"])

    table = sheet(write)
    assert table.lines.tolist() == [2, 3, 4, 5]
    assert list(table.frame.columns) == HEADINGS
    assert problems(table) == [("confirm", "second_table", 1)]


def test_l_erreur_d_une_ligne_qui_n_est_pas_lue_ne_compte_pas() -> None:
    assert headed(HEADER, *ROWS, "TOTAL;210").problems == ()
    assert problems(headed(HEADER, *ROWS, "", "structure;nombre;mois", "CSAPA;3;x")) == [
        ("confirm", "second_table", 9)
    ]


def test_une_ligne_inegale_reste_dans_le_tableau_mais_est_refusee() -> None:
    table = headed(HEADER, ROWS[0], "2025-02;CSAPA", *ROWS[2:])
    assert table.refused_lines == {3}
    assert 3 in table.lines


def test_une_case_de_classeur_porte_un_nom() -> None:
    table = headed_workbook(one_sheet(lambda *_: None))
    assert table.cell_name(7, "valeur") == "F7"
    assert headed(HEADER, *ROWS).cell_name(7, "valeur") is None


def test_un_tableau_decale_garde_ses_cases() -> None:
    def write(sheet: Worksheet, _: Workbook) -> None:
        sheet.write_row("C5", ["mois", "nombre"])
        sheet.write_row("C6", ["2025-01", 3])

    table = sheet(write)
    assert (table.positions, table.cell_name(6, "nombre")) == ((2, 3), "D6")


def test_les_vraies_dates_d_une_colonne_sont_signalees() -> None:
    table = headed_workbook(ods(ods_row("mois", "nombre"), ods_row(date(2025, 3, 1), 4)), "a.ods")
    assert table.date_columns == ("mois",)
    assert table.frame["mois"].tolist() == ["2025-03-01"]


def test_un_texte_appele_xls_est_lu_et_dit() -> None:
    grid = read_grid(f"{HEADER}\n{ROWS[0]}\n".encode(), "export.xls")
    assert [repair.cause for repair in grid.repairs] == ["wrong_extension"]


def test_une_page_web_appelee_xls_est_refusee() -> None:
    with pytest.raises(UnreadableFile, match="page web"):
        read_grid(b"<html><table><tr><td>mois</td></tr></table></html>", "export.xls")


@pytest.mark.parametrize(
    "text", ["Source : CSAPA", "* provisoire", "(1) hors Mas", "NB : sauf août", "Champ : Nîmes"]
)
def test_une_note_se_reconnait(text: str) -> None:
    assert is_note(text)


@pytest.mark.parametrize("text", ["Notre-Dame", "Nbre de séances", "Sourceaux", "Champagne"])
def test_un_nom_n_est_pas_une_note(text: str) -> None:
    assert not is_note(text)


@pytest.mark.parametrize(
    ("text", "is_value"),
    [("2025-01", True), ("12,5 %", True), ("<5", True), ("2025", False), ("T1", False), ("valeur", False)],
)
def test_une_valeur_n_est_pas_un_titre(text: str, is_value: bool) -> None:
    assert is_value_like(text) is is_value


def test_un_total_colle_a_un_nom_n_est_pas_un_total() -> None:
    assert not is_total_label("Totalement gratuit")
    assert not is_total_label("Ensemble", is_sparse=False)
    assert is_total_label("Total", is_sparse=False)


@given(st.text(max_size=40))
def test_un_titre_normalise_ne_change_plus(text: str) -> None:
    once = normalise_heading(text)
    assert normalise_heading(once) == once


def test_un_titre_se_compare_sans_accents_espaces_ni_ponctuation() -> None:
    assert normalise_heading("  N° de\nStructure_Œuvre ") == normalise_heading("ndestructureoeuvre")


@unhurried
@given(
    st.lists(
        st.lists(
            st.sampled_from(["", "Total", "12", "2025-01", "mois", "structure", "x", "Source : a"]),
            min_size=4,
            max_size=4,
        ),
        max_size=8,
    )
)
def test_aucune_grille_ne_fait_planter_la_recherche_des_titres(rows: list[list[str]]) -> None:
    content = "\n".join([";".join(row) for row in rows]).encode()
    try:
        table = find_header(read_grid(content, "a.csv"), KNOWN)
    except UnreadableFile:
        return
    assert len(table.frame) == len(table.lines)
    assert table.frame.columns.is_unique
    assert len(table.positions) == table.frame.shape[1]


def test_des_lignes_masquees_lues_sont_a_confirmer() -> None:
    def hide(work: Worksheet, _: Workbook) -> None:
        write_table(work)
        work.set_row(2, None, None, {"hidden": True})

    table = sheet(hide)
    assert problems(table) == [("confirm", "hidden_rows", 3)]
    assert "(3)" in table.problems[0].message


def test_une_consigne_masquee_au_dessus_des_titres_ne_demande_rien() -> None:
    def hide(work: Worksheet, _: Workbook) -> None:
        work.write(0, 0, "Mode d'emploi")
        work.set_row(0, None, None, {"hidden": True})
        work.write_row(1, 0, HEADINGS)
        work.write_row(2, 0, ["2025-01", "CSAPA", "Pissevin", "tous", "file_active", 10, "RAS"])

    assert problems(sheet(hide)) == []


def test_une_moyenne_sous_le_tableau_n_est_pas_une_donnee() -> None:
    assert len(headed(HEADER, *ROWS, "Moyenne;;;;;35;").frame) == len(ROWS)

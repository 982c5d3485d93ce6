from __future__ import annotations

import csv
import io
import time

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.readers.delimited import read_delimited
from data.readers.grid import Grid
from data.report import UnreadableFile
from tests.data.readers.plain_table import read_plain_table

HEADINGS = ["mois", "structure", "valeur", "commentaire"]
SEPARATORS = [";", ",", "\t", "|"]

cells = st.text(st.sampled_from('abc é\u00a0;,|\t"\n12-'), max_size=8).filter(
    lambda text: text.strip() == text
)
grids = st.lists(st.lists(cells, min_size=4, max_size=4), min_size=1, max_size=12)

unhurried = settings(deadline=None, max_examples=30)


def row(number: int, *, value: str = "12,5", comment: str = "RAS") -> str:
    return f"2025-{number:02d};CSAPA;{value};{comment}"


def lines(*rows: str, end: str = "\r\n") -> bytes:
    return end.join([";".join(HEADINGS), *rows, ""]).encode()


def table(grid: Grid) -> list[list[str | None]]:
    return [
        [cell if isinstance(cell, str) else None for cell in cells]
        for cells in grid.cells.to_numpy().tolist()
    ]


def causes(grid: Grid) -> list[tuple[str, int | None]]:
    return [(problem.cause, problem.line) for problem in grid.problems]


def refusal(content: bytes) -> str:
    started = time.perf_counter()
    with pytest.raises(UnreadableFile) as caught:
        read_delimited(content)
    assert time.perf_counter() - started < 5
    return caught.value.problem.cause


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("separator", SEPARATORS)
@unhurried
@given(rows=grids)
def test_une_grille_ecrite_dans_n_importe_quel_format_se_relit(
    encoding: str, separator: str, rows: list[list[str]]
) -> None:
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=separator, quoting=csv.QUOTE_ALL)
    writer.writerows([HEADINGS, *rows])
    grid = read_delimited(stream.getvalue().encode(encoding))
    assert [[cell or "" for cell in cells] for cells in table(grid)] == [HEADINGS, *rows]
    assert not [problem for problem in grid.problems if problem.severity == "error"]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_toutes_les_fins_de_ligne_se_lisent(end: str) -> None:
    grid = read_delimited(lines(row(1), row(2), end=end))
    assert table(grid)[2] == ["2025-02", "CSAPA", "12,5", "RAS"]
    assert grid.lines.tolist() == [1, 2, 3]


def test_des_fins_de_ligne_melangees_se_lisent_et_se_disent() -> None:
    grid = read_delimited(b"mois;valeur\n2025-01;1\r\n2025-02;2\r2025-03;3\n")
    assert table(grid)[1:] == [["2025-01", "1"], ["2025-02", "2"], ["2025-03", "3"]]
    assert [repair.cause for repair in grid.repairs] == ["mixed_line_ends"]


def test_une_case_sur_plusieurs_lignes_garde_les_numeros_de_ligne() -> None:
    grid = read_delimited(lines(row(1), row(2, comment='"un\r\ndeux\r\ntrois"'), row(3)))
    assert grid.lines.tolist() == [1, 2, 3, 6]
    assert table(grid)[2][3] == "un\ndeux\ntrois"


def test_un_guillemet_jamais_referme_ne_mange_aucune_ligne() -> None:
    grid = read_delimited(lines(row(1), '2025-02;"CSAPA;1;RAS', row(3), row(4, comment='"oui; non"'), row(5)))
    assert causes(grid) == [("open_quote", 3)]
    assert grid.lines.tolist() == [1, 2, 3, 4, 5, 6]
    assert [cells[0] for cells in table(grid)] == ["mois", *(f"2025-{number:02d}" for number in range(1, 6))]


def test_un_guillemet_ouvert_sur_la_derniere_case_ne_mange_aucune_ligne() -> None:
    grid = read_delimited(lines(row(1), row(2, comment='"RAS'), *[row(number) for number in range(3, 12)]))
    assert causes(grid) == [("open_quote", 3)]
    assert len(grid.cells) == 12


def test_deux_guillemets_ouverts_ne_cachent_pas_les_lignes_entre_eux() -> None:
    grid = read_delimited(lines(row(1), row(2, comment='"a'), row(3), row(4), row(5, comment='b"'), row(6)))
    assert causes(grid) == [("open_quote", 3)]
    assert grid.lines.tolist() == [1, 2, 3, 4, 5, 6, 7]


@pytest.mark.parametrize("short", ["2025-03;CSAPA;12,5", "2025-03"])
def test_une_ligne_trop_courte_est_refusee_et_dite(short: str) -> None:
    grid = read_delimited(lines(row(1), row(2), short, row(4), row(5)))
    assert causes(grid) == [("uneven_row", 4)]
    assert "4 attendues" in grid.problems[0].message


def test_une_ligne_trop_longue_est_refusee_mais_pas_des_separateurs_en_trop() -> None:
    grid = read_delimited(lines(row(1), row(2) + ";surplus", row(3) + ";;;", row(4)))
    assert causes(grid) == [("uneven_row", 3)]
    assert table(grid)[3] == ["2025-03", "CSAPA", "12,5", "RAS"]


def test_des_titres_plus_nombreux_que_les_cases_sont_a_confirmer() -> None:
    grid = read_delimited(lines("2025-01;CSAPA;1", "2025-02;CSAPA;2"))
    assert [(problem.severity, problem.cause) for problem in grid.problems] == [("confirm", "short_rows")]
    assert table(grid)[1] == ["2025-01", "CSAPA", "1", None]


def test_les_virgules_des_nombres_et_des_commentaires_ne_trompent_pas() -> None:
    grid = read_delimited(
        lines(*[row(number, comment="oui, un peu, voire plus, non") for number in range(1, 9)])
    )
    assert grid.cells.shape == (9, 4)


def test_les_points_virgules_des_commentaires_ne_trompent_pas() -> None:
    body = "mois,structure,valeur,commentaire\n" + '2025-01,CSAPA,12.5,"a; b; c; d"\n' * 5
    assert table(read_delimited(body.encode()))[1] == ["2025-01", "CSAPA", "12.5", "a; b; c; d"]


def test_un_petit_tableau_a_decimales_a_deux_colonnes() -> None:
    grid = read_delimited(b"mois;valeur\n2025-01;1,5\n2025-02;2,5\n2025-03\n2025-04\n2025-05;3,5\n")
    assert table(grid)[1] == ["2025-01", "1,5"]
    assert causes(grid) == [("uneven_row", 4), ("uneven_row", 5)]


@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_la_ligne_sep_annonce_le_separateur(separator: str) -> None:
    body = lines(row(1), row(2)).decode().replace(",", ".").replace(";", separator)
    grid = read_delimited(f"sep={separator}\r\n{body}".encode())
    assert [repair.cause for repair in grid.repairs] == ["declared_separator"]
    assert table(grid)[2] == ["2025-01", "CSAPA", "12.5", "RAS"]
    assert grid.lines.tolist()[1:] == [2, 3, 4]


def test_une_ligne_sep_qui_se_trompe_ne_trompe_pas() -> None:
    assert read_delimited(b"sep=,\r\n" + lines(row(1, value="1"), row(2, value="2"))).cells.shape[1] == 4


def test_des_lignes_entieres_entre_guillemets_sont_redecoupees() -> None:
    grid = read_delimited(
        b'"mois,structure,valeur"\r\n"2025-01,""CSAPA, Gard"",12"\r\n"2025-02,CSAPA,3";;\r\n'
    )
    assert table(grid) == [
        ["mois", "structure", "valeur"],
        ["2025-01", "CSAPA, Gard", "12"],
        ["2025-02", "CSAPA", "3"],
    ]
    assert [repair.cause for repair in grid.repairs] == ["whole_line_quoted"]


def test_une_seule_ligne_entierement_entre_guillemets_est_redecoupee() -> None:
    grid = read_delimited(lines(row(1), f'"{row(2)}"', row(3)))
    assert table(grid)[2] == ["2025-02", "CSAPA", "12,5", "RAS"]
    assert [(repair.cause, repair.lines) for repair in grid.repairs] == [("whole_line_quoted", (3,))]
    assert grid.problems == ()


def test_la_marque_de_fin_des_anciens_programmes_n_est_pas_une_ligne() -> None:
    grid = read_delimited(lines(row(1)) + b"\x1a")
    assert (len(grid.cells), grid.problems) == (2, ())


def test_des_guillemets_mal_places_sont_dits() -> None:
    grid = read_delimited(lines(row(1), '2025-02;"CSAPA" Gard;1;RAS', '2025-03;tuyau 12";1;RAS'))
    assert [cells[1] for cells in table(grid)[2:]] == ["CSAPA Gard", 'tuyau 12"']
    assert [(repair.cause, repair.lines) for repair in grid.repairs] == [("stray_quotes", (3,))]


def test_un_titre_et_des_notes_sans_separateur_ne_sont_pas_des_lignes_inegales() -> None:
    content = b"Bilan 2025\r\n\r\n" + lines(row(1), row(2), "TOTAL;;25", "", "Source : CSAPA")
    assert causes(read_delimited(content)) == []


def test_une_case_de_deux_millions_de_caracteres_est_refusee_avec_sa_ligne() -> None:
    started = time.perf_counter()
    for text in ("x" * 2_000_000, '"' + "x" * 2_000_000 + '"', "x" * 10_001):
        grid = read_delimited(lines(row(1), row(2, comment=text), row(3)))
        assert causes(grid) == [("cell_too_long", 3)]
        assert grid.cells.map(len).max(axis=None) <= 10_000
    assert time.perf_counter() - started < 5


@pytest.mark.parametrize("content", [b"a;" * 10_000_000, b"a" * 20_000_000, b'"' * 5_000_000])
def test_une_ligne_sans_fin_est_refusee_vite(content: bytes) -> None:
    assert refusal(content) in {"endless_line", "empty_file"}


def test_dix_mille_colonnes_sont_refusees() -> None:
    header = ";".join(f"c{number}" for number in range(10_000))
    assert refusal(f"{header}\n{header}\n".encode()) == "too_many_columns"


@pytest.mark.parametrize("content", [b";;;\n;;;\n", b"\n\n\n", b'""\n'])
def test_un_tableau_sans_rien_est_refuse(content: bytes) -> None:
    assert refusal(content) == "empty_file"


def test_vingt_mille_guillemets_ouverts_se_lisent_vite() -> None:
    started = time.perf_counter()
    grid = read_delimited(lines(*[row(1, comment='"RAS')] * 20_000))
    assert time.perf_counter() - started < 5
    assert len(grid.problems) == 20_000


@unhurried
@given(st.text(st.sampled_from('ab;,"\n\r\t|=1'), max_size=200))
def test_aucun_texte_ne_fait_planter(text: str) -> None:
    try:
        grid = read_delimited(text.encode())
    except UnreadableFile:
        return
    assert len(grid.cells) == len(grid.lines)
    assert (pd.Series(grid.lines).diff().dropna() > 0).all()


@unhurried
@given(
    st.lists(
        st.lists(st.text(st.sampled_from('abé 1,"'), max_size=5), min_size=3, max_size=3),
        min_size=2,
        max_size=20,
    ),
    st.sampled_from(["\n", "\r\n"]),
)
def test_la_voie_rapide_lit_la_meme_chose_que_la_voie_lente(rows: list[list[str]], end: str) -> None:
    stream = io.StringIO()
    csv.writer(stream, delimiter=";", lineterminator=end).writerows([["mois", "structure", "valeur"], *rows])
    content = stream.getvalue().encode()
    quick, slow = read_plain_table(content), read_delimited(content)
    if quick is not None:
        pd.testing.assert_frame_equal(quick.cells, slow.cells)
        assert quick.lines.tolist() == slow.lines.tolist()


@pytest.mark.parametrize(
    "content",
    [
        lines(row(1), '2025-02;"CSAPA;1;RAS', row(3)),
        lines(row(1), row(2, comment='"a\nb"'), row(3)),
        lines(row(1), "2025-02;CSAPA", row(3)),
        lines(row(1), row(2, comment='12"'), row(3, comment='13"')),
        lines(row(1), row(2)).replace(b"\r\n", b"\r"),
        lines(row(1, comment="éte\u0301")),
        lines(row(1, comment="sÃ©ance")),
        lines(row(1, comment="x" * 10_001), row(2)),
        b"sep=;\n" + lines(row(1), row(2)),
        b"Bilan\n" + lines(row(1), row(2)),
        lines(row(1, comment="séance"), row(2)).decode().encode("cp1252"),
    ],
)
def test_la_voie_rapide_laisse_ce_qui_demande_du_soin(content: bytes) -> None:
    assert read_plain_table(content) is None


def test_un_grand_tableau_passe_par_la_voie_rapide_avec_ses_numeros_de_ligne() -> None:
    body = "\n".join(
        [";".join(HEADINGS), *[row(number % 12 + 1, comment="séance\u202fn° 1") for number in range(40_000)]]
    )
    assert len(body.encode()) > 1_000_000
    grid = read_delimited(b"\xef\xbb\xbf" + body.encode() + b"\n\n")
    assert grid.lines[-1] == 40_001
    assert grid.cells.iloc[-1].tolist() == ["2025-04", "CSAPA", "12,5", "séance\u202fn° 1"]
    assert read_delimited(body.encode("cp1252", "replace")).cells.shape == grid.cells.shape


def test_une_seule_ligne_fautive_dans_un_grand_tableau_est_trouvee() -> None:
    rows = [row(number % 12 + 1) for number in range(60_000)]
    rows[31_000] = '2025-01;"CSAPA;1;RAS'
    grid = read_delimited(lines(*rows))
    assert causes(grid) == [("open_quote", 31_002)]
    assert len(grid.cells) == 60_001
    assert grid.cells.iloc[31_002].tolist() == ["2025-06", "CSAPA", "12,5", "RAS"]


def test_un_nombre_coupe_par_la_virgule_est_refuse_meme_si_la_case_en_trop_est_vide() -> None:
    rows = ["2025-01,CSAPA,12,", "2025-02,CSAPA,62,5,", "2025-03,CSAPA,14,"]
    grid = read_delimited("\n".join([",".join(HEADINGS), *rows, ""]).encode())
    assert causes(grid) == [("uneven_row", 3)]


def test_des_guillemets_apres_une_espace_se_lisent() -> None:
    grid = read_delimited(b'"mois"; "structure"; "valeur"\n"2025-01"; "CSAPA; Logos"; "12"\n')
    assert table(grid) == [["mois", "structure", "valeur"], ["2025-01", "CSAPA; Logos", "12"]]

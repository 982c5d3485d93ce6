"""A large table is read in bulk but for its odd rows, and says the same as one that is read row by row."""

from __future__ import annotations

from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from data.readers import delimited
from data.readers.delimited import read_delimited
from data.readers.fast_csv import read_plain_rows
from data.readers.grid import Grid
from data.readers.odd_rows import PhysicalLines
from data.readers.quote_places import line_starts, misquoted_lines
from tests.data.readers.plain_table import read_plain_table

HEADER = "mois;structure;valeur;commentaire"
PLAIN = "2025-01;CSAPA;12,5;RAS"
ODD_LINES = (
    '2025-01;"CSAPA;1;RAS',
    '2025-01;CSAPA;1;"suite',
    'sur deux lignes"',
    '2025-01;CSAPA;1;"dit ""oui"""',
    '2025-01;CS"APA;1;RAS',
    "2025-01;CSAPA",
    "2025-01;CSAPA;1;2;3",
    "2025-01;CSAPA;1;RAS;",
    '"2025-01";"CSAPA";"1";"a;b"',
    "",
    ";;;",
    "Total;;12,5",
    "* chiffres provisoires",
    '"',
)


def written(rows: list[str], end: str = "\n", mark: bool = False) -> bytes:
    return ("\ufeff" * mark + end.join([HEADER, PLAIN, PLAIN, *rows, PLAIN, ""])).encode()


def said(grid: Grid) -> tuple[object, ...]:
    cells = grid.cells.astype("object").where(grid.cells.notna(), None).to_numpy().tolist()
    return cells, grid.lines.tolist(), grid.problems, grid.repairs, grid.separator


def read_as_large(content: bytes) -> Grid:
    with patch.object(delimited, "FAST_FROM", 0):
        return read_delimited(content)


@settings(deadline=None, max_examples=150)
@given(
    rows=st.lists(st.one_of(st.just(PLAIN), st.sampled_from(ODD_LINES)), max_size=12),
    end=st.sampled_from(["\n", "\r\n"]),
    mark=st.booleans(),
)
@example(rows=list(ODD_LINES), end="\n", mark=False)
@example(rows=['2025-01;"CSAPA;1;RAS', PLAIN, 'suite"', PLAIN], end="\r\n", mark=True)
def test_les_lignes_fautives_d_un_grand_tableau_sont_lues_comme_celles_d_un_petit(
    rows: list[str], end: str, mark: bool
) -> None:
    content = written(rows, end, mark)
    assert said(read_as_large(content)) == said(read_delimited(content))


def test_un_seul_guillemet_ouvert_n_oblige_pas_a_tout_relire() -> None:
    content = written([PLAIN, '2025-01;"CSAPA;1;RAS', PLAIN])
    rows = read_plain_rows(content)
    assert rows is not None
    assert (rows.odd, rows.lines.tolist()) == ((4,), [0, 1, 2, 3, 5, 6])
    assert read_plain_table(content) is None
    assert [(problem.cause, problem.line) for problem in read_as_large(content).problems] == [
        ("open_quote", 5)
    ]


def test_les_lignes_inegales_sont_mises_de_cote_sans_decaler_les_autres() -> None:
    rows = read_plain_rows(written(["2025-01;CSAPA", PLAIN, "1;2;3;4;5"]))
    assert rows is not None
    assert (rows.odd, rows.lines.tolist()) == ((3, 5), [0, 1, 2, 4, 6])


def test_un_texte_qui_n_est_pas_de_l_unicode_n_est_pas_lu_en_bloc() -> None:
    content = written([PLAIN.replace("RAS", "séance")]).decode().encode("cp1252")
    assert read_plain_table(content) is None
    assert read_as_large(content).cells.iloc[3, 3] == "séance"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('a;"b";c\n"a";b;"c"\n', []),
        ('a;"b;c\na;b;c\n', [0]),
        ('a;b;c\na;b"b;c\na;"b""b";c\n', [1]),
        ('a;"b\nb";c\n', [0, 1]),
        ('a;b;"c', [0]),
        ('a;b;"c"', []),
        ('"', [0]),
        ("a;b;c", []),
    ],
)
def test_les_guillemets_mal_places_sont_vus_ligne_par_ligne(text: str, expected: list[int]) -> None:
    assert misquoted_lines(text.encode(), ";") == expected


def test_les_guillemets_sont_vus_a_la_bonne_ligne_d_un_texte_de_plusieurs_morceaux() -> None:
    rows = ["a;b;c"] * 9
    rows[7] = 'a;"b;c'
    with patch("data.readers.quote_places._PIECE", 10):
        assert misquoted_lines("\n".join(rows).encode(), ";") == [7]
        assert line_starts("\n".join(rows).encode()).tolist()[:3] == [0, 6, 12]


@given(st.text(st.sampled_from("aé\n"), min_size=1, max_size=30))
def test_chaque_ligne_se_retrouve_a_sa_place(text: str) -> None:
    expected = text.removesuffix("\n").split("\n")
    found = PhysicalLines(text.encode())
    assert [found[place] for place in range(len(found))] == expected
    assert found[1:3] == expected[1:3]
    assert np.all(np.diff(line_starts(text.encode())) > 0)

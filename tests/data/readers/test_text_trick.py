"""A formula that is only a text between quotes is read as that text."""

from __future__ import annotations

from data.readers.files import read_grid


def cells(content: str) -> list[list[str | None]]:
    grid = read_grid(content.encode(), "fichier.csv")
    return grid.cells.astype("object").where(grid.cells.notna(), None).to_numpy().tolist()


def test_un_texte_ecrit_en_formule_pour_garder_ses_zeros_est_lu_sans_elle() -> None:
    content = 'mois;code\n="2025-01";="012345"\n2025-02;"=""012345"""\n2025-02;012345\n2025-03;=""\n'
    assert cells(content)[1:] == [
        ["2025-01", "012345"],
        ["2025-02", "012345"],
        ["2025-02", "012345"],
        ["2025-03", None],
    ]
    repair = read_grid(content.encode(), "fichier.csv").repairs[-1]
    assert (repair.cause, repair.lines) == ("text_formulas", (2, 3, 5))


def test_une_vraie_formule_reste_ce_qu_elle_est() -> None:
    content = 'mois;code\n2025-01;="1"+"2"\n2025-02;=A1\n'
    assert [row[1] for row in cells(content)[1:]] == ['="1"+"2"', "=A1"]

from __future__ import annotations

from typing import Any

import pytest

from data.intake.source import fingerprint, shown_name
from tests.data.small_files import activity, column, passages, read, workbook


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("C:\\Users\\x\\t1.csv", "t1.csv"),
        ("/tmp/t1.csv", "t1.csv"),
        ("a\u202eb\n.csv", "ab .csv"),
        ("", "fichier"),
        ("x" * 500, "x" * 119 + "…"),
    ],
)
def test_le_nom_d_un_fichier_se_montre_sans_danger(given: str, shown: str) -> None:
    assert shown_name(given) == shown


def test_des_cases_fusionnees_valent_pour_tout_leur_groupe_apres_confirmation() -> None:
    def fill(book: Any) -> None:
        sheet = book.add_worksheet()
        for line, row in enumerate(activity(passages("3"), passages("4", "2025-02")).splitlines()):
            for place, cell in enumerate(row.split(";")):
                if place != 1 or line == 0:
                    sheet.write(line, place, cell)
        sheet.merge_range(1, 1, 2, 1, "accueil_tilleuls")

    reading = read(workbook(fill), "t1.xlsx")
    assert [question.id for question in reading.questions] == ["merged_cells"]
    assert column(reading, "structure") == ["accueil_tilleuls"] * 2


def test_l_empreinte_d_un_fichier_est_celle_de_ses_octets() -> None:
    assert fingerprint(b"abc").startswith("ba7816bf")
    assert read(activity(passages("3"))).sha256 == fingerprint(activity(passages("3")).encode())


def test_le_fichier_recu_est_garde_tel_quel_quand_rien_n_y_est_personnel() -> None:
    content = activity(passages("3")).encode("cp1252")
    assert read(content).content == content

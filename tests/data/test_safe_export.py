from __future__ import annotations

import io

import openpyxl
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.safe_export import safe_text, to_csv, to_xlsx, unprotected
from tests.data.small_files import column, read

DANGERS = [
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-2+3",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    " =1",
    "＝1+1",
    "\u200b=1",
    '=HYPERLINK("http://x")',
    "−2+3",
    "%0A=1",
]


@pytest.mark.parametrize("text", DANGERS)
def test_aucune_formule_active_ne_sort(text: str) -> None:
    assert safe_text(text).startswith("'")


@pytest.mark.parametrize("text", ["12", "-5", "-12,5", "abc", "", "séance - annulée", "1+1"])
def test_un_texte_sans_danger_sort_tel_quel(text: str) -> None:
    assert safe_text(text) == text


@given(st.text())
def test_un_texte_protege_revient_tel_qu_il_etait(text: str) -> None:
    assert unprotected(safe_text(text)) == text


def test_le_fichier_s_ouvre_dans_excel_en_francais() -> None:
    content = to_csv(pd.DataFrame({"période": ["2025-01"], "valeur": [1234.5]}))
    assert content == "\ufeffpériode;valeur\r\n2025-01;1234,5\r\n".encode()


def test_les_titres_hostiles_sont_proteges_aussi() -> None:
    assert to_csv(pd.DataFrame({"=1+1": ["=2+2"]})).decode("utf-8-sig") == "'=1+1\r\n'=2+2\r\n"


def test_une_cellule_vide_reste_vide() -> None:
    table = pd.DataFrame({"a": pd.Categorical([None, "=x"]), "b": [None, 1.5]})
    assert to_csv(table).decode("utf-8-sig") == "a;b\r\n;\r\n'=x;1,5\r\n"


def test_un_classeur_ne_contient_que_des_textes_et_des_nombres() -> None:
    table = pd.DataFrame(
        {
            "texte": DANGERS,
            "nombre": [float(number) for number in range(len(DANGERS))],
            "jour": pd.Timestamp(2025, 3, 1),
            "oui": True,
        }
    )
    sheet = openpyxl.load_workbook(io.BytesIO(to_xlsx({"Données": table})))["Données"]
    assert {cell.data_type for row in sheet for cell in row} <= {"s", "n", "d", "b"}
    assert sheet["B3"].value == 1


CELL = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp", "Cf", "Co", "Cn"]), max_size=20
)


@settings(max_examples=40, deadline=None)
@given(
    values=st.lists(
        st.one_of(st.none(), st.integers(0, 10**7), st.floats(0, 400).map(lambda x: round(x, 2))),
        min_size=2,
        max_size=12,
    ),
    style=st.sampled_from([(";", ","), ("\t", ","), (";", "."), (",", ".")]),
    encoding=st.sampled_from(["utf-8-sig", "utf-8", "utf-16", "cp1252"]),
)
def test_ce_que_l_export_ecrit_le_depot_le_relit(
    values: list[float | None], style: tuple[str, str], encoding: str
) -> None:
    table = pd.DataFrame(
        {
            "période": [f"2025-{month:02d}" for month in range(1, len(values) + 1)][: len(values)],
            "structure": "médiation municipale",
            "territoire": "04070",
            "mesure": "heures_mediation",
            "valeur": pd.Series(values, dtype="float64"),
            "commentaire": "été, à l'hôtel",
        }
    )
    content = to_csv(table, delimiter=style[0], decimal=style[1], encoding=encoding)
    reading = read(content)
    assert column(reading, "valeur") == values
    assert set(column(reading, "commentaire")) == {"été, à l'hôtel"}

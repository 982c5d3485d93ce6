from __future__ import annotations

import io
import json

import openpyxl
import pytest

from data.schemas import TABLES
from data.templates import DATA_SHEET, LISTS_SHEET, table_schema, template
from tests.data.small_files import around, causes, column, read


def filled(content: bytes, **cells: object) -> bytes:
    """The template with these cells of the data sheet typed in, as a contributor does."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    for name, value in cells.items():
        book[DATA_SHEET][name] = value
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


def test_un_modele_prepare_pour_une_association_se_remplit_et_se_redepose_tel_quel() -> None:
    prepared = template(
        TABLES["activite"],
        around(),
        structure="accueil_tilleuls",
        measures=["passages", "file_active"],
        periods=["2025-01", "2025-02"],
    )
    content = filled(prepared, G2=12, G3=5, G4=14, G5="NC")
    reading = read(content, "modele.xlsx")
    assert (causes(reading), reading.rows_ok, reading.sum_value) == (set(), 4, 31)
    assert set(column(reading, "structure")) == {"accueil_tilleuls"}
    assert column(reading, "mesure") == ["passages", "file_active"] * 2
    assert reading.verdict == "accepted"


@pytest.mark.parametrize("name", TABLES)
def test_chaque_modele_a_les_titres_de_sa_table(name: str) -> None:
    book = openpyxl.load_workbook(io.BytesIO(template(TABLES[name], around())))
    titles = [cell.value for cell in book[DATA_SHEET][1]]
    assert titles == [each.label for each in TABLES[name].columns]
    assert book[LISTS_SHEET].sheet_state == "hidden"


def test_un_modele_propose_les_libelles_des_listes() -> None:
    book = openpyxl.load_workbook(io.BytesIO(template(TABLES["activite"], around())))
    lists = {cell.value for row in book[LISTS_SHEET] for cell in row}
    assert {"Les Tilleuls", "Passages à l'accueil", "non transmis"} <= lists
    assert len(book[DATA_SHEET].data_validations.dataValidation) == 5


def test_un_modele_vide_est_refuse_sans_accuser_personne() -> None:
    assert causes(read(template(TABLES["decisions"], around()), "modele.xlsx")) == {"no_rows"}


@pytest.mark.parametrize("name", TABLES)
def test_le_schema_publie_decrit_chaque_colonne(name: str) -> None:
    schema = json.loads(json.dumps(table_schema(TABLES[name], around())))
    assert [field["name"] for field in schema["fields"]] == list(TABLES[name].names)
    assert schema["primaryKey"] == list(TABLES[name].key)
    required = [field["name"] for field in schema["fields"] if field["constraints"]["required"]]
    assert required == list(TABLES[name].required)


def test_le_schema_publie_enumere_les_codes() -> None:
    fields = {field["name"]: field for field in table_schema(TABLES["activite"], around())["fields"]}
    assert "passages" in fields["mesure"]["constraints"]["enum"]
    assert fields["valeur"]["decimalChar"] == ","

"""Files to fill in: a filled template comes back accepted, with nothing to answer."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from data.codebook import Codebook, load
from data.intake import Reading, check
from data.intake.code_lists import vocabulary
from data.intake.surroundings import Context, context
from data.intake.text_cells import SEVERAL
from data.periods import Period, parse
from data.schema_types import Column
from data.schemas import ACTIVITE, TABLES
from data.store import Store
from data.templates import table_schema, template, template_csv
from data.templates.choices import Choices
from data.templates.contributors import (
    Contributor,
    Line,
    Rhythm,
    contributors,
    lines_for,
    prepared_rows,
    rhythms,
)
from data.templates.spans import expected, spans
from data.templates.workbook import DATA_SHEET, GUIDE_SHEET, LISTS_SHEET
from tests.data.small_files import TODAY, around, causes, column, read

TYPED = {
    "text": "Référence 1",
    "period": "2025-T1",
    "number": 3,
    "integer": 3,
    "date": date(2025, 3, 31),
    "boolean": "oui",
}
# What a pattern, or the subject of a column, asks for.
WRITTEN = {
    "siret": "21300189400012",
    "attribuant_siret": "21300189400012",
    "beneficiaire_siret": "21300189400012",
    "rna": "W301234567",
    "code_postal": "30000",
    "code_insee": "30189",
    "telephone": "04 66 00 00 00",
    "courriel": "accueil@exemple.fr",
    "site_web": "https://exemple.fr",
    "exercice": 2025,
    "signataire": "Adjointe à la santé",
    "periode_initiale": "2024",
}


@pytest.fixture(scope="module")
def nimes() -> Context:
    """The catalogue that ships, with one structure known."""
    codebook = load()
    return Context(codebook, TODAY, dict(around().structures))


def typed(content: bytes, cells: Mapping[tuple[int, str], object]) -> bytes:
    """The template with these cells of the data sheet typed in: (line, heading) -> value."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    sheet = book[DATA_SHEET]
    positions = {cell.value: cell.column for cell in sheet[1]}
    for (line, heading), value in cells.items():
        sheet.cell(line, positions[heading]).value = value
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


def listed(content: bytes) -> dict[str, list[str]]:
    """The drop-down list of each heading."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    titles = [cell.value for cell in book[DATA_SHEET][1]]
    columns = zip(titles, book[LISTS_SHEET].iter_cols(), strict=False)
    found = {title: [cell.value for cell in cells if cell.value is not None] for title, cells in columns}
    return {title: words for title, words in found.items() if words}


def answer(each: Column, words: Mapping[str, list[str]]) -> object:
    """What a contributor writes in a column: a word of its list where there is one."""
    if each.label in words:
        chosen = words[each.label]
        return " | ".join(chosen[:2]) if each.type == "codes" else chosen[0]
    return WRITTEN.get(each.name, TYPED.get(each.type, ""))


def reading_of(content: bytes, surroundings: Context, filename: str = "modele.xlsx") -> Reading:
    reading = check(content, filename, surroundings)
    assert "unexpected_error" not in causes(reading), reading.report.problems
    return reading


def assert_accepted(reading: Reading, rows: int) -> None:
    assert reading.report.problems == ()
    assert (reading.verdict, reading.questions, reading.rows_ok) == ("accepted", (), rows)


def test_un_modele_prepare_pour_une_association_se_remplit_et_se_redepose_tel_quel() -> None:
    periods = [parse("2025-01"), parse("2025-02")]
    city = around().codebook.city.code
    lines = [Line("passages", city), Line("file_active", city)]
    prepared = template(ACTIVITE, around(), prepared_rows("accueil_tilleuls", periods, lines))
    values = {(2, "Valeur"): 12, (3, "Valeur"): 5, (4, "Valeur"): 14, (5, "Valeur"): "NC"}
    reading = read(typed(prepared, values), "modele.xlsx")
    assert (causes(reading), reading.rows_ok, reading.sum_value) == (set(), 4, 31)
    assert set(column(reading, "structure")) == {"accueil_tilleuls"}
    assert column(reading, "mesure") == ["passages", "file_active"] * 2
    assert column(reading, "periode") == ["2025-01", "2025-01", "2025-02", "2025-02"]
    assert set(column(reading, "action")) == {"ensemble"}
    assert reading.verdict == "accepted"
    assert not reading.questions


@pytest.mark.parametrize("name", TABLES)
def test_chaque_modele_rempli_avec_ses_listes_est_accepte_sans_question(name: str, nimes: Context) -> None:
    blank = template(TABLES[name], nimes)
    words = listed(blank)
    cells = {(2, each.label): answer(each, words) for each in TABLES[name].columns}
    reading = reading_of(typed(blank, cells), nimes)
    assert reading.table == name
    assert_accepted(reading, rows=1)


@pytest.mark.parametrize("name", TABLES)
def test_chaque_mot_d_une_liste_revient_a_son_code(name: str, nimes: Context) -> None:
    table = TABLES[name]
    choices = Choices(table, nimes, {})
    for each in (one for one in table.columns if one.codes):
        known = vocabulary(str(each.codes), nimes)
        assert known is not None
        table_choices = {choices.written(each, code): code for code in known.labels}
        assert list(table_choices.values()) == list(known.labels)
        assert set(choices.of(each)) == set(table_choices)
        if each.type == "codes":
            assert not [word for word in table_choices if SEVERAL.search(word)]


@pytest.mark.parametrize("name", TABLES)
def test_chaque_modele_a_les_titres_de_sa_table(name: str) -> None:
    book = openpyxl.load_workbook(io.BytesIO(template(TABLES[name], around())))
    titles = [cell.value for cell in book[DATA_SHEET][1]]
    assert titles == [each.label for each in TABLES[name].columns]
    assert book[LISTS_SHEET].sheet_state == "hidden"
    assert not book[DATA_SHEET].protection.sheet


def test_un_modele_propose_les_libelles_des_listes() -> None:
    words = listed(template(ACTIVITE, around()))
    assert "Les Tilleuls" in words["Territoire"]
    assert "Passages à l'accueil" in words["Mesure"]
    assert "non transmis" in words["Statut"]
    book = openpyxl.load_workbook(io.BytesIO(template(ACTIVITE, around())))
    assert len(book[DATA_SHEET].data_validations.dataValidation) == 5


def test_les_mesures_du_contributeur_viennent_en_tete_de_liste(nimes: Context) -> None:
    rows = prepared_rows("mediation", [parse("2026-01")], [Line("heures_presence_prevues", "QN03003M")])
    words = listed(template(ACTIVITE, nimes, rows))
    assert words["Mesure"][0] == nimes.codebook.measures["heures_presence_prevues"].label
    assert words["Territoire"][:2] == ["Pissevin - Valdegour", "Nîmes"]
    assert len(words["Mesure"]) == len(nimes.codebook.measures)
    assert words["Structure"][0] == "Médiation municipale"


def test_le_mode_d_emploi_dit_comment_compter_chaque_mesure_demandee() -> None:
    rows = prepared_rows("mediation", [parse("2026-01")], [Line("file_active", "QP004001")])
    book = openpyxl.load_workbook(io.BytesIO(template(ACTIVITE, around(), rows)))
    said = "\n".join(str(cell.value) for cell in book[GUIDE_SHEET]["A"] if cell.value)
    assert "File active, en personnes" in said
    assert "ne s'additionne" in said
    assert "Passages à l'accueil" not in said


def test_les_textes_ne_sont_pas_transformes_par_le_tableur(nimes: Context) -> None:
    table = TABLES["structures"]
    sheet = openpyxl.load_workbook(io.BytesIO(template(table, nimes)))[DATA_SHEET]
    formats = {
        position: kept.number_format
        for kept in sheet.column_dimensions.values()
        for position in range(kept.min, kept.max + 1)
    }
    texts = [place for place, each in enumerate(table.columns, start=1) if each.type in ("text", "code")]
    assert {formats[place] for place in texts} == {"@"}


def test_un_modele_vide_est_refuse_sans_accuser_personne() -> None:
    assert causes(read(template(TABLES["decisions"], around()), "modele.xlsx")) == {"no_rows"}


def test_un_modele_en_csv_s_ouvre_dans_un_excel_francais_et_revient_accepte(nimes: Context) -> None:
    rows = prepared_rows("mediation", [parse("2026-01")], [Line("seringues_voie_publique", "QN03003M")])
    text = template_csv(ACTIVITE, nimes, rows)
    assert text.startswith(b"\xef\xbb\xbf")
    heading, first = csv.reader(io.StringIO(text.decode("utf-8-sig")), delimiter=";")
    assert heading == [each.label for each in ACTIVITE.columns]
    first[heading.index("Valeur")] = "7"
    filled = ";".join(heading) + "\r\n" + ";".join(first) + "\r\n"
    assert_accepted(reading_of(filled.encode("utf-8-sig"), nimes, "modele.csv"), rows=1)


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


# --- What each contributor sends ---


def sent(*rows: tuple[str, str, str, str]) -> pd.DataFrame:
    """Rows of activity: structure, period, measure, territory."""
    names = ["structure", "periode", "mesure", "territoire"]
    return pd.DataFrame(rows, columns=names).assign(public="tous", action="ensemble")


def test_les_rythmes_d_une_structure_sont_ceux_de_ses_envois() -> None:
    found = rhythms(
        sent(
            ("a", "2026-01", "passages", "30189"),
            ("a", "2026-02", "passages", "30189"),
            ("a", "2026-02", "seances", "QN03003M"),
            ("a", "2025", "file_active", "30189"),
        )
    )
    month, year = found["a"]
    assert (month.kind, month.measures, month.last) == (
        "month",
        ("passages", "seances"),
        Period.month(2026, 2),
    )
    assert (year.kind, year.measures) == ("year", ("file_active",))


def test_ce_qui_n_est_plus_envoye_depuis_un_an_n_est_plus_propose() -> None:
    (month,) = rhythms(sent(("a", "2024-05", "ancienne", "30189"), ("a", "2026-02", "passages", "30189")))[
        "a"
    ]
    assert month.measures == ("passages",)


def directory(**types: str) -> pd.DataFrame:
    return pd.DataFrame({"structure": list(types), "type": list(types.values())})


def known_contributors(activity: pd.DataFrame, codebook: Codebook, **types: str) -> dict[str, Contributor]:
    return contributors(types, directory(**types), activity, codebook)


def test_une_structure_nouvelle_recoit_les_mesures_des_structures_de_son_type(nimes: Context) -> None:
    activity = sent(("ancienne", "2026-T1", "premieres_demandes", "QN03003M"))
    known = known_contributors(activity, nimes.codebook, ancienne="csapa", nouvelle="csapa", autre="bailleur")
    assert known["ancienne"].origin == "own"
    assert known["nouvelle"].origin == "peers"
    assert known["nouvelle"].rhythms == (Rhythm("quarter", (Line("premieres_demandes", "30189"),)),)
    assert (known["autre"].origin, known["autre"].rhythms) == (None, ())


def test_sans_aucun_envoi_les_mesures_sont_celles_dont_la_fiche_nomme_ce_type(nimes: Context) -> None:
    known = known_contributors(sent(), nimes.codebook, nouvelle="csapa")["nouvelle"]
    measures = {code for rhythm in known.rhythms for code in rhythm.measures}
    assert known.origin == "catalogue"
    assert {"file_active_csapa", "premieres_demandes"} <= measures
    assert "heures_presence_prevues" not in measures


def test_une_mesure_jamais_envoyee_est_demandee_pour_toute_la_ville(nimes: Context) -> None:
    rhythm = Rhythm("month", (Line("passages", "QN03003M"), Line("passages", "HORS-QPV")))
    assert lines_for(["passages", "seances"], rhythm, nimes.codebook) == [
        Line("passages", "QN03003M"),
        Line("passages", "HORS-QPV"),
        Line("seances", "30189"),
    ]


def test_la_periode_attendue_suit_la_derniere_recue() -> None:
    assert expected("month", Period.month(2026, 9), TODAY).code == "2026-10"
    assert expected("quarter", Period.quarter(2026, 3), TODAY).code == "2026-T4"
    assert expected("year", Period.year(2026), TODAY).code == "2026"
    assert expected("quarter", None, TODAY).code == "2026-T4"
    assert expected("quarter", Period.quarter(2019, 1), TODAY).code == "2025-T3"


def test_une_annee_ne_prepare_que_les_mois_commences() -> None:
    (year,) = [span for span in spans("month", TODAY) if span.code == "2026"]
    assert [period.code for period in year.periods] == [f"2026-{month:02d}" for month in range(1, 12)]
    labels = {span.code: span.label.replace("\u00a0", " ") for span in spans("month", TODAY)}
    assert labels["2026"] == "2026 : de janvier à novembre 2026"
    assert labels["2026-T4"] == "4e trimestre 2026 : d'octobre à novembre 2026"
    assert labels["2026-10"] == "octobre 2026"
    assert spans("quarter", TODAY)[-1].label == "2025\u00a0: du 1er trimestre au 4e trimestre 2025"
    assert len({span.code for span in spans("month", TODAY)}) == len(spans("month", TODAY))


@pytest.mark.parametrize("kind", ["month", "quarter", "half_year", "year", "school_year"])
def test_un_modele_prepare_est_accepte_a_chaque_rythme(kind: str, nimes: Context) -> None:
    for span in spans(kind, TODAY):  # type: ignore[arg-type]
        rows = prepared_rows("mediation", span.periods, [Line("seances_prevention", "30189")])
        prepared = template(ACTIVITE, nimes, rows)
        values = {(line, "Valeur"): 4 for line in range(2, len(rows) + 2)}
        assert_accepted(reading_of(typed(prepared, values), nimes), len(rows))


def test_le_modele_de_chaque_contributeur_de_la_demonstration_revient_accepte(demo_store: Path) -> None:
    """For every structure and rhythm, the next period filled with the values of the last one."""
    store = Store(demo_store)
    surroundings = context(load(), store, TODAY)
    activity = store.current("activite").astype({"valeur": "object"})
    known = contributors(
        surroundings.structures, store.current("structures"), activity, surroundings.codebook
    )
    prepared = [(each, rhythm) for each in known.values() for rhythm in each.rhythms if rhythm.last]
    assert len(prepared) > 20
    for each, rhythm in prepared:
        period = expected(rhythm.kind, rhythm.last, TODAY)
        rows = prepared_rows(each.structure, [period], rhythm.lines)
        values = last_values(activity, each.structure, rhythm)
        cells = {(line, "Valeur"): value for line, value in enumerate(values, start=2)}
        reading = reading_of(typed(template(ACTIVITE, surroundings, rows), cells), surroundings)
        assert (reading.table, reading.rows_ok, causes(reading)) == ("activite", len(rows), set())
        assert causes(reading, "confirm") <= {"outlier", "same_as_before"}


def last_values(activity: pd.DataFrame, structure: str, rhythm: Rhythm) -> list[object]:
    """The value of each line in the last period it was sent; « n.d. » where it had none."""
    own = activity[activity["structure"] == structure].sort_values("periode")
    by_line = own.groupby(["mesure", "territoire", "public", "action"], observed=True)["valeur"].last()
    values = [by_line.get(tuple(line)) for line in rhythm.lines]
    return ["n.d." if pd.isna(value) else value for value in values]


def test_un_contexte_sans_entrepot_suffit(nimes: Context) -> None:
    assert context(nimes.codebook, None, TODAY).structures == {}
    assert "Structure" not in listed(template(ACTIVITE, context(nimes.codebook, None, TODAY)))

from __future__ import annotations

import time
from datetime import date

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.periods import MONTH_NAMES, Period, parse
from data.spellings.period_texts import MAX_SPELLINGS, TO_CONFIRM, parse_periods, read_period

TODAY = date(2026, 11, 23)

unhurried = settings(deadline=None)
past_months = st.dates(date(2000, 1, 1), date(2026, 11, 1))


def read(*texts: str | None) -> pd.DataFrame:
    return parse_periods(pd.Index(texts, dtype="str"), TODAY)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("2025-01", "2025-01"),
        ("2025-1", "2025-01"),
        ("2025/01", "2025-01"),
        ("01/2025", "2025-01"),
        ("1/2025", "2025-01"),
        ("01-2025", "2025-01"),
        ("janv. 2025", "2025-01"),
        ("janvier 2025", "2025-01"),
        ("JANVIER 2025", "2025-01"),
        ("fév. 2025", "2025-02"),
        ("Février  2025", "2025-02"),
        ("aout 2025", "2025-08"),
        ("août-2025", "2025-08"),
        ("déc 2025", "2025-12"),
        ("de\u0301cembre 2025", "2025-12"),
        ("March 2025", "2025-03"),
        ("2025 mars", "2025-03"),
        ("mois de mars 2025", "2025-03"),
        ("2025-T1", "2025-T1"),
        ("T1 2025", "2025-T1"),
        ("T1-2025", "2025-T1"),
        ("2025Q1", "2025-T1"),
        ("Q3 2025", "2025-T3"),
        ("3T2025", "2025-T3"),
        ("1er trimestre 2025", "2025-T1"),
        ("2ème trimestre 2025", "2025-T2"),
        ("4e trim. 2025", "2025-T4"),
        ("premier trimestre 2025", "2025-T1"),
        ("Trimestre 3 2025", "2025-T3"),
        ("S1 2025", "2025-S1"),
        ("2025-S2", "2025-S2"),
        ("1er semestre 2025", "2025-S1"),
        ("2nd semestre 2025", "2025-S2"),
        ("2025", "2025"),
        ("année 2025", "2025"),
        ("année scolaire 2025-2026", "2025-2026"),
        ("2025/2026", "2025-2026"),
        ("2025-2026", "2025-2026"),
        ("\u00a02025\u201301 ", "2025-01"),
        ("2026-11", "2026-11"),
        ("2026-T4", "2026-T4"),
        ("2026-2027", "2026-2027"),
    ],
)
def test_une_periode_claire_est_lue_sans_question(text: str, code: str) -> None:
    found = read_period(text, TODAY)
    assert (found.code, found.cause) == (code, None)
    assert parse(code).code == code


@pytest.mark.parametrize(
    ("text", "code", "cause"),
    [
        ("Janvier-25", "2025-01", "two_digit_year"),
        ("janv-25", "2025-01", "two_digit_year"),
        ("01/25", "2025-01", "two_digit_year"),
        ("T1 25", "2025-T1", "two_digit_year"),
        ("31/01/2025", "2025-01", "date_as_month"),
        ("2025-01-31", "2025-01", "date_as_month"),
        ("2025-01-15 00:00:00", "2025-01", "date_as_month"),
        ("01/03/2025", "2025-03", "date_as_month"),
        ("3 mars 2025", "2025-03", "date_as_month"),
        ("03/04/2025", "2025-04", "ambiguous_date"),
        ("45658", "2025-01", "excel_serial"),
        ("45658.0", "2025-01", "excel_serial"),
        ("2024-25", "2024-2025", "short_school_year"),
    ],
)
def test_une_periode_douteuse_est_lue_mais_a_confirmer(text: str, code: str, cause: str) -> None:
    found = read_period(text, TODAY)
    assert (found.code, found.cause) == (code, cause)
    assert cause in TO_CONFIRM
    assert found.suggestion


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        ("13/2025", "impossible_month"),
        ("2025-00", "impossible_month"),
        ("2025-13", "impossible_month"),
        ("2025-T5", "impossible_quarter"),
        ("T5 2025", "impossible_quarter"),
        ("2025-T0", "impossible_quarter"),
        ("2025-S3", "impossible_half_year"),
        ("2025-2027", "impossible_school_year"),
        ("30/02/2025", "impossible_date"),
        ("1999", "impossible_year"),
        ("1999-12", "impossible_year"),
        ("0000-01", "impossible_year"),
        ("9999", "impossible_year"),
        ("0225-01", "impossible_year"),
        ("T1 0225", "impossible_year"),
        ("9999-10000", "unreadable_period"),
        ("31/12/9999", "impossible_year"),
        ("2026-12", "future_period"),
        ("2027", "future_period"),
        ("2027-T1", "future_period"),
        ("12/25/2025", "american_date"),
        ("2025-W05", "week"),
        ("S12 2025", "week"),
        ("T1", "year_missing"),
        ("mars", "year_missing"),
        ("１２/2025", "unreadable_period"),
        ("25-01", "unreadable_period"),
        ("12345", "unreadable_period"),
        ("janvier à mars 2025", "unreadable_period"),
        ("NC", "unreadable_period"),
        ("x" * 9_000, "unreadable_period"),
        ("", "blank"),
    ],
)
def test_une_periode_impossible_est_refusee_avec_sa_raison(text: str, cause: str) -> None:
    found = read_period(text, TODAY)
    assert (found.code, found.cause) == (None, cause)
    assert cause not in TO_CONFIRM


def test_une_date_americaine_propose_le_mois() -> None:
    assert read_period("12/25/2025", TODAY).suggestion == "2025-12"


def test_une_phrase_qui_contient_un_mois_le_propose() -> None:
    assert read_period("du 1 au 31 janvier 2025", TODAY).suggestion == "2025-01"


def test_une_date_ambigue_dit_ses_deux_lectures() -> None:
    assert read_period("03/04/2025", TODAY).suggestion == "avril 2025 (2025-04) ou mars 2025 (2025-03)"


def test_un_jour_apres_le_12_leve_le_doute_de_la_colonne() -> None:
    assert read("03/04/2025", "31/01/2025")["cause"].tolist() == ["date_as_month"] * 2


def test_un_jour_americain_laisse_le_doute_de_la_colonne() -> None:
    assert read("03/04/2025", "31/01/2025", "12/25/2025")["cause"].iloc[0] == "ambiguous_date"


def test_une_annee_venue_d_un_nombre_est_reparee() -> None:
    found = read_period("2025.0", TODAY)
    assert (found.code, found.repaired) == ("2025", True)


@given(
    past_months,
    st.sampled_from(["{y}-{m:02d}", "{m:02d}/{y}", "{m}/{y}", "{name} {y}", "{name}-{y}", "{y}{m:02d}"]),
)
def test_un_mois_ecrit_de_toutes_les_facons_redonne_le_meme_mois(day: date, spelling: str) -> None:
    text = spelling.format(y=day.year, m=day.month, name=MONTH_NAMES[day.month - 1])
    assert read_period(text, TODAY).code == Period.month(day.year, day.month).code


@given(past_months)
def test_un_numero_de_jour_du_tableur_redonne_le_mois(day: date) -> None:
    found = read_period(str((day - date(1899, 12, 30)).days), TODAY)
    assert (found.code, found.cause) == (f"{day.year}-{day.month:02d}", "excel_serial")


@unhurried
@given(st.text(st.sampled_from("0123456789-/. TSjanvrimestéQ "), max_size=14))
def test_aucun_texte_ne_donne_une_periode_qui_n_existe_pas(text: str) -> None:
    found = read_period(text, TODAY)
    if found.code is not None:
        period = parse(found.code)
        assert period.code == found.code
        assert date(2000, 1, 1) <= period.start <= TODAY
    else:
        assert found.cause


def test_la_table_garde_les_textes_en_index() -> None:
    table = read("T1 2025", None, "2025-T5")
    assert table.columns.tolist() == ["code", "cause", "suggestion", "repaired"]
    assert table["code"].tolist()[0] == "2025-T1"
    assert table["cause"].tolist()[1:] == ["blank", "impossible_quarter"]


def test_une_colonne_de_textes_tous_differents_ne_bloque_pas() -> None:
    texts = pd.Index(["2025-01", *(f"texte {number}" for number in range(MAX_SPELLINGS * 4))], dtype="str")
    started = time.perf_counter()
    table = parse_periods(texts, TODAY)
    assert time.perf_counter() - started < 5
    assert table["code"].iloc[0] == "2025-01"
    assert (table["cause"].iloc[1:] == "unreadable_period").all()


@pytest.mark.parametrize("text", ["2025-03-01", "2025-03-01 00:00:00", "2025-03-01T00:00:00"])
def test_le_premier_jour_d_un_mois_range_par_le_tableur_est_ce_mois(text: str) -> None:
    found = read(text).iloc[0]
    assert (found["code"], found["repaired"], pd.isna(found["cause"])) == ("2025-03", True, True)


@pytest.mark.parametrize(
    ("text", "code"),
    [("Année 2025 T1", "2025-T1"), ("Exercice 2025 - S1", "2025-S1"), ("Année 2025 mars", "2025-03")],
)
def test_l_annee_annoncee_devant_sa_partie_est_lue(text: str, code: str) -> None:
    assert read(text)["code"].iloc[0] == code

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.spellings.dates import TO_CONFIRM, parse_dates, read_date

days = st.dates(date(1950, 1, 1), date(2099, 12, 31))


def read(*texts: str | None) -> pd.DataFrame:
    return parse_dates(pd.Index(texts, dtype="str"))


@pytest.mark.parametrize(
    "text",
    [
        "2025-03-04",
        "2025/03/04",
        "20250304",
        "04/03/2025",
        "4/3/2025",
        "04.03.2025",
        "04-03-2025",
        "4 mars 2025",
        "mardi 4 mars 2025",
        "4 MARS 2025",
        "04-mars-2025",
        "2025-03-04 14:30:00",
        "2025-03-04T14:30:00Z",
        "04/03/2025 14:30",
        "\u00a004/03/2025\u200b",
    ],
)
def test_une_date_claire_est_lue_jour_en_premier(text: str) -> None:
    assert read_date(text) == (date(2025, 3, 4), None, None, False)


def test_le_premier_du_mois_en_toutes_lettres() -> None:
    assert read_date("1er mars 2025").value == date(2025, 3, 1)


@pytest.mark.parametrize(
    ("text", "value", "cause"),
    [("45720", date(2025, 3, 4), "excel_serial"), ("04/03/25", date(2025, 3, 4), "two_digit_year")],
)
def test_une_date_douteuse_est_a_confirmer(text: str, value: date, cause: str) -> None:
    found = read_date(text)
    assert (found.value, found.cause, found.suggestion) == (value, cause, "04/03/2025")
    assert cause in TO_CONFIRM


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        ("30/02/2025", "impossible_date"),
        ("2025-13-01", "impossible_date"),
        ("99/99/2025", "impossible_date"),
        ("12/25/2025", "american_date"),
        ("mars 2025", "unreadable_date"),
        ("2025", "unreadable_date"),
        ("hier", "unreadable_date"),
        ("０4/03/2025", "unreadable_date"),
        ("x" * 9_000, "unreadable_date"),
        ("", "blank"),
    ],
)
def test_une_date_impossible_est_refusee_avec_sa_raison(text: str, cause: str) -> None:
    found = read_date(text)
    assert (found.value, found.cause) == (None, cause)


def test_une_date_americaine_propose_la_date_francaise() -> None:
    assert read_date("12/25/2025").suggestion == "25/12/2025"


def test_une_date_americaine_fait_douter_des_autres() -> None:
    table = read("03/04/2025", "12/25/2025", "31/12/2025", "05/05/2025", "2025-03-04")
    assert table["cause"].fillna("").tolist() == ["ambiguous_date", "american_date", "", "", ""]
    assert table["suggestion"].iloc[0] == "03/04/2025 ou 04/03/2025"


def test_une_date_hors_des_bornes_est_refusee() -> None:
    assert read("01/01/1850", "01/01/2150")["cause"].tolist() == ["date_out_of_range"] * 2
    bounded = parse_dates(pd.Index(["2024-12-31"]), earliest=date(2025, 1, 1))
    assert bounded["cause"].tolist() == ["date_out_of_range"]


@given(days, st.sampled_from(["%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y", "%Y%m%d"]))
def test_une_date_ecrite_de_toutes_les_facons_se_relit(day: date, spelling: str) -> None:
    assert read_date(day.strftime(spelling)).value == day


@given(st.text(st.sampled_from("0123456789/-. marsT:"), max_size=16))
def test_aucun_texte_ne_fait_planter(text: str) -> None:
    found = read_date(text)
    assert (found.value is not None) or found.cause


def test_la_colonne_lue_est_une_colonne_de_dates() -> None:
    table = read("04/03/2025", None)
    assert table["value"].dtype == "datetime64[us]"
    assert table["cause"].tolist()[1] == "blank"
    assert read().empty

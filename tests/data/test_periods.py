from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.periods import MONTHS_IN, Kind, Period, between, containing, cut, parse

KINDS: tuple[Kind, ...] = ("month", "quarter", "half_year", "year", "school_year")

days = st.dates(date(1990, 1, 1), date(2090, 12, 31))
kinds = st.sampled_from(KINDS)


@pytest.mark.parametrize(
    ("code", "kind", "start", "end", "label"),
    [
        ("2025-03", "month", date(2025, 3, 1), date(2025, 3, 31), "mars 2025"),
        ("2024-02", "month", date(2024, 2, 1), date(2024, 2, 29), "février 2024"),
        ("2025-T1", "quarter", date(2025, 1, 1), date(2025, 3, 31), "1er trimestre 2025"),
        ("2025-T4", "quarter", date(2025, 10, 1), date(2025, 12, 31), "4e trimestre 2025"),
        ("2025-S1", "half_year", date(2025, 1, 1), date(2025, 6, 30), "1er semestre 2025"),
        ("2025-S2", "half_year", date(2025, 7, 1), date(2025, 12, 31), "2e semestre 2025"),
        ("2025", "year", date(2025, 1, 1), date(2025, 12, 31), "2025"),
        ("2025-2026", "school_year", date(2025, 9, 1), date(2026, 8, 31), "année scolaire 2025-2026"),
    ],
)
def test_chaque_code_dit_ses_dates_et_son_nom(
    code: str, kind: Kind, start: date, end: date, label: str
) -> None:
    period = parse(code)
    assert (period.kind, period.start, period.end) == (kind, start, end)
    assert (period.code, period.label) == (code, label)


@pytest.mark.parametrize(
    "code",
    ["", "25", "2025-13", "2025-00", "2025-3", "2025-T5", "2025-T0", "2025-S3", "2025-2027", "2025-2025",
     "mars 2025", "2025-03-01", " 2025", "2025\n", "T1-2025", "２０２５"],
)  # fmt: skip
def test_un_texte_qui_n_est_pas_un_code_est_refuse(code: str) -> None:
    with pytest.raises(ValueError, match=r"période|scolaire"):
        parse(code)


@given(kinds, days)
def test_code_and_period_are_one_to_one(kind: Kind, day: date) -> None:
    period = containing(kind, day)
    assert parse(period.code) == period


@given(kinds, days)
def test_a_day_falls_in_exactly_one_period(kind: Kind, day: date) -> None:
    period = containing(kind, day)
    assert period.start <= day <= period.end
    assert period.next().start == period.end + timedelta(days=1)


@given(kinds, days, st.integers(-60, 60))
def test_stepping_there_and_back_changes_nothing(kind: Kind, day: date, steps: int) -> None:
    period = containing(kind, day)
    assert period.next(steps).next(-steps) == period


@given(kinds, days)
def test_months_of_a_period_cover_it_without_overlap(kind: Kind, day: date) -> None:
    period = containing(kind, day)
    months = cut(period, "month")
    assert len(months) == MONTHS_IN[kind]
    assert sum((month.end - month.start).days + 1 for month in months) == (period.end - period.start).days + 1
    assert all(period.contains(month) for month in months)


def test_le_mois_de_septembre_ouvre_l_annee_scolaire() -> None:
    assert containing("school_year", date(2025, 8, 31)).code == "2024-2025"
    assert containing("school_year", date(2025, 9, 1)).code == "2025-2026"


def test_une_annee_se_coupe_en_quatre_trimestres() -> None:
    assert [part.code for part in cut(Period.year(2025), "quarter")] == [
        "2025-T1",
        "2025-T2",
        "2025-T3",
        "2025-T4",
    ]


@pytest.mark.parametrize("kind", ["quarter", "half_year", "year"])
def test_une_annee_scolaire_ne_se_coupe_pas_en_periodes_civiles(kind: Kind) -> None:
    with pytest.raises(ValueError, match="ne se découpe pas"):
        cut(Period.school_year(2025), kind)


def test_une_annee_civile_ne_se_coupe_pas_en_annees_scolaires() -> None:
    with pytest.raises(ValueError, match="ne se découpe pas"):
        cut(Period.year(2025), "school_year")


def test_les_periodes_entre_deux_dates_comprennent_celles_des_bords() -> None:
    found = between("quarter", date(2025, 3, 31), date(2025, 7, 1))
    assert [period.code for period in found] == ["2025-T1", "2025-T2", "2025-T3"]


def test_les_periodes_d_une_meme_nature_se_rangent_par_date() -> None:
    periods = [parse(code) for code in ("2025-T3", "2024-T4", "2025-T1")]
    assert [period.code for period in sorted(periods)] == ["2024-T4", "2025-T1", "2025-T3"]

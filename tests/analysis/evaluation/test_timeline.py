"""Periods however they are written, and what is wrong with them, named."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import pandas as pd
import pytest

from analysis.evaluation import difference_in_differences, interrupted_series, synthetic_control
from tests.analysis.evaluation.cases import monthly, sicily, towns

MONTHS = pd.period_range("2019-01", periods=40, freq="M")
WRITTEN: dict[str, tuple[Any, Any]] = {
    "périodes pandas": (MONTHS, pd.Period("2021-01", "M")),
    "horodatages": (MONTHS.to_timestamp(), pd.Timestamp("2021-01-10")),
    "fins de mois": (MONTHS.to_timestamp(how="end").normalize(), "2021-01-31"),
    "dates": ([month.start_time.date() for month in MONTHS], date(2021, 1, 15)),
    "textes": (MONTHS.astype(str), "2021-01"),
    "textes ISO": (MONTHS.to_timestamp().strftime("%Y-%m-%d"), "2021-01-01"),
    "nombres AAAAMM": ([month.year * 100 + month.month for month in MONTHS], 202101),
    "rangs": (range(1, 41), 25),
    "rangs en texte": ([str(rank) for rank in range(1, 41)], "25"),
    "objets mêlés": (pd.Series([*MONTHS[:20], *MONTHS[20:].to_timestamp()], dtype=object), "2021-01"),
}


@pytest.fixture(scope="module")
def counts() -> np.ndarray:
    return monthly(np.random.default_rng(1), 24, 16, 60, -0.3)["count"].to_numpy()


@pytest.mark.parametrize("how", WRITTEN)
def test_une_periode_se_lit_comme_on_l_ecrit(how: str, counts: np.ndarray) -> None:
    expected = interrupted_series(pd.DataFrame({"period": range(40), "count": counts}), 24)
    periods, start = WRITTEN[how]
    shuffled = pd.DataFrame({"period": periods, "count": counts}).sample(frac=1, random_state=3)
    found = interrupted_series(shuffled, start)
    assert (found.n_before, found.n_after) == (24, 16)
    assert found.estimate == pytest.approx(expected.estimate)


def test_trimestres_et_annees_se_lisent() -> None:
    random = np.random.default_rng(2)
    values = random.poisson(200, 22)
    quarters = [f"{2018 + n // 4}-T{n % 4 + 1}" for n in range(22)]
    written = interrupted_series(
        pd.DataFrame({"period": quarters, "count": values}), "2021-T3", period_length=4
    )
    pandas = pd.period_range("2018Q1", periods=22, freq="Q")
    read = interrupted_series(pd.DataFrame({"period": pandas, "count": values}), "2021Q3", period_length=4)
    assert (written.n_before, written.estimate) == (14, pytest.approx(read.estimate))


@pytest.mark.parametrize("kind", ["Int64", "object", "string", "float64"])
def test_des_types_de_colonnes_divers_sont_lus(kind: str) -> None:
    table = monthly(np.random.default_rng(3), 24, 12, 50)
    values = table["count"].astype(str) if kind == "string" else table["count"].astype(kind)
    expected = interrupted_series(table, 24).estimate
    assert interrupted_series(table.assign(count=values), 24).estimate == pytest.approx(expected)


def test_un_mois_manquant_est_nomme() -> None:
    table = sicily().drop(index=[16, 17])
    with pytest.raises(ValueError, match="Périodes manquantes : 2003-05, 2003-06"):
        interrupted_series(table, "2005-01")


def test_un_compte_vide_est_nomme() -> None:
    table = sicily().astype({"count": "Int64"})
    table.loc[16, "count"] = pd.NA
    with pytest.raises(ValueError, match="Comptes manquants : 2003-05"):
        interrupted_series(table, "2005-01")


def test_un_mois_manquant_peut_etre_ecarte() -> None:
    effect = interrupted_series(sicily().drop(index=[16, 17]), "2005-01", exclude=[("2003-05", "2003-06")])
    assert effect.n_before == 34
    assert effect.estimate == pytest.approx(-0.115, abs=0.01)


def test_un_mois_en_double_est_nomme() -> None:
    table = pd.concat([sicily(), sicily().iloc[[3]]])
    with pytest.raises(ValueError, match="2002-04 est présente deux fois"):
        interrupted_series(table, "2005-01")


def test_une_case_manquante_nomme_l_unite_et_l_annee() -> None:
    table = towns(np.random.default_rng(4)).drop(index=[9 * 3 + 2])
    for method in (difference_in_differences, synthetic_control):
        with pytest.raises(ValueError, match="Valeurs manquantes pour V03 : 2018"):
            method(table, "V00", 2021)


def test_ce_qui_ne_se_compare_pas_est_refuse() -> None:
    table = towns(np.random.default_rng(5))
    two = table.loc[table["unit"].isin(["V00", "V01"])]
    with pytest.raises(ValueError, match="deux unités refusée"):
        difference_in_differences(two, "V00", 2021)
    with pytest.raises(ValueError, match="Aucune unité de comparaison"):
        difference_in_differences(two, ["V00", "V01"], 2021)
    with pytest.raises(ValueError, match="absente"):
        difference_in_differences(table, "Nîmes", 2021)
    with pytest.raises(ValueError, match="Logarithme impossible"):
        difference_in_differences(table.assign(value=0), "V00", 2021, log=True)
    with pytest.raises(ValueError, match="attendues : period, count"):
        interrupted_series(table, 2021)


def test_la_population_divise_les_comptes() -> None:
    table = towns(np.random.default_rng(6), effect=-0.3)
    people = {f"V{n:02d}": 10_000.0 + 500 * n for n in range(22)}
    named = difference_in_differences(table, "V00", 2021, log=True, population=people)
    column = table.assign(habitants=table["unit"].map(people))
    assert named.estimate == pytest.approx(
        difference_in_differences(column, "V00", 2021, log=True, population="habitants").estimate
    )
    assert [check.code for check in named.checks][-1] == "sizes"


def test_la_table_recue_n_est_pas_modifiee() -> None:
    table, panel = sicily(), towns(np.random.default_rng(8))
    copies = table.copy(), panel.copy()
    interrupted_series(table, "2005-01")
    difference_in_differences(panel, "V00", 2021, log=True)
    pd.testing.assert_frame_equal(table, copies[0])
    pd.testing.assert_frame_equal(panel, copies[1])

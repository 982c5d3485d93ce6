"""A moment is kept in UTC and read on the clock of the city."""

from __future__ import annotations

from datetime import date

import pandas as pd

from analysis.tables import Tables
from data.clock import day_of


def test_apres_minuit_a_nimes_c_est_deja_le_lendemain() -> None:
    assert day_of(pd.Timestamp("2026-06-30T22:30", tz="UTC")) == date(2026, 7, 1)
    assert day_of(pd.Timestamp("2026-12-31T22:30", tz="UTC")) == date(2026, 12, 31)


def test_un_depot_d_apres_minuit_n_est_pas_connu_la_veille() -> None:
    moment = pd.Series(pd.to_datetime(["2026-06-30T22:30"], utc=True))
    journal = pd.DataFrame({"ordre": [1], "date": moment})
    tables = Tables({"avis": pd.DataFrame({"avis": ["A1"], "ordre": [1]})}, journal, date(2026, 7, 2))
    assert tables.history("avis")["depose_le"].dt.date.tolist() == [date(2026, 7, 1)]

"""Two districts and the rest of the city, on counts small enough to add by eye."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.gaps import Interval, difference, gaps, pooled_gap, ratio
from analysis.uncertainty import share_difference, wilson_interval
from data.codebook import load
from tests.analysis.builders import result_rows, share

SHARE = load().indicators["SEC-02"]
EVENTS = frozenset({"event"})
Counts = tuple[float, float]


def rows(territory: str, **by_quarter: Counts | str) -> pd.DataFrame:
    """`T1=(30, 40)` is 30 of 40 in the first quarter of 2026; a text is the flag of a figure not shown."""
    values = {
        f"2026-{quarter}": {"flag": given, "value": None}
        if isinstance(given, str)
        else share(100 * given[0] / given[1], given[1])
        for quarter, given in by_quarter.items()
    }
    return result_rows("SEC-02", values, territory=territory, coverage=1.0, reported=1, expected=1)


def found(*parts: pd.DataFrame) -> pd.DataFrame:
    return gaps(pd.concat(parts), SHARE, EVENTS, ("NORD", "SUD", "OUEST"), "RESTE").set_index("period")


def test_les_quartiers_s_additionnent_avant_d_etre_compares() -> None:
    gap = found(rows("NORD", T1=(10, 20)), rows("SUD", T1=(50, 60)), rows("RESTE", T1=(40, 50)))
    first = gap.loc["2026-T1"]
    assert (first["numerator_inside"], first["denominator_inside"]) == (60, 80)
    assert (first["value_inside"], first["value_outside"], first["value"]) == (75, 80, -5)
    assert first["ratio"] == pytest.approx(75 / 80)
    low, high = share_difference(60, 80, 40, 50)[1:3]
    assert (first["low"], first["high"]) == pytest.approx((100 * low, 100 * high))


def test_un_quartier_secret_rend_tout_l_ecart_secret() -> None:
    gap = found(rows("NORD", T1="masked"), rows("SUD", T1=(50, 60)), rows("RESTE", T1=(40, 50)))
    hidden = gap.loc["2026-T1"]
    assert hidden["flag"] == "masked"
    numbers = [name for name in gap.columns if name.endswith(("side", "ratio")) or name in ("value", "low")]
    assert hidden[numbers].isna().all()


def test_un_quartier_qui_n_a_rien_transmis_une_fois_laisse_un_trou() -> None:
    parts = (
        rows("NORD", T1=(10, 20), T2=(10, 20)),
        rows("SUD", T1=(50, 60)),
        rows("RESTE", T1=(4, 5), T2=(4, 5)),
    )
    gap = found(*parts)
    assert dict(gap["flag"]) == {"2026-T1": "ok", "2026-T2": "missing"}
    assert gap["value"].isna().tolist() == [False, True]


def test_sans_chiffre_du_reste_de_la_ville_il_n_y_a_pas_d_ecart() -> None:
    assert gaps(rows("NORD", T1=(10, 20)), SHARE, EVENTS, ("NORD",), "RESTE").empty


def test_plusieurs_periodes_se_mettent_ensemble_par_leurs_effectifs() -> None:
    gap = found(rows("NORD", T1=(10, 20), T2=(30, 60)), rows("RESTE", T1=(5, 10), T2=(50, 90)))
    pooled = pooled_gap(gap, SHARE, EVENTS)
    assert (pooled["value_inside"], pooled["value_outside"]) == pytest.approx((50, 55))
    assert pooled["value"] == pytest.approx(-5)


def one(count: int, total: int) -> Interval:
    low, high = wilson_interval(np.array([float(count)]), np.array([float(total)]))
    return Interval(np.array([count / total]), low, high)


@given(st.data())
def test_la_difference_et_le_rapport_disent_la_meme_chose_du_hasard(data: st.DataObject) -> None:
    sides = []
    for _ in range(2):
        total = data.draw(st.integers(2, 500))
        sides.append(one(data.draw(st.integers(1, total - 1)), total))
    apart, over = difference(*sides), ratio(*sides)
    assert over.low <= over.value + 1e-9
    assert over.value <= over.high + 1e-9
    margin = min(abs(apart.low[0]), abs(apart.high[0]))
    if margin > 1e-9:
        assert (apart.low > 0) == (over.low > 1)
        assert (apart.high < 0) == (over.high < 1)


def test_un_rapport_a_zero_n_existe_pas() -> None:
    assert np.isnan(ratio(one(3, 10), one(0, 10))).all()

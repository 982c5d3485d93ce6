"""The same numbers as an independent library, diff-diff, where both compute the same thing."""

from __future__ import annotations

import warnings

import numpy as np
import pandas as pd
import pytest
from diff_diff import DifferenceInDifferences, SyntheticControl

from analysis.evaluation import difference_in_differences, synthetic_control
from tests.analysis.evaluation.cases import castle_doctrine, towns


def oracle_difference(table: pd.DataFrame, treated: list[object], start: int) -> tuple[float, float]:
    """Estimate and error clustered by unit."""
    columns = {
        "treated": table["unit"].isin(treated).astype(int),
        "post": (table["period"] >= start).astype(int),
    }
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        model = DifferenceInDifferences(cluster="unit")
        found = model.fit(table.assign(**columns), outcome="value", treatment="treated", post="post")
    return float(found.att), float(found.se)


@pytest.mark.parametrize("treated", [["V00"], ["V00", "V03", "V07"], [f"V{n:02d}" for n in range(8)]])
def test_la_difference_de_differences_est_celle_de_la_bibliotheque(treated: list[str]) -> None:
    table = towns(np.random.default_rng(7))
    logs = table.assign(value=np.log(table["value"]))
    ours = difference_in_differences(logs, treated, 2021)
    estimate, error = oracle_difference(logs, list(treated), 2021)
    assert ours.estimate == pytest.approx(estimate)
    if len(treated) >= 6:
        assert ours.standard_error == pytest.approx(error, rel=0.05)


def test_des_departs_decales_sont_la_moyenne_de_chaque_groupe() -> None:
    table, starts = castle_doctrine()
    table = table.assign(value=np.log(table["value"]), period=table["period"].astype(int))
    never = set(table["unit"]) - set(starts)
    total, weight = 0.0, 0
    for start in sorted(set(starts.values())):
        group = [unit for unit, own in starts.items() if own == start]
        alone = table.loc[table["unit"].isin([*group, *never])]
        cells = len(group) * (2011 - start)
        total += cells * oracle_difference(alone, list(group), start)[0]
        weight += cells
    ours = difference_in_differences(table, starts, None)
    assert ours.estimate == pytest.approx(total / weight)
    assert ours.group_time is not None
    assert len(ours.group_time) == sum(2011 - start for start in set(starts.values()))
    average = np.average(ours.group_time["effect"], weights=ours.group_time["units"])
    assert ours.estimate == pytest.approx(average)


def test_le_controle_synthetique_a_au_moins_l_ajustement_de_la_bibliotheque() -> None:
    """With every year of the baseline as predictor of equal weight, both minimise the same error."""
    table = towns(np.random.default_rng(11), number=10, years=16)
    ours = synthetic_control(table, "V00", 2028, demeaned=False)
    treated = (table["unit"] == "V00") & (table["period"] >= 2028)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        model = SyntheticControl(v_method="custom", custom_v=np.ones(12), standardize="none")
        found = model.fit(
            table.assign(treated=treated.astype(int)),
            outcome="value",
            treatment="treated",
            unit="unit",
            time="period",
            pre_period_outcomes=list(range(2016, 2028)),
        )
    assert ours.estimate == pytest.approx(float(found.att), rel=0.02)

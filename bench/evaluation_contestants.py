"""One fit of a panel by other libraries: ``python -m bench.evaluation_contestants < panel.csv``.

Prints one line for each: its name and its seconds. Imports and a first fit are not counted.
"""

from __future__ import annotations

import sys
import time
import warnings
from collections.abc import Callable

import pandas as pd
from diff_diff import DifferenceInDifferences, SyntheticControl
from pysyncon import Dataprep, Synth

START, TREATED = 2021, "V00"


def difference(panel: pd.DataFrame) -> object:
    columns = {
        "treated": (panel["unit"] == TREATED).astype(int),
        "post": (panel["period"] >= START).astype(int),
    }
    model = DifferenceInDifferences(cluster="unit")
    return model.fit(panel.assign(**columns), outcome="value", treatment="treated", post="post")


def nested(panel: pd.DataFrame) -> object:
    concerned = (panel["unit"] == TREATED) & (panel["period"] >= START)
    return SyntheticControl().fit(
        panel.assign(treated=concerned.astype(int)),
        outcome="value",
        treatment="treated",
        unit="unit",
        time="period",
    )


def synthetic(panel: pd.DataFrame) -> object:
    before = range(int(panel["period"].min()), START)
    prepared = Dataprep(
        foo=panel,
        predictors=["value"],
        predictors_op="mean",
        time_predictors_prior=before,
        special_predictors=[("value", [year], "mean") for year in before],
        dependent="value",
        unit_variable="unit",
        time_variable="period",
        treatment_identifier=TREATED,
        controls_identifier=[unit for unit in panel["unit"].unique() if unit != TREATED],
        time_optimize_ssr=before,
    )
    model = Synth()
    model.fit(dataprep=prepared)
    return model


def main() -> None:
    panel = pd.read_csv(sys.stdin)
    works: dict[str, Callable[[pd.DataFrame], object]] = {
        "diff-diff, differences, clustered error": difference,
        "diff-diff, synthetic control": nested,
        "pysyncon, synthetic control": synthetic,
    }
    warnings.simplefilter("ignore")
    for name, work in works.items():
        work(panel)
        began = time.process_time()
        work(panel)
        print(name, time.process_time() - began)


if __name__ == "__main__":
    main()

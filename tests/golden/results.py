"""The results of the demonstration city that are kept as a reference, and how to write them again.

After a change meant to move figures: ``python -m tests.golden.results STORE``, then read the difference.
"""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import pandas as pd

from analysis import tables
from analysis.catalogue import load
from analysis.cells import ALL
from analysis.compute import compute
from data.store import Store

TODAY = date(2026, 11, 23)
REFERENCE = Path(__file__).parent / "demonstration.csv"
LAST_PERIODS = 3
KEPT = [
    "indicator",
    "period",
    "numerator",
    "denominator",
    "value",
    "low",
    "high",
    "reported",
    "expected",
    "flag",
]


def city_results(root: Path) -> pd.DataFrame:
    """The last three periods of every indicator for the whole city, at its own frequency."""
    catalogue = load()
    results = compute(tables.read(Store(root), TODAY), catalogue)
    own = results["indicator"].map({code: sheet.frequency for code, sheet in catalogue.indicators.items()})
    whole = (results[["structure", "breakdown", "category"]] == ALL).all(axis="columns")
    city = results["territory"] == catalogue.codebook.city.code
    kept = results[whole & city & (results["frequency"] == own)]
    return kept.groupby("indicator", sort=False).tail(LAST_PERIODS)[KEPT].reset_index(drop=True)


if __name__ == "__main__":
    city_results(Path(sys.argv[1])).round(6).to_csv(REFERENCE, index=False)

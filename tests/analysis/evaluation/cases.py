"""Published tables, and invented ones whose truth is known."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd

PUBLISHED = Path(__file__).parent / "published"


def sicily() -> pd.DataFrame:
    """Admissions by month; the ban is of January 2005."""
    table = pd.read_csv(PUBLISHED / "sicily_smoking_ban.csv")
    months = pd.PeriodIndex.from_fields(year=table["year"], month=table["month"], freq="M")
    return pd.DataFrame({"period": months, "count": table["aces"], "offset": table["stdpop"]})


def organ_donation() -> pd.DataFrame:
    """Share registered, by state and quarter; California changed in 2011-T3."""
    return _long(pd.read_csv(PUBLISHED / "organ_donation.csv"))


def texas() -> pd.DataFrame:
    """Black men in prison, by state and year; Texas built from 1993."""
    return _long(pd.read_csv(PUBLISHED / "texas_prisons.csv"))


def castle_doctrine() -> tuple[pd.DataFrame, dict[int, int]]:
    """Homicides per 100 000 by state and year, and the first full year of each law."""
    table = pd.read_csv(PUBLISHED / "castle_doctrine.csv", dtype={"start": "Int64"})
    starts = table.set_index("state")["start"].dropna().astype(int).to_dict()
    return _long(table.drop(columns="start")), starts


def _long(table: pd.DataFrame) -> pd.DataFrame:
    return table.melt("state", var_name="period").rename(columns={"state": "unit"})


def monthly(
    random: np.random.Generator,
    before: int,
    after: int,
    mean: float,
    effect: float = 0.0,
    memory: float = 0.4,
    spread: float = 0.15,
) -> pd.DataFrame:
    """A seasonal count with a noise that has memory; `effect` from month number `before`."""
    months = before + after
    noise = np.zeros(months)
    for month in range(months):
        previous = noise[month - 1] if month else random.normal(0, spread)
        noise[month] = memory * previous + random.normal(0, spread * np.sqrt(1 - memory**2))
    season = 0.2 * np.sin(2 * np.pi * np.arange(months) / 12)
    step = np.where(np.arange(months) >= before, 1 + effect, 1.0)
    counts = random.poisson(mean * np.exp(noise + season) * step)
    return pd.DataFrame({"period": np.arange(months), "count": counts})


def towns(
    random: np.random.Generator, number: int = 22, years: int = 9, effect: float = 0.0, mean: float = 400.0
) -> pd.DataFrame:
    """Yearly counts of towns of different sizes; `effect` on the first one from the sixth year (2021)."""
    noise = np.zeros((number, years))
    for year in range(years):
        previous = noise[:, year - 1] if year else random.normal(0, 0.12, number)
        noise[:, year] = 0.5 * previous + random.normal(0, 0.12 * np.sqrt(0.75), number)
    means = mean * np.exp(noise + random.normal(0, 0.3, (number, 1)))
    means[0, 5:] *= 1 + effect
    return panel_of(np.maximum(random.poisson(means), 1))


def panel_of(values: np.ndarray, first_year: int = 2016) -> pd.DataFrame:
    """One row of `values` per unit « V00 », « V01 »..., one column per year."""
    number, years = values.shape
    return pd.DataFrame(
        {
            "unit": np.repeat([f"V{unit:02d}" for unit in range(number)], years),
            "period": np.tile(np.arange(first_year, first_year + years), number),
            "value": values.ravel(),
        }
    )

"""How long the results of a million rows of activity take, beside a plain grouping of the same rows.

``python -m bench.compute [ROWS]``. Ratios are what to compare between two computers, not seconds.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from datetime import UTC, date, datetime

import numpy as np
import pandas as pd

from analysis import catalogue
from analysis.compute import compute
from analysis.tables import Tables
from data.codebook import Codebook
from data.periods import between
from data.schemas import ACTIVITE, TABLES, Table

ROWS = 1_000_000
ROUNDS = 3
TODAY = date(2026, 11, 23)
STRUCTURES = 60
ACTIONS = 8
MEASURES_EACH = 12


def dimensions(codebook: Codebook) -> dict[str, list[str]]:
    """The values of each column of the key: five years of months, sixty structures, the codes of the city."""
    months = between("month", date(2022, 1, 1), date(2026, 10, 1))
    return {
        "periode": [month.code for month in months],
        "structure": [f"structure_{number:02d}" for number in range(STRUCTURES)],
        "action": [f"action_{number}" for number in range(ACTIONS)],
        "territoire": list(codebook.city_territories),
        "public": list(codebook.lists["publics"].codes),
        "mesure": list(codebook.measures),
    }


def activity(codebook: Codebook, rows: int) -> pd.DataFrame:
    """As many different keys drawn at random, as the store gives them; each structure has its measures."""
    values = dimensions(codebook)
    generator = np.random.default_rng(seed=30189)
    shape = [len(codes) for name, codes in values.items() if name != "mesure"]
    drawn = np.unique(generator.integers(0, np.prod(shape) * MEASURES_EACH, size=rows))
    places = dict(zip(values, np.unravel_index(drawn, (*shape, MEASURES_EACH)), strict=True))
    places["mesure"] = (places["mesure"] + 2 * places["structure"]) % len(values["mesure"])
    frame = pd.DataFrame({name: categories(place, values[name]) for name, place in places.items()})
    return frame.assign(
        valeur=generator.integers(0, 40, size=len(drawn)).astype(float),
        statut=categories(np.zeros(len(drawn), dtype=int), ["definitif"]),
        commentaire=categories(np.full(len(drawn), -1), [""]),
        ligne=np.arange(len(drawn)),
        depot=categories(np.zeros(len(drawn), dtype=int), ["2026-001"]),
        ordre=1,
        demonstration=True,
    )


def categories(places: np.ndarray, codes: list[str]) -> pd.Categorical[str]:
    return pd.Categorical.from_codes(places, pd.Index(codes))


def empty(table: Table) -> pd.DataFrame:
    frame = table.arrow_schema.empty_table().to_pandas(strings_to_categorical=True)
    return frame.assign(ordre=pd.Series(dtype="int64"), demonstration=pd.Series(dtype=bool))


def tables(codebook: Codebook, rows: int) -> Tables:
    """The activity, one deposit in the journal, and nothing else."""
    journal = pd.DataFrame({"depot": ["2026-001"], "ordre": [1], "date": [datetime(2026, 11, 1, tzinfo=UTC)]})
    current = {name: empty(table) for name, table in TABLES.items()}
    return Tables(current | {"activite": activity(codebook, rows)}, journal, TODAY)


def plain_grouping(frame: pd.DataFrame) -> pd.Series:
    """The least that any computation must do: the sum by measure, period, territory and structure."""
    return frame.groupby(["mesure", "periode", "territoire", "structure"], observed=True)["valeur"].sum()


def best_time(work: Callable[[], object]) -> float:
    """The shortest of a few rounds, in seconds."""
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times)


def main(rows: int) -> None:
    shipped = catalogue.load()
    read = tables(shipped.codebook, rows)
    frame = read["activite"]
    whole = best_time(lambda: compute(read, shipped))
    grouping = best_time(lambda: plain_grouping(frame))
    results = len(compute(read, shipped))
    print(f"{len(frame):,} rows of {ACTIVITE.name} -> {results:,} results")
    print(f"plain grouping  {grouping:6.2f} s")
    print(f"compute         {whole:6.2f} s   {whole / grouping:.1f} x the plain grouping")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else ROWS)

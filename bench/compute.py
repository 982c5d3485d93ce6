"""What the results of a city cost, beside a plain grouping of the same rows, and what masking a table costs.

``python -m bench.compute [ROWS]``: the activity of the demonstration city, then that of a city with a million
rows, all figures of the catalogue. Ratios of processor time are what to compare between two computers.

The plain grouping makes one sum for each measure, period, territory, structure and public: the numbers that
every figure starts from, and the keys that coverage and secrecy are judged by. Actions are added up, nothing
else is: no longer periods, no totals, no ratios, no intervals, no secrecy.

Goals: a million rows in 3 s of processor and 5 times the plain grouping; a table of 50 × 12 masked in 1 s.
"""

from __future__ import annotations

import sys
import time
import tracemalloc
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import NamedTuple

import numpy as np
import pandas as pd

from analysis import catalogue
from analysis.catalogue import Catalogue
from analysis.cells import ALL
from analysis.compute import compute
from analysis.disclosure import mask
from analysis.tables import Tables
from data.codebook import Codebook
from data.demo.activity import activity_rows
from data.demo.story import SEED
from data.periods import between
from data.schemas import TABLES, Table

ROWS = 1_000_000
ROUNDS = 3
TODAY = date(2026, 11, 23)
STRUCTURES = 60
ACTIONS = 8
MEASURES_EACH = 12
KEYS = ["mesure", "periode", "territoire", "structure", "public"]
HEADINGS = ("work", "rows", "wall s", "CPU s", "x grouping", "peak MB")
LAYOUT = "{:30}{:>11}{:>9}{:>9}{:>12}{:>9}"


class Cost(NamedTuple):
    """Seconds on the clock and of processor, and the memory taken at most at one time."""

    wall: float
    processor: float
    megabytes: float


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


def demonstration_activity() -> pd.DataFrame:
    """The rows that the demonstration city counted, as the store gives them."""
    rows = activity_rows(SEED).drop(columns=["file", "fin"])
    codes = {name: "category" for name in rows.columns if name != "valeur"}
    marks = {"ligne": np.arange(len(rows)), "depot": "2026-001", "ordre": 1, "demonstration": True}
    return rows.astype(codes).assign(**marks)


def tables(codebook: Codebook, rows: int) -> Tables:
    """The activity of a large city, and nothing else."""
    return tables_of(activity(codebook, rows))


def tables_of(activity: pd.DataFrame) -> Tables:
    """The activity, one deposit in the journal, and nothing else."""
    journal = pd.DataFrame({"depot": ["2026-001"], "ordre": [1], "date": [datetime(2026, 11, 1, tzinfo=UTC)]})
    current = {name: empty(table) for name, table in TABLES.items()}
    return Tables(current | {"activite": activity}, journal, TODAY)


def plain_grouping(frame: pd.DataFrame) -> pd.Series:
    """The least that any computation must do: one sum for each set of keys."""
    return frame.groupby(KEYS, observed=True)["valeur"].sum()


def table_to_mask() -> pd.DataFrame:
    """Fifty streets by twelve months, most counts small, with both margins."""
    generator = np.random.default_rng(seed=30189)
    counts = pd.DataFrame((generator.random((50, 12)) ** 2 * 60).astype(int))
    counts[ALL] = counts.sum(axis=1)
    counts.loc[ALL] = counts.sum()
    return counts


def cost(work: Callable[[], object]) -> Cost:
    """The shortest of a few rounds, then the memory that one more round takes."""
    times = []
    for _ in range(ROUNDS):
        wall, processor = time.perf_counter(), time.process_time()
        work()
        times.append((time.process_time() - processor, time.perf_counter() - wall))
    tracemalloc.start()
    work()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return Cost(wall=min(wall for _, wall in times), processor=min(times)[0], megabytes=peak / 1e6)


def line(name: str, spent: Cost, rows: str = "", ratio: str = "") -> str:
    return LAYOUT.format(
        name, rows, f"{spent.wall:.2f}", f"{spent.processor:.2f}", ratio, f"{spent.megabytes:.0f}"
    )


def compare(name: str, read: Tables, shipped: Catalogue) -> None:
    """Print what the results of one city cost, and what its plain grouping does."""
    frame = read["activite"]
    grouping = cost(lambda: plain_grouping(frame))
    whole = cost(lambda: compute(read, shipped))
    rows = f"{len(frame):,}"
    print(line(f"{name}: grouping", grouping, rows, "1.0"))
    print(line(f"{name}: results", whole, rows, f"{whole.processor / grouping.processor:.1f}"))


def main(rows: int) -> None:
    shipped = catalogue.load()
    print(LAYOUT.format(*HEADINGS))
    compare("demonstration city", tables_of(demonstration_activity()), shipped)
    compare("large city", tables(shipped.codebook, rows), shipped)
    table = table_to_mask()
    print(line("masking 50 × 12", cost(lambda: mask(table, 5)), f"{table.size:,}"))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else ROWS)

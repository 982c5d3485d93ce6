"""Someone who reads everything published and tries to work out what is masked.

Every transmitted line is an unknown number, and each number of the result table is a sum of some of them.
The attacker knows which, knows that no line is negative and that a part never exceeds its whole. Nothing
here is shared with the masking: only the lines, and the result table as it is published.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np
import pandas as pd
from scipy.optimize import linprog

from data.codebook import Codebook
from data.declarations import Calculation
from data.periods import MONTHS_IN, cached_parse

ALL = "ensemble"
KEY = ["indicator", "period", "territory", "structure", "breakdown", "category"]


@dataclass(frozen=True)
class Attack:
    """What is known: `sums` · lines = `totals`, and `bounds` · lines <= `limits`."""

    sums: np.ndarray
    totals: np.ndarray
    bounds: np.ndarray
    limits: np.ndarray

    def interval(self, wanted: np.ndarray) -> tuple[float, float]:
        """Smallest and largest possible value of a sum of lines."""
        ends = []
        for sign in (1, -1):
            solved = linprog(
                sign * wanted,
                A_ub=self.bounds if len(self.bounds) else None,
                b_ub=self.limits if len(self.limits) else None,
                A_eq=self.sums if len(self.sums) else None,
                b_eq=self.totals if len(self.totals) else None,
                method="highs",
            )
            assert solved.status != 2, "ce qui est publié se contredit"
            ends.append(sign * solved.fun if solved.success else sign * -np.inf)
        return ends[0], ends[1]


@dataclass(frozen=True)
class Reader:
    """Reads result rows as sums of the lines of `activite`."""

    lines: pd.DataFrame
    codebook: Codebook

    def panels(self, row: pd.Series) -> Iterator[tuple[str, ...]]:
        """The structures that may be behind a row: itself, or as many as sent the whole period."""
        if row["structure"] != ALL:
            yield (row["structure"],)
            return
        period = cached_parse(row["period"])
        inside = [code for code in self.lines["periode"].unique() if period.contains(cached_parse(code))]
        lines = self.lines.loc[self.lines["periode"].isin(inside)]
        sent = lines.groupby("structure", observed=True)["periode"].nunique()
        months = sum(MONTHS_IN[cached_parse(code).kind] for code in inside)
        if months == MONTHS_IN[period.kind]:
            yield from combinations(sorted(sent[sent == len(inside)].index), int(row["reported"]))

    def sum_of(self, measures: Sequence[str], row: pd.Series, panel: Sequence[str]) -> np.ndarray:
        """One 0 or 1 per line: which lines a row adds up, for these measures and this panel."""
        period = cached_parse(row["period"])
        inside = {code: period.contains(cached_parse(code)) for code in self.lines["periode"].unique()}
        chosen = self.lines["mesure"].isin(measures) & self.lines["periode"].map(inside)
        chosen &= self.lines["structure"].isin(panel)
        if row["territory"] != self.codebook.city.code:
            chosen &= self.lines["territoire"] == row["territory"]
        if row["breakdown"] not in (ALL, "complement"):
            chosen &= self.lines["public"] == row["category"]
        return chosen.to_numpy(dtype=float)

    def read(self, measures: Sequence[str], row: pd.Series, value: float) -> np.ndarray | None:
        """The lines behind a number of which the true value is known to the test; None if none fits."""
        true = self.lines["valeur"].to_numpy(dtype=float)
        for panel in self.panels(row):
            found = self.sum_of(measures, row, panel)
            if abs(found @ true - value) < 1e-6:
                return found
        return None

    def parts_of(self, lines: np.ndarray) -> Iterator[np.ndarray]:
        """What a bracket does not add up: one structure, one period."""
        for part in self.lines.groupby(["structure", "periode"], observed=True).indices.values():
            chosen = np.zeros(len(lines))
            chosen[part] = lines[part]
            if chosen.any():
                yield chosen

    def parts_below_wholes(self) -> np.ndarray:
        """Line of a measure − the same line of the measure that it never exceeds <= 0."""
        place = ["periode", "structure", "territoire", "public"]
        wholes = {code: measure.at_most for code, measure in self.codebook.measures.items()}
        numbered = self.lines.assign(number=range(len(self.lines)), whole=self.lines["mesure"].map(wholes))
        pairs = numbered.merge(
            numbered, left_on=[*place, "whole"], right_on=[*place, "mesure"], suffixes=("", "_whole")
        )
        bounds = np.zeros((len(pairs), len(self.lines)))
        bounds[np.arange(len(pairs)), pairs["number"]] = 1
        bounds[np.arange(len(pairs)), pairs["number_whole"]] = -1
        return bounds


@dataclass(frozen=True)
class Secret:
    """A number that the published table hides: its name, value, lines, and the threshold it is under."""

    name: str
    value: float
    lines: np.ndarray
    threshold: int


def calculations(codebook: Codebook) -> dict[tuple[str, str], Calculation]:
    return {
        (indicator.code, "" if figure is indicator else figure.code): figure
        for indicator in codebook.indicators.values()
        for figure in (indicator, *indicator.companions)
    }


def attack_on(
    published: pd.DataFrame,
    raw: pd.DataFrame,
    lines: pd.DataFrame,
    codebook: Codebook,
    thresholds: dict[str, int],
) -> tuple[Attack, list[Secret]]:
    """All that the published rows tell, and the numbers of the masked rows.

    Args:
        raw: the same rows before masking, to find which structures are behind each sum.
        thresholds: the smallest number shown of each measure.
    """
    reader = Reader(lines.reset_index(drop=True), codebook)
    truth = raw.assign(period=raw["period"].astype(str)).set_index(KEY)
    known: list[tuple[Any, float]] = []
    below: list[tuple[np.ndarray, float]] = []
    secrets: list[Secret] = []
    figures = calculations(codebook)
    for _, row in published.iterrows():
        figure = figures[row["indicator"], row["category"] if row["breakdown"] == "complement" else ""]
        before = truth.loc[tuple(row[KEY])]
        sides = {
            side: (getattr(figure, side), reader.read(getattr(figure, side), row, before[side]))
            for side in ("numerator", "denominator")
            if getattr(figure, side) and pd.notna(before[side])
        }
        if row["flag"] == "masked":
            secrets += _secrets(row, figure, before, sides, thresholds)
        elif row["flag"] == "not_additive" and "numerator" in sides and pd.notna(row["high"]):
            assert sides["numerator"][1] is not None
            known.append((sides["numerator"][1], row["high"]))
            below += [(part, row["low"]) for part in reader.parts_of(sides["numerator"][1])]
        else:
            known += [(sides[s][1], row[s]) for s in sides if pd.notna(row[s]) and sides[s][1] is not None]
    under = reader.parts_below_wholes()
    width = len(reader.lines)
    return Attack(
        sums=np.array([sums for sums, _ in known]).reshape(-1, width),
        totals=np.array([total for _, total in known]),
        bounds=np.vstack([under, *(part.reshape(1, -1) for part, _ in below)]),
        limits=np.append(np.zeros(len(under)), [limit for _, limit in below]),
    ), secrets


def _secrets(
    row: pd.Series, figure: Calculation, before: pd.Series, sides: dict, thresholds: dict[str, int]
) -> list[Secret]:
    place = f"{row['indicator']} {row['category']} {row['period']} {row['territory']} {row['structure']}"
    strictest = {side: max(thresholds[code] for code in sides[side][0]) for side in sides}
    found = [
        Secret(f"{place} {side}", before[side], lines, strictest[side])
        for side, (_, lines) in sides.items()
        if lines is not None
    ]
    if figure.kind == "proportion" and len(found) == 2:
        others = sides["denominator"][1] - sides["numerator"][1]
        value = before["denominator"] - before["numerator"]
        found.append(Secret(f"{place} complement", value, others, max(strictest.values())))
    return found

"""The same structures from beginning to end: what an indicator says once those that come and go are left out.

Only figures that each structure already shows are added up, so that nothing secret can come back this way.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from analysis.cells import ALL
from analysis.points import Point, points
from analysis.rates import with_values
from analysis.wording import list_text, plural, the_period
from data.codebook import Codebook
from data.declarations import Indicator

FEWEST_PERIODS = 4
FEWEST_STRUCTURES = 2
NAMED_AT_MOST = 4
_SHOWN = ("ok", "break", "provisional")


@dataclass(frozen=True)
class ConstantPanel:
    """The series of the structures that transmitted at every period, and who they are, in a sentence."""

    points: tuple[Point, ...]
    sentence: str


def constant_panel(
    rows: pd.DataFrame, indicator: Indicator, codebook: Codebook, names: Mapping[str, str]
) -> ConstantPanel | None:
    """The series at a constant perimeter; None where it would say nothing more than the whole one.

    That is when every structure is there throughout, when fewer than two are, or when their figures do not
    add up (distinct persons, medians).

    Args:
        rows: results of the indicator; names: labels of the structures.
    """
    each = _of_structures(rows, indicator, codebook.city.code)
    if each.empty or not _adds_up(indicator, codebook):
        return None
    shown = each.loc[each["flag"].isin(_SHOWN) & each["value"].notna() & each["numerator"].notna()]
    periods = sorted(each["period"].astype(str).unique())
    counts = shown.groupby("structure", observed=True)["period"].nunique()
    constant = sorted(str(code) for code in counts.index[counts == len(periods)])
    everyone = each["structure"].nunique()
    if len(periods) < FEWEST_PERIODS or not FEWEST_STRUCTURES <= len(constant) < everyone:
        return None
    summed = _summed(shown.loc[shown["structure"].isin(constant)], indicator, codebook)
    return ConstantPanel(points(summed), _sentence(constant, everyone, periods[0], names))


def _of_structures(rows: pd.DataFrame, indicator: Indicator, city: str) -> pd.DataFrame:
    whole = (rows["breakdown"] == ALL) & (rows["territory"] == city) & (rows["structure"] != ALL)
    return rows.loc[whole & (rows["frequency"] == indicator.frequency)]


def _adds_up(indicator: Indicator, codebook: Codebook) -> bool:
    measures = [codebook.measures[code] for code in (*indicator.numerator, *indicator.denominator)]
    return bool(measures) and all(measure.over_structures == "sum" for measure in measures)


def _summed(shown: pd.DataFrame, indicator: Indicator, codebook: Codebook) -> pd.DataFrame:
    """One row per period: numerators and denominators of these structures added up, then the value."""
    provisional = shown["flag"].eq("provisional")
    broken = shown["flag"].eq("break")
    by_period = shown.assign(provisional=provisional, broken=broken).groupby("period", observed=True)
    summed = by_period.agg(
        period_start=("period_start", "first"),
        numerator=("numerator", "sum"),
        denominator=("denominator", lambda values: values.sum(min_count=1)),
        reported=("structure", "nunique"),
        provisional=("provisional", "any"),
        broken=("broken", "any"),
        demonstration=("demonstration", "any"),
    ).reset_index()
    flag = pd.Series("ok", index=summed.index).mask(summed["provisional"], "provisional")
    counted = frozenset(codebook.measures[code].counts for code in indicator.numerator)
    known = summed.assign(
        value=float("nan"), expected=summed["reported"], flag=flag.mask(summed["broken"], "break")
    )
    return with_values(known, indicator, counted)


def _sentence(constant: list[str], everyone: int, first: str, names: Mapping[str, str]) -> str:
    kept = plural(len(constant), "structure", "structures")
    labels = [names.get(code, code) for code in constant]
    who = f" ({list_text(labels)})" if len(labels) <= NAMED_AT_MOST else ""
    since = f"depuis {the_period(first)}"
    return (
        f"{kept} sur {everyone}, présentes à chaque période, {since}{who}. Une structure qui arrive ou qui "
        "s'arrête ne fait pas bouger cette courbe."
    )

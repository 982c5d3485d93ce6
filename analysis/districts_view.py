"""« Est-ce vrai partout ? »: one indicator in the priority districts and in the rest of the city."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from analysis.chart_lines import Line
from analysis.chart_series import ChartPoint
from analysis.data_table import DataTable
from analysis.district_panels import Panels, panels
from analysis.districts import district_names, district_rows, is_share, judged_gap, mapped_indicators
from analysis.gap_verdict import GapVerdict
from analysis.gap_words import both_sides, gap_points, gap_summary, gap_table, now_sentence, ratio_points
from analysis.points import main_series
from analysis.sheet import sheet_of
from analysis.standing import Situation
from analysis.wording import (
    in_period,
    list_text,
    number_text,
    sentence,
    share_text,
    value_text,
)
from data.declarations import Indicator

ALMOST_ALL = 0.98
READ_FIRST = (("creuse", "inverse", "reduit"), ("stable",))
NO_POPULATION = (
    "Un nombre ne se compare pas d'un quartier à l'autre sans leur population, qui n'est pas déposée\u00a0: "
    "la page montre où l'action a lieu, sans calculer d'écart."
)


@dataclass(frozen=True)
class GapView:
    """The gap of a share over time: verdict, last gap in words, curves, table."""

    verdict: GapVerdict
    now: str
    sides: tuple[Line, ...]
    absolute: tuple[ChartPoint, ...]
    relative: tuple[ChartPoint, ...]
    summary: str
    table: DataTable

    @property
    def is_drawn(self) -> bool:
        return any(point.value is not None for point in self.absolute)


@dataclass(frozen=True)
class DistrictsView:
    """One indicator, district by district; `gap` is None for a count.

    `count_text` then says how much of it takes place in the districts.
    """

    code: str
    label: str
    question: str
    level: str
    unit: str
    gap: GapView | None
    count_text: str
    panels: Panels
    coverage: str
    caveats: str


def district_choices(situation: Situation) -> dict[str, str]:
    """Every indicator that may be read by district: code to « SEC-02 · its name », gaps that moved first."""
    mapped = mapped_indicators(situation)
    rank = {code: _rank(situation, indicator) for code, indicator in mapped.items()}
    return {code: f"{code} · {mapped[code].short_label}" for code in sorted(mapped, key=rank.__getitem__)}


def _rank(situation: Situation, indicator: Indicator) -> int:
    """0 for a gap that moved, 1 for one that did not, 2 where nothing is concluded: the order to read in."""
    if not is_share(indicator):
        return len(READ_FIRST)
    word = judged_gap(situation, indicator)[2].word
    return next((place for place, words in enumerate(READ_FIRST) if word in words), len(READ_FIRST))


def districts_view(situation: Situation, code: str) -> DistrictsView:
    """The page of one indicator of `district_choices`.

    Raises:
        KeyError: an indicator that is not one of them.
    """
    indicator = mapped_indicators(situation)[code]
    gap = None
    if is_share(indicator):
        indicator, rows, verdict = judged_gap(situation, indicator)
        gap = _gap_view(situation, indicator, rows, verdict)
    shown = _at_frequency(situation, indicator)
    return DistrictsView(
        code=code,
        label=indicator.label,
        question=indicator.question,
        level=indicator.level,
        unit=indicator.unit,
        gap=gap,
        count_text="" if gap else _count_text(situation, indicator, shown),
        panels=panels(situation, indicator, shown),
        coverage=_coverage(situation, indicator, shown) if gap else "",
        caveats=indicator.caveats,
    )


def _at_frequency(situation: Situation, indicator: Indicator) -> pd.DataFrame:
    rows = district_rows(situation, indicator)
    return rows.loc[rows["frequency"] == indicator.frequency]


def _gap_view(situation: Situation, indicator: Indicator, rows: pd.DataFrame, verdict: GapVerdict) -> GapView:
    notes = sheet_of(indicator, situation.codebook)
    if rows.empty:
        empty = DataTable(indicator.label, (), (), (), (), f"castellum_{indicator.code}", notes)
        return GapView(verdict, "", (), (), (), "", empty)
    said = (("Ce que devient l'écart", verdict.title), ("Pourquoi", sentence(verdict.reason)))
    return GapView(
        verdict=verdict,
        now=now_sentence(rows, indicator.unit),
        sides=both_sides(rows, indicator.unit),
        absolute=gap_points(rows, indicator.unit),
        relative=ratio_points(rows),
        summary=gap_summary(rows, indicator.unit),
        table=gap_table(indicator, rows, (*said, *notes)),
    )


def _count_text(situation: Situation, indicator: Indicator, rows: pd.DataFrame) -> str:
    """« Au 3e trimestre 2026 : 35 séances sur 55 ont lieu dans les 6 quartiers prioritaires. »"""
    districts = district_names(situation.codebook)
    usable = rows.loc[rows["territory"].isin(list(districts))]
    complete = usable.loc[usable["value"].notna()].groupby("period", observed=True)["value"]
    sums = complete.sum()[complete.size() == usable["territory"].nunique()]
    city = main_series(situation.results[indicator.code], indicator.frequency, situation.codebook.city.code)
    whole = city.loc[city["value"].notna() & (city["flag"] == "ok")].set_index("period")["value"]
    known = [period for period in whole.index if period in sums.index]
    if not known:
        return NO_POPULATION
    last = max(known)
    told = f"{value_text(sums[last], indicator.unit)} sur {number_text(whole[last])}"
    return f"{sentence(f'{in_period(str(last))}, {told} dans les quartiers prioritaires')} {NO_POPULATION}"


def _coverage(situation: Situation, indicator: Indicator, rows: pd.DataFrame) -> str:
    """How much of the figure of the city is known by district: some structures do not say the district."""
    city = main_series(situation.results[indicator.code], indicator.frequency, situation.codebook.city.code)
    of_parts = rows.groupby("period", observed=True)["denominator"].sum(min_count=1)
    whole = city.loc[city["denominator"].notna()].set_index("period")["denominator"]
    silent = _silent_districts(situation, rows)
    shares = [
        (period, of_parts[period] / whole[period]) for period in whole.index if period in of_parts.index
    ]
    known = [(period, share) for period, share in shares if share == share and share > 0]
    partial = known and known[-1][1] < ALMOST_ALL
    told = (
        f"Les chiffres par quartier ne couvrent que {share_text(known[-1][1])} de ceux de la ville "
        f"({in_period(str(known[-1][0]))})\u00a0: le reste ne dit pas le quartier, est secret ou vient "
        "d'ailleurs."
        if partial
        else ""
    )
    return " ".join(filter(None, (told, silent)))


def _silent_districts(situation: Situation, rows: pd.DataFrame) -> str:
    known = set(rows["territory"].astype(str))
    silent = [name for code, name in district_names(situation.codebook).items() if code not in known]
    return f"Aucun chiffre pour {list_text(silent)}." if silent else ""

"""The period of a report, and the city as it stood at the end of it, told with what is known today."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

import pandas as pd

from analysis import standing
from analysis.decisions_view import OPEN
from analysis.standing import Situation
from analysis.tables import Tables
from analysis.wording import date_text
from data.codebook import City
from data.periods import Kind, cached_parse, containing

MANDATE = "mandat"
ENDED: tuple[tuple[Kind, int], ...] = (("quarter", 4), ("half_year", 2), ("year", 3))
# What had not begun at the end of the period is left out; what came later of the rest is not told.
BEGINS = {"decisions": "date_decision", "avis": "date", "actions": "debut", "financements": "date_vote"}
LATER = {"decisions": ("date_realisation",), "financements": ("position_renouvellement",)}


@dataclass(frozen=True)
class ReportPeriod:
    """From `start` to `end`, both included; `is_over` when the figures stop before today."""

    code: str
    label: str
    start: date
    end: date
    is_over: bool

    @property
    def span(self) -> str:
        """« du 1er juillet 2026 au 30 septembre 2026 »."""
        return f"du {date_text(self.start)} au {date_text(self.end)}"

    @property
    def told_as_of(self) -> str:
        """Of a past period, from which day delays are counted; nothing when that is today."""
        return f"Tout y est dit au {date_text(self.end)}, délais compris." if self.is_over else ""


def report_periods(city: City, today: date) -> dict[str, ReportPeriod]:
    """What a report may cover, by code: the mandate and the year so far, then the last periods that ended."""
    year = containing("year", today)
    found = [_running(year.code, f"{year.label}, à ce jour", year.start, today)]
    if city.mandate_start <= today:
        found.insert(0, _running(MANDATE, "Depuis le début du mandat", city.mandate_start, today))
    for kind, number in ENDED:
        running = containing(kind, today)
        for period in (running.next(-steps) for steps in range(1, number + 1)):
            label = period.label[:1].upper() + period.label[1:]
            found.append(ReportPeriod(period.code, label, period.start, period.end, is_over=True))
    return {period.code: period for period in found}


def situation_at(now: Situation, period: ReportPeriod) -> Situation:
    """The situation at the end of a period; the one of the pages when the period runs until today.

    Figures are those known today, later corrections included, of the periods that had ended by then. They
    come from `now`, so what its audience may not read is still hidden.
    """
    if not period.is_over:
        return now
    end = pd.Timestamp(period.end)
    every = pd.concat(list(now.results.values()), ignore_index=True)
    ended = every.loc[every["period_end"] <= end]
    return standing.situation(ended, _tables_at(now.tables, period.end), now.catalogue)


def _tables_at(tables: Tables, end: date) -> Tables:
    """The tables without what had not happened at the end of that day."""
    kept = {name: _begun(name, rows, pd.Timestamp(end)) for name, rows in tables.current.items()}
    kept["decisions"] = _still_open(tables["decisions"], kept["decisions"])
    kept["contexte"] = _published(kept["contexte"], end)
    return replace(tables, current=kept, today=end + timedelta(days=1))


def _begun(name: str, rows: pd.DataFrame, end: pd.Timestamp) -> pd.DataFrame:
    if name in BEGINS:
        begins = rows[BEGINS[name]]
        rows = rows.loc[begins.isna() | (begins <= end)]
    return rows.assign(**{column: rows[column].where(rows[column] <= end) for column in LATER.get(name, ())})


def _still_open(known: pd.DataFrame, then: pd.DataFrame) -> pd.DataFrame:
    """A decision carried out after the end of the period was still open."""
    done_later = known.loc[then.index, "date_realisation"].notna() & then["date_realisation"].isna()
    return then.assign(
        statut=then["statut"].astype(object).mask(done_later, OPEN[0]),
        justificatif=then["justificatif"].astype(object).mask(done_later),
    )


def _published(rows: pd.DataFrame, end: date) -> pd.DataFrame:
    codes = rows["periode"].astype(str)
    ended = [code for code in codes.unique() if cached_parse(code).end <= end]
    return rows.loc[codes.isin(ended)]


def _running(code: str, label: str, start: date, today: date) -> ReportPeriod:
    return ReportPeriod(code, label, start, today, is_over=False)

"""« Qui a transmis quoi ? »: the sendings of each structure, period by period, and the two rates."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from analysis.completeness_words import (
    RECEIVED,
    RHYTHMS,
    SHOWN,
    STATES,
    answer,
    short_label,
    silent_text,
    window_text,
)
from analysis.contributor_view import ContributorView, contributor_views
from analysis.data_table import DataTable
from analysis.panel import REPORTING_DELAY
from analysis.sendings import names_of, sendings
from analysis.tables import Tables
from analysis.wording import NOT_APPLICABLE, date_text, number_text, share_text
from data.codebook import Codebook
from data.periods import Kind, Period, cached_parse

RATES = ("Reçus", "À temps")


@dataclass(frozen=True)
class Sending:
    """One structure and one period: its state, and the dates behind it."""

    state: str
    note: str


@dataclass(frozen=True)
class Line:
    """One structure: its sendings, then its own two rates in counts, empty where nothing is due."""

    structure: str
    name: str
    sendings: tuple[Sending, ...]
    received: str
    in_time: str


@dataclass(frozen=True)
class Rate:
    """A share in words, with the two counts that make it and what it counts."""

    name: str
    share: str
    counts: str
    meaning: str


@dataclass(frozen=True)
class Matrix:
    """The structures that send at one rhythm, over the last periods that are over."""

    kind: Kind
    answer: str
    rates: tuple[Rate, ...]
    periods: tuple[Period, ...]
    lines: tuple[Line, ...]
    table: DataTable


@dataclass(frozen=True)
class Completeness:
    """Everything the page shows, by rhythm and by structure; empty when nobody sent anything."""

    matrices: Mapping[Kind, Matrix]
    contributors: Mapping[str, ContributorView]
    silent: str

    @property
    def usual(self) -> Kind:
        """The rhythm shown first: the quarter, or else the one of most structures."""
        return max(self.matrices, key=lambda kind: (kind == "quarter", len(self.matrices[kind].lines)))

    @property
    def to_remind(self) -> tuple[ContributorView, ...]:
        """The structures of which something is missing, at any rhythm, by name."""
        return self._by_name(each for each in self.contributors.values() if each.missing)

    @property
    def to_confirm(self) -> tuple[ContributorView, ...]:
        """The structures of which a value is far from the usual, by name."""
        return self._by_name(each for each in self.contributors.values() if each.unusual)

    @staticmethod
    def _by_name(views: Iterable[ContributorView]) -> tuple[ContributorView, ...]:
        return tuple(sorted(views, key=lambda each: each.name.casefold()))


def completeness(tables: Tables, codebook: Codebook) -> Completeness:
    """Who sent what, from the store as it stands."""
    owed = _windowed(sendings(tables, codebook))
    states = _states(owed, pd.Timestamp(tables.today))
    names = names_of(tables["structures"])
    return Completeness(
        matrices={kind: _matrix(kind, states[states["kind"] == kind], names) for kind in _kinds(states)},
        contributors=contributor_views(states, owed, tables, codebook),
        silent=silent_text(len(set(names) - set(tables["activite"]["structure"].astype(object)))),
    )


def _kinds(states: pd.DataFrame) -> list[Kind]:
    met = set(states["kind"])
    return [kind for kind in RHYTHMS if kind in met]


def _windowed(owed: pd.DataFrame) -> pd.DataFrame:
    """Only the last periods of each rhythm."""
    kept = [
        rows[rows["periode"].isin(sorted(rows["periode"].unique())[-SHOWN[kind] :])]
        for kind, rows in owed.groupby("kind", sort=False)
    ]
    return pd.concat(kept, ignore_index=True) if kept else owed


def _states(owed: pd.DataFrame, today: pd.Timestamp) -> pd.DataFrame:
    """One row per structure and period: `state`, counts of measures, dates, `due` and `judged` in time."""
    rows = (
        owed.groupby(["structure", "kind", "periode"], sort=False)
        .agg(
            owed=("mesure", "size"),
            arrived=("first", "count"),
            first=("first", "min"),
            deadline=("deadline", "first"),
            joined=("joined", "first"),
            demonstration=("demonstration", "any"),
        )
        .reset_index()
    )
    due, taken_back = rows["deadline"] < today, rows["deadline"] < rows["joined"]
    in_time = rows["first"] <= rows["deadline"]
    state = pd.Series("en_retard", index=rows.index, dtype=object)
    state = state.mask(taken_back, "repris").mask(in_time, "a_temps")
    state = state.mask(rows["arrived"] < rows["owed"], "partiel")
    state = state.mask(rows["arrived"] == 0, "manquant").mask((rows["arrived"] == 0) & ~due, "attendu")
    return rows.assign(state=state, due=due, in_time=in_time, judged=due & ~taken_back)


def _matrix(kind: Kind, states: pd.DataFrame, names: Mapping[str, str]) -> Matrix:
    periods = tuple(cached_parse(code) for code in sorted(states["periode"].unique()))
    lines = tuple(
        sorted(
            (_line(str(code), names, rows, periods) for code, rows in states.groupby("structure")),
            key=lambda line: line.name.casefold(),
        )
    )
    return Matrix(
        kind, _answer(states), _rates(kind, states), periods, lines, _table(kind, periods, lines, states)
    )


def _line(code: str, names: Mapping[str, str], rows: pd.DataFrame, periods: Sequence[Period]) -> Line:
    known = rows.set_index("periode")
    found = (_sending(known, period) for period in periods)
    due, judged = rows[rows["due"]], rows[rows["judged"]]
    return Line(
        code,
        names.get(code, code),
        tuple(found),
        received=_counted(int(due["state"].isin(RECEIVED).sum()), len(due)),
        in_time=_counted(int(judged["in_time"].sum()), len(judged)),
    )


def _counted(part: int, whole: int) -> str:
    return f"{number_text(part)} sur {number_text(whole)}" if whole else NOT_APPLICABLE


def _sending(known: pd.DataFrame, period: Period) -> Sending:
    if period.code not in known.index:
        return Sending("sans_objet", STATES["sans_objet"].meaning)
    row = known.loc[period.code]
    limit = f"attendu au plus tard le {date_text(row['deadline'])}"
    if not row["arrived"]:
        return Sending(row["state"], limit)
    measures = f"{row['arrived']} mesures sur {row['owed']}, " if row["state"] == "partiel" else ""
    return Sending(row["state"], f"{measures}reçu le {date_text(row['first'])}, {limit}")


def _answer(states: pd.DataFrame) -> str:
    due = states[states["due"]]
    if due.empty:
        return "Aucun envoi n'est encore arrivé à échéance."
    last = due[due["periode"] == max(due["periode"])]
    partial = int((last["state"] == "partiel").sum())
    return answer(cached_parse(last["periode"].iloc[0]), int((last["arrived"] > 0).sum()), len(last), partial)


def _rates(kind: Kind, states: pd.DataFrame) -> tuple[Rate, ...]:
    due, judged = states[states["due"]], states[states["judged"]]
    if due.empty:
        return ()
    window = window_text(kind, due["periode"].nunique())
    received = _rate("Envois reçus", int(due["state"].isin(RECEIVED).sum()), len(due), window)
    if judged.empty:
        return (received,)
    delay = f"premier dépôt au plus tard {REPORTING_DELAY[kind]} jours après la fin de la période"
    return (received, _rate("Envois reçus à temps", int(judged["in_time"].sum()), len(judged), delay))


def _rate(name: str, counted: int, total: int, meaning: str) -> Rate:
    counts = f"{number_text(counted)} sur {number_text(total)} attendus"
    return Rate(name, share_text(counted / total), counts, meaning)


def _table(kind: Kind, periods: Sequence[Period], lines: Sequence[Line], states: pd.DataFrame) -> DataTable:
    columns = ("Structure", *(short_label(period) for period in periods), *RATES)
    rows = tuple(
        (line.name, *(STATES[each.state].word for each in line.sendings), line.received, line.in_time)
        for line in lines
    )
    origin = "fictives (démonstration)" if states["demonstration"].any() else "transmises"
    return DataTable(
        caption=f"{RHYTHMS[kind]}\u00a0: ce qui est arrivé, structure par structure",
        columns=columns,
        rows=rows,
        value_columns=(*columns, "Données"),
        values=tuple((*row, origin) for row in rows),
        file_name=f"completude_{kind}",
        notes=(
            *((STATES[code].word, state.meaning) for code, state in STATES.items()),
            ("Délai", f"{REPORTING_DELAY[kind]} jours après la fin de la période"),
            ("Données", origin),
        ),
    )

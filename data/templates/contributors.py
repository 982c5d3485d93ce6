"""What each contributor sends and when, to prepare a file with its own measures, places and periods."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

import pandas as pd

from data.codebook import Codebook
from data.declarations import Code
from data.periods import Kind, Period, cached_parse
from data.schemas import ACTIVITE

EVERY_ACTION = str(ACTIVITE.column("action").default)
EVERYBODY = str(ACTIVITE.column("public").default)
ONE_YEAR = pd.Timedelta(days=365)
LINE_COLUMNS = ["mesure", "territoire", "public", "action"]
KINDS: tuple[Kind, ...] = ("month", "quarter", "half_year", "year", "school_year")
Origin = Literal["own", "peers", "catalogue"]


class Line(NamedTuple):
    """What one row of a file counts, besides its period and its structure."""

    measure: str
    territory: str
    public: str = EVERYBODY
    action: str = EVERY_ACTION


@dataclass(frozen=True)
class Rhythm:
    """What is sent at one rhythm: the lines of one period; `last` is the last period received, if any."""

    kind: Kind
    lines: tuple[Line, ...]
    last: Period | None = None

    @property
    def measures(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(line.measure for line in self.lines))


@dataclass(frozen=True)
class Contributor:
    """A structure and what it sends, the rhythm with most measures first.

    Attributes:
        origin: where this is known from: its own deposits, those of structures of its type, or the sheets
            whose source names its type; None when nothing is known.
    """

    structure: str
    rhythms: tuple[Rhythm, ...] = ()
    origin: Origin | None = None


def contributors(
    structures: Iterable[str], directory: pd.DataFrame, activity: pd.DataFrame, codebook: Codebook
) -> dict[str, Contributor]:
    """Every structure with what it sends, else what it would be expected to send.

    Args:
        structures: codes of the structures known.
        directory: the table `structures`.
        activity: the table `activite`.
    """
    sent = rhythms(activity)
    types = dict(directory[["structure", "type"]].astype("object").itertuples(index=False))
    return {code: _contributor(code, types, sent, codebook) for code in structures}


def rhythms(activity: pd.DataFrame) -> dict[str, tuple[Rhythm, ...]]:
    """What each structure sent in the year that ends with its last period, rhythm by rhythm."""
    names = ["structure", "periode", *LINE_COLUMNS]
    rows = activity[names].drop_duplicates().astype("object")
    periods = {code: cached_parse(code) for code in rows["periode"].unique()}
    rows = rows.assign(
        kind=rows["periode"].map({code: period.kind for code, period in periods.items()}),
        start=pd.to_datetime(rows["periode"].map({code: period.start for code, period in periods.items()})),
    )
    rows = rows.assign(last=rows.groupby(["structure", "kind"])["start"].transform("max"))
    recent = rows[rows["start"] > rows["last"] - ONE_YEAR]
    found: dict[str, list[Rhythm]] = {}
    for (structure, kind), group in recent.groupby(["structure", "kind"]):
        lines = group[LINE_COLUMNS].drop_duplicates().sort_values(LINE_COLUMNS, key=_order_of_first(group))
        last = periods[group.loc[group["start"].idxmax(), "periode"]]
        rhythm = Rhythm(kind, tuple(Line(*line) for line in lines.itertuples(index=False)), last)
        found.setdefault(str(structure), []).append(rhythm)
    return {structure: _fullest_first(each) for structure, each in found.items()}


def prepared_rows(structure: str, periods: Sequence[Period], lines: Sequence[Line]) -> list[dict[str, str]]:
    """One row for each line of each period, without its value; an action is named where there are several."""
    return [
        {
            "periode": period.code,
            "structure": structure,
            "action": "" if line.action == EVERY_ACTION else line.action,
            "territoire": line.territory,
            "public": line.public,
            "mesure": line.measure,
        }
        for period in periods
        for line in lines
    ]


def lines_for(measures: Sequence[str], rhythm: Rhythm | None, codebook: Codebook) -> list[Line]:
    """The lines of these measures as they were sent; the whole city where they never were."""
    usual = rhythm.lines if rhythm else ()
    sent: dict[str, list[Line]] = {}
    for line in usual:
        sent.setdefault(line.measure, []).append(line)
    return [line for code in measures for line in sent.get(code, [Line(code, codebook.city.code)])]


def _contributor(
    code: str, types: Mapping[str, str], sent: Mapping[str, tuple[Rhythm, ...]], codebook: Codebook
) -> Contributor:
    if code in sent:
        return Contributor(code, sent[code], "own")
    kind = types.get(code)
    if not isinstance(kind, str):
        return Contributor(code)
    if peers := [each for other, each in sent.items() if types.get(other) == kind]:
        return Contributor(code, _proposed(_by_rhythm(peers), codebook), "peers")
    if found := _named_as_source(kind, codebook):
        return Contributor(code, _proposed(found, codebook), "catalogue")
    return Contributor(code)


def _order_of_first(group: pd.DataFrame) -> Callable[[pd.Series], pd.Series]:
    """Sort key: the order in which values were met, which is the one of the contributor."""
    orders = {name: {value: n for n, value in enumerate(group[name].unique())} for name in LINE_COLUMNS}
    return lambda column: column.map(orders[column.name])


def _fullest_first(sent: Iterable[Rhythm]) -> tuple[Rhythm, ...]:
    return tuple(sorted(sent, key=lambda each: (-len(each.measures), KINDS.index(each.kind))))


def _by_rhythm(peers: Iterable[tuple[Rhythm, ...]]) -> dict[Kind, list[str]]:
    measures: dict[Kind, list[str]] = {}
    for rhythm in (each for peer in peers for each in peer):
        measures.setdefault(rhythm.kind, []).extend(rhythm.measures)
    return measures


def _proposed(measures: Mapping[Kind, Iterable[str]], codebook: Codebook) -> tuple[Rhythm, ...]:
    """Measures by rhythm, for the whole city, in the order of the catalogue."""
    return _fullest_first(
        Rhythm(
            kind, tuple(Line(code, codebook.city.code) for code in codebook.measures if code in set(wanted))
        )
        for kind, wanted in measures.items()
    )


def _named_as_source(kind: str, codebook: Codebook) -> dict[Kind, list[str]]:
    """Measures of the sheets whose source names this type of structure, by frequency of the sheet."""
    declared = codebook.lists.get("types_structure")
    entry = declared.codes.get(kind) if declared else None
    if entry is None:
        return {}
    named = _names_of(entry)
    found: dict[Kind, list[str]] = {}
    for indicator in codebook.indicators.values():
        if named.search(indicator.source):
            measures = [code for each in (indicator, *indicator.companions) for code in each.measures]
            found.setdefault(indicator.frequency, []).extend(measures)
    return {frequency: measures for frequency, measures in found.items() if measures}


def _names_of(entry: Code) -> re.Pattern[str]:
    """The names of a type as whole words: « CSAPA : centre de soins… » is known as « CSAPA »."""
    short = re.split(r"\s*[:,(]", entry.label)[0]
    words = "|".join(re.escape(name) for name in (short, *entry.synonyms))
    return re.compile(rf"(?<!\w)(?:{words})s?(?!\w)")

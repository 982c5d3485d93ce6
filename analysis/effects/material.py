"""The published figures an evaluation is made from: one place beside others, or one series over time.

Only published cells are used: what is masked stays masked, and a period without a figure is left out.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from analysis.cells import ALL
from analysis.effects.subjects import MAIN, Subject
from analysis.standing import Situation
from analysis.wording import list_text, number_text, plural
from data.declarations import Code
from data.periods import MONTHS_IN, cached_parse, containing

YEARS_BEFORE, YEARS_AFTER = 5, 3
FEWEST_YEARS = 6
MOST_GAPS = 0.25
ENOUGH_ANSWERS = 0.85
USABLE = ("ok", "break")


class NotEvaluable(ValueError):
    """A subject whose figures allow no evaluation at all; the message says why, in French."""


@dataclass(frozen=True, eq=False)
class Material:
    """What is handed to the methods, and how it is told.

    Attributes:
        design: "series" (columns period, count, offset) or "panel" (unit, period, value).
        start: code of the first period of the action; period_length: periods in a year.
        control: the same columns of an untouched series, or None; excluded: periods left out.
        place: where; beside: « aux autres quartiers », in words.
        notes: what was left out, and why.
    """

    design: str
    frame: pd.DataFrame
    start: str
    period_length: int
    place: str
    treated: str = ""
    control: pd.DataFrame | None = None
    beside: str = ""
    excluded: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    demonstration: bool = False

    @property
    def fingerprint(self) -> str:
        """A digest of the figures used: the same figures always give the same one."""
        tables = [self.frame] + ([self.control] if self.control is not None else [])
        content = "\n".join(table.to_csv(index=False) for table in tables)
        return hashlib.sha256(content.encode()).hexdigest()[:16]


def material_of(situation: Situation, subject: Subject, excluded: Sequence[str] = ()) -> Material:
    """The figures of a subject.

    Raises:
        NotEvaluable: nothing is published, or the figure is not made of counts.
    """
    rows = _published(situation, subject)
    if subject.indicator.series:
        return _panel(situation, subject, rows)
    return _series(situation, subject, rows, excluded)


def _published(situation: Situation, subject: Subject) -> pd.DataFrame:
    rows = situation.results[subject.indicator.code]
    category = ALL if subject.figure == MAIN else subject.figure
    chosen = (rows["structure"] == ALL) & (rows["category"] == category)
    rows = rows.loc[chosen & (rows["frequency"] == subject.indicator.frequency)]
    rows = rows.astype({name: object for name in rows.columns if rows[name].dtype == "category"})
    if not (rows["value"].notna() & rows["numerator"].notna()).any():
        raise NotEvaluable("aucun effectif n'est publié pour ce chiffre")
    return rows


def _panel(situation: Situation, subject: Subject, rows: pd.DataFrame) -> Material:
    """The nearest place around the city with enough years, beside the places of the same kind."""
    territories = situation.codebook.lists["territoires"]
    values = rows.loc[rows["value"].notna() & rows["flag"].isin(USABLE)]
    years = values.groupby("territory")["period"].nunique()
    place = _nearest(situation, years)
    periods = set(values.loc[values["territory"] == place, "period"])
    alike = _alike(values, territories.codes, place, periods)
    kept = values.loc[values["territory"].isin(alike) & values["period"].isin(list(periods))]
    labels = {code: territories.label(code) for code in alike}
    frame = pd.DataFrame(
        {"unit": kept["territory"].map(labels), "period": kept["period"], "value": kept["value"]}
    )
    return Material(
        design="panel",
        frame=frame.reset_index(drop=True),
        start=containing(subject.indicator.frequency, subject.day).code,
        period_length=12 // MONTHS_IN[subject.indicator.frequency],
        place=labels[place],
        treated=labels[place],
        beside=f"à {plural(len(alike) - 1, 'territoire comparable', 'territoires comparables')}",
        notes=("Territoires de même nature, publiés chaque année, comparés en taux par habitant.",),
        demonstration=bool(kept["demonstration"].any()),
    )


def _alike(values: pd.DataFrame, declared: Mapping[str, Code], place: str, periods: set[str]) -> list[str]:
    """The territories of the same kind that publish every period, the place itself among them."""
    kind = declared[place].attributes.get("kind")
    published = values.groupby("territory")["period"].agg(set)
    known = published.loc[[periods <= own for own in published]].index
    return [code for code in known if code in declared and declared[code].attributes.get("kind") == kind]


def _nearest(situation: Situation, years: pd.Series) -> str:
    """The city, or the territory it is part of, that has enough years."""
    codes = situation.codebook.lists["territoires"].codes
    code = situation.codebook.city.code
    while code in codes:
        if years.get(code, 0) >= FEWEST_YEARS:
            return code
        code = codes[code].parent or ""
    raise NotEvaluable("trop peu d'années sont publiées pour la ville et ce qui l'entoure")


def _series(situation: Situation, subject: Subject, rows: pd.DataFrame, excluded: Sequence[str]) -> Material:
    city = situation.codebook.city.code
    places = [code for code in subject.territories if code in set(rows["territory"])] or [city]
    places = [city] if city in places else places
    start = containing(subject.indicator.frequency, subject.day)
    own, absent = _sums(rows, places)
    own = _around(own, start.code, 12 // MONTHS_IN[start.kind])
    if own.empty:
        raise NotEvaluable("aucune période n'est publiée autour du début de l'action")
    if len(_gaps(own)) > MOST_GAPS * len(own):
        raise NotEvaluable(
            "trop de périodes sont secrètes, incomplètes ou manquantes autour du début de l'action"
        )
    others = [code for code in _districts(situation, rows) if code not in places and city not in places]
    control, kept = _control(rows, others, set(own["period"]))
    left_out = tuple(dict.fromkeys([*_gaps(own), *(code for code in excluded if code in set(own["period"]))]))
    return Material(
        design="series",
        frame=own,
        start=start.code,
        period_length=12 // MONTHS_IN[start.kind],
        place=list_text(situation.codebook.lists["territoires"].label(code) for code in places),
        control=control,
        beside=_beside(kept),
        excluded=left_out,
        notes=_notes(absent, left_out),
        demonstration=bool(rows["demonstration"].any()),
    )


def _sums(rows: pd.DataFrame, places: Sequence[str]) -> tuple[pd.DataFrame, int]:
    """Counts of several places together, for the periods that all of them publish; how many do not."""
    here = rows.loc[rows["territory"].isin(places)]
    known = here.loc[here["value"].notna() & here["numerator"].notna() & here["flag"].isin(USABLE)]
    known = known.loc[_answered(known)]
    whole = known.groupby("period").filter(lambda part: len(part) == len(places))
    sums = whole.groupby("period", as_index=False)[["numerator", "denominator"]].sum(min_count=1)
    frame = sums.rename(columns={"numerator": "count", "denominator": "offset"})
    if frame["offset"].isna().any():
        frame = frame.drop(columns="offset")
    return frame, here["period"].nunique() - len(frame)


def _answered(rows: pd.DataFrame) -> pd.Series:
    """Whether enough structures answered: a count falls with each one that did not."""
    needed = pd.Series(1.0, rows.index).mask(rows["denominator"].notna(), ENOUGH_ANSWERS)
    return rows["expected"].isna() | (rows["reported"] >= needed * rows["expected"])


def _around(frame: pd.DataFrame, start: str, period_length: int) -> pd.DataFrame:
    """Five years before and three after: on a longer line, a level that wanders looks like an effect."""
    place = frame["period"].map(lambda code: cached_parse(code).start)
    first = cached_parse(start).next(-YEARS_BEFORE * period_length).start
    last = cached_parse(start).next(YEARS_AFTER * period_length).start
    return frame.loc[(place >= first) & (place < last)].sort_values("period").reset_index(drop=True)


def _districts(situation: Situation, rows: pd.DataFrame) -> list[str]:
    known = set(rows["territory"])
    return [code for code in situation.codebook.city_territories[1:] if code in known]


def _control(
    rows: pd.DataFrame, others: Sequence[str], periods: set[str]
) -> tuple[pd.DataFrame | None, list[str]]:
    """The other districts together: those that publish every period, so that the sum is of the same ones."""
    kept = [code for code in others if periods <= set(_sums(rows, [code])[0]["period"])]
    if not kept:
        return None, []
    together, _ = _sums(rows, kept)
    return together.loc[together["period"].isin(list(periods))].reset_index(drop=True), kept


def _gaps(frame: pd.DataFrame) -> list[str]:
    """The periods absent between the first and the last."""
    known = set(frame["period"])
    period, last, absent = cached_parse(frame["period"].iloc[0]), frame["period"].iloc[-1], []
    while period.code != last:
        period = period.next()
        if period.code not in known:
            absent.append(period.code)
    return absent


def _beside(kept: Sequence[str]) -> str:
    if not kept:
        return "à la tendance antérieure"
    return (
        "à l'autre quartier" if len(kept) == 1 else f"aux {number_text(len(kept))} autres parties de la ville"
    )


def _notes(absent: int, left_out: Sequence[str]) -> tuple[str, ...]:
    notes = []
    if absent:
        what = plural(absent, "période", "périodes")
        notes.append(f"Chiffre secret, provisoire, incomplet ou absent\u00a0: {what}, sans usage ici.")
    if left_out:
        notes.append(f"Périodes écartées\u00a0: {list_text(cached_parse(code).label for code in left_out)}.")
    return tuple(notes)

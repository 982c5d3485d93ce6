"""A quarter beside its months, when the file brings the one and the store holds the other.

Nothing is counted twice: a period transmitted as such is used as it is, and the shorter ones inside it serve
only themselves. But whoever sends is told which figure is used, and whether both agree.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from data.intake.findings import Findings
from data.intake.row_keys import PERIOD, common_keys
from data.intake.shown_values import shown
from data.intake.surroundings import Context
from data.periods import MONTHS_IN, Kind, Period, cached_parse, containing
from data.schemas import TABLES

STORED = -1
PAIR = ["series", "holder", "length"]
_SERIES = [name for name in TABLES["activite"].key if name != PERIOD]
# What shorter periods make together, by the rule of their measure: column of a pair, and words.
_TOGETHER = {"sum": ("total", "Leur somme"), "mean": ("mean", "Leur moyenne"), "last": ("last", "Le dernier")}


def check_stored_periods(rows: pd.DataFrame, context: Context, findings: Findings) -> None:
    """Tell which figure is used where file and store hold a period and parts of it; ask when they differ.

    Args:
        rows: typed rows of `activite`.
    """
    stored = context.stored("activite") if context.stored else None
    usable = np.flatnonzero(~findings.refused & ~findings.waiting)
    if stored is None or stored.empty or not len(usable):
        return
    known = _known(rows.iloc[usable], usable, stored)
    if known.empty:
        return
    rules = {code: str(measure.over_time) for code, measure in context.codebook.measures.items()}
    beside = pd.concat([_beside(kind, known) for kind in MONTHS_IN], ignore_index=True)
    said = _said(beside, _pairs(beside, rules))
    for differs, report in ((True, findings.ask), (False, findings.tell)):
        by_row = said[said["differs"] == differs].groupby("row")["message"].agg(" ".join)
        report("stored_period", by_row.index.to_numpy(), PERIOD, by_row.to_dict().get)


def _said(beside: pd.DataFrame, pairs: pd.DataFrame) -> pd.DataFrame:
    """Row of the file (the whole when it is there, else the parts), message, whether the figures differ."""
    messages = dict(zip(pairs["pair"], map(_message, pairs.itertuples()), strict=True))
    told = beside[beside["pair"].isin(pairs["pair"])]
    said = pd.DataFrame(
        {
            "row": told["row"].where(told["row_whole"] == STORED, told["row_whole"]),
            "message": told["pair"].map(messages),
            "differs": told["pair"].map(pairs.set_index("pair")["differs"]),
        }
    )
    return said[said["row"] != STORED].drop_duplicates()


def _known(rows: pd.DataFrame, positions: np.ndarray, stored: pd.DataFrame) -> pd.DataFrame:
    """What is known once the file is deposited, in its series that hold periods of several lengths.

    Returns:
        series, code (of the period), length (months), value, mesure, row (in the file, or `STORED`), depot.
    """
    series, stored_series = common_keys(rows, stored, _SERIES)
    keys, stored_keys = common_keys(rows, stored, [*_SERIES, PERIOD])
    left = np.isin(stored_series, series) & ~np.isin(stored_keys, keys)
    lengths, stored_lengths = _lengths(rows), _lengths(stored)[left]
    every = pd.DataFrame(
        {
            "series": np.append(series, stored_series[left]),
            "length": np.append(lengths, stored_lengths),
            "row": np.append(positions, np.full(left.sum(), STORED)),
        }
    )
    mixed = (every.groupby("series")["length"].transform("nunique") > 1).to_numpy()
    new, old = rows[mixed[: len(rows)]], stored[left][mixed[len(rows) :]]
    texts = pd.concat([_told_columns(new).assign(depot=""), _told_columns(old).assign(depot=old["depot"])])
    return every[mixed].assign(**{name: texts[name].to_numpy() for name in texts})


def _lengths(rows: pd.DataFrame) -> np.ndarray:
    lengths = [MONTHS_IN[cached_parse(code).kind] for code in rows[PERIOD].cat.categories]
    return np.array(lengths, dtype=np.int64)[rows[PERIOD].cat.codes]


def _told_columns(rows: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "code": rows[PERIOD].astype("object"),
            "mesure": rows["mesure"].astype("object"),
            "value": rows["valeur"],
        }
    )


def _beside(kind: Kind, known: pd.DataFrame) -> pd.DataFrame:
    """Each shorter period with the one of this kind that holds it (`_whole`); `pair` names those alike."""
    parsed = {code: cached_parse(code) for code in known["code"].unique()}
    wholes = known[known["code"].map({code: period.kind == kind for code, period in parsed.items()}).eq(True)]
    parts = known.assign(holder=known["code"].map({code: _holder(kind, one) for code, one in parsed.items()}))
    beside = parts.dropna(subset="holder").merge(
        wholes[["series", "code", "value", "row", "depot"]].rename(columns={"code": "holder"}),
        on=["series", "holder"],
        suffixes=("", "_whole"),
        validate="many_to_one",
    )
    numbers = beside.groupby(PAIR, sort=False).ngroup().astype(str)
    return beside.sort_values("code").assign(pair=f"{kind} " + numbers)


def _holder(kind: Kind, period: Period) -> str | None:
    """The period of this kind that holds a shorter one entirely."""
    whole = containing(kind, period.start)
    return whole.code if MONTHS_IN[period.kind] < MONTHS_IN[kind] and whole.contains(period) else None


def _pairs(beside: pd.DataFrame, rules: Mapping[str, str]) -> pd.DataFrame:
    """A period and its parts of one length, one row each: only those that file and store hold together."""
    mixed = (beside["row"] == STORED) != (beside["row_whole"] == STORED)
    grouped = beside[beside["pair"].isin(beside.loc[mixed, "pair"])].groupby("pair", sort=False)
    pairs = grouped.agg(
        holder=("holder", "first"),
        length=("length", "first"),
        mesure=("mesure", "first"),
        whole=("value_whole", "first"),
        row_whole=("row_whole", "first"),
        depot_whole=("depot_whole", "first"),
        parts=("row", "size"),
        numbers=("value", "count"),
        total=("value", "sum"),
        mean=("value", "mean"),
        largest=("value", "max"),
        last=("value", "last"),
        depots=("depot", lambda depots: ", ".join(sorted({each for each in depots if each}))),
    ).reset_index()
    lengths = pairs["holder"].map(lambda code: MONTHS_IN[cached_parse(code).kind])
    rule = pairs["mesure"].map(rules)
    pairs = pairs.assign(rule=rule, expected=lengths // pairs["length"])
    return pairs.assign(differs=_differ(pairs))


def _differ(pairs: pd.DataFrame) -> np.ndarray:
    """Where the figures can be compared and do not agree."""
    complete = (pairs["numbers"] == pairs["expected"]) & pairs["whole"].notna()
    outside = (pairs["whole"] < pairs["largest"]) | (pairs["whole"] > pairs["total"])
    other = [~np.isclose(pairs["whole"], pairs[column]) for column, _ in _TOGETHER.values()]
    rules = [pairs["rule"] == rule for rule in _TOGETHER]
    return complete.to_numpy() & np.select(rules, other, default=outside)


def _message(pair: Any) -> str:
    return f"{_used(pair)} {_compared(pair)}"


def _used(pair: Any) -> str:
    """Which figure is used, which is kept beside."""
    label = f"« {cached_parse(pair.holder).label} »"
    if pair.row_whole == STORED:
        return (
            f"Un chiffre est déjà enregistré pour {label} en entier ({_number(pair.whole)}, dépôt "
            f"{pair.depot_whole}) : c’est lui qui sert pour cette période. Le chiffre de cette ligne est "
            "gardé à côté et ne sert que pour la sienne."
        )
    return (
        f"Des périodes plus courtes de {label} sont déjà enregistrées (dépôt {pair.depots}) : pour {label}, "
        f"c’est le chiffre de cette ligne ({_number(pair.whole)}) qui servira. Les autres sont gardés à côté "
        "et ne servent que pour leurs propres périodes."
    )


def _compared(pair: Any) -> str:
    """Whether a period and its parts agree, or why that cannot be said."""
    if pair.parts < pair.expected:
        return f"{pair.parts} sur {pair.expected} sont connus : ils ne se comparent pas encore."
    if pair.numbers < pair.parts or np.isnan(pair.whole):
        return "L’un d’eux n’a pas de nombre : ils ne se comparent pas."
    if pair.rule in _TOGETHER:
        column, words = _TOGETHER[pair.rule]
        together = f"{words} est {shown(getattr(pair, column))}"
    else:
        together = (
            f"Ces personnes ne s’additionnent pas, on attend de {shown(pair.largest)} à {shown(pair.total)}"
        )
    if pair.differs:
        return f"{together} : les deux ne concordent pas. Confirmez, ou corrigez l’un des deux."
    return f"{together} : les deux concordent."


def _number(value: float) -> str:
    return "sans nombre" if np.isnan(value) else shown(value)

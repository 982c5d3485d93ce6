"""Tiny situations for the read models: a city with one axis, results written by hand, tables of few rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

import pandas as pd

from analysis import standing
from analysis.catalogue import Catalogue
from analysis.cells import ALL
from analysis.compute import COLUMNS
from analysis.points import Point
from analysis.standing import Situation, Standing
from analysis.tables import Tables
from data import codebook as codebooks
from data.codebook import Codebook
from data.declarations import Axis, CodeList, Commitment, Indicator
from data.periods import Period, cached_parse
from data.schemas import TABLES
from tests.analysis.activity import CITY, TODAY, codebook, empty_table

Row = Mapping[str, Any]
JOURNAL_COLUMNS = ["depot", "date", "auteur", "table", "fichier", "ajoutees", "modifiees", "demonstration"]


def result_rows(indicator: str, values: Mapping[str, Any], **common: Any) -> pd.DataFrame:
    """Result rows, one per period: a number, None (missing), or the columns that differ from the usual."""
    rows = [_result_row(indicator, period, value, common) for period, value in values.items()]
    return pd.DataFrame(rows, columns=COLUMNS)


def falling_share(indicator: str) -> pd.DataFrame:
    """Eight quarters, from 80 % to 45 % of 400: a setback nobody can miss."""
    percents = (80, 79, 80, 78, 50, 48, 46, 45)
    quarters = [f"{year}-T{quarter}" for year in (2024, 2025) for quarter in (1, 2, 3, 4)]
    return result_rows(
        indicator, {q: share(percent, 400) for q, percent in zip(quarters, percents, strict=True)}
    )


def share(percent: float, total: float) -> dict[str, Any]:
    """A share of `total`, with an interval of three points on each side."""
    counted = {"numerator": percent * total / 100, "denominator": total}
    return counted | {"value": float(percent), "low": percent - 3.0, "high": percent + 3.0}


def situation(
    results: pd.DataFrame | None = None,
    indicators: Iterable[Indicator] = (),
    today: date = TODAY,
    **tables: Iterable[Row],
) -> Situation:
    """A situation of the tiny city; `tables` are rows by name of table, `journal` among them."""
    journal = journal_of(tables.pop("journal", ()))
    frames = {name: table_of(name, tables.get(name, ())) for name in TABLES}
    read = Tables(current=frames, journal=journal, today=today)
    catalogue = Catalogue(tiny_codebook(*indicators), {})
    found = results if results is not None else pd.DataFrame(columns=COLUMNS)
    return standing.situation(found, read, catalogue)


def only_standing(found: Situation) -> Standing:
    (one,) = found.standings.values()
    return one


def tiny_codebook(*indicators: Indicator) -> Codebook:
    """One axis « axe », one promise, and the code lists that ship."""
    texts = {"label": "Axe", "question": "Alors ?", "impact": "Moins de peine.", "assumption": "Du temps."}
    axis = Axis.model_validate({"code": "axe", "prefix": "T"} | texts)
    promise = Commitment(code="E01", axis="axe", label="Tenir", text="Tenir parole.")
    tiny = codebook(*indicators)
    lists = {**shipped_lists(), **tiny.lists}
    return replace(tiny, axes={"axe": axis}, commitments={"E01": promise}, lists=lists)


@cache
def shipped_lists() -> Mapping[str, CodeList]:
    return codebooks.load().lists


def table_of(name: str, rows: Iterable[Row]) -> pd.DataFrame:
    """A current table of the store: typed columns, empty where a row says nothing."""
    empty = empty_table(name)
    frame = pd.DataFrame([{"depot": "2026-001", "demonstration": False, "ordre": 1, **row} for row in rows])
    if frame.empty:
        return empty
    frame = frame.reindex(columns=empty.columns)
    for column in TABLES[name].columns:
        if column.type == "date":
            frame[column.name] = pd.to_datetime(frame[column.name])
    return frame


def journal_of(rows: Iterable[Row]) -> pd.DataFrame:
    """The journal of deposits: each active, unless it says when it was withdrawn."""
    usual = {"auteur": "Ville", "table": "activite", "fichier": "a.csv", "ajoutees": 1, "modifiees": 0}
    frame = pd.DataFrame([{"demonstration": False, "retire_le": None, **usual, **row} for row in rows])
    frame = frame.reindex(columns=[*JOURNAL_COLUMNS, "retire_le", "retire_par", "motif_retrait"])
    for name in ("date", "retire_le"):
        frame[name] = pd.to_datetime(frame[name], utc=True)
    return frame.assign(statut=frame["retire_le"].isna().map({True: "actif", False: "retire"}))


def point(period: str, value: float | None = None, flag: str = "ok", **values: Any) -> Point:
    """One point; everything not said is unknown."""
    known: Period = cached_parse(period)
    usual: dict[str, Any] = dict.fromkeys(
        ("low", "high", "numerator", "denominator", "reported", "expected"), None
    )
    return Point(period=known, value=value, flag=flag, demonstration=False, **(usual | values))


def _result_row(indicator: str, period: str, value: Any, common: Mapping[str, Any]) -> dict[str, Any]:
    known = cached_parse(period)
    given = value if isinstance(value, dict) else {"value": value}
    usual = {
        "indicator": indicator,
        "frequency": known.kind,
        "period": period,
        "period_start": pd.Timestamp(known.start),
        "period_end": pd.Timestamp(known.end),
        "territory": CITY,
        "structure": ALL,
        "breakdown": ALL,
        "category": ALL,
        "method": "",
        "flag": "missing" if given.get("value", 0) is None else "ok",
        "demonstration": False,
    }
    return usual | dict(common) | given

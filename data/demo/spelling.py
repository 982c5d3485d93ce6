"""How each contributor writes its files: shape of the sheet, words, numbers, dates, encoding."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import pandas as pd

from data.codebook import Codebook
from data.demo.workbooks import workbook
from data.periods import Period, cached_parse

Cell = str | float | None
LISTS = {"territoire": "territoires", "public": "publics", "statut": "statuts_valeur"}
CARRIED = ("periode", "structure", "action", "territoire", "public", "statut", "commentaire")


@dataclass(frozen=True)
class Style:
    """The habits of one contributor (see contributors.toml)."""

    format: str
    layout: str
    headings: Mapping[str, str]
    names: str = "nom"
    places: str = "label"
    periods: str = "code"
    words: int = 0
    encoding: str = "utf-8"
    separator: str = ";"
    decimal: str = ","
    thousands: str = ""
    missing: str = ""
    hides_below: int = 0
    totals: bool = False
    title: Sequence[str] = field(default=())
    notes: Sequence[str] = field(default=())


def spell(rows: pd.DataFrame, style: Style, codebook: Codebook, names: Mapping[str, str]) -> bytes:
    """The bytes of a file that holds these activity rows, as its contributor writes it.

    Args:
        names: how the contributor names each structure.
    """
    hidden = rows["valeur"].lt(style.hides_below) & rows["valeur"].gt(0)
    statuses = rows["statut"].mask(hidden, "secret")
    cells = [_value(value, status, style) for value, status in zip(rows["valeur"], statuses, strict=True)]
    worded = _in_words(rows, style, codebook, names).assign(
        valeur=pd.Series(cells, index=rows.index, dtype=object)
    )
    table = _laid_out(worded, style)
    if style.format == "xlsx":
        return workbook(table, title=style.title, notes=style.notes, totals=style.totals)
    return delimited(table, style.encoding, style.separator)


def delimited(table: pd.DataFrame, encoding: str = "utf-8", separator: str = ";") -> bytes:
    """A table of text as a CSV file with Windows line ends."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=separator, lineterminator="\r\n")
    writer.writerow(table.columns)
    writer.writerows(table.astype(object).where(table.notna(), "").to_numpy().tolist())
    return text.getvalue().encode(encoding)


def spelled_period(code: str, style: str) -> str:
    """A period as people write it: `code` 2025-T1, `court` T1 2025, `mots` 1er trimestre 2025."""
    period = cached_parse(code)
    if style == "code" or period.kind in ("year", "school_year"):
        return code
    if style == "mots" or period.kind == "month":
        return period.label
    return _short(period)


def _short(period: Period) -> str:
    year, part = period.code.split("-")
    return f"{part} {year}"


def _in_words(rows: pd.DataFrame, style: Style, codebook: Codebook, names: Mapping[str, str]) -> pd.DataFrame:
    """The columns that the contributor keeps, with its own words instead of codes."""
    kept = [name for name in CARRIED if name in style.headings]
    worded = rows[[*kept, "mesure"]].astype(object)
    for name in kept:
        if name in LISTS and not (name == "territoire" and style.places == "code"):
            worded[name] = worded[name].map(codebook.lists[LISTS[name]].label)
    spelled = {code: spelled_period(code, style.periods) for code in rows["periode"].unique()}
    worded["periode"] = rows["periode"].map(spelled)
    worded["structure"] = rows["structure"].map(dict(names))
    return worded.assign(mesure=rows["mesure"].map(lambda code: measure_word(codebook, code, style.words)))


def measure_word(codebook: Codebook, code: str, rank: int) -> str:
    """The label of a measure (rank 0), or its synonym of that rank when it has so many."""
    measure = codebook.measures[code]
    words = (measure.label, *measure.synonyms)
    return words[rank] if rank < len(words) else measure.label


def _value(value: float, status: str, style: Style) -> Cell:
    if status == "secret":
        return f"<{style.hides_below}"
    if status == "non_transmis" or pd.isna(value):
        return style.missing
    if style.format == "xlsx":
        return value
    text = f"{value:,.1f}" if value % 1 else f"{value:,.0f}"
    return text.translate({ord(","): style.thousands, ord("."): style.decimal})


def _laid_out(worded: pd.DataFrame, style: Style) -> pd.DataFrame:
    headings = dict(style.headings)
    if style.layout == "long":
        columns = [name for name in (*CARRIED[:5], "mesure", "valeur", *CARRIED[5:]) if name in headings]
        return worded[columns].rename(columns=headings)
    across = "mesure" if style.layout == "measures" else "periode"
    down = [name for name in (*CARRIED, "mesure") if name in headings and name != across]
    return _turned(worded, down, across).rename(columns=headings)


def _turned(worded: pd.DataFrame, down: Sequence[str], across: str) -> pd.DataFrame:
    """One row per combination of `down` and one column per word of `across`, both in order of appearance."""
    known = worded.fillna(dict.fromkeys(down, ""))
    order = known[list(down)].drop_duplicates()
    words = list(dict.fromkeys(known[across]))
    wide = known.pivot(index=list(down), columns=across, values="valeur")[words]  # noqa: PD010
    return wide.loc[pd.MultiIndex.from_frame(order)].reset_index()

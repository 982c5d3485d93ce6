"""Checks across the rows of one file: required cells, repeated rows, contradictions, double counts."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from data.current import combined_codes
from data.intake.findings import Findings
from data.intake.row_keys import DAYS, PERIOD, RowKeys, shared
from data.periods import MONTHS_IN, Kind, Period, cached_parse, containing
from data.report import listed, quoted
from data.schema_types import Table

FREE_TEXT = frozenset({"commentaire"})


def check_required(table: Table, rows: pd.DataFrame, present: Sequence[str], findings: Findings) -> None:
    """A required cell left empty, in the columns that the file has."""
    for column in table.columns:
        if column.required and column.name in present:
            empty = np.flatnonzero(
                rows[column.name].isna().to_numpy() & ~findings.refused & ~findings.waiting
            )
            message = (
                f"La colonne {quoted(column.label)} est vide sur cette ligne : "
                f"{_first_small(column.description)}"
            )
            findings.refuse("missing_cell", empty, column.name, message, suggestion=column.description)


def check_repeated_keys(table: Table, rows: pd.DataFrame, keys: RowKeys, findings: Findings) -> np.ndarray:
    """Rows that share a key: the same words again count once, different words are refused.

    Returns:
        positions of the rows that only repeat an earlier one.
    """
    usable = np.flatnonzero(~findings.refused & ~findings.waiting)
    sharing = usable[shared(keys.keys[usable])]
    repeated = _drop_repeated(table, rows, sharing, findings)
    left = np.setdiff1d(sharing, repeated)
    _refuse_conflicts(table, rows, pd.Series(keys.keys[left], index=left), findings)
    return repeated


def _drop_repeated(table: Table, rows: pd.DataFrame, sharing: np.ndarray, findings: Findings) -> np.ndarray:
    compared = [name for name in table.names if name not in FREE_TEXT]
    alike = combined_codes(rows.iloc[sharing], compared)
    is_repeated = alike.duplicated().to_numpy()
    repeated = sharing[is_repeated]
    message = "Lignes répétées à l’identique : la première est gardée, les autres ne comptent pas."
    findings.repair("repeated_row", message, repeated)
    first = pd.Series(findings.places.lines[sharing], index=alike)[~is_repeated]
    lines = dict(zip(repeated.tolist(), first.reindex(alike[is_repeated]).tolist(), strict=True))
    carrier = _carrier(table)
    findings.tell(
        "repeated_row",
        repeated,
        carrier,
        lambda row: f"Cette ligne répète la ligne {lines[row]} à l’identique : elle ne compte qu’une fois.",
    )
    return repeated


def _carrier(table: Table) -> str:
    """The column where a row that shares its key is shown."""
    return "valeur" if "valeur" in table.names else table.key[-1]


def _refuse_conflicts(table: Table, rows: pd.DataFrame, keys: pd.Series, findings: Findings) -> None:
    """Two different rows for one key: neither can be kept, each names the others."""
    clashing = keys[keys.duplicated(keep=False)]
    if clashing.empty:
        return
    lines = pd.Series(findings.places.lines[clashing.index], index=clashing.index)
    # Said once per key: thousands of rows may share one.
    together = lines.groupby(clashing.to_numpy()).agg(listed)
    sharing = together.reindex(clashing.to_numpy()).set_axis(clashing.index)
    labels = listed(quoted(table.column(name).label) for name in table.key)
    carrier = _carrier(table)

    def message(row: int) -> str:
        return (
            f"Les lignes {sharing[row]} disent des choses différentes pour les mêmes {labels} : "
            "gardez la bonne."
        )

    findings.refuse("conflicting_rows", clashing.index.to_numpy(), carrier, message)


def check_double_count(table: Table, rows: pd.DataFrame, keys: RowKeys, findings: Findings) -> None:
    """A period and periods inside it (a quarter and its months) for the same key: counted twice if summed."""
    if PERIOD not in table.key:
        return
    parsed = [cached_parse(code) for code in rows[PERIOD].cat.categories]
    kinds = {period.kind for period in parsed}
    if len(kinds) < 2:
        return
    usable = np.flatnonzero(~findings.refused & ~findings.waiting)
    codes, series = rows[PERIOD].cat.codes.to_numpy()[usable], keys.series[usable]
    doubled = np.zeros(len(usable), dtype=bool)
    for kind in kinds:
        doubled |= _holding_others(kind, parsed, codes, series)
    message = (
        "Cette période en contient d’autres du même fichier pour les mêmes structure, territoire, public et "
        "mesure "
        "(un trimestre et ses mois) : risque de double compte. Confirmez si les deux sont voulus."
    )
    findings.ask("double_count", usable[doubled], PERIOD, message)


def _holding_others(kind: Kind, parsed: list[Period], codes: np.ndarray, series: np.ndarray) -> np.ndarray:
    """Rows of this kind of period whose series also has a shorter period inside."""
    of_kind = np.array([period.kind == kind for period in parsed])[codes]
    shorter = np.array([MONTHS_IN[period.kind] < MONTHS_IN[kind] for period in parsed])[codes]
    starts = np.array([period.start.toordinal() for period in parsed])[codes]
    around = np.array([_start_of_holder(kind, period) for period in parsed])[codes]
    held = np.unique(series[shorter] * DAYS + around[shorter])
    return of_kind & np.isin(series * DAYS + starts, held)


def _start_of_holder(kind: Kind, period: Period) -> int:
    holder = containing(kind, period.start)
    return holder.start.toordinal() if holder.contains(period) else -1


def _first_small(text: str) -> str:
    return text[:1].lower() + text[1:]

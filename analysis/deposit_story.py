"""One deposit told afterwards: what it changed and holds, what still stands, the figures it feeds."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from analysis.measure_sheet import indicators_using
from analysis.stored_rows import shown_rows
from analysis.wording import NO_BREAK, plural
from data.codebook import Codebook
from data.current import latest_per_key
from data.declarations import Indicator
from data.intake import Context
from data.intake.comparison import Difference, compare
from data.schemas import TABLES
from data.store import Store


@dataclass(frozen=True)
class DepositStory:
    """What the page of one deposit shows besides its facts.

    Attributes:
        difference: against what stood just before it, from the deposits that are still active.
        rows: the first rows, in words.
        standing: how many of its rows are still the values in force, in a sentence.
        undoing: what withdrawing it would do.
        feeds: code and card name of the indicators made of such rows.
    """

    table: str
    difference: Difference
    rows: pd.DataFrame
    standing: str
    undoing: str
    feeds: tuple[tuple[str, str], ...]


def deposit_story(store: Store, number: str, known: Context) -> DepositStory:
    """The story of one deposit, active or withdrawn.

    Raises:
        UnknownDeposit: no deposit has this number.
    """
    rows = store.rows_of(number)
    event = store.deposits().set_index("depot").loc[number]
    table = str(event["table"])
    change = compare(TABLES[table], rows, _before(store, table, int(event["ordre"])))
    in_force = int((store.current(table)["depot"] == number).sum())
    return DepositStory(
        table=table,
        difference=change,
        rows=shown_rows(table, rows, known),
        standing=_standing(len(rows), in_force) if event["statut"] == "actif" else "",
        undoing=_undoing(change),
        feeds=tuple((each.code, each.short_label) for each in indicators_fed(table, rows, known.codebook)),
    )


def _before(store: Store, table: str, order: int) -> pd.DataFrame:
    """What the table would hold, had a deposit and those that came after it not been made."""
    history = store.history(table)
    return latest_per_key(history[history["ordre"] < order], TABLES[table].key)


def indicators_fed(table: str, rows: pd.DataFrame, codebook: Codebook) -> list[Indicator]:
    """The indicators that read such rows: their measures, their series, their table, or named by the rows."""
    measures = _texts(rows, "mesure")
    using = {each.code for measure in measures for each in indicators_using(measure, codebook)}
    named = _texts(rows, "indicateur")
    series = _texts(rows, "serie")
    return [
        each
        for code, each in codebook.indicators.items()
        if code in using or code in named or (series & set(each.series)) or _reads(each, table)
    ]


def _reads(indicator: Indicator, table: str) -> bool:
    """Whether a formula reads this whole table; activity and official series are read by their codes."""
    if table in ("activite", "contexte"):
        return False
    return any(each.formula and table in each.tables for each in (indicator, *indicator.companions))


def _texts(rows: pd.DataFrame, column: str) -> set[str]:
    return set(rows[column].dropna().unique()) if column in rows else set()


def _standing(rows: int, in_force: int) -> str:
    if in_force == rows:
        return "Toutes ses lignes sont en vigueur."
    if not in_force:
        return f"Aucune de ses lignes n'est plus en vigueur{NO_BREAK}: d'autres dépôts les ont remplacées."
    replaced = plural(rows - in_force, "ligne a été remplacée", "lignes ont été remplacées")
    return f"{replaced} depuis par d'autres dépôts."


def _undoing(change: Difference) -> str:
    """What a withdrawal does to the rows that no later deposit replaced."""
    parts = []
    if change.added:
        gone = ("ligne nouvelle disparaîtra", "lignes nouvelles disparaîtront")
        parts.append(plural(change.added, *gone))
    if change.changed:
        back = (
            "ligne modifiée retrouvera sa valeur d'avant",
            "lignes modifiées retrouveront leur valeur d'avant",
        )
        parts.append(plural(change.changed, *back))
    said = " et ".join(parts) or "Aucun chiffre ne changera"
    return f"{said}, sauf ce que d'autres dépôts ont remplacé depuis. Le dépôt reste au journal."

"""The table under a chart: texts to read, values to download."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pandas as pd

from data.safe_export import to_csv, to_xlsx

DEMONSTRATION = "Données de démonstration (fictives)"
DECIMALS_IN_FILE = 4
Value = str | float | int | date | None


@dataclass(frozen=True)
class DataTable:
    """`rows` are as read on the page; `values` are the same figures, raw, in columns of their own.

    Attributes:
        file_name: without extension.
        notes: terms and texts of the second sheet of the workbook.
        period: the periods covered, as read; source: where the figures come from; what the files say of them.
        demonstration: whether figures are fictitious; None when the whole store tells.
    """

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    value_columns: tuple[str, ...]
    values: tuple[tuple[Value, ...], ...]
    file_name: str
    notes: tuple[tuple[str, str], ...] = ()
    period: str = ""
    source: str = ""
    demonstration: bool | None = None

    def csv(self) -> bytes:
        """A text file that a French Excel opens rightly on a double click."""
        return to_csv(self._frame())

    def workbook(self) -> bytes:
        """The figures, and the method sheet beside them."""
        method = pd.DataFrame([*self._about(), *self.notes], columns=["Rubrique", "Texte"])
        return to_xlsx({"Chiffres": self._frame(), "Méthode": method})

    def _about(self) -> list[tuple[str, str]]:
        """What the sheet of figures does not say of itself; nothing twice."""
        told = {term for term, _ in self.notes}
        said = {
            "Tableau": self.caption,
            "Période": self.period,
            "Source": self.source,
            "Données": DEMONSTRATION if self.demonstration else "",
        }
        return [(term, text) for term, text in said.items() if text and term not in told]

    def _frame(self) -> pd.DataFrame:
        return pd.DataFrame(self.values, columns=list(self.value_columns))


def rounded(number: float | None) -> float | None:
    """A number with the decimals that a file needs, and no noise."""
    return None if number is None else round(number, DECIMALS_IN_FILE)


def unit_in_file(unit: str) -> str:
    """A unit in words: a spreadsheet could take a lone sign for the start of a formula."""
    return {"%": "pour cent", "‰": "pour 1 000 habitants"}.get(unit, unit)


def span(first: str, last: str) -> str:
    """« 2016 à 2024 », or the one period there is."""
    return first if first == last else f"{first} à {last}"

"""Numbers cut in two by the separator of their own file: between commas, « 62,5 » is 62, then 5."""

from __future__ import annotations

import numpy as np

from data.intake.coded import Coded
from data.intake.columns import Layout
from data.intake.findings import Findings
from data.intake.source import Source
from data.report import quoted

_NUMBERS = frozenset({"number", "integer"})
_WHOLE = r"^[-−]?[0-9]+(?:[ \x{A0}\x{202F}][0-9]{3})*$"
_DECIMALS = r"^[0-9]{1,3}$"


def ask_cut_numbers(source: Source, own: Layout | None, findings: Findings) -> None:
    """In a file separated by commas, a bare number in the text beside a number may be its decimals."""
    if source.separator != "," or own is None or own.measures or own.periods:
        return
    types = {position: own.table.column(name).type for position, name in own.columns.items()}
    for position, kind in types.items():
        if kind in _NUMBERS and types.get(position + 1) == "text":
            column = own.columns[position]
            _ask(source.texts[position], source.texts[position + 1], column, findings)


def _ask(numbers: Coded, beside: Coded, column: str, findings: Findings) -> None:
    whole = numbers.spread(numbers.matching(_WHOLE), False)
    rows = np.flatnonzero(whole & beside.spread(beside.matching(_DECIMALS), False))

    def message(row: int) -> str:
        number, decimals = numbers.text(row), beside.text(row)
        return (
            f"{quoted(number)} est suivi d’une case qui ne contient que {quoted(decimals)} : si le nombre "
            f"est {quoted(f'{number},{decimals}')}, sa virgule l’a coupé ; mettez les nombres à virgule "
            f"entre guillemets. Sinon, confirmez {quoted(number)}."
        )

    findings.ask("cut_number", rows, column, message)

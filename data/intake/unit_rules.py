"""A unit written beside a number, held against what its measure counts: « 12 jours » are no hours."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from data.declarations import Measure
from data.intake.coded import Coded
from data.intake.findings import Findings
from data.privacy.quoting import cited

# What each unit counts, as `counts` of a measure says it, and the ways of writing it (RE2).
_WRITTEN = {
    "hour": r"(?i)[0-9]\s*(?:h|heures?|hrs?|hres?)\.?$",
    "day": r"(?i)[0-9]\s*(?:j|jrs?|jours?|journ[ée]es?)\.?$",
    "euro": r"(?i)[0-9]\s*(?:€|euros?|eur)\.?$|^(?:€|eur)",
}


def refuse_units_of_other_measures(
    rows: pd.DataFrame, texts: Coded | None, measures: Mapping[str, Measure], findings: Findings
) -> None:
    """Refuse the values written in hours, days or euros for a measure that counts something else."""
    if texts is None:
        return
    for counted, written in _WRITTEN.items():
        with_unit = texts.rows(texts.matching(written))
        if len(with_unit):
            _refuse_others(rows, texts, measures, findings, counted, with_unit)


def _refuse_others(
    rows: pd.DataFrame,
    texts: Coded,
    measures: Mapping[str, Measure],
    findings: Findings,
    counted: str,
    with_unit: np.ndarray,
) -> None:
    others = [code for code in rows["mesure"].cat.categories if code and measures[code].counts != counted]
    chosen = with_unit[rows["mesure"].iloc[with_unit].isin(others).to_numpy()]

    def message(row: int) -> str:
        unit = measures[str(rows.at[row, "mesure"])].unit
        return f"{cited(texts.text(row))} n’est pas dans l’unité de cette mesure ({unit}) : convertissez-le."

    findings.refuse("other_unit", chosen[~findings.refused[chosen]], "valeur", message)

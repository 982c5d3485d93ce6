"""The last value of each series that its own past makes surprising: to confirm with who sent it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.wording import number_text, value_text
from data.codebook import Codebook
from data.declarations import Measure
from data.intake.outliers import unusual
from data.periods import cached_parse
from data.schemas import ACTIVITE

SERIES = [name for name in ACTIVITE.key if name != "periode"]

# Below this, a number is never written here, whatever it counts.
SMALL = 5


@dataclass(frozen=True)
class UnusualValue:
    """What to ask; its number is only written where the measure is public."""

    structure: str
    measure: str
    where: str
    said: str


def unusual_values(activity: pd.DataFrame, codebook: Codebook) -> tuple[UnusualValue, ...]:
    """The values of the last period of each series that are far from the eight before it."""
    known = activity[activity["valeur"].notna()]
    if known.empty:
        return ()
    last = known[_is_last(known)]
    beyond = unusual(last, known)
    rows = last.loc[beyond.index].assign(low=beyond["low"], high=beyond["high"])
    rows = rows.sort_values(["structure", "periode", "mesure", "territoire"], key=lambda c: c.astype(str))
    # Where the place is not written either, two values can read the same: once is enough.
    return tuple(dict.fromkeys(_unusual(row, codebook) for row in rows.to_dict("records")))


def _is_last(known: pd.DataFrame) -> np.ndarray:
    """Which rows hold the last period of their series; a rhythm never hides another."""
    parsed = [cached_parse(code) for code in known["periode"].cat.categories]
    codes = known["periode"].cat.codes.to_numpy()
    starts = np.array([period.start.toordinal() for period in parsed])[codes]
    kinds = np.array([period.kind for period in parsed], dtype=object)[codes]
    marked = known[SERIES].assign(kind=kinds, start=starts)
    return starts == marked.groupby([*SERIES, "kind"], observed=True)["start"].transform("max").to_numpy()


def _unusual(row: dict, codebook: Codebook) -> UnusualValue:
    measure = codebook.measures.get(str(row["mesure"]))
    public = measure is not None and row["valeur"] >= SMALL and _is_public(measure, codebook)
    return UnusualValue(
        structure=str(row["structure"]),
        measure=measure.label if measure else str(row["mesure"]),
        where=_where(row, codebook, public),
        said=_said(row, measure if public else None),
    )


def _is_public(measure: Measure, codebook: Codebook) -> bool:
    """Whether its numbers may be written: public, and part of no figure that hides small numbers."""
    sheets = [one for each in codebook.indicators.values() for one in (each, *each.companions)]
    used = [one.disclosure for one in sheets if measure.code in one.measures]
    return measure.sensitivity == "S0" and all(level in (None, "S0") for level in used)


def _where(row: dict, codebook: Codebook, public: bool) -> str:
    """Period, place, public and action when they are named; the period alone if the number is hidden."""
    if not public:
        return cached_parse(str(row["periode"])).label
    place = _label(codebook, "territoires", row["territoire"])
    parts = [cached_parse(str(row["periode"])).label, place]
    if row["public"] != ACTIVITE.column("public").default:
        parts.append(_label(codebook, "publics", row["public"]))
    if row["action"] != ACTIVITE.column("action").default:
        parts.append(str(row["action"]))
    return ", ".join(parts)


def _label(codebook: Codebook, name: str, code: object) -> str:
    known = codebook.lists[name].codes.get(str(code)) if name in codebook.lists else None
    return known.label if known else str(code)


def _said(row: dict, measure: Measure | None) -> str:
    if measure is None:
        return "valeur inhabituelle (nombre non affiché)"
    usual = f"de {number_text(max(0.0, row['low']))} à {number_text(row['high'])}"
    return f"{value_text(row['valeur'], measure.unit)}, d'ordinaire {usual}"

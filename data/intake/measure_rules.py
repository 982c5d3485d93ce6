"""What the catalogue says of a measure, held against its values: sign, whole numbers, part and whole."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
import pandas as pd

from data.current import combined_codes
from data.declarations import Measure
from data.intake.findings import Findings
from data.intake.shown_values import shown
from data.intake.surroundings import Context
from data.readers.text_columns import holding
from data.report import quoted
from data.schemas import ACTIVITE

_KEY = [name for name in ACTIVITE.key if name != "mesure"]


def check_measures(rows: pd.DataFrame, context: Context, findings: Findings) -> None:
    """Every rule on the values of `activite`, measure by measure."""
    measures = context.codebook.measures
    present = {code: measures[code] for code in rows["mesure"].cat.categories if code in measures}
    _check_signs(rows, present, findings)
    _ask_fractions(rows, present, findings)
    parts = {code: entry for code, entry in present.items() if entry.at_most}
    if not parts:
        return
    stored = context.stored("activite") if context.stored else None
    for code, part in parts.items():
        whole = measures[str(part.at_most)]
        beside = _values_beside(rows, code, whole.code)
        _report_parts(rows, beside, part, whole, findings.refuse, findings)
        if stored is not None and not stored.empty:
            past = _stored_beside(rows, stored, code, whole.code, set(beside["row"]))
            _report_parts(rows, past, part, whole, findings.ask, findings)


def _check_signs(rows: pd.DataFrame, present: dict[str, Measure], findings: Findings) -> None:
    negative = (rows["valeur"] < 0).to_numpy()
    euros = holding(rows["mesure"], [code for code, entry in present.items() if entry.counts == "euro"])
    message = "Ce nombre est négatif, alors que la mesure compte quelque chose : on attend 0 ou plus."
    findings.refuse("negative_value", np.flatnonzero(negative & ~euros), "valeur", message)
    message = "Ce montant est négatif : confirmez qu’il s’agit d’une somme rendue."
    findings.ask("negative_amount", np.flatnonzero(negative & euros), "valeur", message)


def _ask_fractions(rows: pd.DataFrame, present: dict[str, Measure], findings: Findings) -> None:
    whole = holding(rows["mesure"], [code for code, entry in present.items() if entry.integer])
    values = rows["valeur"].to_numpy()
    fraction = np.flatnonzero(whole & np.isfinite(values) & (values != np.floor(values)))

    def message(row: int) -> str:
        unit = present[str(rows.at[row, "mesure"])].unit
        return (
            f"{shown(rows.at[row, 'valeur'])} {unit} : cette mesure se compte en nombres entiers. "
            "Confirmez ce nombre."
        )

    findings.ask("not_whole", fraction, "valeur", message)


def _values_beside(rows: pd.DataFrame, part: str, whole: str) -> pd.DataFrame:
    """Rows of `part` with the value of `whole` for the same key: row, limit, origin."""
    chosen = rows[rows["mesure"].isin([part, whole])]
    keyed = pd.DataFrame(
        {
            "key": combined_codes(chosen, _KEY),
            "row": chosen.index,
            "limit": chosen["valeur"],
            "is_part": chosen["mesure"] == part,
        }
    )
    parts = keyed.loc[keyed["is_part"], ["key", "row"]]
    wholes = keyed.loc[~keyed["is_part"], ["key", "limit", "row"]].rename(columns={"row": "origin"})
    return parts.merge(wholes.drop_duplicates("key"), on="key", how="inner", validate="many_to_one")


def _stored_beside(
    rows: pd.DataFrame, stored: pd.DataFrame, part: str, whole: str, seen: set[int]
) -> pd.DataFrame:
    parts = rows.loc[rows["mesure"] == part, _KEY].astype("object").assign(row=lambda frame: frame.index)
    parts = parts[~parts["row"].isin(list(seen))]
    wholes = stored.loc[stored["mesure"] == whole, [*_KEY, "valeur", "depot"]].astype("object")
    wholes = wholes.rename(columns={"valeur": "limit", "depot": "origin"})
    return parts.merge(wholes, on=_KEY, how="inner", validate="many_to_one")


def _report_parts(
    rows: pd.DataFrame,
    beside: pd.DataFrame,
    part: Measure,
    whole: Measure,
    report: Callable[..., None],
    findings: Findings,
) -> None:
    above = beside[rows["valeur"].reindex(beside["row"]).to_numpy() > beside["limit"].to_numpy(dtype=float)]
    details = {row: (limit, origin) for row, limit, origin in _triples(above)}

    def message(row: int) -> str:
        limit, origin = details[row]
        place = f"dépôt {origin}" if isinstance(origin, str) else f"ligne {findings.places.lines[origin]}"
        value = shown(rows.at[row, "valeur"])
        return (
            f"{quoted(part.label)} ({value}) dépasse {quoted(whole.label)} ({shown(limit)}, {place}), "
            "qui la contient."
        )

    positions = np.array(sorted(details), dtype=np.int64)
    report("part_above_whole", positions, "valeur", message)


def _triples(frame: pd.DataFrame) -> Iterator[tuple[int, float, int | str]]:
    return zip(frame["row"].tolist(), frame["limit"].tolist(), frame["origin"].tolist(), strict=True)

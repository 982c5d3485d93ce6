"""What the command line prints for people: the report, what a deposit changes, the journal."""

from __future__ import annotations

from typing import Any

import pandas as pd

from data.clock import day_of
from data.intake.acceptance import Receipt
from data.intake.comparison import Difference
from data.intake.reading import Reading, Verdict
from data.intake.shown_values import shown
from data.report import Group, Problem, Severity, counted, listed, quotable

SHOWN_CHANGES = 10
_VERDICTS: dict[Verdict, str] = {"accepted": "ACCEPTÉ", "to_confirm": "À CONFIRMER", "refused": "REFUSÉ"}
_SEVERITIES: dict[Severity, str] = {
    "error": "À corriger",
    "confirm": "À confirmer",
    "information": "Pour information",
}
_COUNTED = {"ajoutees": "ajoutées", "modifiees": "modifiées", "inchangees": "inchangées"}


def answer_as_text(
    reading: Reading,
    change: Difference | None = None,
    receipt: Receipt | None = None,
    refusal: str | None = None,
) -> str:
    """The same as people read it."""
    parts = [reading_as_text(reading)]
    if change is not None:
        parts.append(difference_as_text(change))
    if receipt is not None:
        parts.append(_receipt(receipt))
    if refusal is not None:
        parts.append(f"Rien n’est déposé. {refusal}")
    return "\n\n".join(parts)


def reading_as_text(reading: Reading) -> str:
    """The report as people read it."""
    lines = [f"{_VERDICTS[reading.verdict]} — {reading.filename}", _counts(reading), ""]
    for group in reading.report.grouped():
        lines += [*_group(group), ""]
    if reading.report.repairs:
        lines += ["Compris et réparé :"]
        lines += [f"  - {repair.message} ({repair.count})" for repair in reading.report.repairs]
        lines += [""]
    if reading.questions:
        lines += ["Questions :"]
        lines += [f"  - [{quotable(question.id)}] {question.text}" for question in reading.questions]
    return "\n".join(lines).rstrip()


def difference_as_text(change: Difference) -> str:
    """What a deposit would change, period by period, then the first values replaced."""
    lines = [
        "Ce que le dépôt change : "
        f"{counted(change.added, 'ligne nouvelle', 'lignes nouvelles')}, "
        f"{counted(change.changed, 'modifiée', 'modifiées')}, "
        f"{counted(change.unchanged, 'inchangée', 'inchangées')}, "
        f"{counted(change.missing, 'absente', 'absentes')} de ce fichier."
    ]
    for period, added, changed, same, missing in change.periods.itertuples(index=False, name=None):
        lines.append(f"  {period} : +{added}, modifiées {changed}, inchangées {same}, absentes {missing}")
    for row in change.changes.head(SHOWN_CHANGES).to_dict("records"):
        old, new = (quotable(shown(row[name])) for name in ("ancienne", "nouvelle"))
        lines.append(f"  ligne {row['ligne']}, {row['colonne']} : {old} -> {new}")
    return "\n".join(lines)


def deposits_as_text(journal: pd.DataFrame) -> str:
    """The journal, one line per deposit."""
    if journal.empty:
        return "Aucun dépôt."
    return "\n".join(_deposit(row) for row in journal.to_dict("records"))


def _receipt(receipt: Receipt) -> str:
    return (
        f"Dépôt {receipt.number} enregistré, table {receipt.table} : "
        f"{counted(receipt.added, 'ligne ajoutée', 'lignes ajoutées')}, "
        f"{counted(receipt.changed, 'modifiée', 'modifiées')}, "
        f"{counted(receipt.unchanged, 'inchangée', 'inchangées')}, "
        f"{counted(receipt.refused, 'refusée', 'refusées')}. "
        f"Empreinte {receipt.sha256[:16]}."
    )


def _counts(reading: Reading) -> str:
    table = f"table {reading.table}" if reading.table else "table non reconnue"
    official = f", {reading.official}" if reading.official else ""
    read = counted(reading.rows_read, "ligne lue", "lignes lues")
    counts = f"{read}, {counted(reading.rows_ok, 'juste', 'justes')}"
    return f"{table}{official} : {counts}, somme {shown(reading.sum_value)}"


def _group(group: Group) -> list[str]:
    count = f" ({group.count})" if group.count > 1 else ""
    head = f"{_SEVERITIES[group.severity]}{count} :"
    return [head, *(f"  - {_placed(problem)}" for problem in group.first), *_rest(group)]


def _rest(group: Group) -> list[str]:
    left = group.count - len(group.first)
    return [f"  … et {left} de plus"] if left else []


def _placed(problem: Problem) -> str:
    places = [
        f"ligne {problem.line}" if problem.line else "",
        f"case {problem.cell}" if problem.cell else "",
        f"colonne « {problem.column} »" if problem.column else "",
    ]
    where = ", ".join(place for place in places if place)
    return f"{where} : {problem.message}" if where else problem.message


def _deposit(row: dict[Any, Any]) -> str:
    state = (
        "actif"
        if row["statut"] == "actif"
        else f"retiré par {quotable(row['retire_par'])} ({quotable(row['motif_retrait'])})"
    )
    counts = listed(f"{int(row[name])} {label}" for name, label in _COUNTED.items())
    day = day_of(row["date"]).strftime("%d/%m/%Y")
    return (
        f"{row['depot']}  {day}  {row['table']}  {quotable(row['fichier'])}  {quotable(row['auteur'])}  "
        f"{counts}  {state}"
    )

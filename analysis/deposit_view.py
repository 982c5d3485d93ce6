"""What a contributor reads about a file: what was understood, what is wrong, what would change."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

import pandas as pd

from analysis.wording import NO_BREAK, date_text, exact_text, is_missing, number_text, period_label, plural
from data.intake import Reading, Receipt
from data.intake.comparison import WHOLE, Difference
from data.report import Group, Problem, Report, Severity
from data.schemas import TABLES

TITLES: dict[Severity, str] = {
    "error": "À corriger",
    "confirm": "À confirmer",
    "information": "Bon à savoir",
}
STEPS = ("Le fichier", "Les colonnes", "La vérification", "Ce qui change", "Enregistré")
CORRECTING = (
    "Vous préférez corriger dans votre tableur\u00a0? Reprenez vos propres lignes\u00a0: les cases en cause "
    "sont colorées, la colonne «\u00a0Erreur\u00a0» dit pourquoi. Le fichier corrigé se dépose ici tel quel."
)
DIFFERENCE_CAPTION = "Lignes par période. Absentes\u00a0: enregistrées, mais pas dans ce fichier."
PLACES = ("Où", "Colonne", "Valeur lue", "À écrire")
SHOWN_CHANGES = 50
SHOWN_ROWS = 100
NOT_TRANSMITTED = "vide"


@dataclass(frozen=True)
class Finding:
    """Problems of one kind: the sentence of the first, and where each of the first ones stands.

    `places` rows are: where, column, value read, what to write.
    """

    sentence: str
    count: str
    places: tuple[tuple[str, str, str, str], ...]


def reading_facts(reading: Reading) -> list[tuple[str, str]]:
    """What was understood of the file, as terms and texts."""
    facts = [("Fichier", reading.filename)]
    if reading.sheet:
        facts.append(("Feuille", reading.sheet))
    if reading.table:
        facts.append(("Contenu reconnu", reading.official or TABLES[reading.table].label))
    if reading.period_start and reading.period_end:
        facts.append(
            ("Période couverte", f"du {date_text(reading.period_start)} au {date_text(reading.period_end)}")
        )
    if reading.table is None:
        return facts
    facts.append(("Lignes lues", number_text(reading.rows_read)))
    facts.append(("Lignes prêtes", number_text(reading.rows_ok)))
    if reading.refused:
        facts.append(("Lignes à corriger", number_text(len(reading.refused))))
    if reading.waiting:
        facts.append(("Lignes en attente d'une réponse", number_text(len(reading.waiting))))
    if reading.table == "activite" and reading.rows_ok:
        facts.append(("Somme des valeurs prêtes", exact_text(reading.sum_value)))
    return facts


def reading_sentence(reading: Reading) -> str:
    """The state of the file in one sentence."""
    errors = len(reading.report.errors)
    if reading.blocked:
        return "Ce fichier ne peut pas être enregistré en l'état. Rien n'a été gardé."
    if errors:
        faults = plural(errors, "erreur", "erreurs")
        return f"{faults} à corriger. Rien n'est enregistré tant que vous n'avez pas choisi."
    if reading.questions:
        return "Le fichier se lit bien. Il reste à confirmer ce qui suit."
    return "Le fichier se lit bien. Vérifiez ce qui va changer, puis enregistrez."


def step_of(reading: Reading | None, asks_columns: bool, confirmed: bool) -> int:
    """The place among `STEPS` of what the visitor has to do now."""
    if reading is None:
        return 0
    if asks_columns:
        return 1
    return 2 if reading.blocked or reading.report.errors or not confirmed else 3


def preview_rows(reading: Reading) -> pd.DataFrame:
    """The first rows as they would be stored, under the labels of their columns, empty columns left out."""
    table = TABLES[str(reading.table)]
    shown = reading.rows.head(SHOWN_ROWS).dropna(axis="columns", how="all")
    labels = {column.name: column.label for column in table.columns} | {"ligne": "Ligne du fichier"}
    texts = {labels[name]: [_cell(value) for value in shown[name].astype(object)] for name in shown.columns}
    return pd.DataFrame(texts)


def correction_name(reading: Reading) -> str:
    """The name of the file handed back."""
    return f"{PurePath(reading.filename).stem}_a_corriger.xlsx"


def partial_label(reading: Reading) -> str:
    """The choice of depositing only the rows that are ready."""
    left_out = len(set(reading.refused) | set(reading.waiting))
    if left_out == 1:
        return "Enregistrer les lignes prêtes sans attendre la dernière, que je renverrai corrigée"
    return f"Enregistrer les lignes prêtes sans attendre les {left_out} autres, que je renverrai corrigées"


def what_is_awaited(author: str | None, confirmed: bool, seen: bool) -> str:
    """What a contributor has still to say before the deposit; nothing when he may deposit."""
    if not author:
        return "Dites plus haut pour qui vous déposez\u00a0: le dépôt en gardera la trace."
    if not confirmed:
        return "Répondez d'abord à ce qui reste à vérifier ou à confirmer plus haut."
    if not seen:
        return "Confirmez que vous avez vu ce qui manque dans ce fichier."
    return ""


def fewer_rows_label(difference: Difference) -> str:
    """What a contributor says he has seen when the store holds more than his file."""
    absent = plural(difference.missing, "ligne enregistrée", "lignes enregistrées")
    return f"J'ai vu que {absent} ne sont pas dans ce fichier et resteront en place"


def findings(reading: Reading, severity: Severity) -> list[Finding]:
    """Problems of one severity, grouped by cause."""
    told = Report(tuple(problem for problem in reading.report.problems if not problem.answered))
    return [_finding(group) for group in told.grouped() if group.severity == severity]


def filled_columns(found: Finding) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """Titles and rows of the places of a finding, without the columns that say nothing."""
    kept = [position for position in range(len(PLACES)) if any(place[position] for place in found.places)]
    return (
        tuple(PLACES[position] for position in kept),
        [tuple(place[position] for position in kept) for place in found.places],
    )


def repairs(reading: Reading) -> list[str]:
    """What was understood rather than read as it stood."""
    return [repair.message for repair in reading.report.repairs]


def difference_sentence(difference: Difference) -> str:
    """« 12 valeurs nouvelles, 1 modifiée, 3 identiques. »"""
    parts = [
        plural(difference.added, "ligne nouvelle", "lignes nouvelles"),
        plural(difference.changed, "ligne modifiée", "lignes modifiées"),
        plural(difference.unchanged, "ligne identique", "lignes identiques"),
    ]
    return ", ".join(parts) + " par rapport à ce qui est enregistré."


def missing_sentence(difference: Difference) -> str:
    """The loud warning when the store holds rows of the same periods that the file lacks."""
    stored = plural(difference.missing, "ligne déjà enregistrée", "lignes déjà enregistrées")
    return (
        f"Attention{NO_BREAK}: {stored} pour les mêmes périodes ne sont pas dans ce fichier. "
        "Elles resteront en place."
    )


def difference_rows(difference: Difference) -> list[tuple[str, ...]]:
    """Per period: new, changed, same, missing from this file."""
    counts = ["nouvelles", "modifiees", "inchangees", "absentes"]
    periods = difference.periods["periode"].astype(str)
    numbers = difference.periods[counts].map(number_text).to_numpy()
    return [(_period(code), *map(str, row)) for code, row in zip(periods, numbers, strict=True)]


def change_rows(difference: Difference, table: str) -> list[tuple[str, str, str, str]]:
    """The first changed values: what, which column, stored value, value of the file."""
    shown = difference.changes.head(SHOWN_CHANGES).astype(object)
    if shown.empty:
        return []
    key = shown[list(TABLES[table].key)].astype(str).agg(" · ".join, axis="columns")
    labels = {column.name: column.label for column in TABLES[table].columns}
    cells = zip(key, shown["colonne"], shown["ancienne"], shown["nouvelle"], strict=True)
    return [(where, labels[column], _cell(before), _cell(after)) for where, column, before, after in cells]


def receipt_facts(receipt: Receipt) -> list[tuple[str, str]]:
    """What a contributor keeps of a deposit."""
    return [
        ("Numéro", receipt.number),
        ("Fichier", receipt.filename),
        ("Lignes nouvelles", number_text(receipt.added)),
        ("Lignes modifiées", number_text(receipt.changed)),
        ("Lignes identiques", number_text(receipt.unchanged)),
        ("Lignes laissées de côté", number_text(receipt.refused)),
        ("Empreinte du fichier", receipt.sha256[:16]),
    ]


def _finding(group: Group) -> Finding:
    first = group.first[0]
    if not any(problem.line for problem in group.first):
        return Finding(" ".join(dict.fromkeys(problem.message for problem in group.first)), "", ())
    places = tuple(_place(problem) for problem in group.first if problem.line or problem.cell)
    count = plural(group.count, "fois", "fois") if group.count > 1 else ""
    return Finding(first.message, count, places)


def _place(problem: Problem) -> tuple[str, str, str, str]:
    where = f"cellule {problem.cell}" if problem.cell else f"ligne {problem.line}"
    column = f"{problem.column} ({problem.letter})" if problem.letter else problem.column or ""
    return where, column, problem.value or "", problem.suggestion or ""


def _period(code: str) -> str:
    if code == WHOLE:
        return "Tout le fichier"
    try:
        return period_label(code)
    except ValueError:
        return code


def _cell(value: Any) -> str:
    if is_missing(value):
        return NOT_TRANSMITTED
    if isinstance(value, pd.Timestamp):
        return date_text(value.date())
    return exact_text(value) if isinstance(value, int | float) else str(value)

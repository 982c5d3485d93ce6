"""What a contributor reads about a file: what was understood, what remains to be done."""

from __future__ import annotations

from pathlib import PurePath

from analysis.wording import date_text, exact_text, number_text, plural
from data.intake import Reading, Receipt
from data.report import Severity
from data.schemas import TABLES

TITLES: dict[Severity, str] = {
    "error": "À corriger",
    "confirm": "À confirmer",
    "information": "Bon à savoir",
}
TO_CORRECT = "_a_corriger"
STEPS = ("Le fichier", "Les colonnes", "La vérification", "Ce qui change", "Enregistré")
CORRECTING = (
    "Vous préférez corriger dans votre tableur\u00a0? Reprenez vos propres lignes\u00a0: les cases en cause "
    "sont colorées, la colonne «\u00a0Erreur\u00a0» dit pourquoi. Le fichier corrigé se dépose ici tel quel."
)


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
    errors = reading.report.count("error")
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


def correction_name(reading: Reading) -> str:
    """The name of the file handed back."""
    return f"{PurePath(reading.filename).stem.removesuffix(TO_CORRECT)}{TO_CORRECT}.xlsx"


def partial_label(reading: Reading) -> str:
    """The choice of depositing only the rows that are ready."""
    left_out = len(set(reading.refused) | set(reading.waiting))
    if left_out == 1:
        return "Enregistrer les lignes prêtes sans attendre la dernière, que je renverrai corrigée"
    return f"Enregistrer les lignes prêtes sans attendre les {left_out} autres, que je renverrai corrigées"


def what_is_awaited(author: str | None, confirmed: bool, seen: bool, settled: bool) -> str:
    """What a contributor has still to say before the deposit; nothing when he may deposit.

    Args:
        settled: no row is left aside, or leaving some aside was chosen.
    """
    if not author:
        return "Dites plus haut pour qui vous déposez\u00a0: le dépôt en gardera la trace."
    if not confirmed:
        return "Répondez d'abord à ce qui reste à vérifier ou à confirmer plus haut."
    if not seen:
        return "Confirmez que vous avez vu ce qui manque dans ce fichier."
    if not settled:
        return "Corrigez d'abord votre fichier, ou cochez l'enregistrement des seules lignes prêtes."
    return ""


def repairs(reading: Reading) -> list[str]:
    """What was understood rather than read as it stood."""
    return [repair.message for repair in reading.report.repairs]


def receipt_facts(receipt: Receipt) -> list[tuple[str, str]]:
    """What a contributor keeps of a deposit."""
    return [
        ("Numéro", receipt.number),
        ("Fichier", receipt.filename),
        ("Contenu", TABLES[receipt.table].label),
        ("Lignes nouvelles", number_text(receipt.added)),
        ("Lignes modifiées", number_text(receipt.changed)),
        ("Lignes identiques", number_text(receipt.unchanged)),
        ("Lignes laissées de côté", number_text(receipt.refused)),
        ("Empreinte du fichier", receipt.sha256[:16]),
    ]

"""How a file is refused as a whole: its name, what it is, what to do instead."""

from __future__ import annotations

from data.report import UnreadableFile, quoted, unreadable

SAVE_AS = "Ouvrez le tableau dans Excel ou LibreOffice et enregistrez-le au format .xlsx ou .csv."


def refused(cause: str, filename: str, reason: str) -> UnreadableFile:
    """« Le fichier « x.csv » ... » followed by the reason."""
    return unreadable(cause, f"Le fichier {quoted(filename)} {reason}")


def not_a_table(filename: str, what: str) -> UnreadableFile:
    """The refusal of a file whose bytes are something else than a table."""
    return refused("not_a_table", filename, f"n’est pas un tableau : c’est {what}. {SAVE_AS}")


def protected(filename: str) -> UnreadableFile:
    """The refusal of a workbook behind a password."""
    return refused(
        "password",
        filename,
        "est protégé par un mot de passe. Ouvrez-le, retirez le mot de passe (Fichier > Informations > "
        "Protéger le classeur), enregistrez-le et déposez-le de nouveau.",
    )


def damaged(filename: str) -> UnreadableFile:
    """The refusal of a workbook that is cut or broken."""
    return refused(
        "cut_file",
        filename,
        "est incomplet ou abîmé : l’envoi ou la copie a sans doute été interrompu. Vérifiez qu’il s’ouvre "
        "dans Excel, puis déposez-le de nouveau.",
    )

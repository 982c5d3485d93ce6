"""The method sheet of an indicator, as the catalogue declares it, in the order a reader asks."""

from __future__ import annotations

from analysis.wording import FREQUENCIES, LEVELS, date_text
from data.codebook import Codebook
from data.declarations import Calculation, DefinitionChange, Indicator

POLARITIES = {
    "up": "Une hausse est souhaitée.",
    "down": "Une baisse est souhaitée.",
    "none": "Ni hausse ni baisse souhaitée\u00a0: suivi sans jugement.",
}
UNITS = {"%": "pour cent", "‰": "pour 1\u202f000 habitants"}
DO_NOT_COMPARE = "ne se comparent pas"
DISCLOSURES = {
    "S0": "Chiffre public.",
    "S1": "Chiffre public\u00a0; un effectif de moins de 5 personnes est caché, "
    "et ce qui le trahirait aussi.",
    "S2": "Chiffre pour les partenaires\u00a0; un effectif de moins de 11 personnes est caché.",
    "S3": "Chiffre interne, jamais publié.",
}


def sheet_of(indicator: Indicator, codebook: Codebook) -> tuple[tuple[str, str], ...]:
    """Terms and texts; what the catalogue leaves empty is left out."""
    entries = (
        ("Question", indicator.question),
        ("Définition", indicator.definition),
        ("Ce qui est compté", indicator.numerator_label or ""),
        ("Rapporté à", indicator.denominator_label or ""),
        ("Unité", unit_text(indicator)),
        ("Lu à côté", "\n".join(f"{each.label} ({unit_text(each)})" for each in indicator.companions)),
        ("Sens de lecture", POLARITIES[indicator.polarity]),
        ("Place dans la chaîne", LEVELS[indicator.level].capitalize()),
        ("Fréquence", frequency_text(indicator)),
        ("Source", indicator.source),
        ("Responsable", indicator.owner),
        ("Promesses servies", _commitments(indicator, codebook)),
        ("Cible de départ, à négocier", indicator.typical_target),
        ("Limites", indicator.caveats),
        ("Effet pervers possible", indicator.perverse_incentive),
        ("À lire avec", _counter(indicator, codebook)),
        ("Diffusion", DISCLOSURES[indicator.disclosure]),
        ("Changements de définition", _changes(indicator)),
        ("Fichier officiel à déposer", indicator.official_file or ""),
    )
    return tuple((term, text) for term, text in entries if text)


def frequency_text(indicator: Indicator) -> str:
    """« Chaque trimestre », « Tous les 2 ans »."""
    if indicator.every_years > 1:
        return f"Tous les {indicator.every_years} ans"
    return FREQUENCIES[indicator.frequency].capitalize()


def unit_text(figure: Calculation) -> str:
    """The unit in words: « pour 1 000 habitants » rather than ‰."""
    return UNITS.get(figure.unit, figure.unit)


def change_note(change: DefinitionChange) -> str:
    """What changed, and that figures do not compare when the note leaves it unsaid."""
    said = not change.breaks_series or DO_NOT_COMPARE in change.note
    return change.note if said else f"{change.note} Les chiffres d'avant et d'après {DO_NOT_COMPARE}."


def _commitments(indicator: Indicator, codebook: Codebook) -> str:
    return "\n".join(f"{code} · {codebook.commitments[code].label}" for code in indicator.commitments)


def _counter(indicator: Indicator, codebook: Codebook) -> str:
    code = indicator.counter_indicator
    return f"{code} · {codebook.indicators[code].label}" if code else ""


def _changes(indicator: Indicator) -> str:
    return "\n".join(
        f"{date_text(change.date)}\u00a0: {change_note(change)}" for change in indicator.definition_changes
    )

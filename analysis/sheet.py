"""The method sheet of an indicator, as the catalogue declares it, in the order a reader asks."""

from __future__ import annotations

from analysis.wording import FREQUENCIES, LEVELS, date_text
from data.codebook import Codebook
from data.declarations import Indicator

POLARITIES = {
    "up": "Une hausse est souhaitée.",
    "down": "Une baisse est souhaitée.",
    "none": "Ni hausse ni baisse souhaitée : suivi sans jugement.",
}
DISCLOSURES = {
    "S0": "Chiffre public.",
    "S1": "Chiffre public ; un effectif de moins de 5 personnes est caché, et ce qui le trahirait aussi.",
    "S2": "Chiffre pour les partenaires ; un effectif de moins de 11 personnes est caché.",
    "S3": "Chiffre interne, jamais publié.",
}


def sheet_of(indicator: Indicator, codebook: Codebook) -> tuple[tuple[str, str], ...]:
    """Terms and texts; what the catalogue leaves empty is left out."""
    entries = (
        ("Question", indicator.question),
        ("Définition", indicator.definition),
        ("Ce qui est compté", indicator.numerator_label or ""),
        ("Rapporté à", indicator.denominator_label or ""),
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


def _commitments(indicator: Indicator, codebook: Codebook) -> str:
    return "\n".join(f"{code} · {codebook.commitments[code].label}" for code in indicator.commitments)


def _counter(indicator: Indicator, codebook: Codebook) -> str:
    code = indicator.counter_indicator
    return f"{code} · {codebook.indicators[code].label}" if code else ""


def _changes(indicator: Indicator) -> str:
    return "\n".join(
        f"{date_text(change.date)} : {change.note}"
        + (" Les chiffres d'avant et d'après ne se comparent pas." if change.breaks_series else "")
        for change in indicator.definition_changes
    )

"""The sheet of a measure: what one unit is, how it adds up, who may read it, how files call it."""

from __future__ import annotations

from analysis.sheet import DISCLOSURES
from analysis.wording import list_text
from data.codebook import Codebook
from data.declarations import Addition, Counted, Indicator, Measure

COUNTED: dict[Counted, str] = {
    "person": "Une personne, comptée une seule fois dans la période quel que soit le nombre de ses venues.",
    "act": "Un acte, une venue ou une démarche\u00a0: la même personne peut en compter plusieurs.",
    "event": "Un fait ou un événement.",
    "hour": "Une heure.",
    "euro": "Un euro.",
    "site": "Un lieu, un établissement ou un organisme.",
    "document": "Un document.",
    "day": "Un jour.",
    "answer": "Une réponse à une enquête.",
}
WAYS = ("D'une période à l'autre", "D'un territoire à l'autre", "D'une structure à l'autre")
NOT_SUMMED = "Ne s'additionne jamais."
NEVER = (
    "Jamais\u00a0: ni d'une période à l'autre, ni d'un territoire à l'autre, ni d'une structure à l'autre."
)
NEVER_PEOPLE = f"{NEVER} La même personne serait comptée plusieurs fois."
OVER_TIME: dict[Addition, str] = {
    "sum": "S'additionne\u00a0: trois mois font un trimestre.",
    "last": "C'est une situation\u00a0: la dernière connue vaut pour toute la période.",
    "mean": "On prend la moyenne des périodes.",
    "never": NOT_SUMMED,
}
OVER_TERRITORIES: dict[Addition, str] = {
    "sum": "S'additionne\u00a0: les quartiers et le reste de la ville font la ville.",
    "last": "La dernière valeur connue vaut pour l'ensemble.",
    "mean": "On prend la moyenne des territoires.",
    "never": NOT_SUMMED,
}
OVER_STRUCTURES: dict[Addition, str] = {
    "sum": "S'additionne.",
    "last": "La dernière valeur connue vaut pour l'ensemble.",
    "mean": "On prend la moyenne des structures.",
    "never": NOT_SUMMED,
}
DIFFERENT_PEOPLE = (
    "Des personnes différentes ne s'additionnent jamais\u00a0: une même personne peut venir deux mois de "
    "suite, dans deux quartiers ou dans deux structures. Une file active se compte à nouveau pour chaque "
    "période."
)


def measure_sheet(measure: Measure, codebook: Codebook) -> tuple[tuple[str, str], ...]:
    """Terms and texts; what the catalogue leaves empty is left out."""
    entries = (
        ("Définition", measure.definition),
        ("Unité", measure.unit),
        ("Une unité, c'est", COUNTED[measure.counts]),
        *_adding_up(measure),
        ("Nombre attendu", "Un nombre entier." if measure.integer else "Un nombre, décimales admises."),
        ("Ne dépasse jamais", codebook.measures[measure.at_most].label if measure.at_most else ""),
        ("Diffusion", DISCLOSURES[measure.sensitivity]),
        (
            "Aussi compris dans un fichier",
            list_text((f"«\u00a0{word}\u00a0»" for word in measure.synonyms), "ou"),
        ),
        ("Code", measure.code),
    )
    return tuple((term, text) for term, text in entries if text)


def adding_up_warning(measure: Measure) -> str:
    """What must be known before adding up people; nothing for other measures."""
    never = "never" in (measure.over_time, measure.over_territories, measure.over_structures)
    return DIFFERENT_PEOPLE if measure.counts == "person" and never else ""


def indicators_using(code: str, codebook: Codebook) -> list[Indicator]:
    """The sheets whose figure, or a figure read beside it, is made of this measure."""
    return [
        indicator
        for indicator in codebook.indicators.values()
        if any(code in each.measures for each in (indicator, *indicator.companions))
    ]


def _adding_up(measure: Measure) -> list[tuple[str, str]]:
    rules = (measure.over_time, measure.over_territories, measure.over_structures)
    if set(rules) == {"never"}:
        return [("Addition", NEVER_PEOPLE if measure.counts == "person" else NEVER)]
    words = (OVER_TIME, OVER_TERRITORIES, OVER_STRUCTURES)
    return [(term, said[rule]) for term, said, rule in zip(WAYS, words, rules, strict=True)]

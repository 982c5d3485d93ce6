"""Which method is honest for which data, and the strongest verdict it allows: the decision table, as code.

Sources: EPOC (at least 3 points on each side), Hawley et al. 2019 and our simulations (minimum lengths and
counts), Maryland scale as What Works Growth uses it (a single series: level 2; with comparison: level 3).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Nature = Literal["outcome", "activity"]
Strength = Literal["", "à confirmer", "indice modéré", "indice solide"]

STRENGTHS: tuple[Strength, ...] = ("", "à confirmer", "indice modéré", "indice solide")
FEWEST_POINTS = 3
FEWEST_PER_PERIOD = 5.0
FEWEST_COMPARATORS = 10
ENOUGH_COMPARATORS = 19
ENOUGH_UNITS = 20
FEW_TREATED, MANY_UNITS = 5, 6
PANEL_BEFORE, PANEL_AFTER = 4, 2
SYNTHETIC_BEFORE = 20

INSUFFICIENT = "Données insuffisantes"
NO_UNITS = "Pas assez d'unités"
TOO_SMALL = "Effectifs trop faibles"
ACTIVITY_ONLY = "Activité, pas effet"
IMPOSSIBLE = "Évaluation impossible en l'état"


@dataclass(frozen=True)
class DataSituation:
    """What the table needs to know.

    Attributes:
        design: "series" (one place over time), "panel" (several units) or "synthetic".
        period_length: periods in a year; mean: count per period before the start (NaN: not a count).
        controlled: a series that the action does not touch stands beside.
        dated: the action has a start; broken: a definition or a way of counting changed near it.
    """

    design: Literal["series", "panel", "synthetic"]
    period_length: int
    n_before: int
    n_after: int
    mean: float
    treated: int = 1
    comparators: int = 0
    controlled: bool = False
    staggered: bool = False
    nature: Nature = "outcome"
    dated: bool = True
    broken: bool = False


@dataclass(frozen=True)
class Decision:
    """The method, the strongest verdict allowed ("" when none), and the reason in French when none is.

    `label` is the word shown when nothing can be concluded; `exploratory` marks short series.
    """

    method: str
    cap: Strength
    label: str = ""
    reason: str = ""
    exploratory: bool = False


def decide(situation: DataSituation) -> Decision:
    """The row of the decision table that these data fall in."""
    if not situation.dated or situation.broken:
        why = "sa définition a changé près du début" if situation.broken else "l'action n'a pas de date"
        return Decision("description", "", IMPOSSIBLE, why)
    if situation.nature == "activity":
        why = "ce chiffre compte ce qui est fait, et monte parce que l'action existe"
        return Decision("description", "", ACTIVITY_ONLY, why)
    if min(situation.n_before, situation.n_after) < FEWEST_POINTS and situation.design == "series":
        return Decision("avant et après, sans test", "", INSUFFICIENT, "moins de trois points d'un côté")
    if situation.mean < FEWEST_PER_PERIOD:
        return Decision("description", "", TOO_SMALL, "moins de cinq cas par période en moyenne")
    rows = {"series": _series, "panel": _panel, "synthetic": _synthetic}
    return rows[situation.design](situation)


def _series(situation: DataSituation) -> Decision:
    length = situation.period_length
    if length >= 12:
        return _monthly(situation)
    if length >= 3:
        return _quarterly(situation)
    why = "une série annuelle ou semestrielle seule ne montre que des changements énormes"
    return Decision("description", "", INSUFFICIENT, why)


def _monthly(situation: DataSituation) -> Decision:
    """Lengths in months; a weekly series needs as many years."""
    month = situation.period_length / 12
    before, after = situation.n_before / month, situation.n_after / month
    if before < 12 or after < 6:
        return Decision("courbe seule", "", INSUFFICIENT, "moins de 12 mois avant ou de 6 mois après")
    if before < 24 or after < 12:
        return Decision("série interrompue, une paire d'harmoniques", "à confirmer", exploratory=True)
    return Decision("série interrompue", "indice solide" if situation.controlled else "indice modéré")


def _quarterly(situation: DataSituation) -> Decision:
    year = situation.period_length / 4
    if situation.n_before / year < 12 or situation.n_after / year < 4:
        why = "moins de 12 trimestres avant ou de 4 après"
        return Decision("courbe seule", "", INSUFFICIENT, why)
    cap: Strength = "indice modéré" if situation.controlled else "à confirmer"
    return Decision("série interrompue, une paire d'harmoniques", cap, exploratory=not situation.controlled)


def _panel(situation: DataSituation) -> Decision:
    if situation.comparators < min(FEWEST_COMPARATORS, _fewest_beside(situation)):
        return Decision("chiffres côte à côte", "", NO_UNITS, _few_units(situation.comparators))
    if situation.n_before < PANEL_BEFORE or situation.n_after < PANEL_AFTER:
        why = f"moins de {PANEL_BEFORE} périodes avant ou de {PANEL_AFTER} après"
        return Decision("chiffres côte à côte", "", INSUFFICIENT, why)
    name = "différence de différences"
    if situation.staggered:
        name = "effets par groupe de départ, comparés aux jamais concernés"
    return Decision(name, "indice solide" if _enough(situation) else "à confirmer")


def _fewest_beside(situation: DataSituation) -> int:
    """Six units beside at least six concerned ones allow a clustered test."""
    return MANY_UNITS if situation.treated >= MANY_UNITS else FEWEST_COMPARATORS


def _enough(situation: DataSituation) -> bool:
    if situation.treated == 1:
        return situation.comparators >= ENOUGH_COMPARATORS
    if situation.treated <= FEW_TREATED:
        return situation.treated + situation.comparators >= ENOUGH_UNITS
    return situation.comparators >= MANY_UNITS


def _synthetic(situation: DataSituation) -> Decision:
    """Over-fitted when the baseline is short: then only a sensitivity check of the differences."""
    if situation.comparators < FEWEST_COMPARATORS:
        return Decision("chiffres côte à côte", "", NO_UNITS, _few_units(situation.comparators))
    if situation.n_before < PANEL_BEFORE or situation.n_after < PANEL_AFTER:
        why = f"moins de {PANEL_BEFORE} périodes avant ou de {PANEL_AFTER} après"
        return Decision("chiffres côte à côte", "", INSUFFICIENT, why)
    enough = situation.n_before >= SYNTHETIC_BEFORE and situation.comparators >= ENOUGH_COMPARATORS
    return Decision("contrôle synthétique", "indice solide" if enough else "à confirmer")


def _few_units(comparators: int) -> str:
    return (
        f"{comparators} territoire(s) de comparaison, il en faut {FEWEST_COMPARATORS} pour une première "
        f"indication et {ENOUGH_COMPARATORS} pour conclure"
    )

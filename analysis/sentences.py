"""The sentences of verdicts and targets: the reason in one plain line, and what would be needed next.

Each function returns a fragment without capital nor full stop; `wording.sentence` makes it a sentence.
"""

from __future__ import annotations

from typing import Any

import pandas as pd

from analysis.change import Change
from analysis.wording import (
    NO_BREAK,
    change_text,
    in_period,
    interval_text,
    is_missing,
    number_text,
    period_label,
    plural,
    printed,
    share_text,
    the_period,
    value_text,
)
from data.declarations import Calculation
from data.periods import Kind

COLON = f"{NO_BREAK}: "
TENTH = 0.1
NOUNS: dict[Kind, tuple[str, str]] = {
    "month": ("mois", "mois"),
    "quarter": ("trimestre", "trimestres"),
    "half_year": ("semestre", "semestres"),
    "year": ("année", "années"),
    "school_year": ("année scolaire", "années scolaires"),
}
_NUMBERS = ("", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix")


def followed_without_judgement(level: str) -> str:
    if level == "contexte":
        return f"repère de contexte{COLON}il ne mesure pas l'action de la Ville"
    return f"suivi sans jugement{COLON}une hausse n'est ni bonne ni mauvaise en soi"


def no_figure() -> tuple[str, str]:
    return "aucun chiffre transmis", "Transmettre les premiers chiffres"


def only_provisional() -> tuple[str, str]:
    return "chiffres provisoires seulement", "Attendre les chiffres définitifs"


def not_shown(flag: str, period: str) -> tuple[str, str]:
    """Why one period has no figure to judge, and what to do."""
    when = in_period(period)
    texts = {
        "masked": (
            f"chiffre secret {when}, effectif trop petit",
            "Attendre un effectif assez grand pour être montré",
        ),
        "not_additive": (
            f"pas de total {when}{COLON}les chiffres des structures ne s'additionnent pas",
            "Lire structure par structure",
        ),
    }
    return texts.get(flag, (f"chiffre non transmis {when}", "Transmettre le chiffre manquant"))


def low_coverage(reported: Any, expected: Any, coverage: float, period: str) -> tuple[str, str]:
    """« 8 structures sur 13 ont transmis en 2025 » and « Relancer 5 structures »."""
    if is_missing(reported) or is_missing(expected):
        return (
            f"{share_text(coverage)} des structures ont transmis {in_period(period)}",
            "Relancer les structures",
        )
    verb = "ont" if reported >= 2 else "a"
    late = plural(expected - reported, "structure", "structures")
    who = f"{plural(reported, 'structure', 'structures')} sur {number_text(expected)} {verb} transmis"
    return f"{who} {in_period(period)}", f"Relancer {late}"


def too_few_points(points: int, needed: int, frequency: Kind, every_years: int = 1) -> tuple[str, str]:
    """« 3 points seulement : il en faut 5 » and « Deux années de plus »."""
    reason = f"{plural(points, 'point', 'points')} seulement{COLON}il en faut {needed}"
    return reason, more_periods((needed - points) * every_years, frequency)


def definition_changed(year: int, points: int, needed: int, frequency: Kind) -> tuple[str, str]:
    """« définition changée en 2025 : 2 points depuis, il en faut 5 »."""
    since = f"{plural(points, 'point', 'points')} depuis, il en faut {needed}"
    return f"définition changée en {year}{COLON}{since}", more_periods(needed - points, frequency)


def not_consecutive(missing_period: str) -> tuple[str, str]:
    label = the_period(missing_period)
    return f"périodes non consécutives{COLON}il manque {label}", f"Compléter {label}"


def no_interval() -> tuple[str, str]:
    return "intervalle non calculable", "Transmettre les effectifs derrière le chiffre"


def more_periods(count: int, frequency: Kind) -> str:
    """« Deux années de plus »."""
    one, several = NOUNS[frequency]
    number = _NUMBERS[count] if count < len(_NUMBERS) else number_text(count)
    if count == 1 and frequency in ("year", "school_year"):
        number = "une"
    return f"{number.capitalize()} {one if count < 2 else several} de plus"


def change_over_year(change: Change, unit: str, span: str) -> str:
    """« 62,4 % sur 4 trimestres contre 55,1 % un an plus tôt, écart de +7,3 points (de +3,1 à +11,5) »."""
    before = value_text(change.reference, unit)
    text = f"{value_text(change.value, unit)} {span} contre {before} un an plus tôt, {_gap(change, unit)}"
    if change.is_too_vague:
        return f"{text}{COLON}trop incertain pour conclure"
    return text + (f"{COLON}pas de changement net" if change.direction == "flat" else "")


def _gap(change: Change, unit: str) -> str:
    if change.form == "ratio":
        percents = [100 * (ratio - 1) for ratio in (change.change, change.low, change.high)]
        shown = number_text(percents[0], signed=True) + NO_BREAK + "%"
        return f"soit {shown} ({interval_text(percents[1], percents[2], '%', signed=True)})"
    around = interval_text(change.low, change.high, "", signed=True)
    return f"écart de {_points_text(_as_read(change), unit)} ({around})"


def _as_read(change: Change) -> float:
    """The difference of the two figures as they are printed, so that whoever subtracts them finds it."""
    read = float(printed(change.value) - printed(change.reference))
    return read if abs(change.change) >= TENTH and read else change.change


def _points_text(change: float, unit: str) -> str:
    """Percentages are read to a tenth: « moins de 0,1 point », never « +0,0071 point »."""
    if unit.startswith("%") and 0 < abs(change) < TENTH:
        sign = 1 if change > 0 else -1
        return change_text(sign * TENTH, unit) if abs(change) >= TENTH / 2 else "moins de 0,1 point"
    return change_text(change, unit)


def span_compared(indicator: Calculation, frequency: Kind, last: str) -> str:
    """Over what a figure is compared with the year before.

    « sur 4 trimestres » for a pooled share, « par trimestre en moyenne » for a count, « en moyenne sur
    4 trimestres » for what cannot be pooled, « au 3e trimestre 2026 » for a state.
    """
    if indicator.snapshot:
        return in_period(last)
    if indicator.kind == "count":
        return f"par {NOUNS[frequency][0]} en moyenne"
    count = {"month": 12, "quarter": 4, "half_year": 2}.get(frequency, 1)
    pooled = f"sur {plural(count, *NOUNS[frequency])}"
    return pooled if indicator.kind in ("proportion", "rate") else f"en moyenne {pooled}"


def trend_over_years(first: pd.Series, last: pd.Series, unit: str, direction: str, outlier: bool) -> str:
    """« de 55,1 % en 2021 à 62,4 % en 2025, en hausse »."""
    ends = (
        f"de {value_text(first['value'], unit)} {in_period(first['period'])}"
        f" à {value_text(last['value'], unit)} {in_period(last['period'])}"
    )
    words = {"up": "en hausse", "down": "en baisse", "flat": "ni hausse ni baisse nette"}
    return f"{ends}, {words[direction]}" + (f"{COLON}la tendance tient à une seule année" if outlier else "")


def provisional_left_out(periods: list[str]) -> str:
    """« 3e trimestre 2026 provisoire, non compté », between parentheses, after a reason."""
    if not periods:
        return ""
    many = len(periods) > 1
    label = f"{period_label(periods[0])}{' et suivants' if many else ''}"
    return f" ({label} provisoire{'s' if many else ''}, non compté{'s' if many else ''})"


def wait_for_more() -> str:
    return "Attendre des effectifs plus grands"


def target_step(has_target: bool, has_start: bool, is_ahead_of_start: bool = True) -> str:
    """What a target lacks to be followed; "" when it lacks nothing."""
    if not has_target:
        return "Fixer une cible"
    if not has_start:
        return "Fixer un point de départ"
    return "" if is_ahead_of_start else f"Revoir la cible{COLON}le point de départ y est déjà"

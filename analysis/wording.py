"""Every number, date, period and label as a French reader sees it.

Typography (interface.md section 4): narrow no-break space U+202F between thousands, no-break space
U+00A0 before %, ‰ and €, real minus sign U+2212, decimal comma. Plain words take an ordinary space.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, NamedTuple

import pandas as pd
from babel.dates import format_date
from babel.numbers import format_decimal

from data.periods import cached_parse

LOCALE = "fr_FR"
NO_BREAK = "\u00a0"
MINUS = "\u2212"
NOT_TRANSMITTED = f"n.{NO_BREAK}d."
MASKED = "secret"
NOT_APPLICABLE = "sans objet"
NOT_ADDITIVE = "non sommable"


class Badge(NamedTuple):
    """How a verdict is shown: its words and the icon that doubles its colour."""

    label: str
    icon: str


VERDICTS: dict[str, Badge] = {
    "progres": Badge("Progrès", "▲"),
    "recul": Badge("Recul", "▼"),
    "stable": Badge("Stable", "●"),
    "on ne peut pas conclure": Badge("On ne peut pas conclure", "○"),
    "contexte": Badge("Suivi sans jugement", "◇"),
}
LEVELS: dict[str, str] = {
    "moyens": "moyens",
    "realisation": "réalisation",
    "resultat": "résultat",
    "impact": "impact",
    "contexte": "contexte",
}
FREQUENCIES: dict[str, str] = {
    "month": "chaque mois",
    "quarter": "chaque trimestre",
    "half_year": "chaque semestre",
    "year": "chaque année",
    "school_year": "chaque année scolaire",
}
FLAGS: dict[str, str] = {
    "ok": "",
    "masked": MASKED,
    "missing": NOT_TRANSMITTED,
    "not_additive": NOT_ADDITIVE,
    "provisional": "provisoire",
    "break": "rupture de série",
}
ACTIVITY = "Ce chiffre dit ce qui est fait, pas ce que cela change pour les personnes."
FLAG_MEANINGS: dict[str, str] = {
    "ok": "Chiffre complet et définitif.",
    "masked": "Effectif trop petit, ou chiffre réservé aux partenaires\u00a0: caché pour que personne ne "
    "soit reconnaissable.",
    "missing": "Chiffre non transmis. Il ne vaut pas zéro.",
    "not_additive": "Les chiffres des structures ne s'additionnent pas\u00a0: au mieux, des bornes.",
    "provisional": "Chiffre provisoire, qui peut encore changer.",
    "break": "La définition a changé\u00a0: ne pas comparer avec les périodes d'avant.",
}

_SYMBOLS = ("%", "‰", "€")
_UNIT_WORDS = {"‰": "pour 1\u202f000 habitants"}
_LINKS = ("de", "du", "des", "pour", "par", "à", "en", "sur", "avec", "sans")
_INVARIABLE = ("mois", "fois", "avis", "cas", "décès", "repas", "temps", "accès", "permis", "colis", "plus")


def is_missing(value: Any) -> bool:
    return value is None or bool(pd.isna(value))


def number_text(value: Any, signed: bool = False) -> str:
    """A number with at most one decimal, none from 1 000 on; two digits where less would show 0.

    Missing gives "n. d.". `signed` puts + before a positive number.
    """
    if is_missing(value):
        return NOT_TRANSMITTED
    rounded = printed(value)
    text = format_decimal(abs(rounded), format="#,##0.######", locale=LOCALE)
    if rounded < 0:
        return MINUS + text
    return f"+{text}" if signed and rounded > 0 else text


def exact_text(value: Any) -> str:
    """A number to compare with one's own file: not rounded before the third decimal."""
    if is_missing(value):
        return NOT_TRANSMITTED
    return format_decimal(Decimal(repr(float(value))), format="#,##0.###;\u2212#,##0.###", locale=LOCALE)


def printed(value: Any) -> Decimal:
    """The number that `number_text` prints: what a reader would add or subtract."""
    exact = Decimal(repr(float(value)))
    decimals = _decimals(abs(exact))
    return exact.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)


def _decimals(size: Decimal) -> int:
    if size >= 1000:
        return 0
    if size == 0 or size >= Decimal("0.1"):
        return 1
    return min(1 - size.adjusted(), 6)


def value_text(value: Any, unit: str, flag: str = "ok") -> str:
    """A value with its unit: « 12,5 % », « 3 pour 1 000 habitants », « 1 personne ».

    `unit` is the plural of the catalogue; "‰" means per 1,000 inhabitants, any other base says so
    in its unit ("pour 1 000 logements"). A masked, missing or unaddable value is said in words.
    """
    if flag in ("masked", "missing", "not_additive"):
        return FLAGS[flag]
    if is_missing(value):
        return NOT_TRANSMITTED
    return number_text(value) + _unit_text(value, unit)


def _unit_text(value: Any, unit: str) -> str:
    if unit in _UNIT_WORDS:
        return " " + _UNIT_WORDS[unit]
    if unit.startswith(_SYMBOLS):
        return NO_BREAK + unit
    return f" {unit_noun(value, unit)}" if unit else ""


def unit_noun(count: Any, unit: str) -> str:
    """A catalogue unit agreed with a count: 1 « personne », 2 « personnes »."""
    return unit if _is_plural(count) else _singular(unit)


def _is_plural(count: Any) -> bool:
    return abs(printed(count)) >= 2


def _singular(unit: str) -> str:
    words = unit.split(" ")
    end = next((i for i, word in enumerate(words) if word in _LINKS or word.startswith("d'")), len(words))
    return " ".join([_singular_word(word) for word in words[:end]] + words[end:])


def _singular_word(word: str) -> str:
    if word in _INVARIABLE or word.endswith("-vous"):
        return word
    if word.endswith("aux") and not word.endswith("eaux"):
        return word[:-3] + "al"
    return word[:-1] if word.endswith(("s", "eaux")) else word


def interval_text(low: Any, high: Any, unit: str, signed: bool = False) -> str:
    """« de 52,1 à 63,4 % »; « intervalle non calculable » when a limit is missing."""
    if is_missing(low) or is_missing(high):
        return "intervalle non calculable"
    return f"de {number_text(low, signed)} à {number_text(high, signed)}{_unit_text(high, unit)}"


def change_text(change: Any, unit: str) -> str:
    """A signed difference; percentages differ in points: « +7,3 points », « −3 jours »."""
    if is_missing(change):
        return NOT_TRANSMITTED
    return number_text(change, signed=True) + _unit_text(change, "points" if unit.startswith("%") else unit)


def coverage_text(reported: Any, expected: Any) -> str:
    """« 11 structures sur 13 »; « sans objet » where no structure is expected."""
    if is_missing(reported) or is_missing(expected) or expected == 0:
        return NOT_APPLICABLE
    return f"{plural(reported, 'structure', 'structures')} sur {number_text(expected)}"


def share_text(share: Any) -> str:
    """A share between 0 and 1, in percent: « 62 % »."""
    return value_text(None if is_missing(share) else round(float(share) * 100), "%")


def plural(count: Any, singular: str, plural: str) -> str:
    """The count and its noun, agreed as French does (0 and 1 are singular): « 3 structures »."""
    return f"{number_text(count)} {plural if _is_plural(count) else singular}"


def sentence(text: str) -> str:
    """A fragment as a sentence: capital letter and full stop."""
    return text[:1].upper() + text[1:] + ("" if not text or text[-1] in ".!?…" else ".")


def list_text(items: Iterable[str], last: str = "et") -> str:
    """« a, b et c »."""
    words = list(items)
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def period_label(code: str) -> str:
    """« 3e trimestre 2026 » for "2026-T3"."""
    return cached_parse(code).label


def the_period(code: str) -> str:
    """« 2025 », « mars 2025 », « le 3e trimestre 2026 »."""
    period = cached_parse(code)
    if period.kind in ("quarter", "half_year"):
        return f"le {period.label}"
    return period.label if period.kind == "month" else code


def in_period(code: str) -> str:
    """« en 2025 », « en mars 2025 », « au 3e trimestre 2026 »."""
    period = cached_parse(code)
    if period.kind in ("quarter", "half_year"):
        return f"au {period.label}"
    return f"en {period.label if period.kind == 'month' else code}"


def date_text(day: date) -> str:
    """« 3 mars 2026 », « 1er mars 2026 »."""
    text = format_date(day, "d MMMM y", locale=LOCALE)
    return text.replace("1 ", "1er ", 1) if day.day == 1 else text


def relative_days(day: date, today: date) -> str:
    """« aujourd'hui », « il y a 3 jours », « dans 2 jours »; in months from 60 days, years from 24 months."""
    days = (today - day).days
    near = {0: "aujourd'hui", 1: "hier", -1: "demain"}
    if days in near:
        return near[days]
    return f"{'il y a' if days > 0 else 'dans'} {_duration(abs(days))}"


def _duration(days: int) -> str:
    if days < 60:
        return plural(days, "jour", "jours")
    months = int(days / 30.4375)
    return plural(months, "mois", "mois") if months < 24 else plural(months // 12, "an", "ans")

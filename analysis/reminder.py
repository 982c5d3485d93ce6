"""The message that asks a structure for what is missing: polite, exact, ready to copy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from analysis.sentences import COLON
from analysis.unusual_values import UnusualValue
from analysis.wording import NO_BREAK, date_text, list_text, plural
from data.periods import Period

VALUES_NAMED = 6


@dataclass(frozen=True)
class Missing:
    """One period whose delay has run out, and what has not arrived of it.

    Attributes:
        measures: labels of the measures of which nothing came.
        declared: labels of those that the structure wrote it does not have.
        is_whole: nothing of the period arrived.
    """

    period: Period
    measures: tuple[str, ...]
    declared: tuple[str, ...]
    is_whole: bool


def reminder(
    structure: str,
    missing: Sequence[Missing],
    unusual: Sequence[UnusualValue],
    city: str,
    today: date,
    root: str,
) -> str:
    """The whole message, with the addresses of the file to fill in and of the page to send it.

    Nothing missing and nothing to confirm: no message.
    """
    if not missing and not unusual:
        return ""
    parts = ["Bonjour,", *_asked(missing, city, today)]
    if unusual:
        parts.append(_to_confirm(unusual, " aussi" if missing else ""))
    if missing:
        parts.append(_how(structure, root))
    else:
        parts.append(f"Si un chiffre est à corriger, le fichier corrigé se dépose ici{COLON}\n{root}deposer")
    parts.append(
        "Si quelque chose vous manque ou vous prend trop de temps, dites-le-nous"
        f"{COLON}nous cherchons ensemble une façon plus simple."
    )
    parts.append(f"Merci de votre aide.\nLa coordination, Ville de {city}")
    return "\n\n".join(parts)


def _asked(missing: Sequence[Missing], city: str, today: date) -> list[str]:
    if not missing:
        return []
    lines = [f"- {_periods(same)}{COLON}{_what(same[0])}" for same in _grouped(missing)]
    opening = (
        f"Pour le suivi des engagements de la Ville de {city}, nous n'avons pas encore reçu, au "
        f"{date_text(today)}{COLON}"
    )
    return ["\n".join([opening, *lines])]


def _grouped(missing: Sequence[Missing]) -> list[list[Missing]]:
    """Periods of one rhythm that lack the same measures are asked for together."""
    groups: dict[tuple[object, ...], list[Missing]] = {}
    for each in missing:
        key = (each.period.kind, each.measures, each.declared, each.is_whole)
        groups.setdefault(key, []).append(each)
    return list(groups.values())


def _periods(same: Sequence[Missing]) -> str:
    return list_text(each.period.label for each in reversed(same))


def _what(one: Missing) -> str:
    """The measures missing, all of them or some, then those told as not known, asked once more."""
    whole = "tout l'envoi, soit " if one.is_whole else ""
    told = [whole + _quoted(one.measures)] if one.measures else []
    if one.declared:
        told.append(
            f"{_quoted(one.declared)}, que vous aviez noté «{NO_BREAK}n.d.{NO_BREAK}» "
            "(si le chiffre existe maintenant)"
        )
    return f"{NO_BREAK}; ".join(told)


def _quoted(labels: Sequence[str]) -> str:
    return list_text(f"«{NO_BREAK}{label}{NO_BREAK}»" for label in labels)


def _to_confirm(unusual: Sequence[UnusualValue], also: str) -> str:
    lines = [f"- {each.measure}, {each.where}{COLON}{each.said}" for each in unusual[:VALUES_NAMED]]
    if len(unusual) > VALUES_NAMED:
        lines.append(f"- et {plural(len(unusual) - VALUES_NAMED, 'autre', 'autres')}")
    return "\n".join([f"Pouvez-vous{also} nous confirmer ces valeurs, qui nous surprennent{COLON}", *lines])


def _how(structure: str, root: str) -> str:
    template = urlencode({"rubrique": "modeles", "structure": structure})
    return (
        f"Votre fichier à remplir, déjà préparé avec vos mesures{COLON}\n{root}dictionnaire?{template}\n"
        f"Pour l'envoyer{COLON}\n{root}deposer\n"
        f"Un chiffre que vous n'avez pas s'écrit «{NO_BREAK}n.d.{NO_BREAK}»{COLON}ce n'est pas un zéro."
    )

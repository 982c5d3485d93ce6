"""What is said of the support to associations: what the city owes, as plainly as what it asks for."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.agreements import Agreement
from analysis.grants import PAYMENT_DAYS
from analysis.payments_view import Delays, PaymentsView
from analysis.standing import Standing
from analysis.wording import (
    NO_BREAK,
    in_period,
    list_text,
    number_text,
    plural,
    sentence,
    value_text,
)


def answer(paid: PaymentsView, ending: Sequence[Agreement]) -> str:
    """The answer in a sentence: who waits for a payment or for a word, or that nobody does."""
    silent = [one for one in ending if one.lacks_position]
    problems = []
    if paid.waiting:
        forms = ("subvention notifiée attend son", "subventions notifiées attendent leur")
        number = plural(len(paid.waiting), *forms)
        problems.append(f"{number} versement depuis plus de {PAYMENT_DAYS} jours")
    if silent:
        problems.append(_without_position(len(silent), len(ending)))
    if problems:
        return f"Pas toutes{NO_BREAK}: {list_text(problems)}."
    return (
        "Sur ce qui se mesure ici, oui\u00a0: aucune subvention n'attend son versement hors délai, et chaque "
        "convention qui se termine d'ici un an a une position écrite ou une suite."
    )


def _without_position(silent: int, ending: int) -> str:
    """« 2 conventions sur 3 qui se terminent d'ici un an n'ont pas de position écrite »."""
    if ending == 1:
        return "la convention qui se termine d'ici un an n'a pas de position écrite"
    number = f"{plural(silent, 'convention', 'conventions')} sur {number_text(ending)}"
    verb = "n'ont" if silent > 1 else "n'a"
    return f"{number} qui se terminent d'ici un an {verb} pas de position écrite"


def payment(paid: PaymentsView) -> str:
    """« En 2026, subventions versées en 60 jours au plus : 15 sur 21 (71 %). Délai médian… »"""
    if not paid.years:
        return ""
    last = paid.years[-1]
    said = (
        f"En {last.year}, subventions versées en {PAYMENT_DAYS} jours au plus{NO_BREAK}: {last.timely_text}. "
        f"Délai médian{NO_BREAK}: {value_text(last.median, 'jours')}."
    )
    return f"{said} {_before(paid.years)}".strip()


def assurance(multi_year: Standing | None, ending: Sequence[Agreement]) -> str:
    """The share of the amounts under a multi-year agreement, and what is said of those that end."""
    said = []
    if multi_year is not None and multi_year.last is not None:
        last = multi_year.last
        share = last.text(multi_year.indicator.unit)
        said.append(f"{share} des montants sont sous convention pluriannuelle {in_period(last.period.code)}.")
    if ending:
        answered = sum(not one.lacks_position for one in ending)
        ends = plural(len(ending), "convention se termine", "conventions se terminent")
        renewed = any(one.is_renewed and one.position is None for one in ending)
        how = "une position écrite ou une suite" if renewed else "une position écrite"
        said.append(sentence(f"{ends} d'ici un an, {number_text(answered)} avec {how}"))
    return " ".join(said)


def dialogue(held: Standing | None) -> str:
    """How many yearly talks were held."""
    if held is None or held.last is None or held.last.numerator is None or held.last.denominator is None:
        return ""
    last = held.last
    talks = plural(last.numerator, "dialogue de gestion tenu", "dialogues de gestion tenus")
    return sentence(f"{talks} sur {number_text(last.denominator)} {in_period(last.period.code)}")


def _before(years: Sequence[Delays]) -> str:
    """The year before, for comparison, without a judgement."""
    if len(years) < 2:
        return ""
    before = years[-2]
    return f"En {before.year}{NO_BREAK}: {before.timely_text}."

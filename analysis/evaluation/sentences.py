"""The sentences of an evaluation: rounded, always with their interval, at most three numbers."""

from __future__ import annotations

import math
from collections.abc import Sequence

from analysis.evaluation.decision import ACTIVITY_ONLY, INSUFFICIENT, Decision, Strength
from analysis.evaluation.declaration import Declaration
from analysis.evaluation.effect import Check, Effect, NextConclusion
from analysis.wording import MINUS, NO_BREAK, list_text, number_text, plural, sentence

COLON = f"{NO_BREAK}: "
POLICE = (
    "Ce chiffre mesure l'activité policière" + COLON + "il monte quand les contrôles montent, et ne dit pas "
    "combien de personnes consomment"
)
PERIOD_NOUNS = {12: ("mois", "mois"), 4: ("trimestre", "trimestres"), 1: ("an", "ans")}


def percent(share: float) -> str:
    """« 11 % », « moins de 1 % »: whole percents, without sign."""
    whole = math.floor(abs(share) * 100 + 0.5)
    return f"{whole}{NO_BREAK}%" if whole else f"moins de 1{NO_BREAK}%"


def signed_percent(share: float) -> str:
    """« −12 % », « +5 % », « 0 % »."""
    whole = math.floor(abs(share) * 100 + 0.5)
    sign = "" if not whole else MINUS if share < 0 else "+"
    return f"{sign}{whole}{NO_BREAK}%"


def impossible(reason: str) -> str:
    return f"L'effet ne peut pas être évalué{COLON}{reason}."


def not_feasible(decision: Decision, needed: NextConclusion) -> str:
    """« Données insuffisantes : moins de 12 mois avant. Il faudrait ... »."""
    if decision.label == ACTIVITY_ONLY:
        return f"{decision.label}{COLON}{decision.reason}."
    reason = (
        decision.reason if decision.label == INSUFFICIENT else f"{_lower(decision.label)} ({decision.reason})"
    )
    head = f"Les données ne permettent pas de conclure{COLON}{reason}."
    return f"{head} Il faudrait {needed.missing}." if needed.missing else head


def not_enough(effect: Effect, plan: Declaration, visible: float, needed: NextConclusion) -> str:
    """The smallest drop that would be seen, and what is missing."""
    parts = ["Les données ne permettent pas de conclure."]
    if not math.isnan(visible):
        parts.append(
            f"Avec {_size(effect, plan)}, seule une baisse d'au moins {percent(visible)} serait visible."
        )
    if needed.missing:
        parts.append(f"Il faudrait {needed.missing}.")
    return " ".join(parts)


def visible_first(effect: Effect, plan: Declaration, visible: float) -> str:
    """Said before the result: what these data could show at all."""
    if math.isnan(visible):
        return "Ces données ne permettent aucun test."
    enough = visible <= plan.plausible
    verdict = "assez pour l'effet attendu" if enough else "trop peu pour l'effet attendu"
    return (
        f"Avec {_size(effect, plan)}, ces données peuvent montrer une baisse d'au moins {percent(visible)}"
        f"{COLON}{verdict} ({percent(plan.plausible)} au plus)."
    )


def inconclusive(effect: Effect, plan: Declaration) -> str:
    low, high = _bounds(effect, signed=True, unit=plan.unit)
    return (
        f"On ne peut pas dire si {_lower(plan.indicator)} {_verb(plan, 'a changé', 'ont changé')} du fait de "
        f"{plan.action}{COLON}l'effet se situe entre {low} et {high}. "
        "Cela ne veut pas dire qu'il n'y a pas d'effet."
    )


def no_notable_change(plan: Declaration) -> str:
    verb = _verb(plan, "n'a pas changé", "n'ont pas changé")
    return (
        f"{plan.indicator} {verb} de façon notable{COLON}un effet de plus de 10{NO_BREAK}% est exclu par ces "
        "données."
    )


def change(
    effect: Effect,
    plan: Declaration,
    decision: Decision,
    strength: Strength,
    failed: Sequence[Check],
    seen: bool,
) -> str:
    """The sentence of a drop or a rise, by its strength."""
    way = "baissé" if effect.estimate < 0 else "augmenté"
    size, bounds = _around(effect, plan)
    changed = f"{plan.indicator} {_verb(plan, 'a', 'ont')} {way}"
    head = f"{changed} d'environ {size} (entre {bounds[0]} et {bounds[1]})"
    noun = "baisse" if effect.estimate < 0 else "hausse"
    if strength == "à confirmer":
        return f"{head} après {plan.since}. {_doubt(noun, effect, decision, failed, seen)}"
    if not effect.situation.controlled and not effect.comparators:
        link = f"le lien avec {plan.action} est plausible, pas démontré"
        return f"{head} par rapport à la tendance antérieure. Aucun territoire de comparaison{COLON}{link}."
    if strength == "indice modéré":
        link = f"Le lien avec {plan.action} est plausible, pas démontré."
        return f"{head} par rapport {plan.comparators}. {link}"
    return (
        f"{head} par rapport {plan.comparators}, où rien de tel n'a eu lieu. Un lien avec {plan.action} est "
        f"probable. Réserve principale{COLON}{fragile(effect, plan)}."
    )


def absolute(effect: Effect, plan: Declaration) -> str:
    """« Environ 40 faits de moins par an, entre 15 et 60. »."""
    value, low, high = effect.per_year()
    if any(math.isnan(number) for number in (value, low, high)):
        return ""
    way = "de moins" if value < 0 else "de plus"
    near, far = sorted((abs(low), abs(high)))
    rate = effect.scale == "absolute" or effect.method != "interrupted_series"
    noun = plan.unit
    span = " par période, en moyenne" if rate else " par an"
    return sentence(f"environ {_count(abs(value))} {noun} {way}{span}, entre {_count(near)} et {_count(far)}")


def reserve(effect: Effect, plan: Declaration, checks: Sequence[Check]) -> str:
    """What to keep in mind first; nothing where nothing was compared, but for what follows the police."""
    if plan.police:
        return f"{POLICE}."
    if not checks:
        return ""
    open_questions = [c for c in checks if c.code.startswith("question_") and c.passed is False]
    if open_questions:
        return sentence(open_questions[0].failure)
    return sentence(fragile(effect, plan))


def fragile(effect: Effect, plan: Declaration) -> str:
    """The assumption that breaks first."""
    if plan.police:
        return _lower(POLICE)
    if plan.fragile:
        return plan.fragile
    if effect.comparators:
        return "on suppose que, sans l'action, les lieux concernés auraient évolué comme les autres"
    if effect.situation.controlled:
        return "on suppose que, sans l'action, la série aurait suivi celle de comparaison"
    return "on suppose que, sans l'action, la tendance d'avant se serait prolongée"


def missing(needed: NextConclusion) -> str:
    return sentence(f"il faudrait {needed.missing}") if needed.missing else ""


def reasons(
    effect: Effect, plan: Declaration, visible: float, checks: Sequence[Check]
) -> tuple[tuple[bool, str], ...]:
    """Three ticks or crosses: enough data, a comparison, checks that hold."""
    enough = not visible > plan.plausible
    amount = "assez de données" if enough else "trop peu de données"
    power = f"Seul un effet d'au moins {percent(visible)} se verrait{COLON}{amount}."
    tried = [check for check in checks if check.passed is not None]
    failed = [check for check in tried if not check.passed]
    held = f"{plural(len(tried), 'contrôle tenu', 'contrôles tenus')} sur {len(tried)}."
    if failed:
        held = f"{len(tried) - len(failed)} contrôles tenus sur {len(tried)}{COLON}{failed[0].failure}."
    return ((enough, power), _comparison(effect, plan), (not failed, held))


def _comparison(effect: Effect, plan: Declaration) -> tuple[bool, str]:
    touched = plan.answers is not None and plan.answers.get("comparaison_intacte") == "non"
    if touched and (effect.comparators or effect.situation.controlled):
        return False, f"Comparé {plan.comparators}, qui ont pu être touchés aussi."
    if effect.comparators:
        places = plural(len(effect.comparators), "territoire comparable", "territoires comparables")
        return True, f"Comparé à {places}, sans l'action."
    if effect.situation.controlled:
        return True, f"Comparé {plan.comparators}."
    return False, "Aucun territoire de comparaison."


def _doubt(noun: str, effect: Effect, decision: Decision, failed: Sequence[Check], seen: bool) -> str:
    if not seen:
        return f"Cette {noun} est à confirmer{COLON}son ampleur est sans doute surestimée, faute de données."
    if failed:
        causes = list_text([check.failure for check in failed[:2]])
        return f"Cette {noun} pourrait avoir une autre cause{COLON}{causes}."
    if decision.exploratory:
        return f"Cette {noun} est à confirmer{COLON}la série est encore courte."
    if effect.comparators:
        few = "les territoires de comparaison ou les périodes sont peu nombreux"
        return f"Cette {noun} est à confirmer{COLON}{few}."
    return f"Cette {noun} est à confirmer{COLON}les données sont peu nombreuses."


def _around(effect: Effect, plan: Declaration) -> tuple[str, tuple[str, str]]:
    """The size of a change and its limits, nearest to zero first, without signs."""
    share, low, high = effect.shares
    if math.isnan(share):
        near, far = sorted((abs(effect.low), abs(effect.high)))
        return f"{_count(abs(effect.estimate))} {plan.unit}", (_count(near), _count(far))
    near, far = sorted((abs(low), abs(high)))
    if share < 0:
        far = min(far, 1.0)
    return percent(share), (percent(near), percent(far))


def _bounds(effect: Effect, signed: bool, unit: str) -> tuple[str, str]:
    _, low, high = effect.shares
    if math.isnan(low):
        return number_text(effect.low, signed), f"{number_text(effect.high, signed)} {unit}"
    return signed_percent(low), signed_percent(high)


def _size(effect: Effect, plan: Declaration) -> str:
    """« 60 mois et environ 41 faits par mois », « 21 territoires de comparaison et 9 ans »."""
    one, many = PERIOD_NOUNS.get(effect.situation.period_length, ("période", "périodes"))
    periods = plural(effect.n_before + effect.n_after, one, many)
    if effect.comparators:
        return f"{plural(len(effect.comparators), 'territoire', 'territoires')} de comparaison et {periods}"
    if math.isnan(effect.situation.mean):
        return periods
    return f"{periods} et environ {_count(effect.situation.mean)} {plan.unit} par {one}"


def _count(value: float) -> str:
    """A count worth saying: whole from 10 on, one decimal below."""
    return number_text(round(value) if abs(value) >= 10 else value)


def _verb(plan: Declaration, one: str, several: str) -> str:
    return several if plan.indicator.lower().startswith("les ") else one


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]

"""What became of the promises, in sentences: facts counted one by one, never a score."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from analysis.promise_trace import NO_ACTION, NO_DATA, NO_INDICATOR, NO_START, NO_VOICE, Promise
from analysis.wording import NO_BREAK, list_text, plural, sentence

SEMICOLON = f"{NO_BREAK}; "
VERBS = {
    "progres": ("progresse", "progressent"),
    "recul": ("recule", "reculent"),
    "stable": ("est stable", "sont stables"),
    "on ne peut pas conclure": ("sans conclusion", "sans conclusion"),
    "contexte": ("suivi sans jugement", "suivis sans jugement"),
}
GAP_LABELS = {
    NO_ACTION: "sans action",
    NO_INDICATOR: "sans indicateur",
    NO_START: "sans point de départ",
    NO_DATA: "sans donnée depuis 2 périodes",
    NO_VOICE: "sans parole de personnes concernées ni d'associations",
}


def state_sentence(promise: Promise) -> str:
    """« 3 actions en cours ; 2 indicateurs progressent ; 1 décision en retard ; 1 parole signée. »"""
    parts = (_actions(promise), _figures(promise), _decisions(promise), _voices(promise))
    return sentence(SEMICOLON.join(part for part in parts if part))


def overall_sentence(promises: Sequence[Promise]) -> str:
    """How many promises have an action, an indicator that moves, a decision overdue."""
    acting = sum(bool(one.deeds_of("en_cours")) for one in promises)
    start = f"Sur {plural(len(promises), 'promesse', 'promesses')}, "
    if acting:
        start += plural(acting, "a au moins une action en cours", "ont au moins une action en cours")
    else:
        start += "aucune n'a encore d'action en cours"
    told = [text for text in (_told(promises, *fact) for fact in FACTS) if text]
    return sentence(start) + (f" {sentence(list_text(told))}" if told else "")


def gap_title(gap: str, count: int) -> str:
    """« promesses avec au moins un indicateur sans point de départ », to read after its number."""
    noun = "promesses" if count > 1 else "promesse"
    by_indicator = gap in (NO_START, NO_DATA)
    return f"{noun}{' avec au moins un indicateur' if by_indicator else ''} {GAP_LABELS[gap]}"


def gap_mark(promise: Promise, gap: str) -> str:
    """« 2 indicateurs sans point de départ »; « sans action »."""
    lacking = promise.figures_lacking(gap)
    label = GAP_LABELS[gap]
    return f"{plural(len(lacking), 'indicateur', 'indicateurs')} {label}" if lacking else label


def gap_advice(gap: str) -> str:
    """What to do about it."""
    return {
        NO_ACTION: "Aucune action ne nomme cette promesse.",
        NO_INDICATOR: "Aucun chiffre ne permet de la suivre. Reliez-lui un indicateur dans le catalogue.",
        NO_START: "Sans valeur de départ, on ne peut pas dire le chemin parcouru.",
        NO_DATA: "Les chiffres n'arrivent pas. Relancez les structures qui les transmettent.",
        NO_VOICE: "Personne de celles et ceux qu'elle concerne n'a encore été entendu par écrit.",
    }[gap]


def _actions(promise: Promise) -> str:
    under_way, planned, done = (len(promise.deeds_of(s)) for s in ("en_cours", "prevue", "terminee"))
    parts = [plural(under_way, "action en cours", "actions en cours")] if under_way else []
    if planned:
        parts.append(plural(planned, "prévue", "prévues") if parts else plural(planned, *PLANNED))
    if done:
        parts.append(plural(done, "terminée", "terminées") if parts else plural(done, *DONE))
    return list_text(parts) or "aucune action"


def _figures(promise: Promise) -> str:
    if not promise.words:
        return "aucun indicateur"
    (word, number), *others = promise.words
    first = f"{plural(number, 'indicateur', 'indicateurs')} {VERBS[word][number > 1]}"
    return ", ".join([first, *(plural(count, *VERBS[other]) for other, count in others)])


def _decisions(promise: Promise) -> str:
    decided = promise.decisions
    waiting = len(decided.waiting) - decided.overdue
    if decided.overdue:
        late = plural(decided.overdue, "décision en retard", "décisions en retard")
        return late + (f", {waiting} à réaliser" if waiting else "")
    if waiting:
        return plural(waiting, "décision à réaliser", "décisions à réaliser")
    if decided.done:
        return plural(len(decided.done), "décision réalisée", "décisions réalisées")
    return "aucune décision"


def _voices(promise: Promise) -> str:
    """What was said by those it concerns; silence is told among what is missing."""
    count = len(promise.voices)
    return plural(count, "parole signée", "paroles signées") if count else ""


def _told(promises: Sequence[Promise], has: Callable[[Promise], bool], singular: str, several: str) -> str:
    count = sum(has(one) for one in promises)
    return plural(count, singular, several) if count else ""


def _with_word(word: str) -> Callable[[Promise], bool]:
    return lambda promise: any(figure.word == word for figure in promise.figures)


PLANNED = ("action prévue", "actions prévues")
DONE = ("action terminée", "actions terminées")
FACTS: tuple[tuple[Callable[[Promise], bool], str, str], ...] = (
    (
        _with_word("progres"),
        "a au moins un indicateur qui progresse",
        "ont au moins un indicateur qui progresse",
    ),
    (_with_word("recul"), "a au moins un indicateur qui recule", "ont au moins un indicateur qui recule"),
    (lambda one: one.decisions.overdue > 0, "a une décision en retard", "ont une décision en retard"),
)

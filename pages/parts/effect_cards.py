"""The pieces of the page of effects."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.effects.links import EffectLink
from analysis.effects.view import EffectView
from analysis.evaluation.judgement import Judgement
from analysis.wording import date_text
from pages.parts.address import address
from pages.parts.markup import (
    VERDICT_CLASSES,
    definitions,
    element,
    heading,
    items,
    link,
    paragraph,
    text,
)

TITLE = "Qu'est-ce que cette action a changé ?"
MARKS = {True: ("✓", "tenu"), False: ("✗", "pas tenu")}


def opening(view: EffectView) -> str:
    """Which action, where, since when, and whether the figures are real."""
    subject = view.subject
    day = date_text(subject.day)
    fact = "Données de démonstration (fictives)" if view.demonstration else "Données publiques réelles"
    indicator = link(subject.label, address("indicateur", indicateur=subject.indicator.code))
    since = text(f"Depuis le {day}. {view.where}. Chiffre\u00a0: ")
    mark = text(fact, css="mark" if view.demonstration else "level")
    return element(
        "div",
        heading(subject.title),
        element("p", since, indicator, " ", mark),
        paragraph(view.plan_text, css="small quiet"),
        paragraph(f"À savoir sur ce chiffre\u00a0: {subject.indicator.caveats}", css="small quiet"),
    )


def visible_first(view: EffectView) -> str:
    """What the data can show at all: said before the result."""
    if not view.visible:
        return ""
    return element(
        "div", element("p", text("Avant le résultat. ", "strong"), text(view.visible)), css="note before"
    )


def verdict_card(view: EffectView, verdict: Judgement) -> str:
    """The class, the strength, the sentence: the same size whatever they are."""
    badge = _badge(view.icon, verdict.label, view.tone)
    strength = text(verdict.strength, css="level") if verdict.strength else ""
    wished = text(verdict.favourable, css="level") if verdict.favourable else ""
    after = [
        paragraph(verdict.absolute),
        _said(
            "Réserve",
            "" if verdict.reserve.rstrip(".").lower() in verdict.sentence.lower() else verdict.reserve,
        ),
        _said("Ce qu'il faudrait", verdict.missing if verdict.strength or not _repeats(verdict) else ""),
        _said("Quand", view.next_date),
    ]
    return element(
        "section",
        element("p", badge, " ", strength, " ", wished),
        paragraph(verdict.sentence, css="lead"),
        *after,
        css=f"card verdict-card {VERDICT_CLASSES[view.tone]}",
        aria_label="Verdict",
    )


def refusal_card(view: EffectView) -> str:
    badge = _badge("○", "Évaluation impossible en l'état", "on ne peut pas conclure")
    return element(
        "section", element("p", badge), paragraph(view.refusal, css="lead"), css="card verdict-card v-inconnu"
    )


def police_banner() -> str:
    """Said above the figures, whatever they show."""
    return element(
        "div",
        element(
            "p",
            text("Ce chiffre mesure l'activité policière. ", "strong"),
            text("Il n'est ni un objectif ni un résultat de la Ville, et aucun territoire n'y est classé."),
        ),
        css="note",
    )


def reasons(verdict: Judgement) -> str:
    """Three ticks or crosses, each with its word for those who do not see the sign."""
    lines = (
        text(MARKS[held][0], css="tick" if held else "tick crossed", aria_hidden="true")
        + text(f"{MARKS[held][1]}\u00a0: ", css="hidden-text")
        + text(said)
        for held, said in verdict.reasons
    )
    return heading("Pourquoi ce niveau de confiance") + items(lines, css="list ticks")


def words(view: EffectView) -> str:
    """What the people involved say, beside the figures."""
    if view.plan is None or not view.plan.words:
        return ""
    return heading("Ce que disent les acteurs") + element(
        "blockquote",
        paragraph(view.plan.words, css="quote"),
        paragraph(f"Recueilli par\u00a0: {view.plan.signatory}.", css="small quiet"),
        css="note",
    )


def notes(view: EffectView) -> str:
    return "".join(paragraph(note, css="small quiet") for note in view.notes)


def method(view: EffectView) -> str:
    return definitions(view.facts)


def nothing_to_evaluate() -> str:
    return (
        text(TITLE, "h1")
        + paragraph("Aucune action datée n'est encore liée à un indicateur.", css="lead")
        + element(
            "p",
            "Pour commencer, ",
            link("décrivez une action", address("saisir", quoi="action")),
            ".",
            css="note",
        )
    )


def effect_list(links: Sequence[EffectLink]) -> str:
    """From an indicator to the search for the effect of each action, with its verdict if it was planned."""
    lines = (
        link(one.title, address("effets", action=one.action, chiffre=one.figure))
        + text(f". {one.said}." if one.said else "", css="quiet")
        for one in links
    )
    return heading("A-t-on vu un effet sur ce chiffre ?") + items(lines, css="plain")


def _badge(icon: str, label: str, tone: str) -> str:
    sign = text(icon, css="icon", aria_hidden="true")
    return element("span", sign, text(label), css=f"badge {VERDICT_CLASSES[tone]}")


def _said(name: str, value: str) -> str:
    return element("p", text(f"{name}\u00a0: ", "strong"), text(value)) if value else ""


def _repeats(verdict: Judgement) -> bool:
    """Whether the sentence already says what would be needed."""
    return "Il faudrait" in verdict.sentence

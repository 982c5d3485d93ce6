"""One promise: what it says, what became of it, and three kinds of evidence kept apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from analysis.promise_deeds import Deed, Outcome
from analysis.promise_trace import Promise, ServingFigure
from analysis.promises_view import Lack, Traced
from analysis.statements import Statement
from analysis.wording import plural
from data.schemas import TABLES
from pages.parts.address import address
from pages.parts.axis_cards import decision_list
from pages.parts.markup import (
    badge,
    element,
    heading,
    items,
    level,
    link,
    paragraph,
    text,
    verdict_counts,
)
from pages.parts.promise_cards import PAGE

SHOWN = 5


def trace_opening(shown: Traced) -> str:
    """One promise in its own words, what became of it, and where it stands in the policy."""
    promise = shown.promise
    axis = (
        link(f"Axe {promise.axis_label}", address("axe", axe=promise.axis))
        if promise.axis_label
        else text("Portée par tous les axes")
    )
    return (
        text(f"Qu'est devenue la promesse {promise.code}\u00a0?", "h1")
        + element("p", axis, css="quiet")
        + element(
            "blockquote", text(promise.label, "strong"), paragraph(promise.text, css="quote"), css="note"
        )
        + paragraph(shown.state, css="lead")
    )


def next_steps(shown: Traced) -> str:
    """The decisions expected, and what is missing to judge."""
    parts = [part for part in (_expected(shown), _lacks(shown.lacks)) if part]
    return element("div", *(element("section", part) for part in parts), css="pair") if parts else ""


def sides(shown: Traced) -> str:
    """Three kinds of evidence, side by side and never added up."""
    promise = shown.promise
    return element(
        "div",
        element("section", heading("Les chiffres"), _figures(shown)),
        element("section", heading("Ce qui est fait"), _done(promise.deeds, promise.decisions.done)),
        element("section", heading("Ce qui a été dit et signé"), _said(promise)),
        css="sides",
    )


def neighbours(code: str, choices: Mapping[str, str]) -> str:
    """The promise before and the one after, to read them in a row."""
    codes = list(choices)
    place = codes.index(code)
    before = [_step("Promesse précédente", choices[each], each) for each in codes[:place][-1:]]
    after = [_step("Promesse suivante", choices[each], each) for each in codes[place + 1 :][:1]]
    return element("nav", *before, *after, css="pair", aria_label="Promesses voisines")


def _step(label: str, name: str, code: str) -> str:
    target = link(name, address(PAGE, promesse=code))
    return element("p", text(f"{label}\u00a0: ", css="small quiet"), target)


def _lacks(shown: Sequence[Lack]) -> str:
    if not shown:
        return ""
    return heading("Ce qui manque pour en juger") + items(_lack(one) for one in shown)


def _expected(shown: Traced) -> str:
    """The decisions taken: those to carry out with their dates, the overdue first, then those given up."""
    decided = shown.promise.decisions
    if not decided.waiting and not decided.abandoned:
        return ""
    waiting = (
        decision_list(decided.waiting)
        if decided.waiting
        else paragraph("Aucune décision n'est en attente.", css="quiet")
    )
    given_up = _folded(
        [_outcome(one) for one in decided.abandoned], 0, "décision abandonnée", "décisions abandonnées"
    )
    return heading("Décisions attendues") + waiting + given_up


def _lack(one: Lack) -> str:
    named = _indicators(one.indicators)
    model = ""
    if one.to_fill:
        label = f"Le tableau « {TABLES[one.to_fill].label} » à remplir"
        model = " " + link(label, address("dictionnaire", rubrique="modeles", contenu=one.to_fill))
    mark = text(one.mark[:1].upper() + one.mark[1:], "strong")
    return mark + (f" ({named})" if named else "") + text(f". {one.advice}") + model


def _figures(shown: Traced) -> str:
    promise = shown.promise
    if not promise.figures:
        return paragraph("Aucun indicateur ne sert encore cette promesse.", css="note")
    cards = items((_figure(one) for one in promise.figures), css="")
    judged = [(word, number) for word, number in promise.words if word != "contexte"]
    watched = dict(promise.words).get("contexte", 0)
    without = text(plural(watched, "suivi sans jugement", "suivis sans jugement"), css="small quiet")
    counted = element("span", verdict_counts(judged), *([without] if watched else []), css="counts")
    return element("p", counted) + cards


def _figure(one: ServingFigure) -> str:
    marks = (("sans point de départ", one.lacks_start), ("sans donnée depuis 2 périodes", one.lacks_data))
    shown = "".join(text(label, css="gap") for label, is_lacking in marks if is_lacking)
    inside = element(
        "div",
        element("span", text(f"{one.name} ", css="name"), level(one.level)),
        element("span", text(one.value, "strong"), text(f" {one.period}", css="small quiet")),
        badge(one.word),
        text(one.reason, css="small quiet"),
        element("span", shown, css="gaps") if shown else "",
        css="figure",
    )
    whole = element("a", inside, css="whole", href=address("indicateur", indicateur=one.code))
    return element("div", whole, css="card")


def _done(deeds: Sequence[Deed], decided: Sequence[Outcome]) -> str:
    """Actions, then the decisions carried out."""
    if not deeds and not decided:
        model = address("dictionnaire", rubrique="modeles", contenu="actions")
        empty = "Aucune action ni décision réalisée ne nomme cette promesse. "
        return element("p", text(empty), link("Le tableau des actions à remplir", model), css="note")
    actions = heading("Actions", 3) + items(_deed(one) for one in deeds) if deeds else ""
    if not decided:
        return actions
    shown = items(_outcome(one) for one in decided[:SHOWN])
    older = _folded(
        [_outcome(one) for one in decided], SHOWN, "décision plus ancienne", "décisions plus anciennes"
    )
    return actions + heading("Décisions réalisées", 3) + shown + older


def _deed(one: Deed) -> str:
    details = ", ".join(part for part in (one.dates, one.who) if part)
    return (
        text(one.title, "strong")
        + text(f" {one.status_label.lower()}", css="small")
        + element("div", text(details), css="small quiet")
        + _moved(one.indicators)
    )


def _outcome(one: Outcome) -> str:
    record = f", {one.record}" if one.record else ""
    return (
        link(one.title, address("concertation", decision=one.code), "strong")
        + element("div", text(f"{one.owner}, {one.when}{record}"), css="small quiet")
        + _moved(one.indicators)
    )


def _moved(indicators: Mapping[str, str]) -> str:
    """The indicators that something is expected to move."""
    if not indicators:
        return ""
    return element("div", text("Attendu sur "), _indicators(indicators), css="small quiet")


def _indicators(named: Mapping[str, str]) -> str:
    """Codes to names, each leading to its page."""
    return ", ".join(link(name, address("indicateur", indicateur=code)) for code, name in named.items())


def _folded(lines: Sequence[str], kept: int, singular: str, several: str) -> str:
    """What comes after the first lines, folded away."""
    others = lines[kept:]
    if not others:
        return ""
    return element("details", text(plural(len(others), singular, several), "summary"), items(others))


def _said(promise: Promise) -> str:
    if not promise.statements:
        model = address("dictionnaire", rubrique="modeles", contenu="avis")
        empty = "Personne ne s'est encore exprimé. Un constat ou un droit de réponse se dépose\u00a0: "
        return element("p", text(empty), link("le tableau des avis à remplir", model), css="note")
    names = {figure.code: figure.name for figure in promise.figures}
    return items(_statement(one, names) for one in promise.statements)


def _statement(one: Statement, names: Mapping[str, str]) -> str:
    weather = f"\u00a0: {one.weather_label}" if one.kind == "meteo" else ""
    told = {one.indicator: names.get(one.indicator, one.indicator)} if one.indicator else {}
    about = _indicators(told) or "tout l'axe"
    return (
        text(f"{one.kind_label}{weather}", "strong")
        + (paragraph(f"«\u00a0{one.text}\u00a0»") if one.text else "")
        + element("div", text(f"{one.signature}, sur "), about, css="small quiet")
    )

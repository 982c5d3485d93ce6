"""The promises at a glance: the counters of what is missing, a line for each promise."""

from __future__ import annotations

from collections.abc import Iterable

from analysis.promise_trace import ServingFigure
from analysis.promises_view import Counter, Group, PromisesView, Traced
from analysis.wording import VERDICTS
from pages.parts.address import address
from pages.parts.markup import (
    VERDICT_CLASSES,
    element,
    heading,
    items,
    link,
    paragraph,
    text,
)

PAGE = "promesses"


def opening(view: PromisesView) -> str:
    """The question, its answer in facts, and what the promises lack."""
    return (
        text("Que sont devenues les promesses\u00a0?", "h1")
        + paragraph(view.summary, css="lead")
        + paragraph(
            "Une promesse peut être dans plusieurs cas. Les faits se comptent un par un\u00a0: "
            "il n'y a pas de note globale.",
            css="small quiet",
        )
        + (_first_deposit() if view.is_empty else "")
    )


def counters(view: PromisesView, shown: str | None) -> str:
    """What is missing, each counter a filter; the one in use leads back to all the promises."""
    cards = (_counter(one, one.gap == shown) for one in view.counters)
    return heading("Ce qui manque pour en juger") + items(cards, css="counters")


def groups(view: PromisesView, gap: str | None) -> str:
    """The promises axis by axis, or those that lack one thing."""
    wanted = next((one for one in view.counters if one.gap == gap), None)
    if wanted is None:
        title = heading("Promesse par promesse") + _legend()
    else:
        back = element("p", link("Voir toutes les promesses", address(PAGE)))
        title = heading(f"{wanted.number} {wanted.title}") + back
    return title + element("div", *(_group(group) for group in view.lacking(gap)), css="promises")


def _first_deposit() -> str:
    return element(
        "p",
        "Aucune donnée n'a encore été déposée. Pour commencer, ",
        link("déposez un premier fichier", address("deposer")),
        ".",
        css="note",
    )


def _counter(one: Counter, is_shown: bool) -> str:
    current = {"aria_current": "true"} if is_shown else {}
    content = text(str(one.number), css="value") + text(f" {one.title}", css="small")
    if not one.number:
        return element("div", content, css="card")
    return element(
        "a", content, css="card", href=address(PAGE, manque="" if is_shown else one.gap), **current
    )


def _legend() -> str:
    """What each sign says."""
    signs = (
        element(
            "span",
            text(shown.icon, css="sign", aria_hidden="true"),
            text(f" {shown.label.lower()}"),
            css=VERDICT_CLASSES[word],
        )
        for word, shown in VERDICTS.items()
    )
    return element("p", text("Un signe par indicateur\u00a0:"), *signs, css="small quiet legend")


def _group(group: Group) -> str:
    title = link(group.title, address("axe", axe=group.axis)) if group.axis else text(group.title)
    rows = (element("div", _row(one), css="row") for one in group.promises)
    return element("section", element("h3", title), element("div", *rows, css="rows"))


def _row(one: Traced) -> str:
    promise = one.promise
    marks = "".join(text(lack.mark, css="gap") for lack in one.lacks)
    return element(
        "a",
        text(f"{promise.code} · {promise.label}", css="name"),
        _strip(promise.figures),
        text(one.state, css="what wide"),
        element("span", marks, css="gaps wide") if marks else "",
        css="whole",
        href=address(PAGE, promesse=promise.code),
    )


def _strip(figures: Iterable[ServingFigure]) -> str:
    """One sign for each indicator: the sentence below says the same in words."""
    signs = (text(VERDICTS[one.word].icon, css=f"sign {VERDICT_CLASSES[one.word]}") for one in figures)
    return element("span", *signs, css="strip", aria_hidden="true")

"""The pieces of the page of one axis."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from analysis.axis_timeline import ActionLine, Timeline
from analysis.axis_view import AxisView, ChainItem, Stage
from analysis.context_view import OfficialFigure
from analysis.decisions_view import DecisionLine
from analysis.wording import NO_BREAK
from data.declarations import Commitment
from pages.parts.address import address
from pages.parts.markup import (
    badge,
    element,
    items,
    link,
    paragraph,
    text,
    verdict_counts,
)


def opening(view: AxisView) -> str:
    """The question of the axis, its answer in figures, and what people signed beside it."""
    answer = element(
        "p", text(f"{view.summary}. "), text(f"{view.received}. " if view.received else ""), css="lead"
    )
    return (
        text(view.question, "h1")
        + paragraph(view.label, css="quiet")
        + answer
        + element("p", verdict_counts(view.counts))
        + _own_page(view.own_page)
        + _weather(view)
    )


def chain(view: AxisView) -> str:
    """Means, outputs, results, then the impact hoped for; the fragile assumption under them."""
    stages = element("div", *(_stage(stage, view) for stage in view.chain), css="chain")
    warning = (
        ""
        if view.has_results
        else paragraph(
            "Cet axe n'a pas d'indicateur de résultat : il dit ce qui est fait, pas ce que cela change.",
            css="note",
        )
    )
    assumption = element("p", text("Hypothèse fragile à surveiller : ", "strong"), text(view.assumption))
    return warning + stages + assumption


def promise_list(commitments: Iterable[Commitment]) -> str:
    """Each promise leads to what became of it."""
    return items(
        link(f"{one.code} · {one.label}", address("promesses", promesse=one.code)) + paragraph(one.text)
        for one in commitments
    )


def report_link(axis: str) -> str:
    """The way to take this axis to a meeting."""
    return element("p", link("Le rapport de cet axe, à télécharger", address("rapport", axes=axis)))


def action_lines(shown: Timeline) -> str:
    """Each action with its bar on one line of time; today is a thin mark."""
    years = "".join(
        text(str(year), css="small quiet year", style=f"left:{left}%") for year, left in shown.years
    )
    lines = "".join(_action(action, shown.today) for action in shown.actions)
    return element("div", element("div", years, css="years", aria_hidden="true"), lines, css="timeline")


def decision_list(decisions: Iterable[DecisionLine]) -> str:
    return items(_decision(one) for one in decisions)


def official_cards(figures: Sequence[OfficialFigure]) -> str:
    """Real figures, told apart: who published them, where, and never a colour."""
    return element("div", *(_official(one) for one in figures), css="officials")


def _own_page(page: str) -> str:
    """The page of the axis that goes further than its figures."""
    titles = {
        "associations": "Les subventions, leurs délais et les réponses, association par association",
        "concertation": "Les séances et chaque décision, jusqu'à ce qu'elle devient",
    }
    return element("p", link(titles[page], address(page))) if page else ""


def _weather(view: AxisView) -> str:
    if view.weather is None:
        return ""
    said = f"«{NO_BREAK}{view.weather.text}{NO_BREAK}»" if view.weather.text else ""
    signed = view.weather.weather_label.lower()
    clash = f"Les chiffres disent autre chose{NO_BREAK}: {signed}, {view.clash}." if view.clash else ""
    return element(
        "div",
        text(f"Météo signée{NO_BREAK}: {view.weather.weather_label}. ", "strong"),
        text(said + " "),
        text(
            f"{view.weather.signature}. C'est un jugement humain, à part des chiffres calculés.",
            css="small quiet",
        ),
        text(clash, "strong", css="clash") if clash else "",
        css="note",
    )


def _stage(stage: Stage, view: AxisView) -> str:
    cards = items((_item(item) for item in stage.items), css="")
    aim = paragraph(view.impact, css="small") if stage.level == "impact" else ""
    empty = paragraph("Aucun indicateur.", css="small quiet") if not stage.items and not aim else ""
    return element("section", text(stage.title, "h3"), cards if stage.items else "", empty, aim)


def _item(item: ChainItem) -> str:
    inside = element(
        "div",
        text(item.name, css="name"),
        element("span", text(item.value, css="strong"), text(f" {item.period}", css="small quiet")),
        badge(item.word),
        css="figure",
    )
    return element(
        "div", element("a", inside, css="whole", href=address("indicateur", indicateur=item.code)), css="card"
    )


def _action(action: ActionLine, today: float) -> str:
    shape = "mark-of-event" if action.is_event else "bar"
    width = f";width:{action.width}%" if action.width else ""
    bar = element("span", css=shape, style=f"left:{action.left}%{width}")
    now = element("span", css="today", style=f"left:{today}%")
    details = ", ".join(part for part in (action.status.lower(), action.dates, action.who) if part)
    return element(
        "div",
        text(action.title, "strong"),
        text(f" {details}", css="small quiet"),
        element("span", _served(action.promises), css="small quiet"),
        element("div", now, bar, css="track", aria_hidden="true"),
        css="action",
    )


def _served(promises: Sequence[str]) -> str:
    """The promises served, each leading to what became of it."""
    links = ", ".join(link(code, address("promesses", promesse=code)) for code in promises)
    word = "promesses" if len(promises) > 1 else "promesse"
    return f" · {word} {links}" if links else ""


def _decision(one: DecisionLine) -> str:
    mark = text("En retard", css="badge v-recul") + " " if one.is_overdue else ""
    moves = "".join(
        text(" · attendue sur ") + link(name, address("indicateur", indicateur=code))
        for code, name in one.indicators.items()
    ) + _served((one.promise,) if one.promise else ())
    return (
        mark
        + link(one.title, address("concertation", decision=one.code), "strong")
        + element("div", text(f"{one.owner}, {one.due}"), moves, css="small quiet")
    )


def _official(one: OfficialFigure) -> str:
    parts = "".join(
        element("li", text(f"{name}{NO_BREAK}: "), text(value, "strong")) for name, value in one.parts
    )
    value = element("ul", parts) if one.parts else text(one.value, css="value")
    where = f"{one.territory}, {one.period}"
    origin = "Données fictives" if one.demonstration else f"Donnée publique réelle. Source : {one.source}"
    return element(
        "div",
        link(one.name, address("indicateur", indicateur=one.code), css="name"),
        value,
        text(where, css="small quiet"),
        text(origin, css="foot"),
        css="card figure",
    )

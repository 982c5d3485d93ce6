"""The pieces of the page of the consultation bodies: the answer, each decision, the calendar."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from analysis.concertation_view import ConcertationView
from analysis.concertation_words import LOOKS_CAUTION
from analysis.decision_register import LATE, STATES, Decided
from analysis.meetings_view import STATES as SESSION_STATES
from analysis.meetings_view import BodyYear, Session
from analysis.since_decision import Look
from analysis.wording import NO_BREAK, date_text, plural
from pages.parts.address import address
from pages.parts.association_cards import ruled_card
from pages.parts.markup import badge, definitions, element, heading, items, link, paragraph, text

PAGE = "concertation"
TITLE = "Les instances décident-elles, et est-ce suivi\u00a0?"
MONTHS = ("janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc.")
SHOWN = 6


def opening(view: ConcertationView) -> str:
    """The question, its answer, and its four sides."""
    title = text(TITLE, "h1")
    if view.is_empty:
        return title + _nothing_yet()
    return title + paragraph(view.answer, css="lead") + definitions(view.facts, css="sheet named")


def one_decision(shown: Decided | None, code: str) -> str:
    """The decision named in the address, open above the register."""
    if shown is None:
        return paragraph(f"Aucune décision n'a le code «\u00a0{code}\u00a0».", css="note")
    top = element(
        "div", heading(f"{shown.code} · {shown.title}"), link("Fermer", address(PAGE), "small"), css="top"
    )
    return element(
        "div", top, element("p", _state(shown)), _about(shown), _looks(shown.looks), css="card entry"
    )


def state_tabs(counts: Mapping[str, int], shown: str, filters: Mapping[str, str]) -> str:
    """The states as filters, each with how many decisions are in it."""
    total = element("a", text("Toutes"), href=address(PAGE, **filters), **_current(not shown))
    tabs = [total] + [_tab(state, number, shown, filters) for state, number in counts.items() if number]
    return element("nav", items(tabs, css=""), css="tabs", aria_label="État des décisions")


def aimed_at(indicator: str) -> str:
    """Only the decisions expected to move one indicator are shown: which one, and the way back to all."""
    shown = link(indicator, address("indicateur", indicateur=indicator))
    said = text("Seulement les décisions attendues sur l'indicateur "), shown, text(". ")
    return element("p", *said, link("Voir toutes les décisions", address(PAGE)), css="note")


def register_list(decisions: Sequence[Decided]) -> str:
    """The decisions in order; the first ones open, the others folded."""
    if not decisions:
        return paragraph("Aucune décision ne répond à ces filtres.", css="note")
    lines = [_decision(one) for one in decisions]
    others = lines[SHOWN:]
    rest = ""
    if others:
        label = f"Et {plural(len(others), 'autre décision', 'autres décisions')}"
        rest = element("details", text(label, "summary"), items(others, css="list register"))
    return paragraph(LOOKS_CAUTION, css="small quiet") + items(lines[:SHOWN], css="list register") + rest


def figure_cards(view: ConcertationView) -> str:
    """The indicators of the consultation bodies, with what was signed about them."""
    if not view.figures:
        return ""
    cards = "".join(ruled_card(one) for one in view.figures)
    return heading("Les chiffres des instances") + element("div", cards, css="ruled")


def calendar_table(bodies: Iterable[BodyYear]) -> str:
    """Bodies by months: in each cell a symbol, its word and the day; on a phone, one block per body."""
    months = (text(month, "th", scope="col") for month in MONTHS)
    head = element("tr", text("Instance", "th", scope="col"), *months)
    body = (_body(one) for one in bodies)
    whole = element("table", element("thead", head), element("tbody", *body), css="sendings sessions")
    return element(
        "div", whole, css="scroll", tabindex="0", role="region", aria_label="Calendrier des séances"
    )


def calendar_words(view: ConcertationView) -> str:
    """The sessions to come, and the minutes that came late or never."""
    sides = (
        ("À venir", [_coming(one) for one in view.to_come]),
        (
            "Relevés diffusés tard, ou pas encore, depuis douze mois",
            [_late(one) for one in view.late_minutes],
        ),
    )
    parts = [element("section", heading(title, 3), items(lines)) for title, lines in sides if lines]
    return element("div", *parts, css="pair") if parts else ""


def _nothing_yet() -> str:
    models = (
        link("tableau des séances", address("dictionnaire", rubrique="modeles", contenu="instances")),
        link("tableau des décisions", address("dictionnaire", rubrique="modeles", contenu="decisions")),
    )
    asked = element("p", "Remplissez le ", models[0], " et le ", models[1], css="note")
    return paragraph("Aucune séance ni décision n'a encore été déposée.", css="lead") + asked


def _current(is_shown: bool) -> dict[str, str]:
    return {"aria_current": "true"} if is_shown else {}


def _tab(state: str, number: int, shown: str, filters: Mapping[str, str]) -> str:
    label = STATES[state][0 if number == 1 else 1]
    words = text(label[:1].upper() + label[1:]) + text(f" {number}", css="quiet")
    return element("a", words, href=address(PAGE, etat=state, **filters), **_current(state == shown))


def _decision(one: Decided) -> str:
    name = link(one.title, address(PAGE, decision=one.code), "name")
    nature = text(f" {one.nature.lower()}", css="small quiet") if one.is_advice else ""
    return _state(one) + name + nature + _about(one) + _looks(one.looks)


def _state(one: Decided) -> str:
    label = STATES[one.state][0]
    shown = text(
        label[:1].upper() + label[1:], css=f"badge {'v-recul' if one.state == LATE else 'v-contexte'}"
    )
    silent = text("Sans nouvelles", css="badge v-inconnu") if one.is_silent else ""
    return f"{shown} {silent} "


def _about(one: Decided) -> str:
    """Who, since when, until when, on what proof; the promise and the indicator it serves."""
    taken = f"prise le {date_text(one.taken)}" + (f", {one.session}" if one.session else "")
    record = f"justificatif {one.record}" if one.record else ""
    said = ", ".join(part for part in (one.owner, taken, one.when, one.news, record) if part)
    return element("div", text(said), _served(one), css="small quiet")


def _served(one: Decided) -> str:
    links = []
    if one.indicator:
        label = f"{one.indicator} · {one.indicator_name}"
        links.append("attendue sur " + link(label, address("indicateur", indicateur=one.indicator)))
    if one.promise:
        label = f"{one.promise} · {one.promise_name}"
        links.append("promesse " + link(label, address("promesses", promesse=one.promise)))
    return "".join(f" · {each}" for each in links)


def _looks(looks: Sequence[Look]) -> str:
    """The indicator at the decision, six and twelve months later, and now."""
    if not looks:
        return ""
    return element("dl", *(_look(one) for one in looks), css="looks")


def _look(one: Look) -> str:
    word = element("span", badge(one.word)) if one.word else ""
    return element(
        "div", text(one.name, "dt"), element("dd", text(one.value, css="" if one.is_due else "quiet"), word)
    )


def _body(one: BodyYear) -> str:
    cells = (_month(month, own) for month, own in zip(MONTHS, one.months, strict=True))
    return element("tr", text(one.name, "th", scope="row"), *cells)


def _month(month: str, own: Sequence[Session]) -> str:
    when = text(month, css="when", aria_hidden="true")
    if not own:
        return element("td", when, css="empty")
    return element("td", when, *(_session(one) for one in own), css=f"s-{own[-1].state}")


def _session(one: Session) -> str:
    state = SESSION_STATES[one.state]
    symbol = text(state.symbol, css="icon", aria_hidden="true")
    return symbol + text(f"{state.word} le{NO_BREAK}{one.day.day}", css="word")


def _coming(one: Session) -> str:
    return text(one.name, "strong") + text(f", le {date_text(one.day)}")


def _late(one: Session) -> str:
    return text(one.name, "strong") + text(f", séance du {date_text(one.day)}, {one.minutes}")

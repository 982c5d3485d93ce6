"""The pieces of the page of one indicator."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from analysis.breakdowns import Beside
from analysis.chart_flags import Event
from analysis.indicator_facts import Fact
from analysis.indicator_view import IndicatorView
from analysis.provenance import SourceDeposit
from analysis.statements import Statement
from analysis.usual_variation import UsualVariation
from analysis.wording import ACTIVITY, date_text, plural
from data.declarations import Commitment, DefinitionChange
from data.schemas import TABLES
from pages.parts.address import address
from pages.parts.markup import (
    badge,
    definitions,
    element,
    heading,
    items,
    level,
    link,
    paragraph,
    picture,
    text,
)

SHOWN_DEPOSITS = 8
ACTIVITY_LEVELS = ("moyens", "realisation")


def opening(view: IndicatorView) -> str:
    """The question, the name on the cards then in full, the verdict, why, and what would be needed next."""
    short = text(view.name, "strong") + text(" · ") if view.name != view.label else ""
    known = element("p", short, text(f"{view.code} · {view.label}"), " ", level(view.level), css="quiet")
    verdict = element("p", badge(view.word), " ", text(view.reason), css="lead")
    next_step = (
        paragraph(f"Prochaine étape : {_lower(view.next_step)}", css="quiet") if view.next_step else ""
    )
    caution = paragraph(ACTIVITY, css="quiet") if view.level in ACTIVITY_LEVELS else ""
    return text(view.question, "h1") + known + _context_banner(view) + verdict + next_step + caution


def facts(shown: Iterable[Fact]) -> str:
    def fact(one: Fact) -> str:
        note = text(one.note, "small") if one.note else ""
        return element("div", text(one.name, "dt"), element("dd", text(one.value), note))

    return element("dl", *(fact(one) for one in shown), css="facts")


def event_list(events: Sequence[Event], changes: Sequence[DefinitionChange]) -> str:
    """The numbered flags of the chart, then its changes of definition."""
    lines = [
        text(str(event.number), css="number-flag")
        + text(f" {date_text(event.day)} : {event.title}. ")
        + text(event.detail, css="quiet")
        for event in events
    ]
    lines += [
        text(f"{date_text(change.date)} : définition changée. ") + text(change.note, css="quiet")
        for change in changes
    ]
    return heading("Sur la courbe", 3) + items(lines) if lines else ""


def usual_words(usual: UsualVariation) -> str:
    """Whether the last figure is out of the ordinary, why, and how that was established."""
    return element(
        "div",
        element("p", text(f"{usual.title}. ", "strong"), text(usual.reading)),
        paragraph(usual.method, css="small quiet"),
        css="note",
    )


def beside_cards(figures: Iterable[Beside]) -> str:
    cards = (
        element(
            "div",
            text(one.label, css="name"),
            text(one.value, css="value"),
            text(one.period, css="small quiet"),
            picture(one.curve, ""),
            css="card figure",
        )
        for one in figures
    )
    return element("div", *cards, css="figures")


def answerable(owner: str) -> str:
    """Whom to ask about a figure: a function, never a name."""
    return element("p", text("Qui en répond\u00a0: "), text(owner, "strong"), text("."))


def deposit_list(deposits: Sequence[SourceDeposit], code: str) -> str:
    """The deposits behind the figures of the indicator `code`, the latest first."""
    if not deposits:
        return paragraph("Aucun dépôt ne nourrit encore cet indicateur.", css="note")
    lines = [_deposit(deposit, code) for deposit in deposits[:SHOWN_DEPOSITS]]
    others = len(deposits) - SHOWN_DEPOSITS
    rest = f"Et {plural(others, 'dépôt plus ancien', 'dépôts plus anciens')}."
    return items(lines) + (paragraph(rest, css="small quiet") if others > 0 else "")


def quotable(sentence: str) -> str:
    if not sentence:
        return paragraph(
            "Ce chiffre ne peut pas être cité : il est absent, secret, ou ne s'additionne pas.", css="note"
        )
    return element("blockquote", paragraph(sentence, css="quote"), css="note")


def promise_links(promises: Sequence[Commitment]) -> str:
    """The promises an indicator serves, each leading to what became of it."""
    links = (link(f"{one.code} · {one.label}", address("promesses", promesse=one.code)) for one in promises)
    return heading("Promesses servies") + items(links, css="plain")


def further_links(code: str, axis: str, by_district: bool, decisions: int) -> str:
    """Where the figure is read otherwise: by district, beside the official series, after each decision."""
    districts = link("Est-ce vrai partout\u00a0? Par quartier", address("quartiers", indicateur=code))
    together = link("À côté des séries officielles", address("lire-ensemble", axe=axis))
    words = plural(decisions, "décision vise ce chiffre", "décisions visent ce chiffre")
    decided = link(words, address("concertation", indicateur=code))
    shown = [*([districts] if by_district else []), together, *([decided] if decisions else [])]
    return element("p", " · ".join(shown))


def statement_list(statements: Iterable[Statement]) -> str:
    return items(
        text(one.kind_label, "strong") + text(f" · {one.signature}", css="small quiet") + paragraph(one.text)
        for one in statements
    )


def sheet(view: IndicatorView) -> str:
    """The method sheet, and its page in the dictionary."""
    href = address("dictionnaire", rubrique="indicateurs", terme=view.code)
    return definitions(view.sheet) + element("p", link("Dans le dictionnaire, avec ses mesures", href))


def _context_banner(view: IndicatorView) -> str:
    if not view.is_context:
        return ""
    title = ", ".join(part for part in ("Contexte", view.origin, "sans cible ni jugement") if part)
    return element("div", text(f"{title}. ", "strong"), text(view.caveats), css="note")


def _deposit(deposit: SourceDeposit, code: str) -> str:
    rows = plural(deposit.rows, "ligne lue", "lignes lues")
    return (
        link(f"Dépôt {deposit.number}", address("depots", depot=deposit.number, indicateur=code))
        + text(f" · {deposit.author}, le {date_text(deposit.day)}")
        + element(
            "div",
            text(f"{deposit.file} · {TABLES[deposit.table].label.lower()} · {rows}"),
            text(" · fictif") if deposit.demonstration else "",
            css="small quiet",
        )
    )


def _lower(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]

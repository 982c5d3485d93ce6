"""The pieces of « Qui a transmis quoi ? »: the answer, the two rates, the matrix, one structure open."""

from __future__ import annotations

from collections.abc import Iterable

from analysis.completeness_view import RATES, Completeness, Line, Matrix, Rate, Sending
from analysis.completeness_words import RHYTHMS, STATES, short_label
from analysis.contributor_view import ContributorView, OwnDeposit
from analysis.unusual_values import UnusualValue
from analysis.wording import NO_BREAK
from pages.parts.address import address
from pages.parts.markup import definitions, element, heading, items, link, paragraph, text

PAGE = "completude"
TITLE = "Qui a transmis quoi ?"


def nobody_yet() -> str:
    """No activity in the store: what to do next."""
    ask = element(
        "p",
        "Préparez le fichier d'une structure avec les ",
        link("modèles à remplir", address("dictionnaire", rubrique="modeles")),
        ", ou ",
        link("déposez un premier fichier", address("deposer")),
        ".",
    )
    return (
        text(TITLE, "h1")
        + paragraph("Aucune structure n'a encore transmis de chiffres.", css="lead")
        + element("div", ask, css="note")
    )


def opening(matrix: Matrix) -> str:
    """The answer, then the two rates with what makes them."""
    rates = element("dl", *(_rate(each) for each in matrix.rates), css="facts") if matrix.rates else ""
    return text(TITLE, "h1") + paragraph(matrix.answer, css="lead") + rates


def to_remind(view: Completeness, kind: str) -> str:
    """Whom to ask for what is missing, at any rhythm: one link each, to the message ready to copy."""
    if not view.to_remind:
        return paragraph("Rien à relancer\u00a0: tout ce qui était attendu est arrivé, à tous les rythmes.")
    links = [link(each.name, address(PAGE, rythme=kind, structure=each.structure)) for each in view.to_remind]
    return element("p", text("À relancer, tous rythmes confondus\u00a0: ", "strong"), " · ".join(links))


def to_confirm(view: Completeness, kind: str) -> str:
    """Whose values are surprising, and how many: one link each, to the values and the message."""
    if not view.to_confirm:
        return ""
    links = [
        link(
            f"{each.name}{NO_BREAK}({len(each.unusual)})",
            address(PAGE, rythme=kind, structure=each.structure),
        )
        for each in view.to_confirm
    ]
    return element("p", text("Valeurs à confirmer\u00a0: ", "strong"), " · ".join(links))


def rhythms(view: Completeness, shown: str, structure: str) -> str:
    """The rhythms at which somebody sends, each with how many structures do."""
    links = []
    for kind, matrix in view.matrices.items():
        current = {"aria_current": "page"} if kind == shown else {}
        href = address(PAGE, rythme=kind, structure=structure)
        count = text(f" {len(matrix.lines)}", css="quiet")
        links.append(element("a", text(RHYTHMS[kind]), count, href=href, **current))
    return element("nav", items(links, css=""), css="tabs", aria_label="Rythme des envois")


def grid(matrix: Matrix, structure: str) -> str:
    """Structures by periods: in each cell a symbol and its word; on a phone, one block per structure."""
    labels = [short_label(period) for period in matrix.periods]
    head = element("tr", *(text(each, "th", scope="col") for each in ("Structure", *labels, *RATES)))
    body = (_line(line, labels, matrix.kind, structure) for line in matrix.lines)
    whole = element("table", element("thead", head), element("tbody", *body), css="sendings")
    return element("div", whole, css="scroll", tabindex="0", role="region", aria_label="Envois par structure")


def legend(matrix: Matrix) -> str:
    """The states that the matrix shows, and what they mean."""
    met = {each.state for line in matrix.lines for each in line.sendings}
    return items((_meaning(code) for code in STATES if code in met), css="legend")


def contributor_head(view: ContributorView, kind: str) -> str:
    """Name, close, summary in a sentence, and the file prepared for this structure."""
    top = element("div", heading(view.name), link("Fermer", address(PAGE, rythme=kind), "small"), css="top")
    template = link(
        "Son fichier à remplir", address("dictionnaire", rubrique="modeles", structure=view.structure)
    )
    return element("div", top, paragraph(view.summary, css="lead"), element("p", template), css="card entry")


def contributor_values(values: Iterable[UnusualValue]) -> str:
    return (
        heading("Valeurs à confirmer", 3)
        + paragraph(
            "Loin de ce que la structure transmet d'ordinaire. Ce n'est pas une erreur pour autant\u00a0: "
            "déjà confirmées, elles ne demandent rien.",
            css="small quiet",
        )
        + items((_value(each) for each in values), css="plain")
    )


def contributor_sheet(view: ContributorView) -> str:
    """What is expected of the structure, and its last deposits."""
    return (
        heading("Mesures attendues", 3)
        + definitions(view.measures)
        + heading("Derniers dépôts qui la concernent", 3)
        + items((_deposit(each) for each in view.deposits), css="plain")
    )


def _rate(rate: Rate) -> str:
    small = element("small", text(rate.counts), text(f", {rate.meaning}"))
    return element("div", text(rate.name, "dt"), element("dd", text(rate.share), small))


def _line(line: Line, labels: list[str], kind: str, structure: str) -> str:
    current = {"aria_current": "true"} if line.structure == structure else {}
    href = address(PAGE, rythme=kind, structure=line.structure)
    name = element("th", text(line.name, "a", href=href, **current), scope="row")
    counts = zip(RATES, (line.received, line.in_time), strict=True)
    own = (element("td", text(f"{rate} ", css="when"), text(count), css="rate") for rate, count in counts)
    return element("tr", name, *map(_cell, line.sendings, labels), *own)


def _cell(sending: Sending, label: str) -> str:
    state = STATES[sending.state]
    symbol = text(state.symbol, css="icon", aria_hidden="true")
    return element(
        "td",
        text(label, css="when", aria_hidden="true"),
        symbol,
        text(state.word, css="word"),
        css=f"s-{sending.state}",
        title=sending.note,
    )


def _meaning(code: str) -> str:
    state = STATES[code]
    symbol = text(state.symbol, css="icon", aria_hidden="true")
    return element(
        "span", symbol, text(state.word, "strong"), text(f"\u00a0: {state.meaning}"), css=f"s-{code}"
    )


def _value(value: UnusualValue) -> str:
    return text(value.measure, "strong") + text(f", {value.where}\u00a0: {value.said}")


def _deposit(deposit: OwnDeposit) -> str:
    return (
        link(deposit.number, address("depots", depot=deposit.number))
        + text(f", {deposit.day} ")
        + text(deposit.file, css="small quiet")
    )

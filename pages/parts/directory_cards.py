"""The pieces of « Où trouver de l'aide ? »: numbers to touch, one card a place, the sheet to print."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from analysis.directory_sheet import OLD, Sheet
from analysis.directory_table import LINE_COLUMNS, PAPER_COLUMNS, line_rows, paper_rows
from analysis.directory_view import Directory, Found, is_open
from analysis.national_lines import Line, answering_sentence, lines_note
from analysis.wording import NO_BREAK, plural, sentence
from pages.parts.address import address
from pages.parts.markup import definitions, element, heading, items, link, paragraph, table, text

PAGE, SEARCH = "trouver-de-l-aide", "chercher-un-lieu"
FIRST = 8
CALM = (
    "Sans compte, sans nom, sans pistage. Votre recherche s'écrit dans l'adresse de cette page"
    f"{NO_BREAK}: sur un appareil partagé, pensez à effacer l'historique."
)
OPEN_OR_NOT = (
    f"«{NO_BREAK}Ouvert{NO_BREAK}» et «{NO_BREAK}fermé{NO_BREAK}» valent pour l'heure où la page s'est"
    " affichée, hors jours fériés et vacances. Appelez avant de vous déplacer."
)
CHOICES = {
    "chercher": "les mots cherchés",
    "besoin": "le besoin",
    "public": "le public",
    "quartier": "le quartier",
    "langue": "la langue",
    "gratuit": "« Gratuit »",
    "ouvert": "« Ouvert maintenant »",
}


def opening(view: Directory, now: datetime) -> str:
    """The question, then the numbers: urgent ones as keys, the others in a grid."""
    urgent = [line for line in view.lines if line.urgent]
    others = [line for line in view.lines if not line.urgent]
    return (
        text("Où trouver de l'aide ?", "h1")
        + paragraph(answering_sentence(others, now), "lead")
        + element("p", link("Aller directement à la recherche d'un lieu", f"#{SEARCH}"), css="small")
        + heading("Urgence, jour et nuit, gratuit")
        + items((_key(line) for line in urgent), css="keys")
        + heading("Parler à quelqu'un")
        + items((_line(line, now) for line in others), css="helplines")
        + paragraph(lines_note(view.lines), "small quiet")
    )


def search_heading() -> str:
    return text("Chercher un lieu", "h2", id=SEARCH) + paragraph(CALM, "small quiet")


def results(found: Found, now: datetime, parameters: dict[str, str]) -> str:
    """How many places, then one card each."""
    paper = link("Feuille à imprimer", address(PAGE, **parameters, imprimer="oui"))
    top = element("p", text(found.sentence, "strong"), " ", paper if found.sheets else "", css="lead")
    silent = paragraph(found.silent, "small quiet")
    cards = [_card(number, each, now) for number, each in enumerate(found.sheets, 1)]
    after = paragraph(OPEN_OR_NOT, "small quiet") if found.sheets else ""
    return top + silent + (_places(cards) if cards else _nothing(parameters)) + after


def emergency_bar(view: Directory) -> str:
    """The urgent numbers, at the foot of the screen wherever the reader is on the page."""
    keys = [
        element("a", text(line.shown), text(f" {line.name}", css="hidden-text"), href=line.address)
        for line in view.lines
        if line.urgent
    ]
    return element("nav", text("Urgence", "strong"), *keys, css="emergency", aria_label="Numéros d'urgence")


def empty_directory() -> str:
    """No place to show yet: the lines above still answer."""
    return element(
        "div",
        paragraph("L'annuaire de la ville ne propose encore aucun lieu. Les numéros ci-dessus répondent."),
        element(
            "p",
            "Pour la Ville : ",
            link("déposez les fiches des structures", address("deposer")),
            ", avec leurs besoins.",
        ),
        css="note",
    )


def paper(view: Directory, found: Found, asked_for: str, parameters: dict[str, str]) -> str:
    """What fits on A4: the numbers, then the places of the search, without any card."""
    back = link("Revenir à la recherche", address(PAGE, **parameters))
    return (
        element("p", back, ". Pour imprimer, choisissez Imprimer dans votre navigateur.", css="small crumbs")
        + text("Où trouver de l'aide ?", "h1")
        + paragraph(f"{found.sentence} {asked_for}".strip(), "lead")
        + element(
            "div",
            table("Numéros nationaux", LINE_COLUMNS, line_rows(view.lines)),
            table("Lieux d'accueil", PAPER_COLUMNS, paper_rows(found.sheets)) if found.sheets else "",
            css="paper",
        )
        + paragraph(lines_note(view.lines), "small quiet")
    )


def _places(cards: Sequence[str]) -> str:
    """The first places in sight, the others one touch away: a phone shows one card at a time."""
    others = cards[FIRST:]
    first = items(cards[:FIRST], css="places")
    if not others:
        return first
    more = element("summary", plural(len(others), "autre lieu", "autres lieux"))
    return first + element("details", more, items(others, css="places"))


def _key(line: Line) -> str:
    inside = (text(line.shown, "strong"), text(line.name), text(line.audience, css="what"))
    return element("a", *inside, href=line.address)


def _line(line: Line, now: datetime) -> str:
    answers = is_open(line, now)
    return element(
        "a",
        text(line.name, css="name"),
        text(line.shown, "strong"),
        text(line.audience, css="what"),
        text(f"{sentence(line.hours_text)[:-1]} · {line.cost}", css="what"),
        text("répond maintenant" if answers else "fermé à cette heure", css="now" if answers else "later"),
        href=line.address,
    )


def _card(number: int, each: Sheet, now: datetime) -> str:
    call = link(each.phone, f"tel:{each.dialled}", "call") if each.dialled else ""
    facts = (
        ("Pour qui", each.public_text or "Non précisé : appelez pour savoir."),
        ("Horaires", each.hours_text or "Non précisés : appelez avant de venir."),
        ("Adresse", each.address),
        ("Prix", each.fees or "Non précisé"),
    )
    title = element("h3", text(f"{number}. ", css="quiet"), text(each.name))
    return element(
        "article",
        element("div", title, _state(each, now), css="top"),
        paragraph(each.kind, "small quiet"),
        paragraph(each.offer),
        element("p", call, *_contacts(each), css="contacts"),
        definitions(((term, said) for term, said in facts if said), css="sheet tight"),
        _verified(each),
        _details(each),
        css="card place",
    )


def _details(each: Sheet) -> str:
    """What one reads once the place seems right."""
    facts = (
        ("Comment venir", each.access),
        ("Langues", ", ".join(each.languages)),
        ("Accessibilité", each.accessibility),
        ("Besoins", " · ".join(each.need_labels)),
    )
    name = text(f" de {each.name}", css="hidden-text")
    said = definitions(((term, said) for term, said in facts if said), css="sheet tight")
    return element("details", element("summary", "Accès, langues, besoins", name), said)


def _state(each: Sheet, now: datetime) -> str:
    if each.hours is None:
        return ""
    if is_open(each, now):
        return text("Ouvert", css="now")
    opens = each.hours.next_opening(now)
    return text(f"Fermé, {opens}" if opens else "Fermé", css="later")


def _contacts(each: Sheet) -> Sequence[str]:
    """A web address from a file is only a link when it is one."""
    site = (
        element("a", "Site web", text(f" de {each.name}", css="hidden-text"), href=each.website)
        if each.website.startswith(("https://", "http://"))
        else ""
    )
    email = link(each.email, f"mailto:{each.email}") if "@" in each.email else ""
    return (email, site)


def _verified(each: Sheet) -> str:
    warning = " : appelez avant de vous déplacer." if each.freshness == OLD else "."
    return paragraph(each.verified_text + warning, "small quiet" if each.freshness != OLD else "small old")


def _nothing(parameters: dict[str, str]) -> str:
    """One way out for each choice made, then the numbers."""
    ways = [
        link(f"Retirer {CHOICES[name]}", address(PAGE, **{**parameters, name: ""})) for name in parameters
    ]
    return element(
        "div",
        paragraph("Essayez un mot de moins, ou retirez un choix."),
        items([*ways, link("Voir tout l'annuaire", address(PAGE))], css="plain"),
        paragraph("Vous pouvez aussi appeler un des numéros ci-dessus : ils orientent vers un lieu proche."),
        css="note",
    )

"""The pieces of the page of the associations: what the city owes, the same rule for all, the replies."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from analysis.agreements import Agreement
from analysis.association_view import AssociationView
from analysis.associations_view import AssociationsView
from analysis.payments_view import Payment
from analysis.replies import Reply
from analysis.same_rule import RuledFigure, SameRule
from pages.parts.address import address
from pages.parts.indicator_cards import statement_list
from pages.parts.markup import badge, definitions, element, heading, items, link, paragraph, text

PAGE = "associations"
PLACE = (PAGE, "structure")
TITLE = "Les associations sont-elles soutenues et rassurées\u00a0?"


def opening(view: AssociationsView) -> str:
    """The question, its answer, and the four sides of it."""
    if view.is_empty:
        return text(TITLE, "h1") + _nothing_yet()
    return text(TITLE, "h1") + paragraph(view.answer, css="lead") + definitions(view.facts, css="sheet named")


def owed(view: AssociationsView) -> str:
    """What the city owes today: payments out of time, agreements about to end without a word."""
    silent = [one for one in view.agreements if one.lacks_position]
    sides = (
        ("Versements attendus", [payment_line(one) for one in view.payments.waiting]),
        ("Positions écrites attendues", [_silent(one) for one in silent]),
    )
    parts = [element("section", heading(title, 3), items(lines)) for title, lines in sides if lines]
    return heading("Ce que la Ville doit aujourd'hui") + element("div", *parts, css="pair") if parts else ""


def same_rule(rule: SameRule) -> str:
    """What each side owes the other, under the same rule; what was signed stands under its figure."""
    if not rule.city and not rule.associations:
        return ""
    sides = (("Ce que la Ville doit", rule.city), ("Ce que les associations rendent", rule.associations))
    return (
        heading("La même règle pour tous")
        + paragraph(
            "Un compte rendu en retard est un signal d'aide, jamais une sanction. Rien n'est classé.",
            css="small quiet",
        )
        + element("div", *(_side(title, figures) for title, figures in sides), css="sides two")
    )


def payment_line(one: Payment, is_named: bool = True) -> str:
    """One grant: what for, how much, whose unless its page is open, what happened."""
    whose = _association(one.association, one.beneficiary) + text(", ") if is_named else ""
    return (
        text(one.purpose or one.code, "strong")
        + text(f" {one.amount}", css="nowrap")
        + element("div", whose, text(one.told), css="small")
    )


def reply_list(replies: Sequence[Reply], title: str) -> str:
    """Each right of reply beside the figure it answers."""
    title = heading(title)
    if not replies:
        how = element(
            "p",
            "Aucune réponse. Une association répond à tout chiffre avec le ",
            link("tableau des avis", address("dictionnaire", rubrique="modeles", contenu="avis")),
            ".",
            css="note",
        )
        return title + how
    return title + element("div", *(_reply(one) for one in replies), css="replies")


def index(choices: Mapping[str, str]) -> str:
    """The associations in alphabetical order, each with its page."""
    if not choices:
        return ""
    links = (link(name, address(PAGE, structure=code)) for code, name in choices.items())
    return heading("Association par association") + items(links, css="plain columns")


def one_opening(shown: AssociationView) -> str:
    """One association: what the city gives it, and what it still owes it."""
    links = (
        [link("Ses envois de chiffres", address("completude", structure=shown.code))] if shown.sends else []
    )
    owed_lines = items(payment_line(one, is_named=False) for one in shown.waiting)
    waiting = (
        heading("Ce que la Ville lui doit aujourd'hui") + owed_lines
        if shown.waiting
        else paragraph("Aucun versement n'est attendu hors délai.")
    )
    return (
        text(f"Comment la Ville soutient-elle {shown.name}\u00a0?", "h1")
        + paragraph(shown.summary, css="lead")
        + (element("p", *links) if links else "")
        + waiting
        + _agreement_lines(shown.agreements)
        + heading("Ses subventions")
        + _without_notice(shown.without_notice)
        + "".join(_year(*each) for each in shown.by_year)
    )


def one_replies(shown: AssociationView) -> str:
    """What this association signed, or how it can."""
    return reply_list(shown.replies, "Son droit de réponse")


def _year(year: int, payments: Iterable[Payment]) -> str:
    return heading(str(year), 3) + items(payment_line(one, is_named=False) for one in payments)


def _nothing_yet() -> str:
    model = address("dictionnaire", rubrique="modeles", contenu="financements")
    return paragraph("Aucune subvention de la Ville n'a encore été déposée.", css="lead") + element(
        "p",
        "Le fichier des subventions au format national (SCDL) est accepté tel qu'il est\u00a0: ",
        link("déposez-le", address("deposer")),
        ", ou remplissez le ",
        link("tableau des financements", model),
        ".",
        css="note",
    )


def _silent(one: Agreement) -> str:
    return _association(one.association, one.beneficiary) + element(
        "div", text(f"Sa convention {one.state}."), css="small"
    )


def _association(code: str, name: str) -> str:
    return link(name, address(PAGE, structure=code))


def _side(title: str, figures: Iterable[RuledFigure]) -> str:
    cards = items((ruled_card(one) for one in figures), css="")
    return element("section", heading(title, 3), cards)


def ruled_card(one: RuledFigure) -> str:
    """One figure, its counts, target and verdict, and under it what was signed about it."""
    details = ", ".join(part for part in (one.counts, one.target) if part)
    inside = element(
        "div",
        text(one.name, css="name"),
        element("span", text(one.value, "strong"), text(f" {details}", css="small quiet")),
        badge(one.word) if one.word else "",
        css="figure",
    )
    whole = element("a", inside, css="whole", href=address("indicateur", indicateur=one.code))
    said = statement_list(one.said) if one.said else ""
    return element("div", whole, said, css="card")


def _reply(one: Reply) -> str:
    words = text(f"«\u00a0{one.statement.text}\u00a0»", "p", "quote")
    signed = text(one.statement.signature, "p", "small quiet")
    return element("div", _answered(one), element("blockquote", words, signed, css="note"), css="reply")


def _answered(one: Reply) -> str:
    if not one.indicator:
        return element("div", text("Réponse qui ne vise pas un chiffre", css="small quiet"), css="card")
    now = f"Aujourd'hui\u00a0: {one.now}" if one.now and one.now != one.then else ""
    inside = element(
        "div",
        text(one.indicator_name, css="name"),
        text(one.then or one.now, "strong"),
        text(now, css="small quiet") if one.then and now else "",
        badge(one.word),
        css="figure",
    )
    whole = element("a", inside, css="whole", href=address("indicateur", indicateur=one.indicator))
    return element("div", whole, css="card")


def _agreement_lines(agreements: Sequence[Agreement]) -> str:
    if not agreements:
        return paragraph(
            "Aucune convention pluriannuelle\u00a0: chaque subvention se redemande chaque année."
        )
    lines = (
        text(f"{one.start:%Y}-{one.end:%Y}", "strong") + text(f", {one.state}")
        for one in reversed(agreements)
    )
    return heading("Ses conventions pluriannuelles") + items(lines)


def _without_notice(number: int) -> str:
    if not number:
        return ""
    return paragraph(
        f"{number} sans date de notification ou de versement\u00a0: leur délai ne peut pas être dit.",
        css="small quiet",
    )

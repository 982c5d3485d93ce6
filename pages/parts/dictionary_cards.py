"""The pieces of the dictionary: its tabs, its entries in a list, one entry open."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from analysis.change_log import Chapter
from analysis.dictionary_entries import Entry, Reference
from analysis.dictionary_view import SECTIONS, TABS, DatedChange, by_group, in_section
from pages.parts.address import address
from pages.parts.markup import definitions, element, heading, items, link, paragraph, text

PAGE = "dictionnaire"


def tabs(found: tuple[Entry, ...], shown: str, words: str) -> str:
    """The sections, each with what it holds of the words looked for."""
    links = [_tab(code, label, found, shown, words) for code, label in TABS.items()]
    return element("nav", items(links, css=""), css="tabs", aria_label="Rubriques du dictionnaire")


def entry_list(entries: tuple[Entry, ...], words: str) -> str:
    """The entries of one section: under their groups, or the nearest first when words are looked for."""
    if words:
        return _rows(entries, words)
    return "".join(
        (heading(title) if title else "") + _rows(group, words) for title, group in by_group(entries).items()
    )


def nothing_found(words: str) -> str:
    return element(
        "div",
        paragraph(f"Aucune définition ne contient «\u00a0{words}\u00a0»."),
        element(
            "p", "Essayez un seul mot, ou ", link("revenez à toutes les définitions", address(PAGE)), "."
        ),
        css="note",
    )


def unknown(term: str) -> str:
    return paragraph(
        f"Aucune définition n'a le code «\u00a0{term}\u00a0». Cherchez-la par un de ses mots.", "note"
    )


def open_entry(entry: Entry, words: str) -> str:
    """One entry whole, above the list it comes from."""
    close = link("Fermer", address(PAGE, rubrique=entry.section, chercher=words), "small")
    title = element(
        "div", heading(entry.title), text(entry.mark, css="level") if entry.mark else "", close, css="top"
    )
    warning = element("div", paragraph(entry.warning), css="note") if entry.warning else ""
    sheets = "".join(
        (heading(name, 3) if name else "")
        + definitions(facts, css="sheet named" if name or entry.section == "listes" else "sheet")
        for name, facts in entry.parts
    )
    return element("article", title, warning, _next_page(entry), sheets, _references(entry), css="card entry")


def change_list(changes: Sequence[DatedChange]) -> str:
    """The dated changes of definition, the latest first."""
    if not changes:
        return paragraph("Aucune définition n'a encore changé.", css="note")
    return items(_change(each) for each in changes)


def chapter_list(chapters: Iterable[Chapter]) -> str:
    """What changed in the application for who reads the figures, edition by edition."""
    editions: dict[str, list[Chapter]] = {}
    for each in chapters:
        editions.setdefault(each.edition, []).append(each)
    return "".join(
        heading(edition, 3) + "".join(_chapter(each) for each in told) for edition, told in editions.items()
    )


def _chapter(chapter: Chapter) -> str:
    return heading(chapter.title, 4) + items((text(line) for line in chapter.lines), css="plain")


def _tab(code: str, label: str, found: tuple[Entry, ...], shown: str, words: str) -> str:
    count = text(f" {len(in_section(found, code))}", css="quiet") if code in SECTIONS else ""
    current = {"aria_current": "page"} if code == shown else {}
    href = address(PAGE, rubrique=code, chercher=words)
    return element("a", text(label), count, href=href, **current)


def _rows(entries: Iterable[Entry], words: str) -> str:
    return items((_row(entry, words) for entry in entries), css="entries")


def _row(entry: Entry, words: str) -> str:
    return element(
        "a",
        element("span", text(entry.title, css="name"), text(entry.mark, css="level") if entry.mark else ""),
        text(entry.summary, css="what"),
        href=address(PAGE, rubrique=entry.section, terme=entry.code, chercher=words),
    )


def _next_page(entry: Entry) -> str:
    """Where this entry is put to use."""
    if entry.section == "indicateurs":
        return element("p", link("Voir ce chiffre", address("indicateur", indicateur=entry.code)))
    if entry.section == "tableaux":
        href = address(PAGE, rubrique="modeles", contenu=entry.code)
        return element("p", link("Télécharger le modèle de ce tableau", href))
    return ""


def _references(entry: Entry) -> str:
    return "".join(
        heading(title, 3) + items((_reference(each) for each in references), css="plain")
        for title, references in entry.references
    )


def _reference(to: Reference) -> str:
    return link(to.label, address(PAGE, rubrique=to.section, terme=to.code))


def _change(change: DatedChange) -> str:
    href = address(PAGE, rubrique="indicateurs", terme=change.code)
    return text(f"{change.day} · ", css="quiet") + link(change.title, href) + "<br>" + text(change.note)

"""« Ce qui a changé depuis … », as it is read on the first page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from analysis.alerts import Alert
from analysis.arrivals import Arrival
from analysis.news import Moved, News, Signed
from analysis.typography import spaced
from analysis.wording import NO_BREAK, date_text, sentence
from pages.parts.address import address
from pages.parts.markup import badge, element, heading, items, link, paragraph, text

ARROW = "→"


def news_line(found: News) -> str:
    """The changes in one line, for the top of the page."""
    since = text(f"Depuis le {date_text(found.since)}{NO_BREAK}: ", "strong")
    said = found.headline if found.has_past else "tout est nouveau"
    return element("p", since, text(f"{said}."), css="since")


def news_cards(found: News, choices: Mapping[str, date]) -> str:
    """Title, days to compare with, then what moved, the gravest kinds first."""
    nothing_known = paragraph(
        "Rien n'était encore déposé ce jour-là\u00a0: tout est nouveau, et rien ne se compare.", css="note"
    )
    body = _columns(found) if found.has_past else nothing_known
    return element(
        "section",
        heading(f"Ce qui a changé depuis le {date_text(found.since)}"),
        paragraph(sentence(found.summary)) if found.has_past else "",
        _other_days(found.since, choices),
        body,
    )


def _columns(found: News) -> str:
    """What asks for a look in sight; what was only received or signed one touch away."""
    seen = (
        _part("Verdicts changés", map(_verdict, found.verdicts)),
        _part("Alertes nouvelles", map(_alert, found.alerts)),
        _part("Alertes qui ne tiennent plus", (text(spaced(title)) for title in found.ended)),
        _part("Décisions réalisées", map(text, found.done)),
    )
    folded = (
        _folded("Chiffres nouveaux ou corrigés", [_figure(one) for one in found.figures]),
        _folded("Avis signés", [_signed(one) for one in found.signed]),
        _folded("Derniers dépôts et retraits", [_arrival(one) for one in found.deposits]),
    )
    return element("div", *seen, css="news") + "".join(folded)


def _part(title: str, lines: Iterable[str]) -> str:
    shown = list(lines)
    return element("section", heading(title, 3), items(shown)) if shown else ""


def _folded(title: str, lines: Sequence[str]) -> str:
    if not lines:
        return ""
    return element("details", element("summary", f"{title} ({len(lines)})"), items(lines))


def _verdict(one: Moved) -> str:
    before = badge(one.before.word) if one.before else ""
    arrow = text(f" {ARROW} ", aria_hidden="true") + text("puis ", css="hidden-text")
    return element("div", _named(one)) + before + arrow + badge(one.now.word)


def _figure(one: Moved) -> str:
    now = text(f"{one.now.text} ", "strong") + text(f"({one.now.label})")
    return _named(one) + element("div", now, text(_before(one), css="quiet"), css="small")


def _before(one: Moved) -> str:
    if one.before is None:
        return ", premier chiffre"
    if one.is_revision:
        return f", corrigé{NO_BREAK}: {one.before.text} auparavant"
    return f", après {one.before.text} ({one.before.label})"


def _named(one: Moved) -> str:
    return link(one.name, address("indicateur", indicateur=one.code))


def _alert(alert: Alert) -> str:
    return link(spaced(alert.title), address(alert.page, **alert.parameters))


def _signed(one: Signed) -> str:
    said = one.statement
    page = (
        address("indicateur", indicateur=said.indicator) if said.indicator else address("axe", axe=said.axis)
    )
    kind = f"{said.kind_label}{NO_BREAK}: {said.weather_label}" if said.weather else said.kind_label
    return link(one.about or kind, page) + element(
        "div", text(f"{kind} · {said.signature}"), css="small quiet"
    )


def _other_days(since: date, choices: Mapping[str, date]) -> str:
    links = [
        link(label, address("", depuis=day.isoformat())) for label, day in choices.items() if day != since
    ]
    return element("p", text("Comparer plutôt avec le "), text(", le ").join(links), css="small quiet")


def _arrival(one: Arrival) -> str:
    fed = [link(label, address("indicateur", indicateur=code)) for code, label in one.indicators]
    more = f" et {one.other_indicators} autres" if one.other_indicators > 1 else ""
    feeds = f" · alimente{NO_BREAK}: " + ", ".join(fed) + text(more) if fed else ""
    return (
        link(one.title, address("depots", depot=one.deposit))
        + "<br>"
        + element("span", text(one.detail), feeds, css="small")
    )

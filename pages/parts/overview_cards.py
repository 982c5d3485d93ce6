"""The cards of the first page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from analysis.alerts import Alert
from analysis.overview import AxisCard, Headline, Overview
from analysis.typography import spaced
from analysis.wording import plural
from pages.parts.address import address
from pages.parts.markup import (
    badge,
    element,
    heading,
    level,
    paragraph,
    picture,
    text,
    verdict_counts,
)

LONG_VALUE = 9  # characters that still fit in the large type of a small card
ALERT_CLASSES = {"recul": "v-recul", "trajectoire": "v-recul"}


def alert_list(alerts: Iterable[Alert], others: Sequence[Alert] = ()) -> str:
    """Alerts, each a link to its page; the others folded away below."""
    shown = [_alert(alert) for alert in alerts]
    if not shown:
        return paragraph("Rien d'urgent : aucune alerte sur les données reçues.", css="note")
    more = element("summary", f"Et {plural(len(others), 'autre alerte', 'autres alertes')}")
    rest = element("details", more, element("ul", *map(_alert, others), css="alerts")) if others else ""
    return element("ul", *shown, css="alerts") + rest


def axis_rows(axes: Iterable[AxisCard]) -> str:
    return element("div", *(_axis_row(axis) for axis in axes), css="rows")


def headline_cards(headlines: Iterable[Headline]) -> str:
    return element("div", *(_headline(one) for one in headlines), css="figures")


def first_screen(view: Overview) -> str:
    """Alerts beside axes."""
    left = element("section", heading("À regarder d'abord"), alert_list(view.alerts, view.other_alerts))
    right = element(
        "section", heading("Les cinq axes" if len(view.axes) == 5 else "Les axes"), axis_rows(view.axes)
    )
    return element("div", left, right, css="board")


def _alert(alert: Alert) -> str:
    inside = text(spaced(alert.title), "strong") + text(spaced(alert.detail))
    href = address(alert.page, **alert.parameters)
    return element("li", element("a", inside, href=href), css=ALERT_CLASSES.get(alert.kind, "v-stable"))


def _axis_row(axis: AxisCard) -> str:
    counts = verdict_counts(axis.counts)
    signature = text(f" ({axis.weather_signature})", css="wide-only") if axis.weather_signature else ""
    clash = text(f", {axis.clash}", css="clash") if axis.clash else ""
    inside = element(
        "a",
        text(axis.label, css="name") + counts,
        text(axis.on_track, css="what") + text(axis.received, css="what right"),
        element("span", text(axis.weather), clash, signature, css="what wide"),
        css="whole",
        href=address("axe", axe=axis.code),
    )
    return element("div", inside, css="row")


def _headline(one: Headline) -> str:
    inside = element(
        "div",
        text(one.name, css="name"),
        element(
            "span",
            text(one.value, css="value long" if len(one.value) > LONG_VALUE else "value"),
            " ",
            text(one.period, css="small quiet nowrap"),
        ),
        badge(one.word),
        picture(one.curve, one.curve_text),
        element(
            "span",
            text(one.target),
            *(text(note, css="wide-only") for note in (one.interval, one.coverage) if note),
            level(one.level),
            css="foot",
        ),
        css="figure",
    )
    return element(
        "div", element("a", inside, css="whole", href=address("indicateur", indicateur=one.code)), css="card"
    )

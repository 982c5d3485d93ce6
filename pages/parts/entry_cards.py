"""The pieces of the page of signed words: which form, the figure it is about, what will be read."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.axis_view import AxisView
from analysis.entry_forms import FORMS, Form
from analysis.entry_view import Preview
from analysis.indicator_view import IndicatorView
from pages.parts.address import address
from pages.parts.markup import (
    badge,
    element,
    heading,
    link,
    paragraph,
    text,
    verdict_counts,
)

PAGE = "saisir"


def tabs(current: Form, **kept: str) -> str:
    """The forms, as links; the axis and the indicator in the address are kept from one to the other."""
    links = [
        element(
            "li", text(form.tab, "a", href=address(PAGE, quoi=form.code, **kept), **_current(form, current))
        )
        for form in FORMS.values()
    ]
    return element("nav", element("ul", *links), css="tabs", aria_label="Ce que vous voulez dire")


def sign_links(kinds: Sequence[str], **about: str) -> str:
    """From a figure or an axis to the forms that speak of it."""
    links = " · ".join(link(FORMS[kind].title, address(PAGE, quoi=kind, **about)) for kind in kinds)
    return element("p", links, css="small")


def opening(form: Form) -> str:
    """Who signs, and where it will be read."""
    return (
        heading(form.title)
        + paragraph(form.who)
        + element("p", text("Sera lu sur\u00a0: ", "strong"), text(form.seen), css="small")
    )


def about_indicator(view: IndicatorView) -> str:
    """What the figure says today, as its page does."""
    return element(
        "section",
        heading("Le chiffre dont vous parlez", 3),
        element("p", link(f"{view.code} · {view.label}", address("indicateur", indicateur=view.code))),
        element("p", badge(view.word), " ", text(view.reason)),
        css="card",
    )


def about_axis(view: AxisView) -> str:
    """What the figures of the axis say, and the weather signed so far."""
    weather = view.weather
    said = f"Dernière météo\u00a0: {weather.weather_label}, {weather.signature}." if weather else ""
    return element(
        "section",
        heading("Ce que disent les chiffres de l'axe", 3),
        element("p", link(view.label, address("axe", axe=view.code))),
        element("p", verdict_counts(view.counts)),
        paragraph(f"{view.summary}.", css="small"),
        paragraph(said, css="small quiet"),
        css="card",
    )


def clash_note(clash: str) -> str:
    """A weather that the figures contradict may be signed; what is read beside it is said before."""
    return paragraph(
        f"Votre météo sera lue «\u00a0{clash}\u00a0»\u00a0: dites pourquoi dans votre texte.", css="note"
    )


def preview_card(shown: Preview) -> str:
    return element(
        "section",
        heading("Ce qui sera lu", 3),
        text(shown.title, "strong"),
        paragraph(shown.text),
        paragraph(shown.signature, css="small quiet"),
        css="note",
        aria_live="polite",
    )


def _current(form: Form, current: Form) -> dict[str, str]:
    return {"aria_current": "page"} if form.code == current.code else {}

"""What the page of the districts says in HTML: the answer, the small curves, the sheet of one district."""

from __future__ import annotations

from collections.abc import Iterable

from analysis.chart_districts import tint
from analysis.district_panels import Panels
from analysis.district_sheet import NEED, OFFER, SHARE, DistrictFigure, DistrictSheet
from analysis.districts_view import DistrictsView, GapView
from analysis.wording import ACTIVITY, sentence
from pages.parts.address import address
from pages.parts.indicator_cards import ACTIVITY_LEVELS
from pages.parts.markup import element, heading, items, level, link, paragraph, picture, text

NOT_A_RANKING = (
    "La carte montre ce qui est proposé, fait ou répondu, jamais combien de personnes sont concernées\u00a0: "
    "ce n'est pas un classement des quartiers."
)


def opening(title: str, view: DistrictsView) -> str:
    """The question, the indicator read, the answer and its reason."""
    name = element(
        "p",
        link(f"{view.code} · {view.label}", address("indicateur", indicateur=view.code)),
        " ",
        level(view.level),
        css="quiet",
    )
    answer = _answer(view.gap) if view.gap else paragraph(view.count_text, "lead")
    caution = paragraph(ACTIVITY, "small quiet") if view.level in ACTIVITY_LEVELS else ""
    return text(title, "h1") + name + answer + paragraph(view.coverage, "small quiet") + caution


def map_words(said: str, beside: str, strengths: Iterable[tuple[float | None, str]]) -> str:
    """What the map shows, its tints each with its words, and what it is not."""
    tints = items((_swatch(strength) + text(words) for strength, words in strengths), css="legend")
    return paragraph(said) + paragraph(beside) + tints + paragraph(NOT_A_RANKING, "small quiet")


def scale(panels: Panels) -> str:
    """What the small curves share."""
    said = f"Même échelle pour tous, {panels.scale}, de {panels.first} à {panels.last}."
    reference = " En tirets, le reste de la ville." if panels.has_reference else ""
    hidden = " Une croix marque un chiffre secret." if panels.has_hidden else ""
    return paragraph(said + reference + hidden, "small quiet")


def panel_cards(panels: Panels, chosen: str, parameters: dict[str, str]) -> str:
    """One card for each district; it leads to the sheet of the district."""
    cards = (
        element(
            "a",
            text(panel.label, css="name"),
            text(panel.value, css="value"),
            picture(panel.picture, panel.description),
            span_of_years(panels.first, panels.last),
            text(panel.note, css="small quiet"),
            css="card panel",
            href=address("quartiers", **(parameters | {"quartier": panel.code})),
            **({"aria_current": "true"} if panel.code == chosen else {}),
        )
        for panel in panels.panels
    )
    return element("div", *cards, css="panels")


def span_of_years(first: str, last: str) -> str:
    """The two ends of a small curve."""
    return element("span", text(first), text(last), css="ends", aria_hidden="true")


def sheet(shown: DistrictSheet) -> str:
    """Supply beside need, then the shares beside those of the rest of the city."""
    directory = link("Voir l'annuaire", address("trouver-de-l-aide", quartier=shown.code))
    offer = element(
        "section",
        heading(OFFER, 3),
        element("p", text(f"{shown.places_text} "), directory),
        _figures(shown.offer),
    )
    need = element(
        "section", heading(NEED, 3), _figures(shown.need) or paragraph("Rien n'est transmis.", "quiet")
    )
    shares = element("section", heading(SHARE, 3), _figures(shown.shares))
    note = paragraph(
        "La population et les revenus de chaque quartier ne sont pas déposés\u00a0: ces nombres disent où "
        "l'action a lieu, pas si elle suffit. Un signalement suit aussi la facilité de signaler.",
        "small quiet",
    )
    return element("div", offer, need, shares, css="sides") + note


def limits(view: DistrictsView) -> str:
    return heading("À savoir avant d'en parler") + paragraph(view.caveats)


def _answer(gap: GapView) -> str:
    reason = sentence(gap.verdict.reason)
    why = f"sur l'évolution de l'écart\u00a0: {gap.verdict.reason}." if _is_open(gap) else reason
    next_step = paragraph(sentence(gap.verdict.next_step), "quiet") if gap.verdict.next_step else ""
    lead = element(
        "p", text(f"{gap.verdict.title}{'' if _is_open(gap) else '.'} ", "strong"), text(why), css="lead"
    )
    return lead + paragraph(gap.now) + next_step


def _is_open(gap: GapView) -> bool:
    return gap.verdict.word == "on ne peut pas conclure"


def _figures(figures: Iterable[DistrictFigure]) -> str:
    cards = [
        link(one.label, address("quartiers", indicateur=one.indicator), css="name")
        + element(
            "div",
            text(one.value, "strong"),
            text(f" · {one.period}", css="small quiet"),
            text(f"Reste de la ville\u00a0: {one.beside}", "div", "small quiet") if one.beside else "",
        )
        for one in figures
    ]
    return items(cards) if cards else ""


def _swatch(strength: float | None) -> str:
    if strength is None:
        return text("", css="swatch hatched", aria_hidden="true")
    return text("", css="swatch", style=f"background:{tint(strength)}", aria_hidden="true")

"""What the page that reads series together says in HTML: what can be read or not, curves side by side."""

from __future__ import annotations

from analysis.comparable_cities import CityComparison
from analysis.together_panels import Panel, PanelGroup
from analysis.together_view import TogetherView
from pages.parts.address import address
from pages.parts.district_cards import span_of_years
from pages.parts.markup import element, heading, items, link, paragraph, picture, text

ANSWER = (
    "Lus ensemble, ces chiffres disent ce qui est enregistré et ce qui est fait. Ils ne disent pas ce que "
    "l'un change à l'autre."
)
CANNOT = (
    "Si l'action menée ici a changé ces chiffres\u00a0: les séries officielles longues sont celles d'un "
    "territoire plus grand que la ville, et rien n'y compare avec et sans l'action.",
    "Si les usages augmentent ou baissent\u00a0: les personnes mises en cause suivent d'abord le nombre de "
    "contrôles et d'amendes.",
    "Ce que les personnes ont subi\u00a0: seuls les faits enregistrés sont comptés, et une plainte plus "
    "facile fait monter le chiffre.",
    "Une suite de 2012 à aujourd'hui\u00a0: l'état 4001 et les séries du SSMSI n'ont ni le même territoire "
    "ni la même nomenclature.",
)


def opening(title: str, view: TogetherView) -> str:
    """The answer, then what can be read and what cannot, side by side."""
    beside = "Ce que la Ville et ses partenaires font, sur les mêmes années, à côté et jamais mêlé."
    can = (*view.can_read, beside)
    sides = element(
        "div",
        element("section", heading("Ce qu'on peut lire"), items(map(text, can), css="plain")),
        element("section", heading("Ce qu'on ne peut pas lire"), items(map(text, CANNOT), css="plain")),
        css="pair",
    )
    return text(title, "h1") + element("p", text(ANSWER, "strong"), css="lead") + sides


def firewall(shown: PanelGroup, banner: str) -> str:
    """What drug offences measure, said before any of them is shown."""
    sheet = link("Voir la fiche de l'indicateur", address("indicateur", indicateur="SEC-07"))
    title = group_heading("Stupéfiants\u00a0: les amendes d'un côté, le reste de l'autre", shown)
    return title + element("div", element("p", text(f"{banner} "), sheet), css="note")


def group_heading(title: str, group: PanelGroup) -> str:
    return element("h2", text(title), text(f", {group.place}", css="quiet scale"))


def former_heading(group: PanelGroup) -> str:
    why = (
        "Une autre mesure, arrêtée en 2020, sur un autre territoire\u00a0: elle ne se met pas bout à bout "
        "avec les séries ci-dessus. L'usage n'y est pas montré à partir de 2020, où il mêle les amendes "
        "forfaitaires au reste."
    )
    return group_heading("L'état 4001", group) + paragraph(why, "small quiet")


def group(shown: PanelGroup, kind: str) -> str:
    """The small curves of one set, with where they come from and what they share."""
    mark = text(shown.origin, css="mark" if "fictifs" in shown.origin else "origin")
    said = element("p", mark, text(f" {shown.scale}", css="small quiet"))
    return said + element("div", *(_card(panel, shown) for panel in shown.panels), css=f"panels {kind}")


def sources(shown: PanelGroup) -> str:
    word = "Source" if len(shown.sources) == 1 else "Sources"
    return paragraph(f"{word}\u00a0: {' · '.join(shown.sources)}.", "small quiet")


def health(view: TogetherView) -> str:
    """What no official file says yet: the sheet of each indicator names the file to ask for."""
    if not view.missing:
        return ""
    links = (
        link(f"{code} · {label}", address("indicateur", indicateur=code)) for code, label in view.missing
    )
    why = "Aucune série officielle n'est déposée. La fiche dit quel fichier demander, et à qui."
    return heading("Santé") + element("div", paragraph(why), items(links, css="plain"), css="note")


def comparison(shown: CityComparison) -> str:
    """Where the city stands, and by which rule the others were chosen."""
    return paragraph(shown.sentence) + paragraph(
        " ".join(filter(None, (shown.rule, shown.withheld))), "small"
    )


def _card(panel: Panel, shown: PanelGroup) -> str:
    page, code = panel.href
    name = (
        link(panel.label, address(page, indicateur=code), "name")
        if code
        else text(panel.label, "div", "name")
    )
    return element(
        "div",
        name,
        element("div", text(panel.value, css="value"), text(f" {panel.unit}", css="small quiet")),
        picture(panel.picture, panel.description),
        span_of_years(shown.first, shown.last),
        text(panel.note, "div", "small quiet"),
        css="card panel",
    )

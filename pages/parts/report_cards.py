"""The pieces of the page of the report."""

from __future__ import annotations

from analysis.audience import Audience
from analysis.report.council_report import AUDIENCES
from analysis.report.method_part import OVER
from analysis.report.period import ReportPeriod
from pages.parts.markup import element, heading, items, paragraph, text

CONTENTS = (
    "une page qui se lit en une minute\u00a0: alertes, verdicts axe par axe, météo signée à côté\u00a0;",
    "chaque axe\u00a0: le verdict de chaque indicateur et sa raison, le dernier chiffre avec son intervalle "
    "et les données reçues, la cible, le rythme, la courbe\u00a0;",
    "les décisions en retard, les droits de réponse et les commentaires signés\u00a0;",
    "une phrase sûre par chiffre, à citer telle quelle\u00a0;",
    "la méthode, ce que chaque indicateur compte, les changements de définition et les sources.",
)


def opening(title: str) -> str:
    lead = "Un rapport prêt à lire en séance, avec les chiffres de ces pages. Il se fait au clic."
    return text(title, "h1") + paragraph(lead, "lead")


def chosen(period: ReportPeriod, audience: Audience) -> str:
    """What the files will cover, in words."""
    said = element("p", text(f"{period.label}, {period.span}. ", "strong"), text(AUDIENCES[audience]))
    return element("div", said, paragraph(OVER if period.is_over else "", "small"), css="note")


def contents() -> str:
    listed = items((text(line) for line in CONTENTS), css="plain")
    return heading("Ce que contient le rapport") + listed

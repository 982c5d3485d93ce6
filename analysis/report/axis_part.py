"""The part of a report about one axis: what its page says, in the same order and the same words."""

from __future__ import annotations

from collections.abc import Iterator

from analysis.axis_view import AxisView
from analysis.context_view import OfficialFigure
from analysis.counted_verdicts import counts_text
from analysis.indicator_view import IndicatorView, indicator_view
from analysis.report.content import Block, Bullets, Card, Heading, Paragraph
from analysis.sentences import COLON
from analysis.standing import Situation
from analysis.wording import sentence

NO_RESULT = "Cet axe n'a pas d'indicateur de résultat\u00a0: il dit ce qui est fait, pas ce que cela change."
CONTEXT = (
    "Données publiques officielles. Pour comprendre, jamais pour juger\u00a0: ces chiffres ne mesurent pas "
    "l'action de la Ville."
)


def axis_part(view: AxisView, indicators: dict[str, IndicatorView]) -> Iterator[Block]:
    """Its answer, the signed weather, then each indicator by its place in the result chain."""
    yield Heading(1, view.label, new_page=True)
    yield Paragraph(view.question, "lead")
    yield Paragraph(answer(view))
    if weather := weather_text(view):
        yield Paragraph(weather, "note")
    if not view.has_results:
        yield Paragraph(NO_RESULT, "note")
    for stage in view.chain:
        aim = view.impact if stage.level == "impact" else ""
        if stage.items or aim:
            yield Heading(2, stage.title)
        yield from (card_of(indicators[item.code]) for item in stage.items)
        if aim:
            yield Paragraph(aim)
    yield Paragraph(f"Hypothèse fragile à surveiller{COLON}{view.assumption}", "quiet")
    yield from _context(view.official)


def indicators_of(situation: Situation, view: AxisView) -> dict[str, IndicatorView]:
    """The pages of the indicators of the chain."""
    codes = [item.code for stage in view.chain for item in stage.items]
    return {code: indicator_view(situation, code) for code in codes}


def answer(view: AxisView) -> str:
    """« 3 indicateurs sur 7 en bonne voie vers leur cible. 2 en progrès et 5 stables. 92 % des données… »"""
    return " ".join(
        sentence(part) for part in (view.summary, counts_text(view.counts), view.received) if part
    )


def weather_text(view: AxisView) -> str:
    """What a person signed, and how the computed figures disagree; empty when nobody signed."""
    if view.weather is None:
        return ""
    signed = view.weather
    parts = [f"Météo signée{COLON}{signed.weather_label}."]
    parts += [f"«\u00a0{signed.text}\u00a0»"] if signed.text else []
    parts.append(f"{signed.signature}. C'est un jugement humain, à part des chiffres calculés.")
    if view.clash:
        parts.append(f"Les chiffres disent autre chose{COLON}{signed.weather_label.lower()}, {view.clash}.")
    return " ".join(parts)


def card_of(view: IndicatorView) -> Card:
    chart = view.curve.chart
    return Card(
        code=view.code,
        name=view.label,
        level=view.level,
        word=view.word,
        reason=view.reason,
        next_step=view.next_step,
        facts=view.facts,
        chart=chart,
        chart_text=view.curve.summary,
        no_chart="" if chart else view.no_chart_reason,
    )


def _context(official: tuple[OfficialFigure, ...]) -> Iterator[Block]:
    if official:
        yield Heading(2, "Le contexte")
        yield Paragraph(CONTEXT, "quiet")
        yield Bullets(tuple((f"{one.name}{COLON}", _official(one)) for one in official))


def _official(one: OfficialFigure) -> str:
    said = "\u00a0; ".join(f"{name}{COLON}{value}" for name, value in one.parts) or one.value
    origin = "Données fictives" if one.demonstration else f"Donnée publique réelle. Source{COLON}{one.source}"
    return f"{said} ({one.territory}, {one.period}). {sentence(origin)}"

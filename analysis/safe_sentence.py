"""« La phrase sûre »: what can be said of a figure in public without a mistake."""

from __future__ import annotations

from analysis.context_view import OfficialFigure
from analysis.standing import Standing
from analysis.wording import in_period
from data.declarations import Indicator


def safe_sentence(standing: Standing, city: str) -> str:
    """One quotable paragraph: what, where, when, how much, how sure, from whom, and its limit.

    Empty when nothing can be quoted: no figure, or a secret one.
    """
    indicator, last = standing.indicator, standing.last
    if last is None or last.value is None:
        return ""
    parts = [
        f"{indicator.short_label}, à {city}, {in_period(last.period.code)}\u00a0: "
        f"{last.text(indicator.unit)}{_precision(standing)}.",
        f"Source\u00a0: {indicator.source}{_coverage(standing)}.",
    ]
    if last.flag == "provisional":
        parts.append("Chiffre provisoire.")
    parts.append(f"À savoir\u00a0: {_first_sentence(indicator.caveats)}")
    if last.demonstration:
        parts.insert(0, "[Données de démonstration, fictives]")
    return " ".join(parts)


def official_sentence(indicator: Indicator, figure: OfficialFigure) -> str:
    """The same for a published figure, whose parts are never added up."""
    parts = [f"{name}\u00a0: {value}" for name, value in figure.parts] or [figure.value]
    said = "\u00a0; ".join(parts)
    mark = "[Données de démonstration, fictives] " if figure.demonstration else ""
    return (
        f"{mark}{figure.name}, {figure.territory}, {figure.period}\u00a0: {said}. "
        f"Source\u00a0: {figure.source}. À savoir\u00a0: {_first_sentence(indicator.caveats)}"
    )


def _precision(standing: Standing) -> str:
    """What is counted, and how sure the figure is: a share of nobody knows what cannot be quoted."""
    last, indicator = standing.last, standing.indicator
    if last is None:
        return ""
    around = last.interval_text(indicator.unit)
    said = (last.counted(indicator), f"intervalle à 95\u00a0% {around}" if around else "")
    kept = "\u00a0; ".join(filter(None, said))
    return f" ({kept})" if kept else ""


def _coverage(standing: Standing) -> str:
    text = standing.last.coverage_text if standing.last else ""
    return f"\u00a0; données de {text}" if text else ""


def _first_sentence(text: str) -> str:
    first, dot, _ = text.partition(". ")
    return first + "." if dot else text

"""The charts of one effect, and what an analyst checks under them."""

from __future__ import annotations

from typing import Any

import streamlit as st

from analysis.chart_effect import HEIGHT as EFFECT_HEIGHT
from analysis.chart_effect import effect_chart
from analysis.chart_event_study import HEIGHT as GAPS_HEIGHT
from analysis.chart_event_study import event_study_chart
from analysis.chart_forest import forest_chart, forest_height
from analysis.chart_placebo import HEIGHT as PLACEBO_HEIGHT
from analysis.chart_placebo import placebo_chart
from analysis.charts import without_colour
from analysis.effects.view import EffectView
from pages.parts.effect_cards import method, notes, reasons
from pages.parts.figure import chart, table_and_downloads
from pages.parts.markup import element, heading, paragraph, text

SCALES = {"‰": "pour 1\u202f000 habitants", "%": "en\u00a0%"}


def observed_and_expected(view: EffectView) -> None:
    """The curve, and what would have been expected without the action."""
    if view.chart is None:
        return
    scale = SCALES.get(view.chart.unit, f"en {view.chart.unit}")
    title = "Observé, et attendu sans l'action" if view.chart.compares else "Observé"
    st.html(element("h2", text(title), text(f", {scale}", css="quiet scale")))
    _drawn(view, effect_chart(view.chart), EFFECT_HEIGHT, view.description, "effect")
    if said := notes(view):
        st.html(said)


def confidence(view: EffectView) -> None:
    """Why this much confidence, beside the same effect found otherwise."""
    if view.verdict is None or not view.verdict.reasons:
        return
    left, right = st.columns(2, gap="large")
    with left:
        st.html(reasons(view.verdict))
    with right:
        if view.forest:
            st.html(heading("La même question, posée autrement"))
            words = ". ".join(f"{row.name} : {row.text}" for row in view.forest)
            _drawn(view, forest_chart(view.forest), forest_height(view.forest), words, "forest")
            st.html(paragraph("Bande grise\u00a0: effets de moins de 10\u00a0%.", css="small quiet"))


def gaps(view: EffectView) -> None:
    """The gap with comparable places before and after the start."""
    if view.gaps is None:
        return
    st.html(heading("L'écart avec les territoires comparables, période par période"))
    points = ". ".join(point.text for point in view.gaps.points)
    words = f"Écart avec les territoires comparables. {points}"
    _drawn(view, event_study_chart(view.gaps), GAPS_HEIGHT, words, "gaps")
    st.html(paragraph("Zéro\u00a0: l'écart moyen des périodes d'avant le début.", css="small quiet"))


def placebos(view: EffectView) -> None:
    """Where, and when, nothing happened: what the same calculation finds there."""
    if not view.placebos:
        return
    st.html(heading("Le même calcul, ailleurs et à d'autres dates"))
    for number, (title, strip) in enumerate(view.placebos.items()):
        st.html(heading(title, 3))
        words = f"{title}. {strip.text}. {len(strip.values)} essais sans action."
        _drawn(view, placebo_chart(strip), PLACEBO_HEIGHT, words, f"placebo-{number}")


def for_the_analyst(view: EffectView) -> None:
    """Formula, numbers, checks, figures."""
    with st.expander("Pour l'analyste\u00a0: formule, contrôles et données"):
        st.html(method(view))
        if view.checks and view.checks.rows:
            st.html(heading("Contrôles", 3))
            table_and_downloads(view.checks, "checks", expanded=True)
        if view.series:
            st.html(heading("Chiffres utilisés", 3))
            table_and_downloads(view.series, "effect-series", drawn=_images(view))


def _drawn(view: EffectView, drawing: dict[str, Any], height: int, words: str, key: str) -> None:
    chart(without_colour(drawing) if view.police else drawing, height, words, key)


def _images(view: EffectView) -> dict[str, str]:
    """What the image of each chart shown is of."""
    others = view.verdict is not None and view.verdict.reasons and view.forest
    shown = (
        ("effect", "de la courbe", view.chart is not None),
        ("forest", "des autres calculs", bool(others)),
        ("gaps", "des écarts", view.gaps is not None),
        *((f"placebo-{n}", f"des essais {n + 1}", True) for n, _ in enumerate(view.placebos or ())),
    )
    return {key: of for key, of, is_shown in shown if is_shown}

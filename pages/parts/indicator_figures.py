"""The charts of the page of one indicator, each with its choices, its table and its words."""

from __future__ import annotations

import streamlit as st

from analysis.breakdowns import Breakdown
from analysis.chart_breakdown import breakdown_chart, breakdown_height
from analysis.chart_funnel import HEIGHT as FUNNEL_HEIGHT
from analysis.chart_funnel import funnel_chart
from analysis.chart_lines import HEIGHT as LINES_HEIGHT
from analysis.chart_lines import lines_chart
from analysis.chart_series import HEIGHT as SERIES_HEIGHT
from analysis.chart_series import series_chart
from analysis.charts import without_colour
from analysis.curve import Curve
from analysis.data_table import DataTable
from analysis.funnel_view import FunnelView, funnel_table
from analysis.indicator_view import IndicatorView
from analysis.sentences import NOUNS
from analysis.usual_variation import UsualVariation
from pages.parts.address import choice
from pages.parts.figure import chart, summary, table_and_downloads
from pages.parts.indicator_cards import beside_cards, event_list, usual_words
from pages.parts.markup import element, heading, paragraph, text
from pages.parts.reading import read_breakdown, read_official
from pages.parts.sources import Edition

MARGIN, USUAL = "marge", "habituel"
MARKS = {MARGIN: "Marge d'incertitude", USUAL: "Variations habituelles"}
BARE = MARKS | {MARGIN: "Rien"}
BARS, FUNNEL = "barres", "entonnoir"
SHAPES = {BARS: "Barres", FUNNEL: "Comparaison à l'ensemble"}
STEPS = {kind: noun for kind, (noun, _) in NOUNS.items()}
EVERYONE, SAME = "toutes", "memes"
PERIMETERS = {EVERYONE: "Toutes", SAME: "Les mêmes tout au long"}


def main_figure(view: IndicatorView, made_from: Edition) -> None:
    """The curve of the indicator; official context is drawn by its own rules."""
    if view.is_context:
        _official_figure(view, made_from)
    elif view.curve.chart is None:
        _no_figure(view)
    else:
        st.html(_heading("Au fil du temps", view.curve.chart.unit, view.curve.chart.from_zero))
        _series(view)


@st.fragment
def _series(view: IndicatorView) -> None:
    """The curve, its words and its table; on request, longer periods, usual range, same structures."""
    curve, usual = _chosen(view)
    if curve.chart is not None:
        drawing = (
            series_chart(curve.chart, usual.groups, usual.signals) if usual else series_chart(curve.chart)
        )
        chart(drawing, SERIES_HEIGHT, f"{view.label}. {curve.summary}", "series")
    summary(" ".join(filter(None, (curve.perimeter, curve.summary))))
    if usual:
        st.html(usual_words(usual))
    table_and_downloads(curve.table, "series", drawn="series" if curve.chart else "")
    _events(view)


def _chosen(view: IndicatorView) -> tuple[Curve, UsualVariation | None]:
    """The curve asked for and what to draw around it: only choices that show something are offered."""
    with st.container(horizontal=True):
        longer = _longer_step(view)
        if longer is not None:
            return longer, None
        curve = _of_structures(view)
        if curve.usual is None:
            return curve, None
        marks = MARKS if curve.has_margin else BARE
        asked = choice("reperes", "Autour de la courbe", marks, MARGIN, st.segmented_control)
        return curve, curve.usual if asked == USUAL else None


def _of_structures(view: IndicatorView) -> Curve:
    """The curve of everyone or, on request, of those present throughout."""
    if view.same_structures is None:
        return view.curve
    asked = choice("perimetre", "Structures", PERIMETERS, EVERYONE, st.segmented_control)
    return view.same_structures if asked == SAME else view.curve


def _longer_step(view: IndicatorView) -> Curve | None:
    """The curve over longer periods, when it is asked for."""
    own, *longer = view.steps
    if not longer:
        return None
    labels = {STEPS[kind]: STEPS[kind].capitalize() for kind in view.steps}
    asked = choice("pas", "Un point par", labels, STEPS[own], st.segmented_control)
    return next((view.steps[kind] for kind in longer if STEPS[kind] == asked), None)


@st.fragment
def breakdown_figure(view: IndicatorView, made_from: Edition) -> None:
    """One breakdown at a time, chosen in the address."""
    if not view.breakdowns or view.is_context:
        return
    st.html(heading("Dans le détail"))
    left, right = st.columns(2)
    with left:
        kind = choice("detail", "Ventilation", view.breakdowns, next(iter(view.breakdowns)))
    shown = read_breakdown(made_from, view.code, kind, st.query_params.get("periode"))
    if shown.beside:
        st.html(beside_cards(shown.beside))
        return
    with right:
        choice("periode", "Période", shown.periods, shown.period)
    if shown.table is not None:
        _bars_or_funnel(shown, shown.table, view.curve.chart.unit if view.curve.chart else "")


def _bars_or_funnel(shown: Breakdown, figures: DataTable, unit: str) -> None:
    """The breakdown as bars or, on request, as a funnel; the table alone when every figure is hidden."""
    if shown.funnel and choice("forme", "Forme", SHAPES, BARS, st.segmented_control) == FUNNEL:
        _funnel(shown.funnel, shown.label)
        table_and_downloads(funnel_table(shown.funnel, figures), "funnel", expanded=True, drawn="funnel")
    elif any(bar.value is not None for bar in shown.bars):
        _bars(shown, unit)
        table_and_downloads(figures, "breakdown", drawn="breakdown")
    else:
        table_and_downloads(figures, "breakdown", expanded=True)


def _bars(shown: Breakdown, unit: str) -> None:
    words = ". ".join(f"{bar.label} : {bar.text}" for bar in shown.bars)
    height = breakdown_height(shown.bars)
    chart(breakdown_chart(shown.bars, unit), height, f"{shown.label}. {words}", "breakdown")


def _funnel(view: FunnelView, label: str) -> None:
    chart(funnel_chart(view), FUNNEL_HEIGHT, f"{label}, comparaison à l'ensemble. {view.sentence}", "funnel")
    st.html(paragraph(view.sentence) + paragraph(view.caution, css="small quiet"))


@st.fragment
def _official_figure(view: IndicatorView, made_from: Edition) -> None:
    shown = read_official(made_from, view.code, st.query_params.get("territoire"))
    if shown is None:
        _no_figure(view)
        return
    st.html(_heading("Données publiques officielles", shown.unit))
    if len(shown.territories) > 1:
        choice("territoire", "Territoire", shown.territories, shown.territory)
    if shown.lines:
        names = ", ".join(line.label for line in shown.lines)
        chart(
            without_colour(lines_chart(shown.lines, shown.unit, shown.breaks)),
            LINES_HEIGHT,
            f"{view.label} : {names}.",
            "official",
        )
    drawn = "official" if shown.lines else ""
    table_and_downloads(shown.table, "official", expanded=not shown.lines, drawn=drawn)
    if shown.sources:
        st.html("".join(paragraph(f"Source : {source}.", "small quiet") for source in shown.sources))
    _events(view)


def _events(view: IndicatorView) -> None:
    if listed := event_list(view.events, view.changes):
        st.html(listed)


def _no_figure(view: IndicatorView) -> None:
    """Why there is no curve, what to deposit, and what is known all the same."""
    st.html(paragraph(view.no_chart_reason, css="note"))
    if view.curve.table.rows:
        table_and_downloads(view.curve.table, "series", expanded=True)
    elif view.official_file:
        st.html(paragraph(f"Ce qu'il faut déposer\u00a0: {view.official_file}"))


def _heading(title: str, unit: str, from_zero: bool = True) -> str:
    """The title of a chart with its unit, which the chart itself does not repeat."""
    scale = {"%": "en\u00a0%", "‰": "pour 1\u202f000 habitants"}.get(unit, f"en {unit}")
    note = "" if from_zero else " (l'axe ne part pas de zéro)"
    return element("h2", text(title), text(f", {scale}{note}", css="quiet scale") if unit else "")

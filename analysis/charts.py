"""The one look of every chart, and the only door to Plotly: plain dictionaries in, a figure out.

Backgrounds are transparent and every colour holds 3:1 on both themes: one figure serves light and dark.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from textwrap import wrap
from typing import Any

import plotly.graph_objects as go

MAXIMUM_HEIGHT = 420
ACCENT = "#1A8A9E"
NEUTRAL = "#64788A"
QUIET = "#86807A"
# Always told apart by their dashes and markers too, never by colour alone.
SERIES_COLOURS = ("#1A8A9E", "#9C7231", "#8E6BA0", "#64788A", "#5B8C69")
VERDICT_COLOURS = {
    "progres": "#1A8A9E",
    "recul": "#C75B12",
    "stable": "#64788A",
    "on ne peut pas conclure": "#86807A",
    "contexte": "#7C7768",
}
MONTHS = ("janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc.")
FRENCH = {
    "moduleType": "locale",
    "name": "fr",
    "dictionary": {
        "Autoscale": "Échelle automatique",
        "Reset axes": "Vue d'ensemble",
        "Zoom in": "Zoom avant",
        "Preparing image - this may take a few seconds": "L'image se prépare",
        "Image download succeeded": "Image téléchargée",
        "Sorry, there was a problem downloading your image!": "L'image n'a pas pu être faite",
    },
    "format": {
        "days": ["dimanche", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi"],
        "shortDays": ["dim.", "lun.", "mar.", "mer.", "jeu.", "ven.", "sam."],
        "months": list(MONTHS),
        "shortMonths": list(MONTHS),
        "date": "%d/%m/%Y",
    },
}
# The bar of Plotly is never shown: the button under the chart takes the image through it.
CONFIG: dict[str, Any] = {
    "displayModeBar": True,
    "displaylogo": False,
    "modeBarButtons": [["toImage"]],
    "scrollZoom": False,
    "doubleClick": False,
    "showTips": False,
    "locale": "fr",
    "locales": {"fr": FRENCH},
}


def figure(chart: dict[str, Any], height: int) -> go.Figure:
    """A figure of `data` and `layout`, dressed; `height` in pixels, never above the maximum."""
    layout = {**base_layout(min(height, MAXIMUM_HEIGHT)), **chart["layout"]}
    return go.Figure({"data": chart["data"], "layout": layout}, _validate=False)


def without_colour(chart: dict[str, Any]) -> dict[str, Any]:
    """The same chart in the neutral tone, told apart by shapes: an activity of the police has no colour."""

    def neutral(part: Any) -> Any:
        if isinstance(part, dict):
            return {name: neutral(own) for name, own in part.items()}
        if isinstance(part, list):
            return [neutral(each) for each in part]
        return NEUTRAL if isinstance(part, str) and part in SERIES_COLOURS else part

    return {"data": neutral(chart["data"]), "layout": chart["layout"]}


def base_layout(height: int) -> dict[str, Any]:
    """What every chart shares: French separators, no title (the page has its heading), no zoom."""
    return {
        "height": height,
        "separators": ",\u202f",
        "template": {"layout": {}},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "margin": {"l": 8, "r": 16, "t": 28, "b": 8},
        "font": {"size": 14},
        "showlegend": False,
        "dragmode": False,
        "hovermode": "closest",
        "hoverlabel": {"font": {"size": 14}, "align": "left"},
    }


def axis(**own: Any) -> dict[str, Any]:
    """An axis that cannot be dragged, its labels never cut; `own` settings win."""
    return {"fixedrange": True, "automargin": True, "zeroline": False, "tickfont": {"size": 13}} | own


def sides(values: Sequence[float | None]) -> list[str]:
    """Where each value is printed, off its line: below a point from which the curve only goes up."""
    found = []
    for place, value in enumerate(values):
        around = (*values[max(place - 1, 0) : place], *values[place + 1 : place + 2])
        beside = [one for one in around if one is not None]
        is_below = value is not None and bool(beside) and min(beside) > value
        found.append("bottom center" if is_below else "top center")
    return found


def text_lines(text: str, width: int) -> str:
    """A text made safe for a chart, on lines of `width` characters at most."""
    return "<br>".join(escape(line, quote=False) for line in wrap(text, width))

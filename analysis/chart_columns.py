"""Columns side by side, period by period: a few sums told apart by their shade, printed above them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from analysis.charts import ACCENT, NEUTRAL, QUIET, axis, text_lines

HEIGHT = 340
ROOM_ABOVE = 1.28  # for the values printed upright
GAP = 0.28  # of the width, between two groups
PHONE_WIDTH, DIGIT_WIDTH = 330, 6.5  # pixels
STYLES: tuple[dict[str, Any], ...] = (
    {"color": "rgba(0,0,0,0)", "line": {"color": QUIET, "width": 1.5}},
    {"color": NEUTRAL},
    {"color": ACCENT},
)


@dataclass(frozen=True)
class Columns:
    """One series: its values, as printed on the chart, and as read in full."""

    label: str
    values: tuple[float | None, ...]
    printed: tuple[str, ...]
    texts: tuple[str, ...]


def columns_chart(names: Sequence[str], series: Sequence[Columns]) -> dict[str, Any]:
    """Grouped columns from zero; as many series as there are styles, at most."""
    highest = max((value for each in series for value in each.values if value is not None), default=1.0)
    layout = {
        "barmode": "group",
        "bargap": GAP,
        "bargroupgap": 0.06,
        "xaxis": axis(type="category", showgrid=False, tickangle=0),
        "yaxis": axis(range=[0, highest * ROOM_ABOVE], tickformat=",", nticks=5, showticklabels=False),
        "showlegend": len(series) > 1,
        "legend": {"orientation": "h", "x": 0, "xanchor": "left", "y": 1.02, "yanchor": "bottom"},
        "margin": {"l": 16, "r": 8, "t": 36, "b": 8},
    }
    styles = STYLES[-len(series) :]
    room = PHONE_WIDTH * (1 - GAP) / max(len(names) * len(series), 1)
    upright = room < DIGIT_WIDTH * max((len(text) for each in series for text in each.printed), default=0)
    traces = [_trace(names, each, style, upright) for each, style in zip(series, styles, strict=True)]
    return {"data": traces, "layout": layout}


def _trace(names: Sequence[str], each: Columns, style: dict[str, Any], upright: bool) -> dict[str, Any]:
    told = zip(names, each.texts, strict=True)
    return {
        "type": "bar",
        "name": text_lines(each.label, 40),
        "x": list(names),
        "y": list(each.values),
        "marker": style,
        "text": list(each.printed),
        "textposition": "outside",
        "textangle": -90 if upright else 0,
        "constraintext": "none",
        "textfont": {"size": 12},
        "cliponaxis": False,
        "customdata": [text_lines(f"{each.label}, {name} : {text}", 60) for name, text in told],
        "hovertemplate": "%{customdata}<extra></extra>",
    }

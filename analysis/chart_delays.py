"""How long each payment took: one mark per grant, on the day it was notified, against the legal delay."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from analysis.charts import ACCENT, QUIET, VERDICT_COLOURS, axis, text_lines

HEIGHT = 340
STEP = 60  # days between two marks of the scale
LATE = VERDICT_COLOURS["recul"]
# (paid, late) -> name, shape, colour.
KINDS = {
    (True, False): ("Versée dans le délai", "circle", ACCENT),
    (True, True): ("Versée en retard", "square", LATE),
    (False, True): ("Pas encore versée, en retard", "diamond-open", LATE),
    (False, False): ("En attente, dans le délai", "circle-open", QUIET),
}


@dataclass(frozen=True)
class PaymentMark:
    """One grant; `days` from its notification to its payment, or to today when it `is_paid` not."""

    notified: date
    days: float
    is_late: bool
    is_paid: bool
    text: str


def delays_chart(marks: Sequence[PaymentMark], limit: int) -> dict[str, Any]:
    """Four kinds of marks, told apart by their shape; the legal delay is a dashed line, named above."""
    traces = (
        _trace(name, kept, symbol, colour)
        for (is_paid, is_late), (name, symbol, colour) in KINDS.items()
        if (kept := [m for m in marks if (m.is_paid, m.is_late) == (is_paid, is_late)])
    )
    years = sorted({m.notified.year for m in marks})
    highest = max([limit * 2.0, *(m.days for m in marks)])
    layout = {
        "xaxis": axis(
            showgrid=False,
            tickvals=[date(year, 1, 1).toordinal() for year in years],
            ticktext=[str(year) for year in years],
            tickangle=0,
        ),
        "yaxis": axis(
            range=[0, highest * 1.08],
            tickvals=list(range(0, int(highest) + STEP, STEP)),
        ),
        "shapes": [_limit_line(limit)],
        "showlegend": True,
        "legend": {"orientation": "h", "x": 0, "xanchor": "left", "y": 1.02, "yanchor": "bottom"},
        "margin": {"l": 8, "r": 8, "t": 36, "b": 8},
    }
    return {"data": list(traces), "layout": layout}


def _trace(name: str, marks: Sequence[PaymentMark], symbol: str, colour: str) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "markers",
        "name": name,
        "x": [mark.notified.toordinal() for mark in marks],
        "y": [mark.days for mark in marks],
        "marker": {"size": 9, "symbol": symbol, "color": colour, "line": {"width": 2, "color": colour}},
        "opacity": 0.85,
        "customdata": [text_lines(mark.text, 60) for mark in marks],
        "hovertemplate": "%{customdata}<extra></extra>",
        "cliponaxis": False,
    }


def _limit_line(limit: int) -> dict[str, Any]:
    ends = {"x0": 0, "x1": 1, "xref": "paper", "y0": limit, "y1": limit}
    return {"type": "line", **ends, "line": {"color": QUIET, "width": 2, "dash": "dash"}}

"""The same effect found otherwise, one under the other: the sign should not depend on how one looks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor
from typing import Any

from analysis.charts import ACCENT, NEUTRAL, QUIET, axis, text_lines
from analysis.wording import value_text

ROW, MARGINS = 34, 70
WIDTH_OF_NAMES = 26
NOTABLE = (-10.0, 10.0)
STEPS, MOST_STEPS = (10, 20, 50, 100, 200, 500, 1000), 3
BAND = "rgba(100,120,138,0.14)"


@dataclass(frozen=True)
class ForestRow:
    """One way to look: the effect in percent, its interval or range when there is one, and as a text."""

    name: str
    value: float
    low: float | None
    high: float | None
    text: str
    main: bool = False


def forest_height(rows: Sequence[ForestRow]) -> int:
    return MARGINS + ROW * len(rows)


def forest_chart(rows: Sequence[ForestRow]) -> dict[str, Any]:
    """Traces and layout, the main estimate on top; the band is of effects under 10 %."""
    last = len(rows) - 1
    ticks = _ticks(rows)
    names = [text_lines(row.name, WIDTH_OF_NAMES) for row in rows]
    layout = {
        "xaxis": axis(tickvals=ticks, ticktext=[value_text(tick, "%") for tick in ticks], tickangle=0),
        "yaxis": axis(
            tickvals=list(range(len(rows))), ticktext=names, range=[last + 0.6, -0.6], showgrid=False
        ),
        "shapes": [
            {"type": "rect", "x0": NOTABLE[0], "x1": NOTABLE[1], "y0": 0, "y1": 1, "yref": "paper"}
            | {"layer": "below", "fillcolor": BAND, "line": {"width": 0}},
            {"type": "line", "x0": 0, "x1": 0, "y0": 0, "y1": 1, "yref": "paper"}
            | {"layer": "below", "line": {"color": QUIET, "width": 1.5}},
        ],
        "margin": {"l": 8, "r": 16, "t": 8, "b": 8},
    }
    return {"data": [_row(row, place) for place, row in enumerate(rows)], "layout": layout}


def _ticks(rows: Sequence[ForestRow]) -> list[int]:
    """Round percents around zero, few enough to stand side by side on a phone."""
    ends = [*NOTABLE, *(end for row in rows for end in (row.low, row.value, row.high) if end is not None)]
    lowest, highest = min(ends), max(ends)
    step = next((step for step in STEPS if (highest - lowest) / step <= MOST_STEPS), STEPS[-1])
    return [step * place for place in range(ceil(lowest / step), floor(highest / step) + 1)]


def _row(row: ForestRow, place: int) -> dict[str, Any]:
    colour = ACCENT if row.main else NEUTRAL
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [row.value],
        "y": [place],
        "error_x": _bars(row, colour),
        "customdata": [text_lines(f"{row.name} : {row.text}", 50)],
        "hovertemplate": "%{customdata}<extra></extra>",
        "marker": {
            "size": 12 if row.main else 9,
            "color": colour,
            "symbol": "diamond" if row.main else "circle",
        },
    }


def _bars(row: ForestRow, colour: str) -> dict[str, Any]:
    """The interval or the range around the dot."""
    if row.low is None or row.high is None:
        return {"visible": False}
    sides = {"array": [row.high - row.value], "arrayminus": [row.value - row.low]}
    return {"type": "data", "symmetric": False, "color": colour, "thickness": 2, "width": 4} | sides

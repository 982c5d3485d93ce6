"""The gap over time, absolute or relative, around the line of equality; never coloured as good or bad."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from analysis.chart_series import ChartPoint, SeriesChart, series_chart
from analysis.charts import QUIET

HEIGHT = 300
NO_GAP, SAME = 0.0, 1.0


def gap_chart(points: Sequence[ChartPoint], equality: float) -> dict[str, Any]:
    """Traces and layout; `equality` is 0 for a difference, 1 for a ratio."""
    chart = series_chart(SeriesChart(tuple(points), "", from_zero=False, neutral=True))
    line = {"type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": equality, "y1": equality}
    shape = line | {"layer": "below", "line": {"color": QUIET, "width": 1.5, "dash": "dot"}}
    layout = chart["layout"]
    return chart | {"layout": layout | {"shapes": [*layout["shapes"], shape]}}

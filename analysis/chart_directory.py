"""The map of a search: numbered places over the outlines of the districts, without any map tile."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from analysis.chart_outlines import map_layout, outline_names, outline_trace, room_for, short_name
from analysis.charts import ACCENT, QUIET, text_lines
from analysis.directory_sheet import Sheet
from analysis.outlines import Outline, Point

HEIGHT = 400
DISTRICT = "rgba(100,120,138,0.16)"


def directory_map(
    sheets: Sequence[Sheet], districts: Mapping[str, str], outlines: Mapping[str, Outline]
) -> dict[str, Any]:
    """Traces and layout; places are numbered as in the list, several at one address share a point."""
    shown = [outlines[code] for code in districts if code in outlines]
    texts = {outline.code: short_name(districts[outline.code]) for outline in shown}
    corners = room_for(shown, texts) + [sheet.place for sheet in sheets if sheet.place]
    named = [outline_trace(outline, districts[outline.code], fillcolor=DISTRICT) for outline in shown]
    return {"data": [*named, _places(sheets)], "layout": map_layout(corners, outline_names(shown, texts))}


def _places(sheets: Sequence[Sheet]) -> dict[str, Any]:
    together: dict[Point, list[int]] = {}
    for number, sheet in enumerate(sheets):
        if sheet.place:
            together.setdefault(sheet.place, []).append(number)
    return {
        "type": "scatter",
        "mode": "markers+text",
        "x": [x for x, _ in together],
        "y": [y for _, y in together],
        "text": [", ".join(str(number + 1) for number in numbers) for numbers in together.values()],
        "textposition": "top center",
        "textfont": {"size": 13},
        "customdata": [
            "<br>".join(text_lines(sheets[number].name, 40) for number in numbers)
            for numbers in together.values()
        ],
        "hovertemplate": "%{customdata}<extra></extra>",
        "marker": {"size": 11, "color": ACCENT, "line": {"width": 1.5, "color": QUIET}},
        "cliponaxis": False,
    }

"""The map of the priority districts: one hue, its strength said in words, hatched where secret."""

from __future__ import annotations

from typing import Any

from analysis.chart_outlines import map_layout, outline_names, outline_trace, room_for, short_name
from analysis.charts import NEUTRAL, QUIET, text_lines
from analysis.district_map import HIGHER, LOWER, SAYS, SIMILAR, Area, DistrictMap

HEIGHT = 420
STRENGTHS = {LOWER: 0.16, SIMILAR: 0.42, HIGHER: 0.78}
WEAKEST, STRONGEST = 0.12, 0.78
NO_FIGURE = "rgba(0,0,0,0)"


def districts_chart(view: DistrictMap) -> dict[str, Any]:
    """Traces and layout; each value stands with the name of its district."""
    shown = [area for area in view.areas if area.code in view.outlines]
    outlines = [view.outlines[area.code] for area in shown]
    texts = {area.code: f"{short_name(area.label)}<br><b>{text_lines(area.text, 20)}</b>" for area in shown}
    traces = [_area(area, view) for area in shown]
    return {"data": traces, "layout": map_layout(room_for(outlines, texts), outline_names(outlines, texts))}


def legend(view: DistrictMap) -> tuple[tuple[float | None, str], ...]:
    """The strengths in use with their words; None is the hatching of a secret figure."""
    used = {area.standing for area in view.areas}
    words: list[tuple[float | None, str]] = [
        (STRENGTHS[standing], SAYS[standing]) for standing in STRENGTHS if standing in used
    ]
    if not words and any(area.weight is not None for area in view.areas):
        words.append((STRONGEST, "plus le chiffre est grand, plus la teinte est forte"))
    if any(area.flag == "masked" for area in view.areas):
        words.append((None, "secret\u00a0: effectif trop petit"))
    return tuple(words)


def tint(strength: float) -> str:
    return f"rgba(26,138,158,{strength:.2f})"


def _area(area: Area, view: DistrictMap) -> dict[str, Any]:
    said = ", ".join(filter(None, (area.text, area.note, SAYS.get(area.standing, ""))))
    return outline_trace(view.outlines[area.code], f"{area.label} : {said}", **_fill(area))


def _fill(area: Area) -> dict[str, Any]:
    if area.flag == "masked":
        pattern = {"shape": "/", "fgcolor": QUIET, "size": 6, "solidity": 0.25}
        return {"fillpattern": pattern, "line": {"width": 1.5, "color": NEUTRAL, "dash": "dash"}}
    if area.weight is None:
        return {"fillcolor": NO_FIGURE, "line": {"width": 1.5, "color": NEUTRAL, "dash": "dot"}}
    strength = STRENGTHS.get(area.standing, WEAKEST + (STRONGEST - WEAKEST) * min(area.weight, 1.0))
    return {"fillcolor": tint(strength)}

"""One dot per place or date where nothing happened, and the real effect among them: does it stand out?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from analysis.charts import ACCENT, NEUTRAL, QUIET, axis, text_lines

HEIGHT = 170
STEP = 0.12
CLOSE = 0.02


@dataclass(frozen=True)
class PlaceboStrip:
    """Effects in percent: those of the placebos, by name, and the real one."""

    names: tuple[str, ...]
    values: tuple[float, ...]
    real: float
    text: str


def placebo_chart(strip: PlaceboStrip) -> dict[str, Any]:
    """Traces and layout; dots that would hide each other are stacked, the real effect has its own shape."""
    heights = _stacked(strip.values)
    zero = {"type": "line", "x0": 0, "x1": 0, "y0": 0, "y1": 1, "yref": "paper", "layer": "below"}
    layout = {
        "xaxis": axis(ticksuffix="\u00a0%", nticks=6, tickangle=0),
        "yaxis": axis(visible=False, range=[-STEP, STEP + max([0.0, *heights])]),
        "shapes": [zero | {"line": {"color": QUIET, "width": 1.5}}],
        "showlegend": True,
        "legend": {"orientation": "h", "x": 0, "y": 1.02, "yanchor": "bottom", "font": {"size": 13}},
        "margin": {"l": 28, "r": 16, "t": 36, "b": 8},
    }
    placebos = _dots("Sans action", list(strip.values), heights, strip.names)
    placebos["marker"] = {"size": 9, "color": NEUTRAL, "opacity": 0.75}
    real = _dots("Effet mesuré", [strip.real], [0.0], [strip.text])
    real["marker"] = {"size": 15, "color": ACCENT, "symbol": "diamond"}
    return {"data": [placebos, real], "layout": layout}


def _dots(name: str, xs: list[float], ys: list[float], said: Sequence[str]) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "markers",
        "name": name,
        "x": xs,
        "y": ys,
        "customdata": [text_lines(one, 40) for one in said],
        "hovertemplate": "%{customdata}<extra></extra>",
    }


def _stacked(values: Sequence[float]) -> list[float]:
    """A height for each dot: the next one up when a dot before stands at nearly the same place."""
    width = (max(values) - min(values)) * CLOSE if values else 0.0
    heights: list[float] = []
    for number, value in enumerate(values):
        near = [heights[other] for other in range(number) if abs(values[other] - value) <= width]
        level = 1
        while any(abs(height - level * STEP) < STEP / 2 for height in near):
            level += 1
        heights.append(level * STEP)
    return heights

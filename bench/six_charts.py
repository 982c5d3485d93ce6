"""Six curves of the demonstration city at two time steps, as Plotly draws them: what other tools show too."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from analysis import catalogue as catalogues
from analysis import tables
from analysis.chart_series import HEIGHT, series_chart
from analysis.charts import figure
from analysis.compute import compute
from analysis.indicator_view import IndicatorView, indicator_view
from analysis.standing import situation
from data import clock
from data.store import Store

CHARTS = 6
CHOICES = ("own", "longer")


def write_six_charts(store: Path, folder: Path) -> None:
    """One file a chart and choice: `0-own.json` to `5-longer.json`."""
    folder.mkdir()
    for place, view in zip(range(CHARTS), _views_with_steps(store), strict=False):
        own, *_, longer = view.steps.values()
        for choice, curve in zip(CHOICES, (own, longer), strict=True):
            assert curve.chart is not None
            drawn = figure(series_chart(curve.chart), HEIGHT)
            drawn.layout.meta = choice
            (folder / f"{place}-{choice}.json").write_text(drawn.to_json(), encoding="utf-8")


def _views_with_steps(store: Path) -> Iterator[IndicatorView]:
    known = catalogues.load()
    read = tables.read(Store(store), clock.today())
    now = situation(compute(read, known), read, known)
    views = (indicator_view(now, code) for code in known.indicators)
    return (view for view in views if len(view.steps) > 1 and view.curve.chart)

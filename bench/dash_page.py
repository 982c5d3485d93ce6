"""Six charts and one choice in Dash. Runs in the environment of `.venv-bench`."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from dash import Dash, Input, Output, dcc, html

CHARTS = 6
CHOICES = ("own", "longer")


def six_charts(folder: Path, choice: str) -> list[dict[str, Any]]:
    return [json.loads((folder / f"{place}-{choice}.json").read_text()) for place in range(CHARTS)]


def server() -> Any:
    """The application that gunicorn serves: the figures of a choice are read once."""
    folder = Path(os.environ["SIX_CHARTS"])
    charts = {choice: six_charts(folder, choice) for choice in CHOICES}
    page = Dash(__name__)
    graphs = [dcc.Graph(id=f"chart-{n}", figure=chart) for n, chart in enumerate(charts["own"])]
    page.layout = html.Div([dcc.RadioItems(list(CHOICES), "own", id="choice"), *graphs])

    @page.callback(
        [Output(f"chart-{n}", "figure") for n in range(CHARTS)],
        Input("choice", "value"),
        prevent_initial_call=True,
    )
    def show(choice: str) -> list[dict[str, Any]]:
        return charts[choice]

    return page.server

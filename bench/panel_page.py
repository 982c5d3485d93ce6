"""Six charts and one choice in Panel, in `.venv-bench`: ``python -m bench.panel_page PORT``."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

import panel

CHARTS = 6
CHOICES = ("own", "longer")


def main(port: int) -> None:
    folder = Path(os.environ["SIX_CHARTS"])
    charts = {
        choice: [json.loads((folder / f"{n}-{choice}.json").read_text()) for n in range(CHARTS)]
        for choice in CHOICES
    }
    panel.extension("plotly")

    def page() -> Any:
        panes = [panel.pane.Plotly(chart, sizing_mode="stretch_width") for chart in charts["own"]]
        choice = panel.widgets.RadioBoxGroup(options=list(CHOICES), value="own")

        def show(event: Any) -> None:
            for pane, chart in zip(panes, charts[event.new], strict=True):
                pane.object = chart

        choice.param.watch(show, "value")
        return panel.Column(choice, *panes)

    panel.serve(page, port=port, address="127.0.0.1", show=False)


if __name__ == "__main__":
    main(int(sys.argv[1]))

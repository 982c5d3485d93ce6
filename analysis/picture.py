"""What stands above the image of a chart once it has left the page: title, period, source, mark, date."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from analysis.charts import text_lines
from analysis.data_table import DataTable
from analysis.wording import date_text

WIDTH = 1000
TITLE_CHARACTERS, LINE_CHARACTERS = 88, 130
LINE_HEIGHT, MARGIN = 19, 34


@dataclass(frozen=True)
class PictureHeading:
    """Lines in the markup of Plotly, and the pixels they take in an image of `WIDTH` pixels."""

    text: str
    height: int


def picture_heading(data: DataTable, mark: str, city: str, today: date) -> PictureHeading:
    """The heading of the chart drawn from `data`.

    Args:
        mark: says that the figures are fictitious; empty when they are real.
    """
    title = text_lines(data.caption, TITLE_CHARACTERS)
    said = (
        data.period,
        f"Source\u00a0: {data.source}" if data.source else "",
        mark,
        f"Castellum, Ville de {city}. Image du {date_text(today)}.",
    )
    lines = "<br>".join(text_lines(line, LINE_CHARACTERS) for line in said if line)
    text = f'<span style="font-size:18px"><b>{title}</b></span><br>{lines}'
    return PictureHeading(text, LINE_HEIGHT * (text.count("<br>") + 1) + MARGIN)

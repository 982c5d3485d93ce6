"""A chart with what must follow it: its summary in words, its table, its downloads."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from analysis.charts import CONFIG, figure
from analysis.data_table import DataTable
from analysis.picture import WIDTH, picture_heading
from pages.parts.markup import element, paragraph, table, text
from pages.parts.reading import read_masthead
from pages.parts.sources import edition, today

FORMATS = ("PNG", "SVG")
SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def chart(drawing: dict[str, Any], height: int, description: str, key: str) -> None:
    """One Plotly figure; `description` is what a screen reader says of it."""
    st.plotly_chart(
        figure(drawing, height), theme="streamlit", config=CONFIG, key=f"chart-{key}", alt=description
    )


def table_and_downloads(
    data: DataTable,
    key: str,
    expanded: bool = False,
    drawn: str | Mapping[str, str] = "",
    title: str = "Tableau et téléchargements",
) -> None:
    """The figures of a chart, folded away unless there is no chart, and the files to take home.

    Args:
        drawn: the key of the chart drawn from these figures, whose image can be taken home too; when there
            are several, the key of each and what its image is of (« de l'écart »).
    """
    with st.expander(title, expanded=expanded):
        st.html(table(data.caption, data.columns, data.rows))
        with st.container(horizontal=True):
            st.download_button(
                "CSV (Excel français)",
                data.csv,
                f"{data.file_name}.csv",
                "text/csv",
                key=f"csv-{key}",
                on_click="ignore",
            )
            st.download_button(
                "Excel avec la méthode",
                data.workbook,
                f"{data.file_name}.xlsx",
                SPREADSHEET,
                key=f"xlsx-{key}",
                on_click="ignore",
            )
            if drawn:
                st.html(_picture_buttons(data, drawn), width="content")


def _picture_buttons(data: DataTable, drawn: str | Mapping[str, str]) -> str:
    """The browser makes the images when asked (`pictures.js`), from the charts on the page."""
    known = read_masthead(edition())
    mark = "" if data.demonstration is False else known.demonstration
    heading = picture_heading(data, mark, known.city, today())
    charts = {drawn: ""} if isinstance(drawn, str) else drawn
    buttons = (
        text(
            f"Image {of} ({name})" if of else f"Image ({name})",
            "button",
            type="button",
            data_format=name.lower(),
            data_chart=f"chart-{key}",
            data_file=f"{data.file_name}_{key}" if of else data.file_name,
            data_width=str(WIDTH),
            data_heading=heading.text,
            data_heading_height=str(heading.height),
        )
        for key, of in charts.items()
        for name in FORMATS
    )
    return element("div", *buttons, css="pictures")


def summary(words: str) -> None:
    if words:
        st.html(paragraph(words, css="small quiet"))

"""A chart with what must follow it: its summary in words, its table, its downloads."""

from __future__ import annotations

from typing import Any

import streamlit as st

from analysis.charts import CONFIG, figure
from analysis.data_table import DataTable
from pages.parts.markup import paragraph, table

SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def chart(drawing: dict[str, Any], height: int, description: str, key: str) -> None:
    """One Plotly figure; `description` is what a screen reader says of it."""
    st.plotly_chart(
        figure(drawing, height), theme="streamlit", config=CONFIG, key=f"chart-{key}", alt=description
    )


def table_and_downloads(data: DataTable, key: str, expanded: bool = False) -> None:
    """The figures of a chart, folded away unless there is no chart, and the files to take home."""
    with st.expander("Tableau et téléchargements", expanded=expanded):
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


def summary(words: str) -> None:
    if words:
        st.html(paragraph(words, css="small quiet"))

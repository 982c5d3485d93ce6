"""The choices of a report, kept in the address, and its three files, made when they are asked for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from analysis.audience import Audience, audience_named
from analysis.report.content import Report
from analysis.report.council_report import file_name
from analysis.report.pdf import pdf
from analysis.report.period import ReportPeriod
from analysis.report.word import word
from data.desk import Desk
from data.safe_export import to_xlsx
from pages.parts.address import choice, several
from pages.parts.figure import SPREADSHEET
from pages.parts.identity import visitor
from pages.parts.reading import periods_of_report, read_report
from pages.parts.rights import desk
from pages.parts.sources import Edition, catalogue, edition, today

WORD_FILE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@dataclass(frozen=True)
class WantedReport:
    period: ReportPeriod
    axes: tuple[str, ...]
    audience: Audience


def ask_report() -> WantedReport:
    """Period, readers and axes. Only somebody who may read the figures of partners is offered them."""
    periods = periods_of_report()
    readers = {"public": "Tout le monde"}
    if visitor().may("partners"):
        readers["partenaires"] = "Les partenaires"
    left, right = st.columns(2)
    with left:
        labels = {code: period.label for code, period in periods.items()}
        period = choice("periode", "Période", labels, next(iter(labels)))
    with right:
        reader = choice("public", "Pour qui\u00a0?", readers, "public", st.segmented_control)
    axes = several("axes", "Axes", {axis.code: axis.label for axis in catalogue().codebook.axes.values()})
    return WantedReport(periods[period], axes, audience_named(reader))


def offer_files(wanted: WantedReport) -> None:
    """Nothing is computed before a click: the first file takes a few seconds, the others less."""
    made_from, taker = edition(wanted.audience), desk()
    name = file_name(wanted.period, wanted.audience, today())
    with st.container(horizontal=True):
        for label, ending, kind, write in (
            ("PDF à présenter", "pdf", "application/pdf", pdf),
            ("Word à modifier", "docx", WORD_FILE, word),
            ("Excel des chiffres, avec la méthode", "xlsx", SPREADSHEET, _workbook),
        ):
            st.download_button(
                label,
                maker(write, wanted, made_from, taker),
                f"{name}.{ending}",
                kind,
                key=f"report-{ending}",
                on_click="ignore",
                type="primary" if ending == "pdf" else "secondary",
            )


def maker(
    write: Callable[[Report], bytes], wanted: WantedReport, made_from: Edition, taker: Desk
) -> Callable[[], bytes]:
    """What is run at the click, outside the page: the rights were asked for before."""

    def make() -> bytes:
        if taker.actor.name:
            taker.note("rapport", f"{wanted.audience} {wanted.period.code}")
        return write(read_report(made_from, wanted.axes, wanted.period.code))

    return make


def _workbook(report: Report) -> bytes:
    return to_xlsx(report.tables)

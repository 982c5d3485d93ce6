"""A report for the council: its cover, its parts in order, and its figures in tables."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from analysis.alerts import alerts
from analysis.audience import Audience
from analysis.axis_view import axis_view
from analysis.data_table import DEMONSTRATION
from analysis.overview import overview
from analysis.report.axis_part import axis_part, indicators_of
from analysis.report.content import Block, Cover, Report
from analysis.report.figures_tables import figures_tables
from analysis.report.method_part import method_part, sources_part
from analysis.report.period import ReportPeriod, situation_at
from analysis.report.said_part import decisions_part, overdue, quotable_part, signed, statements_part
from analysis.report.summary_part import summary_part
from analysis.sentences import COLON
from analysis.standing import Situation
from analysis.wording import date_text, list_text

TITLE = "Prévention, accompagnement, tranquillité, cohésion\u00a0: où en sommes-nous\u00a0?"
AUDIENCES: dict[Audience, str] = {
    "public": "Édition publique\u00a0: ni petits effectifs, ni chiffres réservés aux partenaires.",
    "partenaires": "Édition réservée aux partenaires\u00a0: à ne pas publier.",
}


def council_report(now: Situation, axes: Sequence[str], period: ReportPeriod, audience: Audience) -> Report:
    """The report about these axes (codes) at the end of this period.

    Args:
        now: the situation as `audience` may read it.

    Raises:
        KeyError: the catalogue has no such axis.
    """
    situation = situation_at(now, period)
    every = alerts(situation)
    pages = [axis_view(situation, code, every) for code in axes]
    indicators = {page.code: indicators_of(situation, page) for page in pages}
    views = [view for each in indicators.values() for view in each.values()]
    every_axis = len(axes) == len(situation.codebook.axes)
    blocks: list[Block] = [*summary_part(overview(situation, every), pages, every_axis, period.told_as_of)]
    for page in pages:
        blocks += axis_part(page, indicators[page.code])
    late = overdue(situation, axes)
    blocks += decisions_part(late, period)
    blocks += statements_part(situation, axes, period)
    blocks += quotable_part(views)
    blocks += method_part(views, period)
    blocks += sources_part(views)
    labels = [page.label for page in pages]
    cover = _cover(now, labels, period, audience)
    return Report(
        cover, tuple(blocks), figures_tables(situation, views, late, signed(situation, axes, period), cover)
    )


def _cover(now: Situation, axes: Sequence[str], period: ReportPeriod, audience: Audience) -> Cover:
    city, today = now.codebook.city, now.tables.today
    return Cover(
        title=TITLE,
        city=city.name,
        period=f"{period.label}, {period.span}",
        audience=AUDIENCES[audience],
        mark=_mark(now),
        lines=(
            f"{'Axes' if len(axes) > 1 else 'Axe'}{COLON}{list_text(axes)}.",
            f"Rapport fait le {date_text(today)}, avec les chiffres connus ce jour-là.",
            *filter(None, [period.told_as_of]),
        ),
        file_name=file_name(period, audience, today),
    )


def file_name(period: ReportPeriod, audience: Audience, today: date) -> str:
    """Without extension: « rapport_2026-T3_public_2026-11-26 »."""
    return f"rapport_{period.code}_{audience}_{today.isoformat()}"


def _mark(now: Situation) -> str:
    active = now.tables.journal.loc[now.tables.journal["statut"] == "actif"]
    return DEMONSTRATION if bool(active["demonstration"].any()) else ""

"""The report as a PDF: A4, tagged for screen readers (PDF/UA-1), laid out by Typst from plain data."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import typst

from analysis.charts import VERDICT_COLOURS
from analysis.report.content import Block, Card, Report, after
from analysis.report.drawing import drawing
from analysis.wording import LEVELS, VERDICTS

LAYOUT = Path(__file__).with_name("report.typ")
PICTURES = b"""
#set page(width: 9cm, height: auto, margin: 0pt)
#for picture in json(bytes(sys.inputs.pictures)) {
  page(image(bytes(picture), format: "svg", width: 100%))
}
"""
DOTS_PER_INCH = 200


def pdf(report: Report) -> bytes:
    """The whole report. Texts go in as data: none is read as markup."""
    told = {"cover": asdict(report.cover), "blocks": [_told(block) for block in report.blocks]}
    # The fonts that come with Typst: the same page on every server.
    return typst.compile(
        LAYOUT.read_bytes(),
        format="pdf",
        pdf_standards="ua-1",
        sys_inputs={"report": _plain(told)},
        ignore_system_fonts=True,
    )


def pictures(report: Report) -> dict[str, bytes]:
    """The charts of the report as PNG, by code of indicator."""
    drawn = {card.code: drawing(card.chart) for card in report.cards if card.chart is not None}
    if not drawn:
        return {}
    pages: Any = typst.compile(
        PICTURES,
        format="png",
        ppi=DOTS_PER_INCH,
        sys_inputs={"pictures": _plain([*drawn.values()])},
        ignore_system_fonts=True,
    )
    return dict(zip(drawn, [pages] if isinstance(pages, bytes) else pages, strict=True))


def _told(block: Block) -> dict[str, Any]:
    kind = {"kind": type(block).__name__}
    return kind | (_card(block) if isinstance(block, Card) else asdict(block))


def _card(card: Card) -> dict[str, Any]:
    return {
        "code": card.code,
        "name": card.name,
        "level": LEVELS[card.level],
        "icon": VERDICTS[card.word].icon,
        "verdict": VERDICTS[card.word].label,
        "colour": VERDICT_COLOURS[card.word],
        "reason": card.reason,
        "next_step": card.next_step,
        "facts": [{**asdict(fact), "note": after(fact.note)} for fact in card.facts],
        "picture": drawing(card.chart) if card.chart is not None else "",
        "alt": alternative(card),
        "no_chart": card.no_chart,
    }


def alternative(card: Card) -> str:
    """What the picture of a curve says to those who do not see it."""
    return f"Courbe de l'indicateur {card.code}, {card.name}. {card.chart_text}".strip()


def _plain(data: Sequence[Any] | dict[str, Any]) -> str:
    return json.dumps(data, ensure_ascii=False)

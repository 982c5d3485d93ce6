"""The report as a Word file that anybody can edit: real headings, header rows, described pictures."""

from __future__ import annotations

import io
from typing import Any

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from analysis.charts import VERDICT_COLOURS
from analysis.report.content import (
    Block,
    Bullets,
    Card,
    Cover,
    Definitions,
    Grid,
    Heading,
    Paragraph,
    Report,
    after,
)
from analysis.report.pdf import alternative, pictures
from analysis.wording import LEVELS, NO_BREAK, VERDICTS

LANGUAGE = "fr-FR"
BODY, LEAD, SMALL, SHEET = Pt(10), Pt(12), Pt(9), Pt(8)
QUIET = RGBColor(0x4B, 0x4B, 0x4B)
PICTURE_WIDTH = Cm(8)
PAGE, MARGIN = (Cm(21), Cm(29.7)), Cm(2)


def word(report: Report) -> bytes:
    """The same blocks as the PDF, in the same order. Texts are runs: none is a field nor a link."""
    document = Document()
    _dress(document, report.cover)
    _cover(document, report.cover)
    drawn = pictures(report)
    for block in report.blocks:
        _write(document, block, drawn)
    content = io.BytesIO()
    document.save(content)
    return content.getvalue()


def _dress(document: Any, cover: Cover) -> None:
    """A4, French for the spelling checker, and the mark on every page."""
    section = document.sections[0]
    section.page_width, section.page_height = PAGE
    section.left_margin = section.right_margin = MARGIN
    properties = document.core_properties
    properties.title, properties.author = cover.title, f"Ville de {cover.city}"
    properties.language = LANGUAGE
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), LANGUAGE)
    normal = document.styles["Normal"]
    normal.font.size = BODY
    normal.paragraph_format.space_after = Pt(4)
    normal.element.get_or_add_rPr().append(language)
    section.header.paragraphs[0].text = ". ".join(
        part for part in (f"Ville de {cover.city}", cover.period, cover.mark) if part
    )
    footer = section.footer.paragraphs[0]
    footer.add_run(f"{cover.audience} Page{NO_BREAK}")
    _page_number(footer)


def _page_number(paragraph: Any) -> None:
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        else:
            element.text = text
        paragraph.add_run()._r.append(element)


def _cover(document: Any, cover: Cover) -> None:
    document.add_paragraph(f"Ville de {cover.city}")
    document.add_heading(cover.title, level=0)
    document.add_paragraph(cover.period, style="Subtitle")
    for line in (*cover.lines, cover.audience):
        document.add_paragraph(line)
    if cover.mark:
        document.add_paragraph().add_run(cover.mark).bold = True


def _write(document: Any, block: Block, drawn: dict[str, bytes]) -> None:
    if isinstance(block, Heading):
        document.add_heading(block.text, level=block.rank).paragraph_format.page_break_before = block.new_page
    elif isinstance(block, Paragraph):
        _paragraph(document, block)
    elif isinstance(block, Bullets):
        _bullets(document, block)
    elif isinstance(block, Grid):
        _grid(document, block)
    elif isinstance(block, Definitions):
        document.add_heading(block.title, level=3)
        for term, text in block.pairs:
            _said(document.add_paragraph(), f"{term}{NO_BREAK}: ", text, SHEET)
    else:
        _card(document, block, drawn.get(block.code))


def _paragraph(document: Any, block: Paragraph) -> None:
    run = document.add_paragraph(style="Quote" if block.style == "note" else None).add_run(block.text)
    run.font.size = {"lead": LEAD, "quiet": SMALL}.get(block.style)
    if block.style == "quiet":
        run.font.color.rgb = QUIET


def _bullets(document: Any, block: Bullets) -> None:
    for first, rest in block.items:
        _said(document.add_paragraph(style="List Bullet"), first, rest)


def _said(paragraph: Any, first: str, rest: str, size: Any = None) -> None:
    """Words in bold, then the rest."""
    bold = paragraph.add_run(first)
    bold.bold = True
    for run in (bold, paragraph.add_run(rest)):
        run.font.size = size
    paragraph.paragraph_format.space_after = Pt(2)


def _grid(document: Any, block: Grid) -> None:
    table = document.add_table(rows=1, cols=len(block.columns), style="Table Grid")
    table.autofit = False
    header = table.rows[0]._tr.get_or_add_trPr()
    header.append(OxmlElement("w:tblHeader"))
    for cell, name in zip(table.rows[0].cells, block.columns, strict=True):
        _cell(cell, name).bold = True
    for row in block.rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            _cell(cell, text)
    for column, share in zip(table.columns, block.widths, strict=True):
        column.width = int((PAGE[0] - 2 * MARGIN) * share / sum(block.widths))


def _cell(cell: Any, text: str) -> Any:
    run = cell.paragraphs[0].add_run(text)
    run.font.size = SMALL
    return run


def _card(document: Any, card: Card, picture: bytes | None) -> None:
    document.add_heading(f"{card.code} · {card.name}", level=3)
    verdict = _kept_with_next(document.add_paragraph())
    icon = verdict.add_run(f"{VERDICTS[card.word].icon} ")
    icon.font.color.rgb = RGBColor.from_string(VERDICT_COLOURS[card.word].removeprefix("#"))
    step = f" Prochaine étape{NO_BREAK}: {card.next_step}" if card.next_step else ""
    _said(verdict, VERDICTS[card.word].label, f" ({LEVELS[card.level]}). {card.reason}{step}")
    for fact in card.facts:
        paragraph = _kept_with_next(document.add_paragraph())
        paragraph.add_run(f"{fact.name}{NO_BREAK}: ").font.size = SMALL
        _said(paragraph, fact.value, after(fact.note), SMALL)
    if picture:
        shape = document.add_picture(io.BytesIO(picture), width=PICTURE_WIDTH)
        shape._inline.docPr.set("descr", alternative(card))
    elif card.no_chart:
        _paragraph(document, Paragraph(card.no_chart, "quiet"))


def _kept_with_next(paragraph: Any) -> Any:
    """An indicator stays on one page with its curve."""
    paragraph.paragraph_format.keep_with_next = True
    return paragraph

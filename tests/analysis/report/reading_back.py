"""The texts of the three files, read back as somebody who opens them would."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import openpyxl
import pypdf
from docx import Document


def squeezed(text: str) -> str:
    """Without spaces: lines are cut differently in each file."""
    return "".join(text.split())


def pdf_text(content: bytes) -> str:
    return "\n".join(pdf_pages(content))


def pdf_pages(content: bytes) -> list[str]:
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages]


def word_text(content: bytes) -> str:
    document = Document(io.BytesIO(content))
    cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def workbook_cells(content: bytes) -> list[Any]:
    book = openpyxl.load_workbook(io.BytesIO(content))
    return [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]


def tagged(content: bytes, tag: str) -> list[Any]:
    """The elements of the structure of a PDF that carry this tag."""
    reader: Any = pypdf.PdfReader(io.BytesIO(content))
    return [one for one in _elements(reader.trailer["/Root"]["/StructTreeRoot"]) if one.get("/S") == tag]


def _elements(node: Any) -> Iterator[Any]:
    kids = node.get("/K", [])
    for kid in kids if isinstance(kids, list) else [kids]:
        one = kid.get_object()
        if hasattr(one, "get"):
            yield one
            yield from _elements(one)

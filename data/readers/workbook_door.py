"""Workbooks looked at from outside: the zip table, sizes, far cells, passwords, entities.

Nothing is parsed here: parts are read as bytes, within bounds, so that a hostile workbook of a few
kilobytes can neither fill the memory nor reach the reader.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib

from data.readers.grid import GridKind, column_number
from data.readers.refusals import damaged, not_a_table, protected, refused

MAX_PARTS = 10_000
MAX_UNPACKED = 200_000_000
MAX_RATIO = 100
MAX_COLUMNS = 200
MAX_SHEET_ROWS = 500_000
_RATIO_GRACE = 1_000_000
_SHEET = re.compile(r"xl/(?:worksheets|macrosheets|chartsheets)/[^/]+\.xml", re.IGNORECASE)
_FAR_CELL = re.compile(
    rb"r=[\"']((?:[A-Z]{3}|[H-Z][A-Z]|G[S-Z])\d+|[A-Z]{1,3}(?:[5-9]\d{5}|\d{7,}))[\"'][^<>]{0,300}(?<!/)>\s*<(?!/)"
)
_ODS_MIME = b"application/vnd.oasis.opendocument.spreadsheet"
_OTHER_CONTENT = (
    ("word/", "un document Word"),
    ("ppt/", "une présentation"),
    ("xl/workbook.bin", "un classeur Excel binaire (.xlsb)"),
    ("Index/", "un classeur Numbers (Mac)"),
)


def inspect_zip(content: bytes, filename: str) -> GridKind:
    """Whether a zip file is an .xlsx or an .ods workbook that is safe to open.

    Raises:
        UnreadableFile: anything else, or a dangerous, protected or damaged workbook.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            kind = _kind(archive, filename)
            _check_table(archive, len(content), filename)
            _check_parts(archive, kind, filename)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OSError) as failure:
        raise damaged(filename) from failure
    return kind


def inspect_ole(content: bytes, filename: str) -> GridKind:
    """Whether an old Microsoft container holds an .xls workbook.

    Raises:
        UnreadableFile: a password, or another kind of document.
    """
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise protected(filename)
    if any(name.encode("utf-16-le") in content for name in ("Workbook", "Book\0")):
        return "xls"
    if "WordDocument".encode("utf-16-le") in content:
        raise not_a_table(filename, "un document Word")
    raise not_a_table(filename, "un autre document Microsoft, ou un classeur coupé")


def _kind(archive: zipfile.ZipFile, filename: str) -> GridKind:
    names = archive.namelist()
    if "xl/workbook.xml" in names:
        return "xlsx"
    if "mimetype" in names and archive.getinfo("mimetype").file_size < 200:
        if archive.read("mimetype").startswith(_ODS_MIME):
            return "ods"
        raise not_a_table(filename, "un autre document LibreOffice")
    for start, what in _OTHER_CONTENT:
        if any(name.startswith(start) for name in names):
            raise not_a_table(filename, what)
    raise refused(
        "not_a_table",
        filename,
        "est une archive compressée : sortez-en les tableaux et déposez-les un par un.",
    )


def _check_table(archive: zipfile.ZipFile, size: int, filename: str) -> None:
    parts = archive.infolist()
    if any(part.flag_bits & 1 for part in parts):
        raise protected(filename)
    too_many = len(parts) > MAX_PARTS or sum(part.compress_size for part in parts) > size
    too_large = sum(part.file_size for part in parts) > MAX_UNPACKED
    too_dense = any(
        part.file_size > _RATIO_GRACE and part.file_size > MAX_RATIO * max(part.compress_size, 1)
        for part in parts
    )
    if too_many or too_large or too_dense:
        raise refused(
            "zip_bomb",
            filename,
            "est construit de façon à occuper une place démesurée une fois ouvert ; il est refusé par "
            "sécurité. Copiez le tableau seul dans un classeur neuf et déposez celui-ci.",
        )


def _check_parts(archive: zipfile.ZipFile, kind: GridKind, filename: str) -> None:
    for part in archive.infolist():
        if not part.filename.casefold().endswith((".xml", ".rels")):
            continue
        body = archive.read(part)
        if b"<!DOCTYPE" in body or b"<!ENTITY" in body:
            raise refused(
                "xml_entities",
                filename,
                "contient des définitions cachées qu’aucun tableur n’écrit ; il est refusé par sécurité. "
                "Copiez le tableau seul dans un classeur neuf et déposez celui-ci.",
            )
        if kind == "ods" and part.filename == "META-INF/manifest.xml" and b"encryption-data" in body:
            raise protected(filename)
        if _SHEET.fullmatch(part.filename):
            _check_far_cells(body, filename)


def _check_far_cells(sheet: bytes, filename: str) -> None:
    match = _FAR_CELL.search(sheet)
    if match is None:
        return
    name = match[1].decode()
    column = column_number(name.rstrip("0123456789"))
    where = "colonnes" if column >= MAX_COLUMNS else "lignes"
    limit = MAX_COLUMNS if column >= MAX_COLUMNS else MAX_SHEET_ROWS
    raise refused(
        "far_cell",
        filename,
        f"a une valeur dans la case {name}, au-delà des {limit} {where} permises. Supprimez les {where} qui "
        "suivent le tableau, enregistrez le classeur et déposez-le de nouveau.",
    )

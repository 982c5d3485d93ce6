"""The door: what a file really is, told by its bytes, before anything tries to read it.

Refuses what is not a table and what would harm the server. The name of the file proves nothing.
"""

from __future__ import annotations

import codecs
import re
from pathlib import PurePath

from data.readers.encoding import line_at, utf16_order
from data.readers.grid import GridKind
from data.readers.refusals import not_a_table, refused
from data.readers.workbook_door import inspect_ole, inspect_zip
from data.report import quoted, unreadable

# A million rows of eight columns weigh about 90 MB.
MAX_DELIMITED = 100_000_000
MAX_WORKBOOK = 10_000_000
_HEAD = 8_192
_MEGABYTE = 1_000_000

_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "un document PDF"),
    (b"\x89PNG", "une image"),
    (b"\xff\xd8\xff", "une image"),
    (b"GIF8", "une image"),
    (b"II*\x00", "une image"),
    (b"RIFF", "une image ou un son"),
    (b"\x1f\x8b", "une archive compressée"),
    (b"7z\xbc\xaf", "une archive compressée"),
    (b"Rar!", "une archive compressée"),
    (b"BZh", "une archive compressée"),
    (b"\xfd7zXZ", "une archive compressée"),
    (b"{\\rtf", "un texte mis en forme (RTF)"),
    (b"SQLite format 3", "une base de données"),
    (b"PAR1", "un fichier de données Parquet"),
    (b"MZ\x90", "un programme"),
    (b"\x09\x08", "un classeur Excel d’un format trop ancien"),
    (b"\x7fELF", "un programme"),
    (b"MIME-Version:", "une page web ou un message"),
)
_WEB = re.compile(
    rb"\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|table|meta|style|div)\b", re.I | re.S
)
_XML = re.compile(rb"\s*<\?xml\b|\s*<(?:\w+:)?Workbook\b", re.I)
_JSON = re.compile(rb"\s*(?:\{\s*(?:\"|\})|\[\s*(?:[\[{\"\]]|-?\d))")
_CONTROLS = bytes(code for code in range(32) if code not in b"\t\n\v\f\r\x1a\x1b")


def inspect(content: bytes, filename: str) -> GridKind:
    """What kind of table the bytes are.

    Raises:
        UnreadableFile: empty, too big, not a table, protected, cut, or dangerous to open.
    """
    if not content:
        raise refused(
            "empty_file", filename, "est vide (0 octet). Vérifiez l’envoi et déposez-le de nouveau."
        )
    if content.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        _check_size(content, filename, MAX_WORKBOOK, "un classeur")
        return inspect_zip(content, filename)
    if content.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        _check_size(content, filename, MAX_WORKBOOK, "un classeur")
        return inspect_ole(content, filename)
    _check_size(content, filename, MAX_DELIMITED, "un fichier texte")
    _check_is_table_text(content, filename)
    return "delimited"


def wrong_extension(kind: GridKind, filename: str) -> str | None:
    """What to say when the extension announces another kind of file than its content, or nothing."""
    extension = PurePath(filename.replace("\\", "/")).suffix.casefold()
    is_text_name = extension in {".csv", ".txt", ".tsv", ".tab", ""}
    is_text = kind == "delimited"
    if is_text == is_text_name and (is_text or extension in {f".{kind}", ".xlsm", ".xlt", ".xltx"}):
        return None
    real = "un fichier texte à séparateurs" if is_text else f"un classeur .{kind}"
    return (
        f"Le nom du fichier se termine par {quoted(extension or 'rien')}, mais son contenu est {real} : il a "
        "été lu comme tel."
    )


def _check_size(content: bytes, filename: str, limit: int, what: str) -> None:
    if len(content) > limit:
        size = len(content) / _MEGABYTE
        raise refused(
            "file_too_big",
            filename,
            f"pèse {size:.0f} Mo ; {what} ne doit pas dépasser {limit // _MEGABYTE} Mo. Découpez-le, par "
            "exemple par année.",
        )


def _check_is_table_text(content: bytes, filename: str) -> None:
    for signature, name in _SIGNATURES:
        if content.startswith(signature):
            raise not_a_table(filename, name)
    head = content[:_HEAD].removeprefix(codecs.BOM_UTF8).replace(b"\0", b"").lstrip(b"\xff\xfe")
    if not head.strip():
        raise refused(
            "empty_file", filename, "ne contient que des espaces. Vérifiez l’export et déposez-le de nouveau."
        )
    if _WEB.match(head):
        raise not_a_table(filename, "une page web, même si son nom est celui d’un tableau")
    if _XML.match(head):
        raise not_a_table(filename, "un fichier XML")
    if _JSON.match(head):
        raise not_a_table(filename, "un fichier JSON, fait pour des programmes")
    _check_zero_bytes(content, filename)
    if len(head.translate(None, _CONTROLS)) < 0.98 * len(head):
        raise not_a_table(filename, "un fichier que seul un programme peut lire")


def _check_zero_bytes(content: bytes, filename: str) -> None:
    two_bytes = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_BE))
    place = content.find(b"\0")
    if place < 0 or two_bytes or utf16_order(content):
        return
    line = line_at(content[:place].decode("latin-1"), place)
    message = (
        f"Le fichier {quoted(filename)} est abîmé : la ligne {line} contient des caractères vides qui "
        "cachent peut-être des données. Exportez-le de nouveau depuis le logiciel d’origine."
    )
    raise unreadable("zero_bytes", message, line=line)

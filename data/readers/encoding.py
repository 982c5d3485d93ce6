"""Bytes of a text file to text: marks at the start, strict Unicode, then the most French code page.

Messages never name an encoding by its technical name: they say which program such files come from.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Callable
from itertools import islice
from typing import NamedTuple

from data.readers.code_pages import Choice, choose_page, odd_lines
from data.readers.mojibake import find_damage, first_damage, mend
from data.report import FIRST_LINES, Problem, Repair, at_lines, listed, quoted

LABELS = {
    "utf-8": "texte courant",
    "utf-16": "texte Unicode d’Excel",
    "utf-32": "texte Unicode",
    "cp1252": "texte Windows (Excel français)",
    "latin-1": "ancien texte d’Europe de l’Ouest",
    "mac_roman": "ancien texte Mac",
    "cp850": "ancien texte DOS",
}
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE = 65_536
# Three bytes above 7F that follow one another may be valid Unicode by chance: ideograms, mostly.
_WESTERN = re.compile("[\u0080-\u07ff\u2000-\u27ff\ufb00-\ufffd\U00010000-\U0010ffff]")
_COMBINING = re.compile("[\u0300-\u036f]")
_ACCENTED_LETTER = re.compile(r"[^\x00-\x7f\W\d_]")


class Decoded(NamedTuple):
    """The text of a file, how it was written (in words for readers), and what must be said of it."""

    text: str
    label: str
    repairs: tuple[Repair, ...] = ()
    problems: tuple[Problem, ...] = ()


def decode(content: bytes) -> Decoded:
    """Text of a file whose encoding nobody told. Never fails: what is unsure is said."""
    decoded = _decode_bytes(content)
    for step in (_undo_double_encoding, _compose_accents, _say_lost_characters):
        decoded = step(decoded)
    return decoded


def line_at(text: str, position: int) -> int:
    """Physical line (from 1) of a position; a line ends with a line feed, a return, or both."""
    feeds = text.count("\n", 0, position)
    returns = text.count("\r", 0, position)
    return 1 + feeds + returns - text.count("\r\n", 0, position)


def utf16_order(content: bytes) -> str | None:
    """The codec of a two-byte text without a mark, told by where its zero bytes stand."""
    sample = content[:_SAMPLE]
    pairs = max(len(sample) // 2, 1)
    low, high = sample[1::2].count(0) / pairs, sample[0::2].count(0) / pairs
    if low > 0.4 and high < 0.05:
        return "utf-16-le"
    return "utf-16-be" if high > 0.4 and low < 0.05 else None


def _decode_bytes(content: bytes) -> Decoded:
    for mark, codec in _MARKS:
        if content.startswith(mark):
            return _decode_marked(content, mark, codec)
    order = utf16_order(content)
    if order:
        return Decoded(content.decode(order, "replace"), LABELS["utf-16"])
    return _decode_unmarked(content)


def _decode_marked(content: bytes, mark: bytes, codec: str) -> Decoded:
    if codec == "utf-8":
        return _decode_unmarked(content[len(mark) :])
    return Decoded(content.decode(codec, "replace"), LABELS[codec])


def _decode_unmarked(content: bytes) -> Decoded:
    text = _unicode_text(content)
    if text is not None:
        return Decoded(text, LABELS["utf-8"])
    cut = _cut_place(content)
    if cut is not None:
        return _decode_cut(content, cut)
    lines = content.splitlines(keepends=True)
    unicode_lines, other_lines = _sort_lines(lines)
    if unicode_lines and other_lines:
        return _decode_mixed(lines, other_lines)
    return _decode_code_page(content, lines)


def _cut_place(content: bytes) -> int | None:
    """Where a Unicode text stops in the middle of its last letter, if it does."""
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as failure:
        at_the_end = failure.end == len(content) and failure.reason == "unexpected end of data"
        return failure.start if at_the_end and not content[: failure.start].isascii() else None
    return None


def _decode_cut(content: bytes, end: int) -> Decoded:
    text = content[:end].decode("utf-8")
    line = line_at(text, len(text))
    message = (
        f"Le fichier s’arrête au milieu d’une lettre, ligne {line} : il a sans doute été coupé pendant un "
        "envoi ou une copie. Comparez-le à l’original et déposez-le de nouveau."
    )
    return Decoded(text, LABELS["utf-8"], problems=(Problem("error", "cut_file", message, line=line),))


def _sort_lines(lines: list[bytes]) -> tuple[list[int], list[int]]:
    unicode_lines: list[int] = []
    other_lines: list[int] = []
    for number, line in enumerate(lines):
        if not line.isascii():
            (unicode_lines if _unicode_text(line) is not None else other_lines).append(number)
    return unicode_lines, other_lines


def _unicode_text(content: bytes) -> str | None:
    """The text of valid Unicode bytes that hold at least one character met in France."""
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return text if text.isascii() or _WESTERN.search(text) else None


def _decode_mixed(lines: list[bytes], other_lines: list[int]) -> Decoded:
    page = choose_page(b"".join(lines[number] for number in other_lines)).page
    return _decode_line_by_line(lines, "utf-8", dict.fromkeys(other_lines, page))


def _decode_code_page(content: bytes, lines: list[bytes]) -> Decoded:
    choice = choose_page(content)
    others = odd_lines(content, lines, choice.page)
    if others:
        return _decode_line_by_line(lines, choice.page, others)
    text = content.decode(choice.page, "replace")
    return Decoded(text, LABELS[choice.page], _page_repairs(text, choice), _unsure(content, choice))


def _decode_line_by_line(lines: list[bytes], usual: str, others: dict[int, str]) -> Decoded:
    texts = [line.decode(others.get(number, usual), "replace") for number, line in enumerate(lines)]
    letters = _letters(" ".join(texts[number] for number in list(others)[:FIRST_LINES]))
    numbers = [number + 1 for number in others]
    message = (
        f"Le fichier mélange deux façons d’écrire les accents : {len(numbers)} ligne(s) ({listed(numbers)}) "
        f"ont été lues comme un {LABELS[next(iter(others.values()))]}, où l’on voit {letters}. Vérifiez que "
        "les accents de ces lignes sont justes."
    )
    problem = Problem("confirm", "mixed_encodings", message, line=numbers[0], value=letters)
    return Decoded("".join(texts), LABELS[usual], problems=(problem,))


def _page_repairs(text: str, choice: Choice) -> tuple[Repair, ...]:
    lines = _lines_where(text, lambda line: not line.isascii())
    if not lines:
        return ()
    message = f"Les accents ont été lus comme ceux d’un {LABELS[choice.page]}, par exemple {_letters(text)}."
    return (Repair("code_page", message, len(lines), tuple(lines)),)


def _unsure(content: bytes, choice: Choice) -> tuple[Problem, ...]:
    if choice.is_sure:
        return ()
    text = content.decode(choice.page, "replace")
    other = f" (et non {_letters(content.decode(choice.other, 'replace'))})" if choice.other else ""
    message = (
        f"La façon d’écrire les accents de ce fichier n’est pas certaine : on a lu {_letters(text)}{other}. "
        "Confirmez si les mots de l’aperçu sont justes ; sinon, enregistrez le fichier au format .xlsx et "
        "déposez-le de nouveau."
    )
    return (Problem("confirm", "unsure_accents", message, value=_letters(text)),)


def _letters(text: str) -> str:
    """The accented letters of a text: enough to judge how it was read, and nothing that speaks of anybody."""
    letters = dict.fromkeys(match.group() for match in islice(_ACCENTED_LETTER.finditer(text), 200))
    return ", ".join(quoted(letter) for letter in list(letters)[:5])


def _lines_where(text: str, wanted: Callable[[str], bool]) -> list[int]:
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return [number for number, line in enumerate(lines, start=1) if wanted(line)]


def _undo_double_encoding(decoded: Decoded) -> Decoded:
    places = find_damage(decoded.text)
    if not places:
        return decoded
    lines = tuple(dict.fromkeys(line_at(decoded.text, place) for place in places[:200]))
    mended = mend(decoded.text)
    damaged = first_damage(decoded.text)
    message = (
        f"{len(places)} lettre(s) avaient été abîmées par un enregistrement précédent ; elles ont été "
        f"remises en état (« {damaged} » lu « {mend(damaged)} »)."
    )
    repair = Repair("double_encoding", message, len(places), lines)
    return decoded._replace(text=mended, repairs=(*decoded.repairs, repair))


def _compose_accents(decoded: Decoded) -> Decoded:
    if not _COMBINING.search(decoded.text):
        return decoded
    lines = _lines_where(decoded.text, lambda line: bool(_COMBINING.search(line)))
    message = (
        "Des accents étaient enregistrés à part de leur lettre (fichier venu d’un Mac) ; ils ont été réunis "
        "pour que les noms se reconnaissent."
    )
    repair = Repair("separate_accents", message, len(lines), tuple(lines))
    composed = unicodedata.normalize("NFC", decoded.text)
    return decoded._replace(text=composed, repairs=(*decoded.repairs, repair))


def _say_lost_characters(decoded: Decoded) -> Decoded:
    if "\ufffd" not in decoded.text:
        return decoded
    lines = _lines_where(decoded.text, lambda line: "\ufffd" in line)
    message = (
        f"Des lettres sont perdues (remplacées par « \ufffd ») {at_lines(lines)} : elles l’étaient "
        "déjà dans le fichier. Repartez de l’original, ou confirmez si ces lettres ne comptent pas."
    )
    problem = Problem("confirm", "lost_characters", message, line=lines[0])
    return decoded._replace(problems=(*decoded.problems, problem))

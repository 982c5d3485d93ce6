"""Which character separates the fields of a text table."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from data.readers.records import split_records

SEPARATORS = (";", "\t", "|", ",")
SAMPLE_RECORDS = 50
_SAMPLE_LINES = 200
_SAMPLE_LINE_LENGTH = 20_000
_DECLARATION = re.compile(r'"?sep=(;|,|\t|\|)"?[;,\t|\s]*', re.IGNORECASE)
_TRAILING = ";,\t| "


@dataclass(frozen=True)
class Separator:
    """The separator, and the number of fields that most rows of the sample have."""

    character: str
    width: int


def declared_separator(line: str) -> str | None:
    """The separator that a first line « sep=; » declares."""
    match = _DECLARATION.fullmatch(line)
    return match[1] if match else None


def choose_separator(lines: list[str], declared: str | None = None) -> Separator:
    """The separator that cuts the first rows most consistently into several fields."""
    sample = [line[:_SAMPLE_LINE_LENGTH] for line in lines[:_SAMPLE_LINES]]
    if declared:
        width, score = _consistency(sample, declared)
        if score:
            return Separator(declared, width)
    scored = [(*_consistency(sample, separator), separator) for separator in SEPARATORS]
    width, _, separator = max(scored, key=lambda item: item[1])
    return Separator(separator, width)


def _consistency(sample: list[str], separator: str) -> tuple[int, int]:
    """Usual width, and how many field ends agree with it (doubled when the first row does)."""
    widths = _sample_widths(sample, separator)
    if not widths:
        return 1, 0
    width, rows = Counter(widths).most_common(1)[0]
    return width, rows * (width - 1) * (2 if widths[0] == width else 1)


def _sample_widths(sample: list[str], separator: str) -> list[int]:
    rows = split_records(sample, separator).rows
    filled = [fields for fields in rows if any(field.strip() for field in fields)]
    return [len(fields) for fields in filled[:SAMPLE_RECORDS]]


def unwrap_quoted_lines(lines: list[str]) -> tuple[list[str], list[int]]:
    """Lines wholly between quotes put back as rows; with the lines (from 1) that were, if most were."""
    sample = [line for line in lines[:_SAMPLE_LINES] if line.strip()]
    if 2 * sum(_unwrapped(line) is not None for line in sample) <= len(sample):
        return lines, []
    inner = [_unwrapped(line) for line in lines]
    changed = [number for number, line in enumerate(inner, start=1) if line is not None]
    return [line if kept is None else kept for kept, line in zip(inner, lines, strict=True)], changed


def _unwrapped(line: str) -> str | None:
    core = line.strip().rstrip(_TRAILING)
    if len(core) < 3 or core[0] != '"' or core[-1] != '"' or '"' in core[1:-1].replace('""', ""):
        return None
    inner = core[1:-1].replace('""', '"')
    return inner if any(separator in inner for separator in SEPARATORS) else None
